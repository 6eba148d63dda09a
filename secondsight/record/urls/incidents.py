"""The addresses of incidents, their timelines, events and candidates."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
