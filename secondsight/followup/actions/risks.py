"""Known risks, looked at again (R7.3)."""

from datetime import date, datetime

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.transaction import write
from secondsight.followup.actions.guards import LONG, fit_day
from secondsight.followup.models import Decider, KnownRisk, SecondLook
from secondsight.followup.queries.agreed import agreed
from secondsight.followup.queries.decisions import review_owner
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit


def look_again_later(
    risk: KnownRisk, *, look_again_on: date | None, by: Account, at: datetime, note: str = ""
) -> KnownRisk:
    """Keep living with a risk until another day, and return it; the look is kept with its words.

    For the review owner, the deciders and whoever accepted it. Raises InvalidInput, Refused.
    """
    note = fit(note, field="note", most=LONG)
    with write():
        risk = _open(risk, by)
        terms = agreed()
        if look_again_on is None or look_again_on <= terms.today(at):
            raise InvalidInput("Give a day after today on which somebody looks again.", field="look_again_on")
        fit_day(look_again_on, terms, at, field="look_again_on")
        SecondLook.objects.create(
            risk=risk,
            note=note,
            from_on=risk.look_again_on,
            to_on=look_again_on,
            looked_by=by,
            recorded_at=at,
        )
        before, risk.look_again_on = risk.look_again_on, look_again_on
        risk.save(update_fields=["look_again_on"])
        journal.record(
            "risk_kept",
            by=by,
            subject=risk,
            at=at,
            topic=risk.review.topic,
            what=risk.what,
            review=risk.review_id,
            note=note,
            before=before.isoformat(),
            after=look_again_on.isoformat(),
        )
    return risk


def close_risk(risk: KnownRisk, *, note: str, by: Account, at: datetime) -> KnownRisk:
    """Say that a risk is none any more, and why, and return it. Raises InvalidInput, Refused."""
    note = fit(note, field="note", most=LONG)
    if not note:
        raise InvalidInput("Say in a sentence why this is no risk any more.", field="note")
    with write():
        risk = _open(risk, by)
        risk.closed_at, risk.closed_by, risk.closed_note = at, by, note
        risk.save(update_fields=["closed_at", "closed_by", "closed_note"])
        journal.record(
            "risk_closed",
            by=by,
            subject=risk,
            at=at,
            topic=risk.review.topic,
            what=risk.what,
            review=risk.review_id,
            after=note[:300],
        )
    return risk


def may_look(risk: KnownRisk, account: Account) -> bool:
    """Return whether somebody may keep or close a risk."""
    if risk.accepted_by_id == account.pk:
        return True
    owner = review_owner(risk.review)
    if owner is not None and owner.pk == account.pk:
        return True
    return Decider.objects.filter(review=risk.review_id, account=account).exists()


def _open(risk: KnownRisk, by: Account) -> KnownRisk:
    now = KnownRisk.objects.select_related("review").get(pk=risk.pk)
    if now.closed_at is not None:
        raise Refused("Somebody closed this risk in the meantime. Nothing was changed.")
    if not may_look(now, by):
        raise Refused(
            "This is for the review owner, those who decided, and whoever accepted the risk. Nothing was "
            "changed; ask one of them."
        )
    return now
