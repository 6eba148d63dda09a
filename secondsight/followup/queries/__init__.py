"""What is read of what follows from reviews; the viewer comes first (C12)."""

from secondsight.followup.queries.agreed import Agreed, agreed
from secondsight.followup.queries.commitments import (
    CommitmentFilters,
    commitment,
    commitments,
    commitments_of,
    verbs_for,
)
from secondsight.followup.queries.decisions import Board, board, decider, deciders, review_owner, soak_of
from secondsight.followup.queries.needs import needs
from secondsight.followup.queries.reviews import rail_facts, reviews, row_of
from secondsight.followup.queries.risks import put_right, risk, risks, risks_of

__all__ = [
    "Agreed",
    "Board",
    "CommitmentFilters",
    "agreed",
    "board",
    "commitment",
    "commitments",
    "commitments_of",
    "decider",
    "deciders",
    "needs",
    "put_right",
    "rail_facts",
    "review_owner",
    "reviews",
    "risk",
    "risks",
    "risks_of",
    "row_of",
    "soak_of",
    "verbs_for",
]
