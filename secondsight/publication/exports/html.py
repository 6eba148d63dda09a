"""A review as one HTML file that needs nothing else: to send, to keep, to print."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from secondsight.publication.exports._article import article
from secondsight.publication.exports._figures import on_page, story
from secondsight.publication.queries import telling
from secondsight.publication.rules.edition import Telling
from secondsight.publication.rules.times import instant
from secondsight.record.queries.figures import StoryPart

LABEL = "HTML file"
HINT = "One file to send or keep; opens without a connection and prints."
SUFFIX = "html"
MEDIA_TYPE = "text/html; charset=utf-8"

# Each states its own layer. No faces: they would make the file ten times as large.
STYLES = (
    *("tokens", "reset", "base", "layout", "cards", "tables", "badges", "moments", "timeline", "document"),
    *("utilities", "print"),
)


def render(viewer: Any, review: Any, *, at: datetime) -> bytes:
    """Return the file in UTF-8."""
    told = telling(viewer, review)
    return write(told, at, on_page(viewer, review, told), story(viewer, told)).encode()


def write(told: Telling, at: datetime, figures: Sequence[str] = (), story: Sequence[StoryPart] = ()) -> str:
    """Return a telling as an HTML document; `at` is when the file is made."""
    context = {
        **article(told, icons="", figures=figures, story=story),
        "styles": mark_safe(f"<style>{_styles()}</style>"),
        "shapes": mark_safe(_static("icons.svg")),
        "made": f"Written by Secondsight on {instant(at, told.zone)}.",
    }
    return render_to_string("publication/file.html", context)


def _styles() -> str:
    return "\n".join(_static(f"styles/{name}.css") for name in STYLES)


@cache
def _static(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"the product's own file {name} is missing; install it again")
    return Path(found).read_text()
