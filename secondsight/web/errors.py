"""Pages for what went wrong, in words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that came without its proof of origin."""
    return render(request, "403_csrf.html", status=403)
