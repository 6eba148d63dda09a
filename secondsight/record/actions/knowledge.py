"""What changes about who knew of an event since when, and about what witnesses say of it (R3.2, R3.5)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Team
from secondsight.record.actions.guard import keep_within_veil
from secondsight.record.actions.milestones import follow_event
from secondsight.record.actions.words import fit, fit_instant, fit_term
from secondsight.record.models import Event, Knowledge, Version
from secondsight.record.queries.timeline import tellers
from secondsight.record.queries.veil import veil_at
from secondsight.record.rules.knowing import check_belief, check_knowing
from secondsight.record.rules.vocabulary import Certainty, EventKind, Precision, Standing, TurnedOut, Way


@dataclass(frozen=True)
class Knowing:
    """That somebody knew of an event since an instant; with nobody named, everybody in the incident.

    `way` is a word of `Way` or empty, `through` the same in free words. `until_at` (when a belief was given
    up) and `turned_out` (what became of it) are of beliefs alone.
    """

    known_at: datetime | None
    account: Account | None = None
    team: Team | None = None
    name: str = ""
    through: str = ""
    certainty: str = Certainty.KNOWN
    way: str = ""
    until_at: datetime | None = None
    turned_out: str = ""


def add_knowledge(event: Event, knowing: Knowing, *, by: Account | None, at: datetime) -> Knowledge:
    """Say that somebody knew of an event since an instant, and return that (R3.2).

    The same statement twice is one. Raises InvalidInput, also where it would have been known before it
    happened.
    """
    row = knowledge_row(event, knowing, at=at)
    _check(row)
    keep_within_veil(event.incident_id, row.known_at, by=by, field="known_at")
    keep_within_veil(event.incident_id, row.until_at, by=by, field="until_at")
    with write():
        there = Knowledge.objects.filter(event=event, withdrawn_at=None, **_identity(row)).first()
        if there:
            return there
        row.save()
        _tell("knowledge_added", event, by=by, at=at, who=_who(row), known_at=_instant(row.known_at))
    return row


def edit_knowledge(knowledge: Knowledge, *, by: Account, at: datetime, **told: Any) -> Knowledge:
    """Correct since when, through what or how surely somebody knew, and return the row (R3.2).

    `told`: known_at, way, through, certainty, until_at, turned_out; what is not named stays. Who it was stays
    too: for somebody else, take it back and say it anew.
    Raises InvalidInput; Refused for a statement that was taken back.
    """
    fits = {
        "known_at": lambda value: fit_instant(value, field="known_at"),
        "until_at": lambda value: fit_instant(value, field="until_at"),
        "through": lambda value: fit(value, field="through", most=200),
        "certainty": lambda value: fit_term(Certainty, value, field="certainty"),
        "way": _fit_way,
        "turned_out": _fit_turn,
    }
    with write():
        row = Knowledge.objects.select_related("event", "account", "team").get(pk=knowledge.pk)
        if row.withdrawn_at is not None:
            raise Refused("This was taken back. Say it anew if it holds after all.")
        incident = row.event.incident_id
        if veil_at(by, incident) is not None:
            # How it ended is veiled for them: left open, it stays.
            told = {name: value for name, value in told.items() if value or name == "known_at"}
        changes = {}
        for name, value in told.items():
            before, after = getattr(row, name), fits[name](value)
            if before != after:
                changes[name] = [_said(before), _said(after)]
                setattr(row, name, after)
        for name in ("known_at", "until_at"):
            if name in changes:
                keep_within_veil(incident, getattr(row, name), by=by, field=name)
        if changes:
            _check(row)
            row.save(update_fields=list(changes))
            _tell("knowledge_edited", row.event, by=by, at=at, who=_who(row), changes=changes)
    return row


def withdraw_knowledge(knowledge: Knowledge, *, by: Account, at: datetime) -> Knowledge:
    """Take back that somebody knew, and return the row; it is kept and no longer counts."""
    with write():
        knowledge = Knowledge.objects.select_related("event", "account", "team").get(pk=knowledge.pk)
        if knowledge.withdrawn_at is None:
            knowledge.withdrawn_at = at
            knowledge.save(update_fields=["withdrawn_at"])
            _tell("knowledge_withdrawn", knowledge.event, by=by, at=at, who=_who(knowledge))
    return knowledge


def add_version(
    event: Event,
    *,
    witness: str,
    what: str,
    by: Account | None,
    at: datetime,
    account: Account | None = None,
    occurred_at: datetime | None = None,
) -> Version:
    """Keep what another witness says of an event, which is disputed from now on (R3.5).

    With the first one, the event's own telling is kept as a version too. The same words of the same
    witness are there once. Raises InvalidInput.
    """
    witness = fit(witness or (account.name if account else ""), field="witness", most=200, is_needed=True)
    what = fit(what, field="what", most=500, is_needed=True)
    occurred_at = fit_instant(occurred_at, field="occurred_at")
    keep_within_veil(event.incident_id, occurred_at, by=by)
    with write():
        event = Event.objects.select_related("added_by").get(pk=event.pk)
        same = Version.objects.filter(event=event, witness=witness, what=what, occurred_at=occurred_at)
        if event.standing == Standing.DISPUTED and (there := same.first()):
            return there
        if not Version.objects.filter(event=event).exists():
            _keep_own_telling(event, at)
        version = Version.objects.create(
            event=event, witness=witness, account=account, what=what, occurred_at=occurred_at, recorded_at=at
        )
        event.standing = Standing.DISPUTED
        event.edition += 1
        event.save()
        _tell("event_disputed", event, by=by, at=at, witness=witness, version=what)
    return version


def settle_dispute(
    event: Event,
    *,
    by: Account,
    at: datetime,
    version: Version | None = None,
    standing: str = Standing.CORROBORATED,
    reason: str = "",
) -> Event:
    """Say which telling holds, and return the event with it; every version stays (R3.5).

    Without a version the event's present words hold. Raises Refused when it is not disputed or the
    version is another event's, InvalidInput.
    """
    standing = fit_term(Standing, standing, field="standing")
    reason = fit(reason, field="reason", most=500)
    if standing == Standing.DISPUTED:
        raise InvalidInput("Settled is either reported or corroborated.", field="standing")
    with write():
        event = Event.objects.get(pk=event.pk)
        if event.standing != Standing.DISPUTED:
            raise Refused("This event is not disputed, so there is nothing to settle.")
        before, told = event.what, (event.occurred_at, event.precision)
        if version is not None:
            if version.event_id != event.pk:
                raise Refused("This version belongs to another event. Nothing was changed.")
            event.what = version.what
            event.occurred_at = version.occurred_at or event.occurred_at
        event.standing = standing
        event.edition += 1
        event.save()
        changes = {"what": [before, event.what]} if before != event.what else {}
        _tell("dispute_settled", event, by=by, at=at, reason=reason, changes=changes)
        follow_event(event, told, by=by, at=at)
    return event


def corroborate_event(event: Event, *, by: Account, at: datetime) -> Event:
    """Say that independent sources agree on an event, and return it; the journal keeps which they are (R3.5).

    Raises Refused for a disputed one, and where its evidence comes from one source alone.
    """
    with write():
        event = Event.objects.get(pk=event.pk)
        if event.standing == Standing.CORROBORATED:
            return event
        if event.standing == Standing.DISPUTED:
            raise Refused("Witnesses differ on this event. Settle what holds; every version stays.")
        witnesses = tellers(event.items.all()[:200])
        if len(witnesses) < 2:
            raise Refused("Its evidence comes from one source. A second, independent one corroborates it.")
        event.standing = Standing.CORROBORATED
        event.edition += 1
        event.save(update_fields=["standing", "edition"])
        _tell("event_corroborated", event, by=by, at=at, witnesses=witnesses)
    return event


def knowledge_row(event: Event, knowing: Knowing, *, at: datetime) -> Knowledge:
    """Return the row that says so, not yet stored. Raises InvalidInput."""
    if knowing.account is not None and knowing.team is not None:
        raise InvalidInput("Somebody or a team, not both: add a line for each.", field="team")
    row = Knowledge(
        event=event,
        account=knowing.account,
        team=knowing.team,
        name="" if knowing.account or knowing.team else fit(knowing.name, field="name", most=200),
        known_at=fit_instant(knowing.known_at, field="known_at"),
        through=fit(knowing.through, field="through", most=200),
        certainty=fit_term(Certainty, knowing.certainty, field="certainty"),
        way=_fit_way(knowing.way),
        until_at=fit_instant(knowing.until_at, field="until_at"),
        turned_out=_fit_turn(knowing.turned_out),
        recorded_at=at,
    )
    check_belief(Certainty(row.certainty), row.known_at, row.until_at, row.turned_out)
    return row


def share_knowledge(giver: Event, taker: Event, *, at: datetime) -> None:
    """Let what people knew of one event be known of another too, inside the caller's transaction."""
    for row in Knowledge.objects.filter(event=giver, withdrawn_at=None):
        if not Knowledge.objects.filter(event=taker, withdrawn_at=None, **_identity(row)).exists():
            carried = {name: getattr(row, name) for name in _CARRIED}
            Knowledge.objects.create(event=taker, recorded_at=at, **carried, **_identity(row))


