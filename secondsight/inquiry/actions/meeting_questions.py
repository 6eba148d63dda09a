"""Questions for the meeting: from a divergence, from the reading desk, or typed (R2.6, R3.7a, R4.2)."""

from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused, StaleEdit
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.inquiry.models import MeetingQuestion, Review
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit, fit_id
from secondsight.record.models import Event, ItemQuestion

WORDS = 500
MOST = 300


def add_meeting_question(
    review: Review,
    *,
    words: str,
    by: Account,
    at: datetime,
    divergence: str = "",
    question: ItemQuestion | None = None,
    moment: Event | None = None,
    once: str = "",
) -> MeetingQuestion:
    """Note a question for the meeting and return it; of one divergence or item question there is one.

    Raises InvalidInput, Refused.
    """
    words = fit(words, field="words", most=WORDS, is_needed=True)
    divergence = fit(divergence, field="divergence", most=200)
    once = fit_id(once)
    with write():
        rows = MeetingQuestion.objects.filter(review=review)
        _check_covered(review, question)
        if once and (there := rows.filter(pk=once, added_by=by).first()):
            return there
        if once and MeetingQuestion.objects.filter(pk=once).exists():
            raise InvalidInput("This form was used before. Load the page again.", field="once")
        now = rows.filter(removed_at=None)
        if divergence and (there := now.filter(divergence=divergence).first()):
            return there
        if question and (there := now.filter(question=question).first()):
            return there
        if now.count() >= MOST:
            raise Refused(f"{MOST} questions are more than a meeting can ask; nothing was added.")
        added = MeetingQuestion.objects.create(
            id=once or new_id(),
            review=review,
            words=words,
            divergence=divergence,
            question=question,
            moment=moment,
            added_by=by,
            recorded_at=at,
        )
        _tell("meeting_question_added", added, by=by, at=at)
    return added


def edit_meeting_question(
    question: MeetingQuestion, *, words: str, by: Account, at: datetime, edition: int | None = None
) -> MeetingQuestion:
    """Put a question for the meeting into other words and return it.

    Raises StaleEdit when somebody changed it since the edition that was read, InvalidInput, Refused.
    """
    words = fit(words, field="words", most=WORDS, is_needed=True)
    with write():
        now = _now(question)
        if now.removed_at is not None:
            raise Refused("Somebody took this question out in the meantime. Put it back first.")
        if edition is not None and edition != now.edition:
            raise StaleEdit(
                "Somebody changed this question while you wrote. Your words are kept here: look at theirs, "
                "then save again.",
                newer=now,
            )
        if words == now.words:
            return now
        before, now.words = now.words, words
        now.edition += 1
        now.save(update_fields=["words", "edition"])
        _tell("meeting_question_edited", now, by=by, at=at, before=before, after=words)
    return now


def remove_meeting_question(question: MeetingQuestion, *, by: Account, at: datetime) -> MeetingQuestion:
    """Take a question out of the meeting and return it; it is kept and can be put back."""
    with write():
        now = _now(question)
        if now.removed_at is None:
            now.removed_at = at
            now.save(update_fields=["removed_at"])
            _tell("meeting_question_removed", now, by=by, at=at)
    return now


def restore_meeting_question(question: MeetingQuestion, *, by: Account, at: datetime) -> MeetingQuestion:
    """Put a question back that was taken out, and return it."""
    with write():
        now = _now(question)
        if now.removed_at is not None:
            now.removed_at = None
            now.save(update_fields=["removed_at"])
            _tell("meeting_question_restored", now, by=by, at=at)
    return now


def _check_covered(review: Review, question: ItemQuestion | None) -> None:
    if question and not review.review_incidents.filter(incident=question.incident_id).exists():
        raise InvalidInput("This question is about another incident.", field="item_question")


def _now(question: MeetingQuestion) -> MeetingQuestion:
    return MeetingQuestion.objects.select_related("review").get(pk=question.pk)


def _tell(verb: str, row: MeetingQuestion, *, by: Account, at: datetime, **particulars: Any) -> None:
    # Who still writes an account of their own reads the history too: no words that tell of others'.
    if row.divergence:
        particulars = {"what": "from a divergence between accounts"}
    topic = row.review.topic
    journal.record(verb, by=by, subject=row, at=at, topic=topic, **{"what": row.words, **particulars})
