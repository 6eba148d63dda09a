"""What changes about walking through an incident: it opens, moves, changes hands; people join (R3.3)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from secondsight.base import journal, sight
from secondsight.base.errors import Forbidden, InvalidInput, Refused
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit_id, fit_instant
from secondsight.record.models import Event, Incident, Lead, Reconstruction, ReconstructionStep, Walker

NOT_ON = "This reconstruction is over. Nothing is veiled any more; what was done in it is kept."
TOWARDS = ("on", "back", "decision")


def open_reconstruction(
    incident: Incident, *, by: Account, at: datetime, moment: datetime | None = None, once: str = ""
) -> Reconstruction:
    """Begin to go through an incident again, and return the reconstruction; who begins leads it.

    The room starts at `moment`, without one where the first event stands. `once` is an id that a form was
    given: pressed twice, it begins once. Raises Refused while one is on, InvalidInput.
    """
    once, moment = fit_id(once), fit_instant(moment, field="moment")
    with write():
        if once and (there := _opened_before(once, incident)):
            return there
        if Reconstruction.objects.filter(incident=incident, closed_at=None).exists():
            raise Refused("A reconstruction of this incident is on already. Join it, or take its lead.")
        opened = Reconstruction.objects.create(
            id=once or new_id(),
            incident=incident,
            led_by=by,
            opened_by=by,
            moment=moment or _beginning(incident),
            recorded_at=at,
        )
        Lead.objects.create(reconstruction=opened, account=by, given_by=by, recorded_at=at)
        _tell("reconstruction_opened", opened, by=by, at=at, after=opened.moment.isoformat())
    return opened


def move_room(
    reconstruction: Reconstruction,
    *,
    by: Account,
    at: datetime,
    towards: str = "",
    moment: datetime | None = None,
    once: str = "",
) -> Reconstruction:
    """Move the room and return the reconstruction; who walks along sees up to there from now on.

    `towards` is "on" (to the next event), "back" (to the one before) or "decision" (to the next decision);
    else `moment` says where to. Of two that move at once the last holds, and both steps are kept. `once` is
    an id that a form was given: pressed twice, it is one step.
    Raises Forbidden for who does not lead, Refused where nothing lies that way or it is over, InvalidInput.
    """
    once, moment = fit_id(once), fit_instant(moment, field="moment")
    if (moment is None) == (not towards) or (towards and towards not in TOWARDS):
        raise InvalidInput(f"Say where to: {', '.join(TOWARDS)}, or a time.", field="moment")
    with write():
        found = _newest(reconstruction)
        if once and ReconstructionStep.objects.filter(pk=once, reconstruction=found).exists():
            return found
        _check_leads(found, by)
        to = moment or _stop(found, towards)
        ReconstructionStep.objects.create(
            id=_unused(once),
            reconstruction=found,
            from_at=found.moment,
            to_at=to,
            moved_by=by,
            recorded_at=at,
        )
        told = {"before": found.moment.isoformat(), "after": to.isoformat()}
        found.moment = to
        found.save(update_fields=["moment"])
        _tell("reconstruction_moved", found, by=by, at=at, **told)
    return found


def give_lead(reconstruction: Reconstruction, to: Account, *, by: Account, at: datetime) -> Reconstruction:
    """Let somebody lead a reconstruction, and return it.

    Its leader hands it over; somebody else takes it, as when the leader is gone. Whoever leads sees ahead
    and walks along no more; that is recorded. Raises Forbidden for giving another's lead to a third, Refused.
    """
    with write():
        found = _newest(reconstruction)
        _check_on(found)
        if found.led_by_id == to.pk:
            return found
        if by.pk not in (found.led_by_id, to.pk):
            raise Forbidden("Only who leads hands the lead over. You can take it yourself.")
        _check_may_know(found, [to])
        before = found.led_by.name if found.led_by else ""
        found.led_by = to
        found.save(update_fields=["led_by"])
        Lead.objects.create(reconstruction=found, account=to, given_by=by, recorded_at=at)
        Walker.objects.filter(reconstruction=found, account=to, left_at=None).update(left_at=at)
        _tell("reconstruction_led", found, by=by, at=at, before=before, after=to.name)
    sight.look_again()
    return found


def join_reconstruction(reconstruction: Reconstruction, *, by: Account, at: datetime) -> Walker:
    """Walk along, seeing no further than the room does, and return that; joining twice is once.

    Raises Refused for who leads, and when it is over.
    """
    with write():
        found = _newest(reconstruction)
        _check_on(found)
        if found.led_by_id == by.pk:
            raise Refused("Whoever leads sees ahead. Hand the lead over, then walk along.")
        [walker], is_new = _seat(found, [by], by=None, at=at)
        if is_new:
            _tell("reconstruction_joined", found, by=by, at=at, name=by.name)
    sight.look_again()
    return walker


def invite_to_walk(
    reconstruction: Reconstruction, accounts: Iterable[Account], *, by: Account, at: datetime
) -> list[Walker]:
    """Let people walk along whom the leader brings in, and return them; they may leave again.

    The leader and those who may not know of the incident are passed over. Raises Forbidden for who does
    not lead, Refused when it is over.
    """
    with write():
        found = _newest(reconstruction)
        _check_leads(found, by)
        wanted = {one.pk: one for one in accounts if one.pk != found.led_by_id and one.is_active}
        known = [one for one in wanted.values() if _may_know(found, one)]
        walkers, is_new = _seat(found, known, by=by, at=at)
        if is_new:
            names = ", ".join(walker.account.name for walker in walkers)
            _tell("reconstruction_joined", found, by=by, at=at, name=names)
    return walkers


def leave_reconstruction(reconstruction: Reconstruction, *, by: Account, at: datetime) -> None:
    """Walk along no more, and see what came later; that somebody left is noted."""
    with write():
        found = _newest(reconstruction)
        walks = Walker.objects.filter(reconstruction=found, account=by, left_at=None)
        if walks.update(left_at=at):
            _tell("reconstruction_left", found, by=by, at=at, name=by.name)
    sight.look_again()


def close_reconstruction(reconstruction: Reconstruction, *, by: Account, at: datetime) -> Reconstruction:
    """End a reconstruction and return it: nothing is veiled any more. Closed before: nothing changes.

    Raises Forbidden for who does not lead.
    """
    with write():
        found = _newest(reconstruction)
        if found.closed_at is None:
            _check_leads(found, by)
            found.closed_at, found.closed_by = at, by
            found.save(update_fields=["closed_at", "closed_by"])
            _tell("reconstruction_closed", found, by=by, at=at, before=found.moment.isoformat())
    sight.look_again()
    return found


def _newest(reconstruction: Reconstruction) -> Reconstruction:
    found: Reconstruction = Reconstruction.objects.select_related("incident", "led_by").get(
        pk=reconstruction.pk
    )
    return found


def _opened_before(once: str, incident: Incident) -> Reconstruction | None:
    there = Reconstruction.objects.select_related("incident").filter(pk=once).first()
    if there is not None and there.incident_id != incident.pk:
        raise InvalidInput("This form was used before. Load the page again.", field="once")
    return there


def _unused(once: str) -> str:
    if once and ReconstructionStep.objects.filter(pk=once).exists():
        raise InvalidInput("This form was used before. Load the page again.", field="once")
    return once or new_id()


def _check_on(found: Reconstruction) -> None:
    if found.closed_at is not None:
        raise Refused(NOT_ON)


def _check_leads(found: Reconstruction, by: Account) -> None:
    _check_on(found)
    if found.led_by_id != by.pk:
        raise Forbidden("Only who leads moves the room. Take the lead first.")


def _check_may_know(found: Reconstruction, accounts: Iterable[Account]) -> None:
    for account in accounts:
        if not account.is_active or not _may_know(found, account):
            raise Refused(f"{account.name} may not know of this incident, so cannot lead.")


def _may_know(found: Reconstruction, account: Account) -> bool:
    is_known: bool = Incident.objects.visible_to(account).filter(pk=found.incident_id).exists()
    return is_known


def _seat(
    found: Reconstruction, accounts: list[Account], *, by: Account | None, at: datetime
) -> tuple[list[Walker], bool]:
    there = {
        walker.account_id: walker
        for walker in Walker.objects.filter(reconstruction=found, left_at=None).select_related("account")
    }
    new = [
        Walker(reconstruction=found, account=account, invited_by=by, recorded_at=at)
        for account in accounts
        if account.pk not in there
    ]
    Walker.objects.bulk_create(new)
    there |= {walker.account_id: walker for walker in new}
    return [there[account.pk] for account in accounts], bool(new)


def _beginning(incident: Incident) -> datetime:
    times = Event.objects.filter(incident=incident, removed_at=None, occurred_at__isnull=False)
    first: datetime | None = times.order_by("occurred_at").values_list("occurred_at", flat=True).first()
    return first or incident.listed_at


def _stop(found: Reconstruction, towards: str) -> datetime:
    """Where the next event or decision stands, or the one before."""
    times = Event.objects.filter(incident=found.incident_id, removed_at=None)
    if towards == "back":
        times = times.filter(occurred_at__lt=found.moment).order_by("-occurred_at")
    else:
        times = times.filter(occurred_at__gt=found.moment).order_by("occurred_at")
        times = times.filter(kind="decision") if towards == "decision" else times
    to: datetime | None = times.values_list("occurred_at", flat=True).first()
    if to is None:
        what = "no decision" if towards == "decision" else "no event"
        raise Refused(f"There is {what} {'before' if towards == 'back' else 'after'} where the room is.")
    return to


def _tell(verb: str, found: Reconstruction, *, by: Account, at: datetime, **particulars: Any) -> None:
    topic = f"incident:{found.incident_id}"
    journal.record(verb, by=by, subject=found, at=at, topic=topic, **particulars)
