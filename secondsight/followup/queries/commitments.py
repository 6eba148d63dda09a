"""Commitments: lists of them, and one with its life so far."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from secondsight.base.errors import InvalidInput, NotFound
from secondsight.followup.models import Commitment, Decider, KnownRisk
from secondsight.followup.queries.decisions import review_owner
from secondsight.followup.queries.seen import visible
from secondsight.followup.rules.commitment import OPEN_STATES, Hat, Verb, allowed_verbs, hats_of
from secondsight.followup.rules.vocabulary import CommitmentState
from secondsight.inquiry.models import Review
from secondsight.inquiry.queries.reviews import is_id
from secondsight.organisation.models import Membership

ORDER = ("due_on", "id")


@dataclass(frozen=True)
class CommitmentFilters:
    """What a list of commitments is narrowed to; what is empty narrows nothing."""

    whose: str = ""  # "mine" or empty for everybody's
    state: str = ""  # "open", "overdue", or a word of CommitmentState
    team: str = ""  # a team's slug: commitments of its members


def commitments(viewer: Any, filters: CommitmentFilters, *, today: date) -> QuerySet[Commitment]:
    """Return the commitments that the viewer may see, to be paged by `ORDER`.

    Raises InvalidInput for a state that does not exist.
    """
    rows = visible(Commitment.objects.select_related("owner", "review"), viewer)
    if filters.whose == "mine":
        rows = rows.filter(owner=viewer)
    elif filters.whose:
        raise InvalidInput("“whose” is “mine” or left out.", field="whose")
    if filters.team:
        member = Membership.objects.filter(account=OuterRef("owner_id"), team__slug=_plain(filters.team))
        rows = rows.filter(Exists(member))
    return _in_state(rows, filters.state, today)


def commitments_of(review: Review) -> list[Commitment]:
    """Return what a review has taken on, in the order in which it did, with owners and factors.

    For somebody who may see the review.
    """
    rows = review.commitments.select_related("owner", "idea").prefetch_related("factors")
    return list(rows.order_by("recorded_at", "id"))


def commitment(viewer: Any, commitment_id: str) -> Commitment:
    """Return one commitment with its owner and its review. Raises NotFound."""
    rows = visible(Commitment.objects.select_related("owner", "review__tier", "offered_by", "idea"), viewer)
    found = rows.filter(pk=commitment_id).first() if is_id(commitment_id) else None
    if found is None:
        raise NotFound("There is no commitment here that you may see.")
    return found


def hats(viewer: Any, commitment: Commitment) -> frozenset[Hat]:
    """Return what the viewer is to a commitment. Two statements."""
    owner = review_owner(commitment.review)
    few = set(Decider.objects.filter(review=commitment.review_id).values_list("account", flat=True))
    return hats_of(
        viewer.pk, owner=commitment.owner_id, review_owner=owner.pk if owner else None, deciders=few
    )


def verbs_for(viewer: Any, commitment: Commitment) -> list[Verb]:
    """Return what the viewer may do with a commitment as it stands."""
    return allowed_verbs(CommitmentState(commitment.state), hats(viewer, commitment))


def _in_state(rows: QuerySet[Commitment], state: str, today: date) -> QuerySet[Commitment]:
    if not state:
        return rows
    if state == "open":
        return rows.filter(state__in=OPEN_STATES)
    if state == "overdue":
        return rows.filter(state=CommitmentState.ACCEPTED, due_on__lt=today)
    if state not in set(CommitmentState):
        words = ", ".join(["open", "overdue", *CommitmentState])
        raise InvalidInput(f"“{state[:40]}” is not one of: {words}.", field="state")
    return rows.filter(state=state)


def _plain(words: str) -> str:
    return words.replace("\0", "")[:60]


@dataclass(frozen=True)
class Life:
    """What happened to a commitment, oldest first, and what it is about."""

    steps: list[Any]
    moved_dates: list[Any]
    factors: list[Any]
    risk: Any


def with_life(commitment: Commitment) -> Life:
    """Return the steps, moved dates, factors and known risk of a commitment. Four statements."""
    return Life(
        steps=list(commitment.steps.select_related("taken_by")),
        moved_dates=list(commitment.moved_dates.select_related("moved_by")),
        factors=list(commitment.factors.all()),
        risk=KnownRisk.objects.filter(commitment=commitment).first(),
    )
