"""Questions to people at messages: asked while reading, answered or closed later (R3.7a)."""

from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit, fit_id
from secondsight.record.models import EvidenceItem, Incident, ItemQuestion


def ask_question(
    incident: Incident,
    item: EvidenceItem,
    *,
    of_name: str,
    words: str,
    of_account: Account | None = None,
    by: Account,
    at: datetime,
    once: str = "",
) -> ItemQuestion:
    """Note a question to a person at an item of an incident, and return it.

    Everybody who may see the incident may read it. `once` is an id that a form was given: the same form
    sent twice asks once. Raises InvalidInput.
    """
    once = fit_id(once)
    of_name = fit(of_name or (of_account.name if of_account else ""), field="of", most=200, is_needed=True)
    words = fit(words, field="words", most=2000, is_needed=True)
    with write():
        if once and (there := ItemQuestion.objects.filter(pk=once).first()):
            if there.incident_id != incident.pk:
                raise InvalidInput("This form was used before. Load the page again.", field="once")
            return there
        question = ItemQuestion.objects.create(
            id=once or new_id(),
            incident=incident,
            item=item,
            of_name=of_name,
            of_account=of_account,
            words=words,
            asked_by=by,
            recorded_at=at,
        )
        _tell("question_asked", question, by=by, at=at, of=of_name)
    return question


def answer_question(question: ItemQuestion, *, answer: str, by: Account, at: datetime) -> ItemQuestion:
    """Note what they said, and return the question; an answer given before is replaced, and journalled.

    Raises InvalidInput.
    """
    answer = fit(answer, field="answer", most=20_000, is_needed=True)
    with write():
        question = _newest(question)
        before, question.answer = question.answer, answer
        question.settled_at, question.settled_by = at, by
        question.save()
        _tell("question_answered", question, by=by, at=at, before=before)
    return question


def close_question(question: ItemQuestion, *, by: Account, at: datetime) -> ItemQuestion:
    """Say that a question needs no answer any more, and return it. Raises Refused for an answered one."""
    with write():
        question = _newest(question)
        if question.answer:
            raise Refused("This question has its answer; there is nothing to close.")
        if question.settled_at is None:
            question.settled_at, question.settled_by = at, by
            question.save()
            _tell("question_closed", question, by=by, at=at)
    return question


def _newest(question: ItemQuestion) -> ItemQuestion:
    return ItemQuestion.objects.select_related("incident").get(pk=question.pk)


def _tell(verb: str, question: ItemQuestion, **more: Any) -> None:
    topic = question.incident.topic
    journal.record(verb, subject=question, topic=topic, what=question.words[:200], **more)
