"""What is said of passages of a shared text (R4.5)."""

import binascii
from base64 import b64decode
from datetime import datetime

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.inquiry.actions.shared_texts import check_may_write, open_shared_text
from secondsight.inquiry.models import Review, SharedTextComment
from secondsight.inquiry.rules.vocabulary import TextKind
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit, fit_id

WORDS = 4000
PLACE = 400  # bytes of a place in the document
MOST = 500


def comment_on_passage(
    review: Review,
    kind: str,
    *,
    words: str,
    quoted: str,
    begins: str,
    ends: str,
    by: Account,
    at: datetime,
    once: str = "",
) -> SharedTextComment:
    """Say something of a passage of a text, and return it.

    `begins` and `ends` are the passage's places in the document, in base 64, empty for the text as a whole.
    Raises InvalidInput, Refused.
    """
    words = fit(words, field="words", most=WORDS, is_needed=True)
    quoted = fit(quoted[:500], field="quoted", most=500)
    once = fit_id(once)
    places = [_place(begins, "begins"), _place(ends, "ends")]
    check_may_write(review, kind, by)
    with write():
        text = open_shared_text(review, kind, at=at)
        if once and (there := text.comments.filter(pk=once, written_by=by).first()):
            return there
        if text.comments.count() >= MOST:
            raise Refused(f"{MOST} comments are more than anybody reads; nothing was added.")
        row = SharedTextComment.objects.create(
            id=once or new_id(),
            text=text,
            words=words,
            quoted=quoted,
            begins=places[0],
            ends=places[1],
            written_by=by,
            recorded_at=at,
        )
        _tell("passage_commented", row, by=by, at=at)
    return row


def resolve_comment(comment: SharedTextComment, *, by: Account, at: datetime) -> SharedTextComment:
    """Say that what was said of a passage is settled, and return it; saying it again changes nothing."""
    check_may_write(comment.text.review, comment.text.kind, by)
    with write():
        row = SharedTextComment.objects.select_related("text__review", "written_by").get(pk=comment.pk)
        if row.resolved_at is None:
            row.resolved_at, row.resolved_by = at, by
            row.save(update_fields=["resolved_at", "resolved_by"])
            _tell("passage_comment_resolved", row, by=by, at=at)
    return row


def reopen_comment(comment: SharedTextComment, *, by: Account, at: datetime) -> SharedTextComment:
    """Say that what was said of a passage is not settled after all, and return it."""
    check_may_write(comment.text.review, comment.text.kind, by)
    with write():
        row = SharedTextComment.objects.select_related("text__review", "written_by").get(pk=comment.pk)
        if row.resolved_at is not None:
            row.resolved_at = row.resolved_by = None
            row.save(update_fields=["resolved_at", "resolved_by"])
            _tell("passage_comment_reopened", row, by=by, at=at)
    return row


def _place(encoded: str, field: str) -> bytes:
    try:
        place = b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInput("This is no place in the text; expected base 64.", field=field) from None
    if len(place) > PLACE:
        raise InvalidInput("This is no place in the text; it is too long for one.", field=field)
    return place


def _tell(verb: str, row: SharedTextComment, *, by: Account, at: datetime) -> None:
    label = TextKind(row.text.kind).label
    journal.record(verb, by=by, subject=row, at=at, topic=row.text.review.topic, what=label)
