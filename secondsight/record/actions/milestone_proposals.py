"""Milestones proposed from evidence, and what a person makes of them (R1.1, R3.7, S9)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import Refused
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.record.actions.incidents import set_milestone, set_milestones
from secondsight.record.actions.milestones import base_milestone, events_of
from secondsight.record.models import Incident, Milestone, MilestoneAnswer, MilestoneProposal
from secondsight.record.rules.milestone_proposals import ProposedMilestone


def store_milestone_proposals(
    incident: Incident,
    proposed: Sequence[ProposedMilestone],
    pks: Mapping[str, int],
    *,
    by: Account | None,
    at: datetime,
) -> int:
    """Let what the evidence tells now wait for a person, and return how many are new.

    `pks` are the rows of the evidence by key. What was answered stays answered and is not proposed again;
    what waited and is told otherwise now gives way.
    """
    with write():
        rows = MilestoneProposal.objects.filter(incident=incident).select_related("answer")
        there = {(row.kind, row.at): row for row in rows}
        wanted = {(each.kind.value, each.at): each for each in proposed}
        stale = [row.pk for key, row in there.items() if key not in wanted and not hasattr(row, "answer")]
        MilestoneProposal.objects.filter(pk__in=stale).delete()
        count = 0
        for key, each in wanted.items():
            row = there.get(key)
            if row is None:
                row = MilestoneProposal.objects.create(
                    incident=incident, kind=each.kind, at=each.at, why=each.why[:400], recorded_at=at
                )
                count += 1
            elif row.why != each.why[:400] and not hasattr(row, "answer"):
                row.why = each.why[:400]
                row.save(update_fields=["why"])
            row.items.add(*(pks[name] for name in each.item_keys if name in pks))
        if count:
            _record("milestones_proposed", incident, by=by, at=at, count=count)
    return count


def accept_milestone(proposal: MilestoneProposal, *, by: Account, at: datetime) -> MilestoneProposal:
    """Set an incident's milestone to what is proposed, and return the proposal (R1.1).

    It rests on the proposal's evidence, and on the events that rest on the same. Accepted before: changes
    nothing. Raises Refused when it was dismissed.
    """
    with write():
        proposal, answer = _newest(proposal)
        if answer is not None:
            if answer.verdict == "accepted":
                return proposal
            raise _answered(answer)
        there = Milestone.objects.filter(incident=proposal.incident, kind=proposal.kind).first()
        before = there.at if there else None
        _set(proposal, by=by, at=at)
        MilestoneAnswer.objects.create(
            proposal=proposal, verdict="accepted", before=before, given_by=by, recorded_at=at
        )
        _tell("milestone_accepted", proposal, by=by, at=at)
    return proposal


def dismiss_milestone(proposal: MilestoneProposal, *, by: Account, at: datetime) -> MilestoneProposal:
    """Say that a milestone was not reached then, and return the proposal; it can be brought back.

    Raises Refused when it was accepted.
    """
    with write():
        proposal, answer = _newest(proposal)
        if answer is not None:
            if answer.verdict == "dismissed":
                return proposal
            raise _answered(answer)
        MilestoneAnswer.objects.create(proposal=proposal, verdict="dismissed", given_by=by, recorded_at=at)
        _tell("milestone_dismissed", proposal, by=by, at=at)
    return proposal


def take_back_milestone_answer(
    proposal: MilestoneProposal, *, by: Account, at: datetime
) -> MilestoneProposal:
    """Make a proposal wait again, and return it.

    An accepted one gives the milestone back what it had before, unless somebody has set it since.
    """
    with write():
        proposal, answer = _newest(proposal)
        if answer is None:
            return proposal
        there = Milestone.objects.filter(incident=proposal.incident, kind=proposal.kind).first()
        if answer.verdict == "accepted" and there is not None and there.at == proposal.at:
            set_milestone(proposal.incident, proposal.kind, answer.before, by=by, at=at)
        verdict = answer.verdict
        answer.delete()
        _tell("milestone_brought_back", proposal, by=by, at=at, was=verdict)
    return MilestoneProposal.objects.select_related("incident").get(pk=proposal.pk)


def _set(proposal: MilestoneProposal, *, by: Account, at: datetime) -> None:
    incident, kind, items = proposal.incident, proposal.kind, list(proposal.items.all())
    told = [item.precision for item in items if item.occurred_at == proposal.at]
    precisions = {kind: told[0]} if told else None
    set_milestones(incident, {kind: proposal.at}, precisions=precisions, by=by, at=at)
    base_milestone(incident, kind, events=events_of(incident, items), items=items, by=by, at=at)


def _newest(proposal: MilestoneProposal) -> tuple[MilestoneProposal, MilestoneAnswer | None]:
    proposal = MilestoneProposal.objects.select_related("incident").get(pk=proposal.pk)
    return proposal, MilestoneAnswer.objects.filter(proposal=proposal).select_related("given_by").first()


def _answered(answer: MilestoneAnswer) -> Refused:
    who = answer.given_by.name if answer.given_by else "Somebody"
    return Refused(f"{who} has {answer.verdict} this milestone already. Bring it back first to change that.")


def _tell(verb: str, proposal: MilestoneProposal, *, by: Account, at: datetime, **more: Any) -> None:
    what = f"{proposal.get_kind_display()}, {proposal.at:%Y-%m-%d %H:%M:%S} UTC"
    _record(verb, proposal.incident, by=by, at=at, what=what, kind=proposal.kind, **more)


def _record(verb: str, incident: Incident, *, by: Account | None, at: datetime, **particulars: Any) -> None:
    particulars.setdefault("what", incident.title)
    journal.record(verb, by=by, subject=incident, at=at, topic=incident.topic, **particulars)
