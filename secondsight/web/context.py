"""What every page has at hand."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the viewer, the section of the house that the page is in, and what the rail shows."""
    viewer = request.user if request.user.is_authenticated else None
    match = request.resolver_match
    return {
        "viewer": viewer,
        "nav": (match.url_name or "") if match else "",
        "is_administrator": viewer is not None and viewer.is_administrator,
        "show_mailbox": viewer is not None and not settings.MAIL_LEAVES and _reads_mail(request),
        "version": settings.VERSION,
    }


def _reads_mail(request: HttpRequest) -> bool:
    # Whoever came in by a link of the demo; asking the organisation would cost every page a statement.
    return request.user.is_administrator or "is_demo" in getattr(request, "session", ())
