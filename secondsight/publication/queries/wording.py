"""What the coach still hears in what a review's readers will read (R6.5, R8.4)."""

from dataclasses import dataclass
from typing import Any

from secondsight.inquiry.models import Review
from secondsight.language.findings import Finding
from secondsight.organisation.queries.wording import coaches
from secondsight.publication.queries.telling import telling
from secondsight.publication.rules.surfaces import Surface, surfaces

MOST = 100
AROUND = 60  # characters shown before and after the words


@dataclass(frozen=True)
class Left:
    """One finding in one text, with what stands before and after the words."""

    surface: Surface
    finding: Finding
    before: str
    said: str
    after: str


def wording_left(viewer: Any, review: Review) -> tuple[list[Left], bool]:
    """Return what is heard in the texts of a review, in the edition's order, and whether there is more.

    At most 100; what people left as it is, is not told.
    """
    texts = [one for one in surfaces(telling(viewer, review)) if one.text.strip()]
    ears = coaches(viewer, {one.place for one in texts})
    found: list[Left] = []
    for one in texts:
        for heard in ears[one.place].hear(one.text, kind=one.kind, field=one.field):
            found.append(_left(one, heard.finding))
        if len(found) > MOST:
            return found[:MOST], True
    return found, False


def _left(surface: Surface, finding: Finding) -> Left:
    text, start, end = surface.text, finding.start, finding.end
    before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    after = text[end : end + AROUND].partition("\n")[0]
    if start > AROUND and len(before) == AROUND:
        before = "… " + before.partition(" ")[2]
    if end + AROUND < len(text) and len(after) == AROUND:
        after = after.rpartition(" ")[0] + " …"
    return Left(surface, finding, before, text[start:end], after)
