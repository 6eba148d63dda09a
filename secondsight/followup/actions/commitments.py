"""The life of a commitment, from being accepted to being verified, dropped or lived with (R6.3, R7)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput
from secondsight.base.transaction import write
from secondsight.followup.actions.decisions import TAKEN_ON
from secondsight.followup.actions.guards import LONG, check_owner, fit_day, fit_link
from secondsight.followup.models import Commitment, KnownRisk, MovedDate, Step
from secondsight.followup.queries.agreed import Agreed, agreed
from secondsight.followup.queries.commitments import hats
from secondsight.followup.rules.commitment import Said, Verb, step
from secondsight.followup.rules.decision import require_within_limit
from secondsight.followup.rules.offer import Offer, check_offer
from secondsight.followup.rules.vocabulary import CommitmentState, IntendedOutcome
from secondsight.inquiry.models import Factor
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit, fit_term

NOTHING_SAID = Said()


def accept_commitment(commitment: Commitment, *, by: Account, at: datetime, note: str = "") -> Commitment:
    """Take on what one was asked to own, and return it; from now on it is real (S5).

    Only the owner themselves can. Raises commitment.NotNow, commitment.NotYours.
    """
    return _take(commitment, Verb.ACCEPT, "commitment_accepted", note=note, by=by, at=at)


def decline_commitment(commitment: Commitment, *, by: Account, at: datetime, note: str = "") -> Commitment:
    """Say no to what one was asked to own; it returns to the deciders. Raises NotNow, NotYours."""
    return _take(commitment, Verb.DECLINE, "commitment_declined", note=note, by=by, at=at)


def claim_done(
    commitment: Commitment, *, by: Account, at: datetime, note: str = "", url: str = ""
) -> Commitment:
    """Say that it is done, with what shows it; somebody else verifies it. Raises NotNow, NotYours."""
    return _take(commitment, Verb.CLAIM_DONE, "commitment_done", note=note, url=url, by=by, at=at)


def verify_commitment(
    commitment: Commitment, *, evidence: str, by: Account, at: datetime, url: str = ""
) -> Commitment:
    """Confirm that it is done as agreed, with what was seen; never by its owner (R7.1).

    Raises NotNow, NotYours, InvalidInput.
    """
    said = Said(evidence=evidence)
    return _take(commitment, Verb.VERIFY, "commitment_verified", said, note=evidence, url=url, by=by, at=at)


def send_back(commitment: Commitment, *, reason: str, by: Account, at: datetime) -> Commitment:
    """Say what is missing from what was said to be done. Raises NotNow, NotYours, InvalidInput."""
    verb = "commitment_sent_back"
    return _take(commitment, Verb.SEND_BACK, verb, Said(reason=reason), note=reason, by=by, at=at)


def drop_commitment(commitment: Commitment, *, reason: str, by: Account, at: datetime) -> Commitment:
    """End it without its being done, with the reason; losing to the roadmap is one (R7.2, R7.3).

    Raises NotNow, NotYours, InvalidInput.
    """
    with write():
        dropped = _take(
            commitment,
            Verb.DROP,
            "commitment_dropped",
            Said(reason=reason),
            note=reason,
            by=by,
            at=at,
        )
        risks = KnownRisk.objects.filter(commitment=dropped, closed_at=None)
        risks.update(closed_at=at, closed_by=by, closed_note=f"Dropped: {reason}")
    return dropped


def take_as_risk(
    commitment: Commitment, *, reason: str, look_again_on: date | None, by: Account, at: datetime
) -> KnownRisk:
    """Turn it into a known risk with a day to look again, and return that (R7.3).

    Raises NotNow, NotYours, InvalidInput.
    """
    reason = fit(reason, field="reason", most=LONG, is_needed=True)
    said = Said(reason=reason, look_again_on=look_again_on)
    with write():
        taken = _take(
            commitment, Verb.TAKE_AS_RISK, "commitment_taken_as_risk", said, note=reason, by=by, at=at
        )
        terms = {
            "what": taken.what,
            "reason": reason,
            "look_again_on": look_again_on,
            "accepted_by": by,
            "recorded_at": at,
            "closed_at": None,
            "closed_by": None,
            "closed_note": "",
        }
        risk, _ = KnownRisk.objects.update_or_create(
            commitment=taken, defaults=terms, create_defaults={**terms, "review": taken.review}
        )
    return risk


def move_date(
    commitment: Commitment, *, due_on: date | None, reason: str, by: Account, at: datetime
) -> Commitment:
    """Give it another date, with the reason, and return it (R7.2). Raises NotNow, NotYours, InvalidInput."""
    reason = fit(reason, field="reason", most=LONG)
    with write():
        now, terms = _now(commitment), agreed()
        said = Said(reason=reason, due_on=due_on)
        _step(now, Verb.MOVE_DATE, said, terms, by=by, at=at)
        fit_day(due_on, terms, at, field="due_on")
        assert due_on is not None
        if due_on == now.due_on:
            raise InvalidInput("This is the date that it has. Nothing was changed.", field="due_on")
        MovedDate.objects.create(
            commitment=now, from_on=now.due_on, to_on=due_on, reason=reason, moved_by=by, recorded_at=at
        )
        before, now.due_on = now.due_on, due_on
        now.save(update_fields=["due_on"])
        _tell(
            "commitment_date_moved",
            now,
            by=by,
            at=at,
            reason=reason,
            before=before.isoformat(),
            after=due_on.isoformat(),
        )
    return now


def offer_again(
    commitment: Commitment,
    *,
    owner: Account | None,
    due_on: date | None,
    by: Account,
    at: datetime,
    what: str | None = None,
    done_means: str | None = None,
    intended_outcome: str | None = None,
    factors: Iterable[Factor] | None = None,
    note: str = "",
    beyond_reason: str = "",
) -> Commitment:
    """Ask again, the same person or another, after a no or a look at a risk, and return it.

    What is None stays as it was worded. Raises NotNow, NotYours, InvalidOffer, InvalidInput, Refused.
    """
    note = fit(note, field="note", most=LONG)
    beyond_reason = fit(beyond_reason, field="beyond_reason", most=LONG)
    with write():
        now, terms = _now(commitment), agreed()
        state = _step(now, Verb.OFFER_AGAIN, Said(), terms, by=by, at=at)
        outcome = fit_term(
            IntendedOutcome, intended_outcome or now.intended_outcome, field="intended_outcome"
        )
        offer = Offer(
            fit(now.what if what is None else what, field="what", most=500),
            owner.pk if owner else None,
            due_on,
            fit(now.done_means if done_means is None else done_means, field="done_means", most=LONG),
            outcome,
        )
        check_offer(offer, today=terms.today(at))
        fit_day(due_on, terms, at, field="due_on")
        assert owner is not None
        assert due_on is not None
        check_owner(owner, now.review)
        standing = Commitment.objects.filter(review=now.review, state__in=TAKEN_ON).count()
        reason = beyond_reason or now.beyond_reason
        require_within_limit(standing, reason, policy=terms.decision_policy(now.review))
        now.what, now.done_means, now.intended_outcome = offer.title, offer.done_means, outcome
        now.owner, now.due_on, now.offered_by, now.beyond_reason = owner, due_on, by, reason
        now.state = state
        now.save()
        if factors is not None:
            now.factors.set([factor for factor in factors if factor.review_id == now.review_id])
        Step.objects.create(commitment=now, state=state, taken_by=by, note=note, recorded_at=at)
        risks = KnownRisk.objects.filter(commitment=now, closed_at=None)
        risks.update(closed_at=at, closed_by=by, closed_note="It is a commitment again.")
        _tell("commitment_offered", now, by=by, at=at, owner=owner.pk)
    return now


def _take(
    commitment: Commitment,
    verb: Verb,
    told: str,
    said: Said = NOTHING_SAID,
    *,
    by: Account,
    at: datetime,
    note: str = "",
    url: str = "",
) -> Commitment:
    note = fit(note, field="note", most=LONG)
    said = replace(said, reason=said.reason.strip(), evidence=said.evidence.strip())
    url = fit_link(url, field="url")
    with write():
        now, terms = _now(commitment), agreed()
        before = CommitmentState(now.state)
        fit_day(said.look_again_on, terms, at, field="look_again_on")
        now.state = _step(now, verb, said, terms, by=by, at=at)
        now.save(update_fields=["state"])
        Step.objects.create(commitment=now, state=now.state, taken_by=by, note=note, url=url, recorded_at=at)
        after = CommitmentState(now.state).label
        _tell(told, now, by=by, at=at, note=note, url=url, before=before.label, after=after)
    return now


def _step(
    now: Commitment, verb: Verb, said: Said, terms: Agreed, *, by: Account, at: datetime
) -> CommitmentState:
    state = CommitmentState(now.state)
    return step(verb, state, hats(by, now), said, today=terms.today(at))


def _now(commitment: Commitment) -> Commitment:
    return Commitment.objects.select_related("owner", "review__tier").get(pk=commitment.pk)


def _tell(verb: str, row: Commitment, *, by: Account, at: datetime, **particulars: Any) -> None:
    journal.record(
        verb,
        by=by,
        subject=row,
        at=at,
        topic=row.review.topic,
        review=row.review_id,
        **{"what": row.what, **particulars},
    )
