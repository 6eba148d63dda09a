"""The addresses of evidence: files that come in, their receipts, single items."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
