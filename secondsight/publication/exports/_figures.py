"""The pictures of a review's timelines, for a page and for paper (R3.8, R8.2)."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from secondsight.inquiry.queries import incidents_of
from secondsight.publication.rules.edition import Telling
from secondsight.record.queries.pictures import NARROW, TimelinePicture, picture_file, timeline_picture

MOST = 4  # a pattern review of many small incidents is told by its list


def on_page(viewer: Any, review: Any, told: Telling) -> list[SafeString]:
    """Return the figures as markup for a page that has the product's styles."""
    drawn = []
    for number, picture in enumerate(_pictures(viewer, review, told)):
        markup = render_to_string("record/_timeline_picture.html", {"picture": picture})
        # Names inside the picture are the page's own too: each picture gets its own.
        for name in ("picture-title", "picture-words"):
            markup = markup.replace(f'"{name}"', f'"{name}-{number}"')
        drawn.append(mark_safe(markup))
    return drawn


def on_paper(viewer: Any, review: Any, told: Telling) -> list[str]:
    """Return the figures as SVG files that need nothing beside themselves."""
    pictures = _pictures(viewer, review, told)
    return [render_to_string("record/timeline.svg", picture_file(picture)) for picture in pictures]


def _pictures(viewer: Any, review: Any, told: Telling) -> list[TimelinePicture]:
    incidents = incidents_of(viewer, review)[:MOST]
    drawn = (timeline_picture(viewer, incident, zone=told.zone, width=NARROW) for incident in incidents)
    return [picture for picture in drawn if picture is not None]
