"""Candidates for the timeline and milestones, proposed from the evidence of an incident (R3.7, S9)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from secondsight.base import journal
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.record.actions.milestone_proposals import store_milestone_proposals
from secondsight.record.models import Candidate, EvidenceItem, Incident, IncidentItem
from secondsight.record.rules.candidates.facts import CandidateFact, EvidenceFact
from secondsight.record.rules.candidates.proposing import propose
from secondsight.record.rules.milestone_proposals import propose_milestones

BATCH = 500
_READ = tuple(field.name for field in fields(EvidenceFact))
_WEIGHED = ["occurred_at", "why", "score", "reasons", "is_kept_back"]


def propose_candidates(incident: Incident, *, by: Account | None, at: datetime) -> int:
    """Propose events and milestones from the evidence of an incident; return how many events are new.

    May run any number of times: what was proposed before, whatever was made of it, is not proposed again.
    Evidence that has come since is added to the candidate that it belongs to, those that still wait are
    weighed anew, and where two that wait turn out to tell the same, one of them stays.
    """
    pks: dict[str, int] = {}
    facts = _facts(incident, pks)
    proposed = propose(facts)
    milestones = propose_milestones(proposed, facts)
    if not proposed:
        return 0
    with write():
        store_milestone_proposals(incident, milestones, pks, by=by, at=at)
        there = _there(incident)
        known = _recognised(proposed, there, pks)
        new = [fact for fact in proposed if fact.fingerprint not in known]
        rows = [_row(incident, fact, at) for fact in new]
        Candidate.objects.bulk_create(rows, batch_size=BATCH)
        told = known | {fact.fingerprint: row for fact, row in zip(new, rows, strict=True)}
        _weigh_anew(proposed, known)
        _rest_on([(told[fact.fingerprint].pk, fact) for fact in proposed], pks, there)
        _drop_doubles(there, {row.pk for row in told.values()}, proposed, pks)
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
    """Return the evidence as the rule reads it, with its times put right, and note each key's row."""
    items = IncidentItem.objects.filter(incident=incident).order_by("occurred_at", "item_id")
    names = (name if name == "occurred_at" else f"item__{name}" for name in _READ)
    facts = []
    for pk, *values in items.values_list("item_id", *names).iterator(chunk_size=2000):
        fact = EvidenceFact(**dict(zip(_READ, values, strict=True)))
        pks[fact.key] = pk
        facts.append(fact)
    return facts


def _there(incident: Incident) -> list[Candidate]:
    items = Prefetch("items", EvidenceItem.objects.only("pk"))
    rows = Candidate.objects.filter(incident=incident).select_related("answer").prefetch_related(items)
    return list(rows.order_by("id"))


def _recognised(
    proposed: Sequence[CandidateFact], there: Sequence[Candidate], pks: Mapping[str, int]
) -> dict[str, Candidate]:
    """The row of each fact that was proposed before: by its fingerprint, or since it rests on the same.

    A tool's own record that is brought in after its bot's post leads the candidate under another name.
    """
    by_name = {row.fingerprint: row for row in there}
    by_item = {item.pk: row for row in reversed(there) for item in row.items.all()}
    known: dict[str, Candidate] = {}
    taken: set[str] = set()
    for fact in sorted(proposed, key=lambda fact: fact.fingerprint not in by_name):
        resting = (by_item.get(pks[key]) for key in fact.item_keys if key in pks)
        row = by_name.get(fact.fingerprint) or next((r for r in resting if r and r.pk not in taken), None)
        if row is not None:
            known[fact.fingerprint] = row
            taken.add(row.pk)
    return known


def _weigh_anew(proposed: Sequence[CandidateFact], known: Mapping[str, Candidate]) -> None:
    changed = []
    for fact in proposed:
        row = known.get(fact.fingerprint)
        if row is None or hasattr(row, "answer"):
            continue
        before = [getattr(row, name) for name in _WEIGHED]
        for name, value in _weight(fact).items():
            setattr(row, name, value)
        if before != [getattr(row, name) for name in _WEIGHED]:
            changed.append(row)
    Candidate.objects.bulk_update(changed, _WEIGHED, batch_size=BATCH)


def _drop_doubles(
    there: Sequence[Candidate],
    told: Collection[str],
    proposed: Sequence[CandidateFact],
    pks: Mapping[str, int],
) -> None:
    """Take away what waits and rests on nothing but what another candidate now rests on as well."""
    resting = {pks[key] for fact in proposed for key in fact.item_keys if key in pks}
    doubles = [
        row.pk
        for row in there
        if row.pk not in told
        and not hasattr(row, "answer")
        and {item.pk for item in row.items.all()} <= resting
    ]
    Candidate.objects.filter(pk__in=doubles).delete()


def _row(incident: Incident, fact: CandidateFact, at: datetime) -> Candidate:
    return Candidate(
        incident=incident,
        fingerprint=fact.fingerprint,
        what=fact.text[:500] or fact.kind.label,
        kind=fact.kind,
        phase=fact.phase or "",
        actor=fact.actor[:200],
        team_name=(fact.team or "")[:100],
        recorded_at=at,
        **_weight(fact),
    )


def _weight(fact: CandidateFact) -> dict[str, Any]:
    return {
        "occurred_at": fact.occurred_at,
        "why": fact.why[:300],
        "score": round(fact.score, 4),
        "reasons": [reason[:200] for reason in fact.reasons],
        "is_kept_back": fact.is_kept_back,
    }


def _rest_on(
    proposed: Iterable[tuple[str, CandidateFact]], pks: Mapping[str, int], there: Iterable[Candidate]
) -> None:
    rests = Candidate.items.through
    known = {(row.pk, item.pk) for row in there for item in row.items.all()}
    wanted = {(candidate, pks[key]) for candidate, fact in proposed for key in fact.item_keys if key in pks}
    rows = [rests(candidate_id=one, evidenceitem_id=item) for one, item in sorted(wanted - known)]
    rests.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
