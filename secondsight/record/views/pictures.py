"""The timeline's picture as a file of its own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from secondsight.record.queries import incidents as queries
from secondsight.record.queries.picture_files import picture_png, picture_svg
from secondsight.record.rules.picture_view import read_view


@login_required
@require_GET
def timeline_svg(request: HttpRequest, id: str) -> HttpResponse:
    """The picture with its title, zone and legend; needs nothing beside itself."""
    incident = queries.incident(request.user, id)
    zone = timezone.get_current_timezone()
    drawn = picture_svg(request.user, incident, read_view(request.GET.dict(), zone), zone=zone)
    return _file(drawn, "image/svg+xml", f"timeline-{incident.pk}.svg")


@login_required
@require_GET
def timeline_png(request: HttpRequest, id: str) -> HttpResponse:
    """The same picture in dots, for slides and documents that take no SVG."""
    incident = queries.incident(request.user, id)
    zone = timezone.get_current_timezone()
    drawn = picture_png(request.user, incident, read_view(request.GET.dict(), zone), zone=zone)
    return _file(drawn, "image/png", f"timeline-{incident.pk}.png")


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    # As a download: shown as a page of ours, its styles would be kept from it.
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
