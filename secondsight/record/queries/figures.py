"""Figures in what people write: a timeline's picture of any window and vantage, between paragraphs (R3.8).

A figure is written `![What it shows](timeline:INCIDENT?for=team:database&at=2026-03-11T12:15:41)`, the names
after the question mark being those of `rules.picture_view`. It holds no copy: a corrected event is drawn
where it belongs, and who may not see the incident gets a sentence instead.
"""

from dataclasses import dataclass
from itertools import count
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString, mark_safe

from secondsight.base.errors import InvalidInput, NotFound
from secondsight.base.markdown import Figure, split_figures, to_html
from secondsight.organisation.models import Account
from secondsight.record.models import Incident
from secondsight.record.queries.incidents import incident as find_incident
from secondsight.record.queries.pictures import NARROW, TimelinePicture, timeline_picture
from secondsight.record.rules.picture_view import PictureView, read_view, write_view

SCHEME = "timeline"
MOST = 20  # figures in one text; a story is read, not leafed through


@dataclass(frozen=True)
class StoryPart:
    """A stretch of text as HTML, or a figure with its caption, or why the figure cannot be drawn."""

    html: SafeString = SafeString("")
    picture: TimelinePicture | None = None
    caption: str = ""
    trouble: str = ""


def story_parts(viewer: Account, markdown: str) -> list[StoryPart]:
    """Return a text as a page shows it, its figures drawn as far as the viewer may see their incidents."""
    numbers = count(1)
    return [
        _drawn(viewer, part, next(numbers))
        if isinstance(part, Figure)
        else StoryPart(html=mark_safe(to_html(part)))
        for part in split_figures(markdown, SCHEME)
    ]


def figure_picture(
    viewer: Account, address: str, *, key: str = "picture", width: float = NARROW
) -> TimelinePicture:
    """Return the picture that a figure's address asks for, its times in the incident's zone.

    Raises NotFound for an incident or a vantage that the viewer does not see and for an empty window,
    InvalidInput for an address that cannot be read.
    """
    named, _, asked = address.removeprefix(f"{SCHEME}:").partition("?")
    incident = find_incident(viewer, named)
    zone = ZoneInfo(incident.time_zone)
    view = read_view(dict(parse_qsl(asked, max_num_fields=20)), zone)
    picture = timeline_picture(viewer, incident, zone=zone, width=width, view=view, key=key)
    if picture is None:
        raise NotFound("Nothing on the timeline lies in this figure's window.")
    return picture


def figure_address(incident: Incident, view: PictureView) -> str:
    """Return the address by which a text shows this view of an incident's timeline."""
    said = write_view(view)
    return f"{SCHEME}:{incident.pk}?{said}" if said else f"{SCHEME}:{incident.pk}"


def _drawn(viewer: Account, figure: Figure, number: int) -> StoryPart:
    if number > MOST:
        return StoryPart(caption=figure.caption, trouble=f"A text shows at most {MOST} figures.")
    try:
        picture = figure_picture(viewer, figure.address, key=f"figure-{number}")
    except NotFound:
        return StoryPart(
            caption=figure.caption, trouble="This figure shows a timeline that is not there, or not for you."
        )
    except (InvalidInput, ValueError) as error:
        return StoryPart(caption=figure.caption, trouble=f"This figure cannot be drawn. {error}")
    return StoryPart(picture=picture, caption=figure.caption)
