"""Candidates for the timeline: what the evidence suggests and a person decides (R3.7, S9)."""

from secondsight.record.rules.candidates.facts import CandidateFact, EvidenceFact
from secondsight.record.rules.candidates.proposing import propose

__all__ = ["CandidateFact", "EvidenceFact", "propose"]
