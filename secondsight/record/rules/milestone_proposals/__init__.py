"""When an incident reached its milestones, as far as the evidence tells (R1.1, R3.7, S9).

Each is proposed with the evidence that it rests on and a sentence why; a person accepts it. What nothing
tells of is not proposed: unknown stays unknown.
"""

from collections.abc import Sequence

from secondsight.record.rules.candidates.facts import CandidateFact, EvidenceFact
from secondsight.record.rules.milestone_proposals.beginning import (
    command,
    declared,
    detected,
    first_signal,
    first_status,
    impact_start,
)
from secondsight.record.rules.milestone_proposals.end import expert, mitigated, recovered, resolved
from secondsight.record.rules.milestone_proposals.told import ProposedMilestone, Told

__all__ = ["ProposedMilestone", "propose_milestones"]


def propose_milestones(
    candidates: Sequence[CandidateFact], facts: Sequence[EvidenceFact]
) -> list[ProposedMilestone]:
    """Return the milestones that the evidence tells of, in the order of `MilestoneKind`, each at most once.

    `candidates` are those of the whole incident, also the weaker ones; `facts` their evidence.
    Source: R1.1, R3.7.
    """
    told = Told(sorted(candidates, key=lambda each: (each.occurred_at, each.item_keys)), facts)
    found = (
        impact_start(told),
        first_signal(told),
        detected(told),
        declared(told),
        command(told),
        expert(told),
        first_status(told),
        mitigated(told),
        resolved(told),
        recovered(told),
    )
    return [proposal for proposal in found if proposal is not None]
