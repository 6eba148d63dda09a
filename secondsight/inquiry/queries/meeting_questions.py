"""What is to be asked in the meeting of a review, and what could be (R2.6, R3.7a)."""

from typing import Any

from django.db.models import Exists, Q, QuerySet

from secondsight.base.errors import NotFound
from secondsight.inquiry.models import MeetingQuestion, Review
from secondsight.inquiry.queries.accounts import waiting_for
from secondsight.inquiry.queries.reviews import is_id, reviews
from secondsight.record.models import Incident, ItemQuestion


def meeting_questions(viewer: Any, review: Review, *, removed: bool = False) -> list[MeetingQuestion]:
    """Return the questions for the meeting, in the order in which they were noted; or those taken out.

    Who is still asked for an account sees none that a divergence raised, for it tells of the others'.
    """
    rows = _rows(viewer).filter(review=review, removed_at__isnull=not removed)
    return list(rows.order_by("recorded_at", "id"))


def meeting_question(viewer: Any, question_id: str) -> MeetingQuestion:
    """Return one question for a meeting, taken out or not. Raises NotFound."""
    found = _rows(viewer).filter(pk=question_id).first() if is_id(question_id) else None
    if found is None:
        raise NotFound("There is no such question for a meeting that you may see.")
    return found


def item_questions(viewer: Any, review: Review) -> list[ItemQuestion]:
    """Return the open questions of the reading desk that the meeting does not have yet, at most 50."""
    there = MeetingQuestion.objects.filter(review=review, removed_at=None, question__isnull=False)
    incidents = Incident.objects.visible_to(viewer).filter(review_incidents__review=review)
    rows = ItemQuestion.objects.filter(incident__in=incidents, settled_at=None)
    rows = rows.exclude(pk__in=there.values("question")).select_related("of_account")
    return list(rows.order_by("recorded_at", "id")[:50])


def _rows(viewer: Any) -> QuerySet[MeetingQuestion]:
    incidents = Incident.objects.visible_to(viewer)
    rows = MeetingQuestion.objects.filter(review__in=reviews(viewer))
    rows = rows.filter(Q(moment=None) | Q(moment__incident__in=incidents))
    # What a divergence raised tells of accounts that this viewer may not read yet.
    rows = rows.filter(Q(divergence="") | ~Exists(waiting_for(viewer)))
    return rows.select_related("review", "added_by", "moment", "question")
