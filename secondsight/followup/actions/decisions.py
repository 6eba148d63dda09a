"""The decision after the soak: who decides, how ideas are weighed, what becomes of each (R6)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused, StaleEdit
from secondsight.base.transaction import write
from secondsight.followup.actions.guards import (
    LONG,
    check_may_decide,
    check_owner,
    check_standing,
    fit_day,
    fit_link,
    unused,
)
from secondsight.followup.models import (
    Commitment,
    Decider,
    Decision,
    KnownRisk,
    NothingToCommit,
    PutRight,
    Step,
    Weighing,
)
from secondsight.followup.queries.agreed import agreed
from secondsight.followup.queries.decisions import deciders, review_owner
from secondsight.followup.rules.commitment import OPEN_STATES
from secondsight.followup.rules.decision import Ruling, advise_on_deciders, check_ruling, require_within_limit
from secondsight.followup.rules.offer import Offer
from secondsight.followup.rules.vocabulary import CommitmentState, IntendedOutcome, Verdict
from secondsight.inquiry.models import Factor, Idea, Review
from secondsight.inquiry.queries.reviews import can_see, may_lead
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit, fit_id, fit_term

TAKEN_ON = OPEN_STATES | {CommitmentState.VERIFIED}


def name_decider(review: Review, *, account: Account, by: Account, at: datetime) -> Decider:
    """Name one of the few who decide with the owner, and return that; for the owner alone (R6.2).

    Raises Refused when there are enough, InvalidInput for somebody who may not see the review.
    """
    with write():
        owner = _check_owns(review, by)
        if there := Decider.objects.filter(review=review, account=account).first():
            return there
        if account.pk == owner.pk:
            raise InvalidInput("The review owner decides anyway; name somebody else.", field="person")
        if not account.is_active or not can_see(account, review.pk):
            raise InvalidInput(
                f"{account.name} may not see this review. Add them to its audience first.", field="person"
            )
        few = [one.account_id for one in deciders(review)]
        policy = agreed().decision_policy(review)
        if len({owner.pk, *few}) >= policy.deciders_maximum:
            said = advise_on_deciders(owner=owner.pk, deciders=[*few, account.pk], policy=policy)
            raise Refused(f"{said} Nothing was changed.")
        decider = Decider.objects.create(review=review, account=account, named_by=by, recorded_at=at)
        _tell("decider_named", decider, review, by=by, at=at, what=account.name, account=account.pk)
    return decider


def dismiss_decider(review: Review, *, account: Account, by: Account, at: datetime) -> None:
    """Let somebody no longer decide; for the owner, and for everybody about themselves. Raises Refused."""
    with write():
        if account.pk != by.pk:
            _check_owns(review, by)
        decider = Decider.objects.filter(review=review, account=account).first()
        if decider is None:
            return
        _tell("decider_dismissed", decider, review, by=by, at=at, what=account.name, account=account.pk)
        Decider.objects.filter(pk=decider.pk).delete()


def weigh_idea(
    idea: Idea,
    *,
    by: Account,
    at: datetime,
    impact: int | None = None,
    effort: int | None = None,
    cost: str = "",
    new_ways_to_fail: str = "",
    edition: int | None = None,
) -> Weighing:
    """Say where an idea stands between impact and effort, and what it might cost and break (R6.2, R6.2a).

    Impact and effort are 1 to 3, or None for open. `edition` is the one that was read, 0 for none.
    Raises StaleEdit, InvalidInput, Refused.
    """
    said = {
        "impact": impact,
        "effort": effort,
        "cost": fit(cost, field="cost", most=LONG),
        "new_ways_to_fail": fit(new_ways_to_fail, field="new_ways_to_fail", most=LONG),
    }
    for field in ("impact", "effort"):
        if said[field] not in (None, 1, 2, 3):
            raise InvalidInput(f"The {field} is 1 (low), 2 or 3 (high), or left open.", field=field)
    with write():
        idea = _idea(idea)
        check_may_decide(idea.review, agreed(), by=by, at=at)
        weighing = Weighing.objects.filter(idea=idea).first()
        if weighing is None:
            weighing = Weighing(idea=idea, edition=0, recorded_at=at)
        if edition is not None and edition != weighing.edition:
            raise StaleEdit(
                "Somebody weighed this idea while you did. Your words are kept here: look at theirs, then "
                "save again.",
                newer=weighing,
            )
        for name, value in said.items():
            setattr(weighing, name, value)
        weighing.weighed_by = by
        weighing.edition += 1
        weighing.save()
        _tell(
            "idea_weighed",
            weighing,
            idea.review,
            by=by,
            at=at,
            what=idea.what,
            after=f"impact {impact or 'open'}, effort {effort or 'open'}",
        )
    return weighing


def offer_commitment(
    review: Review,
    *,
    what: str,
    owner: Account | None,
    due_on: date | None,
    done_means: str,
    intended_outcome: IntendedOutcome | str | None,
    by: Account,
    at: datetime,
    idea: Idea | None = None,
    factors: Iterable[Factor] = (),
    tracker_url: str = "",
    beyond_reason: str = "",
    once: str = "",
) -> Commitment:
    """Ask somebody to own a change, of an idea or beside the ideas, and return the commitment (R6.3).

    It is real once its owner accepts (S5). One more than the few needs `beyond_reason` (R6.4).
    Raises offer.InvalidOffer, decision.TooManyCommitments, soak.StillSoaking, NotADecider, InvalidInput.
    """
    what = fit(what, field="what", most=500)
    done_means = fit(done_means, field="done_means", most=LONG)
    beyond_reason = fit(beyond_reason, field="beyond_reason", most=LONG)
    tracker_url = fit_link(tracker_url, field="tracker_url")
    outcome = (
        fit_term(IntendedOutcome, intended_outcome, field="intended_outcome") if intended_outcome else None
    )
    addressed = list(factors)
    once = fit_id(once)
    with write():
        if once and (there := Commitment.objects.filter(pk=once, review=review, offered_by=by).first()):
            return there
        review = _review(review)
        terms = agreed()
        check_may_decide(review, terms, by=by, at=at)
        idea = _undecided(idea, review) if idea else None
        offer = Offer(what, owner.pk if owner else None, due_on, done_means, outcome)
        check_ruling(Ruling(Verdict.COMMIT, offer=offer), today=terms.today(at))
        fit_day(due_on, terms, at, field="due_on")
        assert owner is not None
        assert outcome is not None
        check_owner(owner, review)
        _check_factors(addressed, review)
        standing = Commitment.objects.filter(review=review, state__in=TAKEN_ON).count()
        require_within_limit(standing, beyond_reason, policy=terms.decision_policy(review))
        commitment = Commitment.objects.create(
            id=unused(Commitment, once),
            review=review,
            idea=idea,
            what=what,
            done_means=done_means,
            intended_outcome=outcome,
            owner=owner,
            due_on=due_on,
            tracker_url=tracker_url,
            beyond_reason=beyond_reason,
            offered_by=by,
            recorded_at=at,
        )
        commitment.factors.set(addressed)
        Step.objects.create(commitment=commitment, state=CommitmentState.OFFERED, taken_by=by, recorded_at=at)
        if idea:
            Decision.objects.create(idea=idea, verdict=Verdict.COMMIT, decided_by=by, recorded_at=at)
        NothingToCommit.objects.filter(review=review).delete()
        _tell("commitment_offered", commitment, review, by=by, at=at, what=what, owner=owner.pk)
    return commitment


def accept_risk(
    review: Review,
    *,
    reason: str,
    look_again_on: date | None,
    by: Account,
    at: datetime,
    idea: Idea | None = None,
    what: str = "",
    once: str = "",
) -> KnownRisk:
    """Live with what was seen, until somebody looks at it again, and return the known risk (R6.2).

    `what` is the idea's words unless said otherwise.
    Raises InvalidInput, Refused, soak.StillSoaking, decision.NotADecider.
    """
    what = fit(what or (idea.what if idea else ""), field="what", most=500, is_needed=True)
    reason = fit(reason, field="reason", most=LONG, is_needed=True)
    once = fit_id(once)
    with write():
        if once and (there := KnownRisk.objects.filter(pk=once, review=review, accepted_by=by).first()):
            return there
        review = _review(review)
        terms = agreed()
        check_may_decide(review, terms, by=by, at=at)
        idea = _undecided(idea, review) if idea else None
        ruling = Ruling(Verdict.KNOWN_RISK, reason=reason, look_again_on=look_again_on)
        check_ruling(ruling, today=terms.today(at))
        risk = KnownRisk.objects.create(
            id=unused(KnownRisk, once),
            review=review,
            idea=idea,
            what=what,
            reason=reason,
            look_again_on=fit_day(look_again_on, terms, at, field="look_again_on"),
            accepted_by=by,
            recorded_at=at,
        )
        if idea:
            Decision.objects.create(
                idea=idea, verdict=Verdict.KNOWN_RISK, reason=reason, decided_by=by, recorded_at=at
            )
        _tell("risk_accepted", risk, review, by=by, at=at, what=what)
    return risk


def let_go(idea: Idea, *, reason: str, by: Account, at: datetime) -> Decision:
    """Let an idea go, with the reason, and return the decision (R6.2).

    Raises InvalidInput, Refused, soak.StillSoaking, decision.NotADecider.
    """
    reason = fit(reason, field="reason", most=LONG)
    with write():
        terms = agreed()
        review = _idea(idea).review
        check_may_decide(review, terms, by=by, at=at)
        idea = _undecided(idea, review)
        check_ruling(Ruling(Verdict.LET_GO, reason=reason), today=terms.today(at))
        decision = Decision.objects.create(
            idea=idea, verdict=Verdict.LET_GO, reason=reason, decided_by=by, recorded_at=at
        )
        _tell("idea_let_go", decision, review, by=by, at=at, what=idea.what, after=reason[:300])
    return decision


def reopen_idea(idea: Idea, *, reason: str, by: Account, at: datetime) -> None:
    """Decide anew about an idea that was let go; the history keeps what was decided before.

    Raises Refused for an idea that was not let go, InvalidInput.
    """
    reason = fit(reason, field="reason", most=LONG, is_needed=True)
    with write():
        idea = _idea(idea)
        check_may_decide(idea.review, agreed(), by=by, at=at)
        decision = Decision.objects.filter(idea=idea, verdict=Verdict.LET_GO).first()
        if decision is None:
            raise Refused(
                "Only an idea that was let go is decided anew. A commitment is dropped, and a known risk "
                "closed, each with its reason."
            )
        _tell("idea_reopened", decision, idea.review, by=by, at=at, what=idea.what, after=reason[:300])
        Decision.objects.filter(pk=decision.pk).delete()


def say_nothing_to_commit(review: Review, *, words: str = "", by: Account, at: datetime) -> NothingToCommit:
    """End a review without commitments, which is a good end, and return that (R6.4, S1).

    Ideas without an answer keep waiting for theirs. Saying it again changes the words.
    Raises Refused while commitments stand, soak.StillSoaking, decision.NotADecider.
    """
    words = fit(words, field="words", most=LONG)
    with write():
        review = _review(review)
        check_may_decide(review, agreed(), by=by, at=at)
        if Commitment.objects.filter(review=review, state__in=TAKEN_ON).exists():
            raise Refused(
                "This review has commitments that stand, so there is something. Nothing was changed."
            )
        said, _ = NothingToCommit.objects.update_or_create(
            review=review, defaults={"words": words, "said_by": by, "recorded_at": at}
        )
        told = words[:300] or "Nothing worth committing; here is what we learnt."
        _tell("nothing_to_commit_said", said, review, by=by, at=at, what=review.title, after=told)
    return said


def note_put_right(
    review: Review,
    *,
    what: str,
    by: Account,
    at: datetime,
    note: str = "",
    url: str = "",
    done_on: date | None = None,
    once: str = "",
) -> PutRight:
    """Record what had been put right already, as done and not committed again, and return it (R6.3).

    At any time, by who leads the review or decides on it. Raises InvalidInput, Refused.
    """
    what = fit(what, field="what", most=500, is_needed=True)
    note = fit(note, field="note", most=LONG)
    url = fit_link(url, field="url")
    once = fit_id(once)
    with write():
        if once and (there := PutRight.objects.filter(pk=once, review=review, added_by=by).first()):
            return there
        if done_on is not None and done_on > agreed().today(at):
            raise InvalidInput(
                "This day lies ahead; what is still to be done is a commitment.", field="done_on"
            )
        if not may_lead(by, review) and not Decider.objects.filter(review=review, account=by).exists():
            raise Refused("This is for those who lead the review or decide on it. Nothing was changed.")
        row = PutRight.objects.create(
            id=unused(PutRight, once),
            review=review,
            what=what,
            note=note,
            url=url,
            done_on=done_on,
            added_by=by,
            recorded_at=at,
        )
        _tell("put_right_noted", row, review, by=by, at=at, what=what)
    return row


def _check_owns(review: Review, by: Account) -> Account:
    owner = review_owner(review)
    if owner is None:
        raise Refused("Nobody owns this review yet; its owner names the few who decide.")
    if owner.pk != by.pk:
        raise Refused(f"The review owner, {owner.name}, names the few who decide. Nothing was changed.")
    return owner


def _check_factors(factors: list[Factor], review: Review) -> None:
    if any(factor.review_id != review.pk or factor.removed_at is not None for factor in factors):
        raise InvalidInput("One of these is not a factor of this review.", field="factors")


def _review(review: Review) -> Review:
    return Review.objects.select_related("tier").get(pk=review.pk)


def _idea(idea: Idea) -> Idea:
    return Idea.objects.select_related("review__tier").get(pk=idea.pk)


def _undecided(idea: Idea, review: Review) -> Idea:
    idea = _idea(idea)
    if idea.review_id != review.pk:
        raise InvalidInput("This is an idea of another review.", field="idea")
    check_standing(idea)
    decision = Decision.objects.filter(idea=idea).select_related("decided_by").first()
    if decision is not None:
        who = decision.decided_by.name if decision.decided_by else "Somebody"
        verdict = Verdict(decision.verdict).label.lower()
        raise Refused(f"{who} has decided about this idea already: {verdict}. Nothing was changed.")
    return idea


def _tell(verb: str, row: Any, review: Review, *, by: Account, at: datetime, **particulars: Any) -> None:
    journal.record(verb, by=by, subject=row, at=at, topic=review.topic, review=review.pk, **particulars)
