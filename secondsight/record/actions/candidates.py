"""What a person makes of the events that the program proposes (R3.7, S9)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import Refused
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Team
from secondsight.record.actions.knowledge import Knowing, knowledge_row
from secondsight.record.actions.timeline import add_event, remove_event
from secondsight.record.models import Candidate, CandidateAnswer, Event, EventItem, EvidenceItem, Knowledge
from secondsight.record.queries.people import Person, people_named
from secondsight.record.rules.evidence import PRECISIONS

_SAID_IN = {
    "message": "wrote it in the chat",
    "speech": "said it in the call",
    "mail": "wrote it in a mail",
}


def accept_candidate(candidate: Candidate, *, by: Account, at: datetime, **corrections: Any) -> Event:
    """Put a candidate on the timeline and return its event (R3.7).

    `corrections` are facts of `add_event` that replace what was proposed. Who acted and their team are
    taken from the evidence where a name fits one person; who wrote a message knew it then (R3.2).
    Accepted before: returns that event. Raises Refused when it was answered otherwise, InvalidInput.
    """
    with write():
        candidate, answer = _newest(candidate)
        if answer is not None:
            if answer.verdict == "accepted" and answer.event is not None:
                return answer.event
            raise _answered(answer)
        items = list(candidate.items.all())
        people = people_named(candidate.incident, [candidate.actor, *(item.author_name for item in items)])
        proposed = {**_proposed(candidate, people), "precision": _precision(items)}
        event = add_event(candidate.incident, by=by, at=at, **(proposed | corrections))
        answer = _answer(candidate, "accepted", event, by=by, at=at)
        _bring(answer, event, items, people, at=at)
        _tell("candidate_accepted", candidate, by=by, at=at, event=event.pk)
    return event


def _precision(items: Iterable[EvidenceItem]) -> str:
    """How closely the evidence tells the time: as the best of it does."""
    told = {item.precision for item in items}
    return next((precision for precision in PRECISIONS if precision in told), "second")


def accept_candidates(candidates: Iterable[Candidate], *, by: Account, at: datetime) -> list[Event]:
    """Put several candidates on the timeline as proposed, all or none; answered ones are left alone."""
    with write():
        pks = [candidate.pk for candidate in candidates]
        waiting = Candidate.objects.filter(pk__in=pks, answer=None).order_by("occurred_at", "id")
        return [accept_candidate(candidate, by=by, at=at) for candidate in waiting]


def merge_candidate(candidate: Candidate, event: Event, *, by: Account, at: datetime) -> Event:
    """Let an event that is there already rest on a candidate's evidence too, and return it (R3.7).

    Raises Refused for an event of another incident or one taken off the timeline, and for a candidate
    that was answered otherwise.
    """
    with write():
        candidate, answer = _newest(candidate)
        event = Event.objects.get(pk=event.pk)
        if event.incident_id != candidate.incident_id:
            raise Refused("That event belongs to another incident. Nothing was changed.")
        if answer is not None:
            if answer.verdict == "merged" and answer.event_id == event.pk:
                return event
            raise _answered(answer)
        if event.removed_at is not None:
            raise Refused("That event is no longer on the timeline. Choose another, or restore it first.")
        items = list(candidate.items.all())
        people = people_named(candidate.incident, [item.author_name for item in items])
        answer = _answer(candidate, "merged", event, by=by, at=at)
        _bring(answer, event, items, people, at=at)
        _tell("candidate_merged", candidate, by=by, at=at, event=event.pk, into=event.what)
    return event


def dismiss_candidate(candidate: Candidate, *, by: Account, at: datetime) -> Candidate:
    """Say that a candidate does not belong on the timeline, and return it; it can be brought back.

    Raises Refused when it was answered otherwise.
    """
    with write():
        candidate, answer = _newest(candidate)
        if answer is not None:
            if answer.verdict == "dismissed":
                return candidate
            raise _answered(answer)
        _answer(candidate, "dismissed", None, by=by, at=at)
        _tell("candidate_dismissed", candidate, by=by, at=at)
    return candidate


def take_back_answer(candidate: Candidate, *, by: Account, at: datetime) -> Candidate:
    """Make a candidate wait again, whatever was made of it, and return it.

    What the answer brought leaves with it: an accepted event is removed (kept, restorable), an event
    that it was merged into loses the evidence and knowledge that came from this candidate alone.
    """
    with write():
        candidate, answer = _newest(candidate)
        if answer is None:
            return candidate
        _hand_over(answer)
        EventItem.objects.filter(answer=answer, event__in=_merged_into(answer)).delete()
        Knowledge.objects.filter(answer=answer, event__in=_merged_into(answer)).update(withdrawn_at=at)
        verdict, event = answer.verdict, answer.event
        answer.delete()
        if verdict == "accepted" and event is not None:
            remove_event(event, by=by, at=at)
        _tell("candidate_brought_back", candidate, by=by, at=at, was=verdict)
    return Candidate.objects.select_related("incident").get(pk=candidate.pk)


def _newest(candidate: Candidate) -> tuple[Candidate, CandidateAnswer | None]:
    candidate = Candidate.objects.select_related("incident").get(pk=candidate.pk)
    answers = CandidateAnswer.objects.select_related("event", "given_by")
    return candidate, answers.filter(candidate=candidate).first()


def _answered(answer: CandidateAnswer) -> Refused:
    who = answer.given_by.name if answer.given_by else "somebody"
    return Refused(f"{who} has {answer.verdict} this candidate already. Bring it back first to change that.")


def _proposed(candidate: Candidate, people: dict[str, Person]) -> dict[str, Any]:
    person = people.get(candidate.actor)
    team = Team.objects.filter(name__iexact=candidate.team_name).first() if candidate.team_name else None
    return {
        "occurred_at": candidate.occurred_at,
        "what": candidate.what,
        "kind": candidate.kind,
        "phase": candidate.phase,
        "actor": candidate.actor,
        "account": person.account if person else None,
        "team": team or (person.team if person else None),
    }


def _answer(
    candidate: Candidate, verdict: str, event: Event | None, *, by: Account, at: datetime
) -> CandidateAnswer:
    return CandidateAnswer.objects.create(
        candidate=candidate, verdict=verdict, event=event, given_by=by, recorded_at=at
    )


def _bring(
    answer: CandidateAnswer,
    event: Event,
    items: list[EvidenceItem],
    people: dict[str, Person],
    *,
    at: datetime,
) -> None:
    """Let the event rest on the items; who wrote, said or acknowledged it knew of it then."""
    rows = [EventItem(event=event, item=item, answer=answer) for item in items]
    EventItem.objects.bulk_create(rows, ignore_conflicts=True)
    for item in items:
        through = _knew_through(item)
        if not through:
            continue
        person = people.get(item.author_name)
        account = person.account if person else None
        name = "" if account else item.author_name
        if not Knowledge.objects.filter(event=event, withdrawn_at=None, account=account, name=name).exists():
            knowing = Knowing(item.occurred_at, account=account, name=name, through=through)
            row = knowledge_row(event, knowing, at=at)
            row.answer = answer
            row.save()


def _knew_through(item: EvidenceItem) -> str:
    """How who is named as an item's author came to know of it, "" where it shows nobody's knowing."""
    if item.is_bot or not item.author_name:
        return ""
    if item.kind in ("page", "alert"):
        is_taken = str(item.details.get("state", "")).casefold() == "acknowledged"
        return "acknowledged it" if is_taken else ""
    return _SAID_IN.get(item.kind, "")


def _merged_into(answer: CandidateAnswer) -> list[str]:
    return [answer.event_id] if answer.verdict == "merged" and answer.event_id else []


def _hand_over(answer: CandidateAnswer) -> None:
    """Let another answer that rests on the same items keep them on the event."""
    for row in EventItem.objects.filter(answer=answer):
        others = CandidateAnswer.objects.filter(event=row.event_id, candidate__items=row.item_id)
        if other := others.exclude(pk=answer.pk).first():
            row.answer = other
            row.save(update_fields=["answer"])


def _tell(verb: str, candidate: Candidate, *, by: Account, at: datetime, **particulars: Any) -> None:
    journal.record(
        verb,
        by=by,
        subject=candidate,
        at=at,
        topic=candidate.incident.topic,
        what=candidate.what,
        **particulars,
    )
