"""What was captured in live sessions, as far as the viewer may read it (R4.4)."""

from typing import Any

from django.db.models import Q, QuerySet

from secondsight.base.errors import NotFound
from secondsight.base.sight import whole
from secondsight.inquiry.models import Capture, LiveSession, Review
from secondsight.inquiry.queries.reviews import is_id, reviews
from secondsight.inquiry.rules.captures import BECOMES, CaptureKind
from secondsight.record.models import Event, Incident

STAY = [kind for kind in CaptureKind if kind not in BECOMES]


def lines(viewer: Any, session: LiveSession, *, after: int = 0) -> list[Capture]:
    """Return the lines of a session in the order in which they came in, one statement.

    With `after`, those that are new or changed since that number of the session: what somebody missed.
    """
    rows = _lines(viewer).filter(session=session)
    if after > 0:
        rows = rows.filter(changed__gt=after)
    return list(rows.order_by("place"))


def standing_lines(viewer: Any, review: Review) -> list[Capture]:
    """Return the lines of a review that no finding was made of (luck, surprises, open questions, what was
    parked), of sessions that are over and on the record, in their order."""
    rows = _lines(viewer).filter(review=review, kind__in=STAY, removed_at=None)
    return list(rows.filter(session__ended_at__isnull=False).order_by("session__recorded_at", "place"))


def moment_on_screen(viewer: Any, review: Review, event_id: str) -> Event | None:
    """Return the moment that was on somebody's screen when they typed, None for one taken out since.

    Also one that the room has gone back from: what was typed about it is kept with it. Raises NotFound for
    what never was a moment of the review.
    """
    incidents = Incident.objects.visible_to(viewer).filter(review_incidents__review=review)
    with whole():
        found = Event.objects.filter(pk=event_id, incident__in=incidents).first() if is_id(event_id) else None
    if found is None:
        raise NotFound("There is no such moment on the timelines of this review's incidents.")
    return found if found.removed_at is None else None


def captured(viewer: Any, line_id: str) -> Capture:
    """Return one line, on the record or off it. Raises NotFound."""
    found = _lines(viewer).filter(pk=line_id).first() if is_id(line_id) else None
    if found is None:
        raise NotFound("There is no captured line here that you may see.")
    return found


def _lines(viewer: Any) -> QuerySet[Capture]:
    incidents = Incident.objects.visible_to(viewer)
    rows = Capture.objects.filter(review__in=reviews(viewer))
    rows = rows.filter(Q(event=None) | Q(event__incident__in=incidents))
    return rows.select_related("session", "review", "event__incident", "said_by", "captured_by", "removed_by")
