"""An Opsgenie alert as the API lists it: its log and notes where they are inside, else what it reports."""

from collections.abc import Iterator
from datetime import timedelta

from secondsight.integrations.opsgenie.logs import log_item, note_item
from secondsight.integrations.opsgenie.steps import logged_step, person, step_item, step_key
from secondsight.record.json_reader import made
from secondsight.record.rules.evidence import Item, LeftOut
from secondsight.record.rules.payload import Payload, Unusable, identity, instant, part, parts, text

_LONGEST = timedelta(days=36_500) // timedelta(milliseconds=1)


def alert_items(alert: Payload, place: str, raw: str) -> Iterator[Item | LeftOut]:
    """Return an alert's log, its notes, and the steps that the log does not have. Raises Unusable."""
    identity(alert)
    about = {name: value for name, value in alert.items() if name not in ("logs", "notes")}
    logs, notes = _inside(alert, "logs"), _inside(alert, "notes")
    told = {logged_step(text(entry, "log")) for entry in logs}
    for number, entry in enumerate(logs, start=1):
        where = f"{place}, log {number}"
        yield made(where, log_item, entry, about, where)
    for number, entry in enumerate(notes, start=1):
        where = f"{place}, note {number}"
        yield made(where, note_item, entry, about, where)
    if "create" not in told:
        yield made(place, _step, alert, "create", 0, "", place, raw)
    report = part(alert, "report")
    for name, time, who in (("acknowledge", "ackTime", "acknowledgedBy"), ("close", "closeTime", "closedBy")):
        if name in told:
            continue
        if time in report:
            yield made(place, _step, alert, name, report[time], text(report, who), place, raw)
        elif name == "close" and text(alert, "status") == "closed":
            yield LeftOut(place, "closed at a time not told", detail="expected report.closeTime")


def _inside(alert: Payload, name: str) -> list[Payload]:
    """Whoever put the answers together may have kept the answer around the list."""
    return parts(alert, name) or parts(part(alert, name), "data")


def _step(alert: Payload, name: str, after: object, who: str, place: str, raw: str) -> Item:
    """A step so many milliseconds after the alert was created."""
    if type(after) is not int or not 0 <= after <= _LONGEST:
        raise Unusable("time not understood", f"{str(after)[:80]!r}; expected milliseconds since createdAt")
    at = instant(alert, "createdAt") + timedelta(milliseconds=after)
    said = {"acknowledge": "Acknowledged", "close": "Closed"}.get(name, "")
    return step_item(
        name,
        step_key(name, identity(alert), at),
        at,
        place,
        raw,
        about=alert,
        said=f"{said} by {who}" if said and who else said,
        body=text(alert, "description") if name == "create" else "",
        by=person(who),
    )
