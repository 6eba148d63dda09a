"""The sections that a live session goes through: those of the agenda (R2.7)."""

from typing import Any

from secondsight.inquiry.models import Review
from secondsight.inquiry.queries.agenda import SectionRow, sections_of
from secondsight.inquiry.rules.agenda import SectionKind

# A review that was to be in writing and is held as a meeting after all has nothing but its timeline.
UNPLANNED = SectionRow("timeline", SectionKind.TIMELINE, "Walk the timeline", 15, 0, 0)


def sections_for(viewer: Any, review: Review) -> list[SectionRow]:
    """Return the sections in their order, never empty."""
    return sections_of(viewer, review) or [UNPLANNED]


def is_running(row: SectionRow, *, section: str, kind: str, rows: list[SectionRow]) -> bool:
    """Return whether a section of the agenda is the one that runs, also when the agenda was changed since."""
    if any(one.id == section for one in rows):
        return row.id == section
    return next((one.id for one in rows if one.kind == kind), "") == row.id
