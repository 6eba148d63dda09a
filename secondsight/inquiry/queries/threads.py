"""The threads of talks that people released for a review (R2.5, R4.2)."""

from typing import Any

from secondsight.base.errors import NotFound
from secondsight.inquiry.models import ReleasedThread, Review
from secondsight.inquiry.queries.reviews import is_id, reviews
from secondsight.record.models import Incident


def threads_of(viewer: Any, review: Review) -> list[ReleasedThread]:
    """Return the released threads of a review that the viewer has found, in the order of release.

    Each has `words`, `account` (None where it was released without a name), `moment` (an event or None;
    also None where the viewer may not see it) and `question`, the one for the meeting that was made of it.
    Two statements at most.
    """
    rows = ReleasedThread.objects.filter(review=review, withdrawn_at=None)
    found = list(rows.select_related("account", "moment", "question"))
    wanted = {row.moment.incident_id for row in found if row.moment}
    seen = Incident.objects.visible_to(viewer).filter(pk__in=wanted)
    visible = set(seen.values_list("pk", flat=True)) if wanted else set()
    for row in found:
        if row.moment and (row.moment.incident_id not in visible or row.moment.removed_at):
            row.moment = None
        if row.question and row.question.removed_at:
            row.question = None
    return found


def released_thread(viewer: Any, thread_id: str) -> ReleasedThread:
    """Return one released thread of a review that the viewer may see. Raises NotFound."""
    rows = ReleasedThread.objects.filter(review__in=reviews(viewer), withdrawn_at=None)
    found = rows.select_related("review", "moment").filter(pk=thread_id).first() if is_id(thread_id) else None
    if found is None:
        raise NotFound("There is no such thread that was released to a review that you may see.")
    return found
