"""Who knew of an event, proposed from evidence, and what a person makes of it (R3.2, S9)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from secondsight.base import journal, sight
from secondsight.base.errors import Refused
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.record.actions.knowledge import Knowing, add_knowledge, withdraw_knowledge
from secondsight.record.models import Event, Incident, Knowledge, KnowledgeAnswer, KnowledgeProposal
from secondsight.record.queries.knowing_evidence import KnowingEvidence, knowing_evidence
from secondsight.record.rules.knowing.proposals import KnowingSign, ProposedKnowing, propose_knowings
from secondsight.record.rules.vocabulary import Certainty, EventKind

BATCH = 500
MOST_AT_ONCE = 500
_TOLD = ("known_at", "way", "certainty", "sign", "is_sure", "why")


def propose_knowledge(incident: Incident, *, by: Account | None, at: datetime) -> int:
    """Propose from the evidence who knew of the events on a timeline; return how many are new.

    May run any number of times: what was answered stays answered, and what waited and is told otherwise now
    gives way.
    """
    with sight.whole():
        read = knowing_evidence(incident)
    proposed = propose_knowings(read.events, read.traces, read.people, read.teams, read.there)
    kinds = {event.id: event.kind for event in read.events}
    wanted = {(row.event_id, row.knower): (row, each) for row, each in _rows(proposed, kinds, read, at)}
    with write():
        rows = KnowledgeProposal.objects.filter(event__incident=incident).select_related("answer")
        there = {(row.event_id, row.knower): row for row in rows}
        stale = [row.pk for key, row in there.items() if key not in wanted and not hasattr(row, "answer")]
        KnowledgeProposal.objects.filter(pk__in=stale).delete()
        new = [row for key, (row, _) in wanted.items() if key not in there]
        KnowledgeProposal.objects.bulk_create(new, batch_size=BATCH)
        changed = [
            (there[key], row)
            for key, (row, _) in wanted.items()
            if key in there and not hasattr(there[key], "answer") and _differ(there[key], row)
        ]
        for old, row in changed:
            for name in _TOLD:
                setattr(old, name, getattr(row, name))
        old_rows = [old for old, _ in changed]
        KnowledgeProposal.objects.bulk_update(old_rows, _TOLD, batch_size=BATCH)
        _rest_on([*new, *old_rows], {key: each for key, (_, each) in wanted.items()}, read)
        if new:
            particulars = {"what": incident.title, "count": len(new)}
            journal.record(
                "knowledge_proposed", by=by, subject=incident, at=at, topic=incident.topic, **particulars
            )
    return len(new)


def accept_knowledge(proposal: KnowledgeProposal, *, by: Account, at: datetime) -> KnowledgeProposal:
    """Say that somebody knew as it is proposed, and return the proposal (R3.2).

    Accepted before: changes nothing. Raises Refused when it was dismissed or its event is off the timeline;
    InvalidInput where the event was moved to after the knowing since.
    """
    with write():
        proposal, answer = _newest(proposal)
        if answer is not None:
            if answer.verdict == "accepted":
                return proposal
            raise _answered(answer)
        if proposal.event.removed_at is not None:
            raise Refused("This event is off the timeline. Put it back before saying who knew of it.")
        _accept(proposal, by=by, at=at)
        _tell("knowledge_accepted", proposal, by=by, at=at)
    return proposal


def accept_sure_knowledge(
    incident: Incident, *, by: Account, at: datetime, event: Event | None = None
) -> int:
    """Accept what needs no thought (their very words, their acknowledgement); return how many there were.

    Of one event, or of the whole timeline; at most 500 at once.
    """
    with write():
        rows = KnowledgeProposal.objects.filter(
            event__incident=incident, event__removed_at=None, is_sure=True, answer=None
        )
        rows = rows.filter(event=event) if event else rows
        found = list(rows.select_related("event__incident", "account", "team").order_by("id")[:MOST_AT_ONCE])
        for proposal in found:
            _accept(proposal, by=by, at=at)
        if found:
            particulars = {"what": event.what if event else incident.title, "count": len(found)}
            journal.record(
                "knowledge_accepted", by=by, subject=incident, at=at, topic=incident.topic, **particulars
            )
    return len(found)


def dismiss_knowledge(proposal: KnowledgeProposal, *, by: Account, at: datetime) -> KnowledgeProposal:
    """Say that the evidence does not show that they knew, and return the proposal; it can be brought back.

    Raises Refused when it was accepted.
    """
    with write():
        proposal, answer = _newest(proposal)
        if answer is not None:
            if answer.verdict == "dismissed":
                return proposal
            raise _answered(answer)
        KnowledgeAnswer.objects.create(proposal=proposal, verdict="dismissed", given_by=by, recorded_at=at)
        _tell("knowledge_dismissed", proposal, by=by, at=at)
    return proposal


def take_back_knowledge_answer(
    proposal: KnowledgeProposal, *, by: Account, at: datetime
) -> KnowledgeProposal:
    """Make a proposal wait again, and return it; the statement that an acceptance brought is withdrawn."""
    with write():
        proposal, answer = _newest(proposal)
        if answer is None:
            return proposal
        if answer.knowledge is not None:
            withdraw_knowledge(answer.knowledge, by=by, at=at)
        verdict = answer.verdict
        answer.delete()
        _tell("knowledge_brought_back", proposal, by=by, at=at, was=verdict)
    return _newest(proposal)[0]


def _accept(proposal: KnowledgeProposal, *, by: Account, at: datetime) -> None:
    account, team, name = proposal.account, proposal.team, proposal.name
    said = Knowledge.objects.filter(event=proposal.event, withdrawn_at=None)
    brought = None
    if not said.filter(account=account, team=team, name=name).exists():
        knowing = Knowing(
            proposal.known_at,
            account=account,
            team=team,
            name=name,
            through=KnowingSign(proposal.sign).label.lower(),
            certainty=proposal.certainty,
            way=proposal.way,
        )
        brought = add_knowledge(proposal.event, knowing, by=by, at=at)
    KnowledgeAnswer.objects.create(
        proposal=proposal, verdict="accepted", knowledge=brought, given_by=by, recorded_at=at
    )


def _rows(
    proposed: Sequence[ProposedKnowing], kinds: dict[str, EventKind], read: KnowingEvidence, at: datetime
) -> list[tuple[KnowledgeProposal, ProposedKnowing]]:
    found = []
    for each in proposed:
        kind, _, rest = each.holder.partition(":")
        team = read.team_ids[each.holder] if kind == "team" else None
        is_thought = kinds[each.event_id] is EventKind.HYPOTHESIS
        row = KnowledgeProposal(
            event_id=each.event_id,
            knower=f"team:{team}" if team else each.holder,
            account_id=rest if kind == "person" else None,
            team_id=team,
            name=rest if kind == "name" else "",
            known_at=each.known_at,
            way=each.way,
            certainty=Certainty.BELIEVED if is_thought else Certainty.KNOWN,
            sign=each.sign,
            is_sure=each.is_sure,
            why=each.why[:400],
            recorded_at=at,
        )
        found.append((row, each))
    return found


def _differ(one: KnowledgeProposal, other: KnowledgeProposal) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in _TOLD)


def _rest_on(
    rows: Sequence[KnowledgeProposal],
    proposed: dict[tuple[str, str], ProposedKnowing],
    read: KnowingEvidence,
) -> None:
    rests = KnowledgeProposal.items.through
    rests.objects.filter(knowledgeproposal__in=[row.pk for row in rows]).delete()
    wanted = [
        rests(knowledgeproposal_id=row.pk, evidenceitem_id=read.items[key])
        for row in rows
        for key in proposed[row.event_id, row.knower].item_keys
    ]
    rests.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=BATCH)


def _newest(proposal: KnowledgeProposal) -> tuple[KnowledgeProposal, KnowledgeAnswer | None]:
    rows = KnowledgeProposal.objects.select_related("event__incident", "account", "team")
    proposal = rows.get(pk=proposal.pk)
    answers = KnowledgeAnswer.objects.filter(proposal=proposal).select_related("given_by", "knowledge")
    return proposal, answers.first()


def _answered(answer: KnowledgeAnswer) -> Refused:
    who = answer.given_by.name if answer.given_by else "Somebody"
    return Refused(f"{who} has {answer.verdict} this already. Bring it back first to change that.")


def _tell(verb: str, proposal: KnowledgeProposal, *, by: Account, at: datetime, **more: Any) -> None:
    who = str(proposal.account or proposal.team or proposal.name)
    event = proposal.event
    topic = event.incident.topic
    journal.record(verb, by=by, subject=event, at=at, topic=topic, what=event.what, who=who, **more)
