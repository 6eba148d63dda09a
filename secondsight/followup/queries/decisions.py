"""What the few who decide have in front of them: ideas, weighed and answered, and the rest's end (R6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from secondsight.base.errors import NotFound
from secondsight.followup.models import Decider, Decision, NothingToCommit, Weighing
from secondsight.followup.queries.agreed import Agreed, agreed
from secondsight.followup.rules.decision import (
    Ruling,
    Suggestion,
    advise_on_deciders,
    open_questions,
    suggest,
)
from secondsight.followup.rules.soak import Soak, is_soaking
from secondsight.followup.rules.vocabulary import Verdict
from secondsight.inquiry.models import Idea, Review, RoleHolder
from secondsight.inquiry.queries.found import of_kind
from secondsight.inquiry.rules.findings import FindingKind
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import Account


@dataclass(frozen=True)
class Weighed:
    """An idea with how it was weighed, what the matrix suggests, and what was decided of it."""

    idea: Idea
    weighing: Weighing | None
    suggestion: Suggestion | None
    questions: list[str]
    decision: Decision | None


@dataclass(frozen=True)
class Board:
    """A review's decision as it stands."""

    soak: Soak | None
    is_soaking: bool
    is_open: bool
    owner: Account | None
    deciders: list[Decider]
    advice: str  # what is wrong with the number of deciders, or empty
    may_decide: bool
    is_owner: bool
    ideas: list[Weighed]
    nothing: NothingToCommit | None
    most: int


def board(viewer: Any, review: Review, now: datetime) -> Board:
    """Return everything that deciding on a review needs, for somebody who may see the review."""
    terms = agreed()
    rest = terms.soak(review.met_at)
    owner = review_owner(review)
    few = deciders(review)
    ids = {one.account_id for one in few}
    policy = terms.decision_policy(review)
    advice = advise_on_deciders(owner=owner.pk, deciders=ids, policy=policy) if owner else ""
    resting = rest is not None and is_soaking(rest, now)
    is_open = rest is not None and rest.ends_at <= now
    is_one = owner is not None and viewer.pk in {owner.pk, *ids}
    return Board(
        soak=rest,
        is_soaking=resting,
        is_open=is_open,
        owner=owner,
        deciders=few,
        advice=advice,
        may_decide=is_open and is_one and not advice,
        is_owner=owner is not None and owner.pk == viewer.pk,
        ideas=_weighed(viewer, review),
        nothing=NothingToCommit.objects.filter(review=review).select_related("said_by").first(),
        most=policy.commitments_maximum,
    )


def soak_of(review: Review, terms: Agreed | None = None) -> Soak | None:
    """Return the soak of a review, None before it was held. Without terms, three statements."""
    if review.met_at is None:
        return None
    return (terms or agreed()).soak(review.met_at)


def review_owner(review: Review) -> Account | None:
    """Return who owns a review, None where nobody does yet."""
    holder = RoleHolder.objects.filter(review=review, role=Role.OWNER).select_related("account").first()
    return holder.account if holder else None


def deciders(review: Review) -> list[Decider]:
    """Return the few whom the owner named, in the order of their naming."""
    return list(Decider.objects.filter(review=review).select_related("account"))


def decider(review: Review, account_id: str) -> Decider:
    """Return one of the few, also when they have left in the meantime. Raises NotFound."""
    for one in deciders(review):
        if one.account_id == account_id:
            return one
    raise NotFound("Nobody by that id decides on this review.")


def _weighed(viewer: Any, review: Review) -> list[Weighed]:
    ideas = of_kind(viewer, review, FindingKind.IDEA)
    weighings = {one.idea_id: one for one in Weighing.objects.filter(idea__review=review)}
    found = Decision.objects.filter(idea__review=review).select_related("decided_by")
    decisions = {one.idea_id: one for one in found}
    return [_one(idea, weighings.get(idea.pk), decisions.get(idea.pk)) for idea in ideas]


def _one(idea: Idea, weighing: Weighing | None, decision: Decision | None) -> Weighed:
    suggestion = None
    if weighing and weighing.impact and weighing.effort:
        suggestion = suggest(weighing.impact, weighing.effort)
    answered = Ruling(
        Verdict.COMMIT,
        cost=weighing.cost if weighing else "",
        side_effects=weighing.new_ways_to_fail if weighing else "",
    )
    return Weighed(idea, weighing, suggestion, open_questions(answered), decision)
