"""What changes about decision points: they are marked, told, corrected, taken back (R3.4)."""

from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused, StaleEdit
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Team
from secondsight.record.actions.timeline import edit_event
from secondsight.record.actions.words import fit, fit_id
from secondsight.record.models import DecisionOption, DecisionPoint, Event
from secondsight.record.rules.vocabulary import EventKind

NOBODY: dict[str, Any] = {"account": None, "team": None, "name": ""}
STALE = "Somebody changed this while you wrote. Your words are kept here: look at theirs, then save again."


def mark_decision(
    event: Event,
    *,
    by: Account,
    at: datetime,
    question: str = "",
    choice: str = "",
    account: Account | None = None,
    team: Team | None = None,
    name: str = "",
) -> DecisionPoint:
    """Say that an event was a decision, and return its decision point; an event has one (R3.4).

    The event becomes one of the kind decision. Without anybody named, who acted in it decided. Marked
    again, it is as it was; one that was taken back is put back. Raises InvalidInput; Refused for an event
    that is off the timeline.
    """
    facts = _fit_facts(
        {"question": question, "choice": choice, "account": account, "team": team, "name": name}
    )
    with write():
        event = Event.objects.select_related("incident", "account", "team").get(pk=event.pk)
        if event.removed_at is not None:
            raise Refused("This event is off the timeline. Put it back before it is told as a decision.")
        there = DecisionPoint.objects.filter(event=event).first()
        if there is not None:
            return restore_decision(there, by=by, at=at)
        if event.kind != EventKind.DECISION:
            event = edit_event(event, kind=EventKind.DECISION, by=by, at=at)
        if not (account or team or facts["name"]):
            facts |= _who_acted(event)
        decision = DecisionPoint.objects.create(event=event, noted_by=by, recorded_at=at, **facts)
        tell("decision_marked", decision, by=by, at=at, what=event.what)
    return decision


def edit_decision(
    decision: DecisionPoint, *, by: Account, at: datetime, edition: int | None = None, **facts: Any
) -> DecisionPoint:
    """Correct a decision's question, choice or who decided, and return it; what is not named stays.

    `facts`: question, choice, account, team, name; naming one of the last three replaces the others.
    `edition` is the one that was read; without it, the newest is changed.
    Raises StaleEdit (its `newer` is the decision as it stands), InvalidInput.
    """
    facts = _fit_facts(facts)
    if any(facts.get(one) for one in NOBODY):
        facts = NOBODY | facts
    with write():
        decision = newest(decision)
        if edition is not None and edition != decision.edition:
            raise StaleEdit(STALE, newer=decision)
        changes = _change(decision, facts)
        if changes:
            decision.edition += 1
            decision.save()
            tell("decision_edited", decision, by=by, at=at, changes=changes)
    return decision


def remove_decision(decision: DecisionPoint, *, by: Account, at: datetime) -> DecisionPoint:
    """Say that an event was no decision after all, and return its decision point; what was told is kept."""
    with write():
        decision = newest(decision)
        if decision.removed_at is None:
            decision.removed_at = at
            decision.edition += 1
            decision.save()
            tell("decision_removed", decision, by=by, at=at)
    return decision


def restore_decision(decision: DecisionPoint, *, by: Account, at: datetime) -> DecisionPoint:
    """Put a decision point back with all that was told of it, and return it."""
    with write():
        decision = newest(decision)
        if decision.removed_at is not None:
            decision.removed_at = None
            decision.edition += 1
            decision.save()
            tell("decision_restored", decision, by=by, at=at)
    return decision


def add_option(
    decision: DecisionPoint,
    *,
    what: str,
    by: Account,
    at: datetime,
    is_taken: bool = False,
    once: str = "",
) -> DecisionOption:
    """Note a way to go on that was in view, and return it; the same words twice are one option.

    Raises InvalidInput.
    """
    once = fit_id(once)
    what = fit(what, field="what", most=300, is_needed=True)
    with write():
        decision = newest(decision)
        same = decision.options.filter(what=what, removed_at=None).first()
        there = same or (DecisionOption.objects.filter(pk=once).first() if once else None)
        if there is not None:
            if there.decision_id != decision.pk:
                raise InvalidInput("This form was used before. Load the page again.", field="once")
            return there
        option = DecisionOption.objects.create(
            id=once or new_id(),
            decision=decision,
            what=what,
            is_taken=is_taken,
            noted_by=by,
            recorded_at=at,
        )
        tell("decision_option_added", decision, by=by, at=at, option=what)
    return option


def edit_option(
    option: DecisionOption, *, by: Account, at: datetime, edition: int | None = None, **facts: Any
) -> DecisionOption:
    """Correct an option's words (`what`) or whether it was taken (`is_taken`), and return it.

    Raises StaleEdit when somebody changed it since `edition`, InvalidInput.
    """
    if "what" in facts:
        facts["what"] = fit(facts["what"], field="what", most=300, is_needed=True)
    with write():
        option = _newest_option(option)
        if edition is not None and edition != option.edition:
            raise StaleEdit(STALE, newer=option)
        changes = _change(option, facts)
        if changes:
            option.edition += 1
            option.save()
            tell("decision_option_edited", option.decision, by=by, at=at, option=option.what, changes=changes)
    return option


def remove_option(option: DecisionOption, *, by: Account, at: datetime) -> DecisionOption:
    """Take an option back and return it; it and what spoke for and against it are kept, and not shown."""
    with write():
        option = _newest_option(option)
        if option.removed_at is None:
            option.removed_at = at
            option.edition += 1
            option.save()
            tell("decision_option_removed", option.decision, by=by, at=at, option=option.what)
    return option


def newest(decision: DecisionPoint) -> DecisionPoint:
    """Return a decision point as it stands, with its event."""
    found: DecisionPoint = DecisionPoint.objects.select_related("event", "account", "team").get(
        pk=decision.pk
    )
    return found


def tell(verb: str, decision: DecisionPoint, *, by: Account, at: datetime, **particulars: Any) -> None:
    """Write down in the journal that something of a decision changed, on its incident's pages."""
    told = {"what": str(decision), **particulars}
    topic = f"incident:{decision.event.incident_id}"
    journal.record(verb, by=by, subject=decision, at=at, topic=topic, **told)


def _newest_option(option: DecisionOption) -> DecisionOption:
    found: DecisionOption = DecisionOption.objects.select_related("decision__event").get(pk=option.pk)
    return found


def _who_acted(event: Event) -> dict[str, Any]:
    if event.account is not None:
        return {"account": event.account}
    return {"name": event.actor} if event.actor else {"team": event.team}


def _fit_facts(facts: dict[str, Any]) -> dict[str, Any]:
    fitted = dict(facts)
    for field, most in (("question", 500), ("choice", 500), ("name", 200)):
        if field in fitted:
            fitted[field] = fit(fitted[field], field=field, most=most)
    _check_decider(fitted.get("account"), fitted.get("team"), fitted.get("name", ""))
    return fitted


def _check_decider(account: Account | None, team: Team | None, name: str) -> None:
    if sum(bool(one) for one in (account, team, name)) > 1:
        raise InvalidInput("Name somebody, a team or a name, one of them.", field="account")


def _change(row: Any, facts: dict[str, Any]) -> dict[str, list[Any]]:
    changes = {}
    for name, value in facts.items():
        before = getattr(row, name)
        if before != value:
            changes[name] = [_said(before), _said(value)]
            setattr(row, name, value)
    return changes


def _said(value: Any) -> Any:
    return value if value is None or isinstance(value, bool) else str(value)
