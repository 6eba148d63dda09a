"""Candidates for the timeline, proposed from the evidence of an incident (R3.7, S9)."""

from collections.abc import Sequence
from datetime import datetime

from secondsight.base import journal
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.record.models import Candidate, EvidenceItem, Incident
from secondsight.record.rules.candidates import CandidateFact, EvidenceFact, propose

BATCH = 500


def propose_candidates(incident: Incident, *, by: Account | None, at: datetime) -> int:
    """Propose events from the evidence of an incident, and return how many are new.

    May run any number of times: what was proposed before, whatever was made of it, is not proposed again;
    evidence that has come since is added to the candidate that it belongs to.
    """
    pks: dict[str, int] = {}
    proposed = propose(_facts(incident, pks))
    if not proposed:
        return 0
    with write():
        there = dict(Candidate.objects.filter(incident=incident).values_list("fingerprint", "pk"))
        new = [fact for fact in proposed if fact.fingerprint not in there]
        _move(incident, proposed)
        rows = [_row(incident, fact, at) for fact in new]
        Candidate.objects.bulk_create(rows, batch_size=BATCH)
        there |= {row.fingerprint: row.pk for row in rows}
        _rest_on({there[fact.fingerprint]: fact for fact in proposed}, pks)
        if rows:
            journal.record(
                "candidates_proposed",
                by=by,
                subject=incident,
                at=at,
                topic=incident.topic,
                what=incident.title,
                count=len(rows),
            )
    return len(rows)


def propose_for(incident_id: str, *, at: datetime) -> int:
    """Propose events for an incident by its id; 0 where it is gone. What the program does by itself."""
    incident = Incident.objects.filter(pk=incident_id).first()
    return propose_candidates(incident, by=None, at=at) if incident else 0


def _facts(incident: Incident, pks: dict[str, int]) -> list[EvidenceFact]:
    """Return the evidence as the rule reads it, and note each key's row."""
    fields = (
        "key",
        "kind",
        "incident_items__occurred_at",  # put right by the clock of its source
        "text",
        "channel",
        "author_id",
        "author_name",
        "is_bot",
        "thread",
        "title",
        "details",
    )
    items = EvidenceItem.objects.filter(incident_items__incident=incident).order_by(
        "incident_items__occurred_at", "id"
    )
    names = [field.removeprefix("incident_items__") for field in fields]
    facts = []
    for pk, *values in items.values_list("pk", *fields).iterator(chunk_size=2000):
        fact = EvidenceFact(**dict(zip(names, values, strict=True)))
        pks[fact.key] = pk
        facts.append(fact)
    return facts


def _row(incident: Incident, fact: CandidateFact, at: datetime) -> Candidate:
    return Candidate(
        incident=incident,
        fingerprint=fact.fingerprint,
        occurred_at=fact.occurred_at,
        what=fact.text[:500] or fact.kind.label,
        kind=fact.kind,
        phase=fact.phase or "",
        actor=fact.actor[:200],
        team_name=(fact.team or "")[:100],
        why=fact.why[:300],
        recorded_at=at,
    )


def _move(incident: Incident, proposed: Sequence[CandidateFact]) -> None:
    """Let what waits for an answer follow a clock that was put right."""
    times = {fact.fingerprint: fact.occurred_at for fact in proposed}
    waiting = Candidate.objects.filter(incident=incident, answer=None)
    moved = [row for row in waiting if times.get(row.fingerprint, row.occurred_at) != row.occurred_at]
    for row in moved:
        row.occurred_at = times[row.fingerprint]
    Candidate.objects.bulk_update(moved, ["occurred_at"], batch_size=BATCH)


def _rest_on(proposed: dict[str, CandidateFact], pks: dict[str, int]) -> None:
    rests = Candidate.items.through
    rows = [
        rests(candidate_id=candidate, evidenceitem_id=pks[key])
        for candidate, fact in proposed.items()
        for key in fact.item_keys
        if key in pks
    ]
    rests.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
