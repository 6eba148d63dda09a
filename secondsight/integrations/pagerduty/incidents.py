"""A PagerDuty incident as the REST API lists it: its log where that is inside, else what its fields tell."""

from collections.abc import Iterator
from itertools import groupby

from secondsight.integrations.pagerduty.log_entries import log_entry, log_step
from secondsight.integrations.pagerduty.steps import (
    incident_title,
    name_of,
    person,
    step_item,
    step_key,
)
from secondsight.record.json_reader import made
from secondsight.record.rules.alerting import NOBODY, Who
from secondsight.record.rules.evidence import Item, LeftOut
from secondsight.record.rules.payload import Payload, identity, instant, part, parts, text, word


def incident_items(incident: Payload, place: str, raw: str) -> Iterator[Item | LeftOut]:
    """Return the entries of an incident's log, and the steps that the log does not have.

    Raises Unusable for an incident without an id or without the time when it was raised.
    """
    identity(incident)
    entries = [entry for entry in parts(incident, "log_entries") if entry]
    told = {log_step(entry) for entry in entries}
    around = {name: value for name, value in incident.items() if name != "log_entries"}
    for number, entry in enumerate(entries, start=1):
        where = f"{place}, log entry {number}"
        yield made(where, log_entry, entry, around, where)
    if "trigger" not in told:
        body = text(part(incident, "body"), "details") or text(incident, "description")
        body = "" if body == incident_title(incident) else body
        yield _step(incident, "trigger", place, raw, incident, "created_at", body=body)
    if "assign" not in told:
        yield from _assigned(incident, place, raw)
    if "acknowledge" not in told:
        for each in parts(incident, "acknowledgements"):
            by = person(part(each, "acknowledger"))
            yield made(place, _step, incident, "acknowledge", place, raw, each, "at", by=by, who=[by.id])
    if "resolve" not in told and text(incident, "status") == "resolved":
        by = person(part(incident, "last_status_change_by"))
        times = ("resolved_at", "last_status_change_at")
        yield made(place, _step, incident, "resolve", place, raw, incident, *times, by=by)


def _assigned(incident: Payload, place: str, raw: str) -> Iterator[Item | LeftOut]:
    """Who holds the incident now, since when; those who got it in one go stand together."""
    assigned = sorted(
        (each for each in parts(incident, "assignments") if text(each, "at")), key=lambda e: text(e, "at")
    )
    for _, group in groupby(assigned, key=lambda each: text(each, "at")):
        together = list(group)
        people = [part(each, "assignee") for each in together]
        who = [word(each, "id") for each in people]
        to = ", ".join(filter(None, map(name_of, people)))
        yield made(place, _step, incident, "assign", place, raw, together[0], "at", who=who, to=to)


def _step(
    incident: Payload,
    name: str,
    place: str,
    raw: str,
    timed: Payload,
    *times: str,
    by: Who = NOBODY,
    who: list[str] | None = None,
    to: str = "",
    body: str = "",
) -> Item:
    at = instant(timed, *times)
    words = {"acknowledge": "Acknowledged by", "resolve": "Resolved by"}.get(name, "")
    said = f"{words} {by.name}" if words and by.name else f"Assigned to {to}" if to else ""
    return step_item(
        name,
        step_key(name, identity(incident), at, "", who=who or [], words=incident_title(incident)),
        at,
        place,
        raw,
        incident=incident,
        service=name_of(part(incident, "service")),
        said=said,
        body=body,
        by=by,
        details={"to": to},
    )
