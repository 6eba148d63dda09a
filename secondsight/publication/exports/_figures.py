"""The pictures of a review's timelines, for a page and for paper (R3.8, R8.2)."""

from contextlib import suppress
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from secondsight.base.errors import InvalidInput, NotFound
from secondsight.base.markdown import Figure, split_figures
from secondsight.inquiry.queries import incidents_of
from secondsight.publication.rules.edition import Telling
from secondsight.record.queries.figures import MOST as MOST_IN_STORY
from secondsight.record.queries.figures import SCHEME, StoryPart, figure_picture, story_parts
from secondsight.record.queries.picture_files import draw_svg
from secondsight.record.queries.pictures import NARROW, TimelinePicture, timeline_picture

MOST = 4  # a pattern review of many small incidents is told by its list


def on_page(viewer: Any, review: Any, told: Telling) -> list[SafeString]:
    """Return the figures as markup for a page that has the product's styles."""
    return [
        render_to_string("record/_timeline_picture.html", {"picture": picture})
        for picture in _pictures(viewer, review, told)
    ]


def on_paper(viewer: Any, review: Any, told: Telling) -> list[str]:
    """Return the figures as SVG files that need nothing beside themselves."""
    pictures = _pictures(viewer, review, told)
    return [draw_svg(picture) for picture in pictures]


def story(viewer: Any, told: Telling) -> list[StoryPart]:
    """Return the narrative for a page, with the figures that stand in it; nothing where there is none."""
    return story_parts(viewer, told.narrative) if told.narrative.strip() else []


def story_on_paper(viewer: Any, told: Telling) -> dict[str, tuple[str, str]]:
    """Return the figures that stand in the narrative as (SVG file, what it shows in words), by address."""
    drawn: dict[str, tuple[str, str]] = {}
    for part in split_figures(told.narrative, SCHEME):
        if isinstance(part, Figure) and part.address not in drawn and len(drawn) < MOST_IN_STORY:
            # What cannot be drawn stays a sentence, as on the page.
            with suppress(NotFound, InvalidInput):
                picture = figure_picture(viewer, part.address)
                drawn[part.address] = (draw_svg(picture), picture.description)
    return drawn


def _pictures(viewer: Any, review: Any, told: Telling) -> list[TimelinePicture]:
    incidents = incidents_of(viewer, review)[:MOST]
    drawn = (
        timeline_picture(viewer, incident, zone=told.zone, width=NARROW, key=f"picture-{number}")
        for number, incident in enumerate(incidents)
    )
    return [picture for picture in drawn if picture is not None]
