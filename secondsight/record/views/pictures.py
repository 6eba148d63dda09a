"""The timeline's picture as a file of its own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET

from secondsight.base.errors import NotFound
from secondsight.record.queries import incidents as queries
from secondsight.record.queries.pictures import picture_file, timeline_picture


@login_required
@require_GET
def timeline_svg(request: HttpRequest, id: str) -> HttpResponse:
    """The picture with its title, zone and legend; needs nothing beside itself."""
    incident = queries.incident(request.user, id)
    picture = timeline_picture(request.user, incident, zone=timezone.get_current_timezone())
    if picture is None:
        raise NotFound("There is no picture yet: the timeline has no event with a time.")
    drawn = render_to_string("record/timeline.svg", picture_file(picture))
    response = HttpResponse(drawn, content_type="image/svg+xml")
    # As a download: shown as a page of ours, its styles would be kept from it.
    response["Content-Disposition"] = f'attachment; filename="timeline-{incident.pk}.svg"'
    return response
