"""A timeline's picture as a file, of any window, vantage and moment."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.record.queries import incidents as incident_queries
from secondsight.record.queries.picture_files import picture_png, picture_svg
from secondsight.record.rules.picture_view import PictureView, read_view

router = Router(auth=signed_in())


class PictureAsked(Schema):
    """What the picture shows; a time without an offset is in the incident's zone.

    `for` and `beside` are "room", "team:SLUG", "person:ACCOUNT" or "name:NAME"; `lanes` is team, person,
    service or source.
    """

    vantage: str = Field("", alias="for", max_length=220)
    beside: str = Field("", max_length=220)
    at: str = Field("", max_length=40)
    start: str = Field("", alias="from", max_length=40)
    end: str = Field("", alias="to", max_length=40)
    lanes: str = Field("", max_length=20)

    def view(self, zone: ZoneInfo) -> PictureView:
        """What was asked. Raises InvalidInput."""
        return read_view(self.dict(by_alias=True), zone)


def _binary(kind: str) -> dict[str, Any]:
    schema = {"type": "string"} if kind == "image/svg+xml" else {"type": "string", "format": "binary"}
    return {"responses": {200: {"content": {kind: {"schema": schema}}}}}


@router.get(
    "/incidents/{id}/timeline.svg",
    response={200: str, **PROBLEMS},
    summary="The timeline as SVG",
    openapi_extra=_binary("image/svg+xml"),
)
def timeline_svg(request: HttpRequest, id: str, asked: Query[PictureAsked]) -> Any:
    """The picture with title, zone and legend; times are in the incident's zone."""
    incident = incident_queries.incident(request.user, id)
    zone = ZoneInfo(incident.time_zone)
    drawn = picture_svg(request.user, incident, asked.view(zone), zone=zone)
    return HttpResponse(drawn, content_type="image/svg+xml")


@router.get(
    "/incidents/{id}/timeline.png",
    response={200: bytes, **PROBLEMS},
    summary="The timeline as PNG",
    openapi_extra=_binary("image/png"),
)
def timeline_png(request: HttpRequest, id: str, asked: Query[PictureAsked]) -> Any:
    """The same picture in dots, two for each pixel."""
    incident = incident_queries.incident(request.user, id)
    zone = ZoneInfo(incident.time_zone)
    drawn = picture_png(request.user, incident, asked.view(zone), zone=zone)
    return HttpResponse(drawn, content_type="image/png")
