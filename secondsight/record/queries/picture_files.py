"""The timeline's picture as a file that needs nothing beside itself: SVG for print, PNG for slides (R3.8)."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from django.template.loader import render_to_string

from secondsight.base.errors import NotFound
from secondsight.base.raster import svg_to_png
from secondsight.organisation.models import Account
from secondsight.record.models import Incident
from secondsight.record.queries.pictures import ROW, TimelinePicture, timeline_picture
from secondsight.record.rules.lane_packing import text_width
from secondsight.record.rules.picture import DEFAULT_STYLE
from secondsight.record.rules.picture_view import WHOLE, PictureView

STANCES = (
    ("known", "known then"),
    ("believed", "believed then"),
    ("unknown", "had happened, not reached them"),
)


@dataclass(frozen=True)
class LegendMark:
    """One kind, or one state of knowing, in the legend of the picture's file."""

    x: float
    y: float
    label: str
    path: str
    state: str = ""


def picture_svg(viewer: Account, incident: Incident, view: PictureView = WHOLE, *, zone: tzinfo) -> str:
    """Return a timeline's picture as an SVG file. Raises NotFound where nothing is to be drawn."""
    return draw_svg(_picture(viewer, incident, view, zone))


def picture_png(viewer: Account, incident: Incident, view: PictureView = WHOLE, *, zone: tzinfo) -> bytes:
    """Return a timeline's picture as a PNG file. Raises NotFound where nothing is to be drawn."""
    picture = _picture(viewer, incident, view, zone)
    return svg_to_png(draw_svg(picture), width=picture.width)


def draw_svg(picture: TimelinePicture) -> str:
    """Return a picture as an SVG file, with its title, its zone and a legend."""
    return render_to_string("record/timeline.svg", _file_context(picture))


def _picture(viewer: Account, incident: Incident, view: PictureView, zone: tzinfo) -> TimelinePicture:
    picture = timeline_picture(viewer, incident, zone=zone, view=view)
    if picture is None:
        raise NotFound("There is no picture yet: the timeline has no event with a time there.")
    return picture


def _file_context(picture: TimelinePicture) -> dict[str, Any]:
    marks = [(label.lower(), path, "") for _, label, path in picture.legend]
    if picture.panes:
        path = picture.legend[0][2]
        marks += [(label, path, state) for state, label in STANCES]
    legend = []
    x, y = 20.0, picture.height + 16
    for label, path, state in marks:
        wide = text_width(label, DEFAULT_STYLE.glyph) + 34
        if x + wide > picture.width:
            x, y = 20.0, y + ROW
        legend.append(LegendMark(round(x, 1), round(y, 1), label, path, state))
        x += wide
    return {"picture": picture, "legend": legend, "full_height": round(y + 46, 1)}
