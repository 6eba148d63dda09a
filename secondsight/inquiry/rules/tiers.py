"""Which tier a review is proposed, from how bad its incidents were (R1.3)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Graded:
    """An incident's severity as far as the choice of tier needs it. Rank 1 is the worst."""

    rank: int
    severity: str
    tier: str  # the tier's id


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tier and why, for a person to take or leave (S9)."""

    tier: str
    sentence: str


def propose_tier(incidents: Iterable[Graded]) -> Proposal | None:
    """Return the tier that the worst of the incidents asks for, None without any incident."""
    graded = list(incidents)
    if not graded:
        return None
    worst = min(graded, key=lambda one: one.rank)
    if len(graded) == 1:
        return Proposal(worst.tier, f"{worst.severity} asks for it.")
    return Proposal(worst.tier, f"The worst of the {len(graded)} incidents, {worst.severity}, asks for it.")
