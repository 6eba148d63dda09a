"""What was decided of a review is hindsight: veiled for those who walk through an incident of it (R3.3)."""

from django.db.models import Q

from secondsight.base import sight
from secondsight.followup.models import (
    Commitment,
    Decision,
    KnownRisk,
    MovedDate,
    NothingToCommit,
    PutRight,
    SecondLook,
    Step,
    Weighing,
)
from secondsight.inquiry.queries.veil import in_walked_review
from secondsight.record.queries.veil import Horizon


@sight.narrows(Commitment, KnownRisk, NothingToCommit, PutRight)
def _of_review(horizon: Horizon) -> Q:
    return ~in_walked_review(horizon)


@sight.narrows(Weighing, Decision)
def _of_idea(horizon: Horizon) -> Q:
    return ~in_walked_review(horizon, "idea__review")


@sight.narrows(Step, MovedDate)
def _of_commitment(horizon: Horizon) -> Q:
    return ~in_walked_review(horizon, "commitment__review")


@sight.narrows(SecondLook)
def _of_risk(horizon: Horizon) -> Q:
    return ~in_walked_review(horizon, "risk__review")