_CARRIED = ("way", "through", "certainty", "until_at", "turned_out")


def _check(row: Knowledge) -> None:
    certainty = Certainty(row.certainty)
    check_belief(certainty, row.known_at, row.until_at, row.turned_out)
    check_knowing(
        EventKind(row.event.kind),
        row.event.occurred_at,
        row.known_at,
        precision=Precision(row.event.precision),
        certainty=certainty,
    )


def _fit_way(way: str) -> str:
    return fit_term(Way, way, field="way") if way else ""


def _fit_turn(turned_out: str) -> str:
    return fit_term(TurnedOut, turned_out, field="turned_out") if turned_out else ""


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _identity(row: Knowledge) -> dict[str, Any]:
    return {
        "account": row.account,
        "team": row.team,
        "name": row.name,
        "known_at": row.known_at,
    }


def _keep_own_telling(event: Event, at: datetime) -> None:
    Version.objects.create(
        event=event,
        witness=event.actor or (event.added_by.name if event.added_by else "As first recorded"),
        account=event.account,
        what=event.what,
        occurred_at=event.occurred_at,
        recorded_at=at,
    )


def _who(row: Knowledge) -> str:
    return str(row.account or row.team or row.name or "everybody")


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _tell(verb: str, event: Event, *, by: Account | None, at: datetime, **particulars: Any) -> None:
    topic = f"incident:{event.incident_id}"
    journal.record(verb, by=by, subject=event, at=at, topic=topic, what=event.what, **particulars)
