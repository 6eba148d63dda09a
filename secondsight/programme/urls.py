"""The addresses of what reviews say together."""

from django.urls import path

from secondsight.programme.views import search

urlpatterns = [path("search/", search, name="search")]
