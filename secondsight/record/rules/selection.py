"""Which evidence belongs to an incident: a time window and channels (R1.1)."""

from dataclasses import dataclass
from datetime import datetime

from secondsight.base.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Selection:
    """A half-open window, either end open if None, and the channels in it; no channel named: all."""

    from_at: datetime | None = None
    to_at: datetime | None = None
    channels: tuple[str, ...] = ()


EVERYTHING = Selection()


def check(selection: Selection) -> Selection:
    """Return the selection. Raises InvalidInput for times without a zone and a window that ends too early."""
    for field, at in (("from_at", selection.from_at), ("to_at", selection.to_at)):
        if at is not None and at.tzinfo is None:
            raise InvalidInput("This time has no zone: 2026-03-11T14:02:00+01:00 has one.", field=field)
    if selection.from_at and selection.to_at and selection.to_at <= selection.from_at:
        raise InvalidInput("The window ends before it begins. Give a later end.", field="to_at")
    return selection
