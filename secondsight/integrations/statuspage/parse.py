"""Reads Statuspage incidents and maintenances with their updates, and components that changed their state."""

import json
from collections.abc import Iterator

from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.payload import (
    Payload,
    Unusable,
    filled,
    identity,
    instant,
    kept,
    listed,
    part,
    parts,
    text,
)

_NO_NAME = "a status page without a name"


class StatuspageReader(JsonReader):
    """The reader of Statuspage's incidents and webhooks."""

    format = "statuspage"
    title = "Statuspage incidents (JSON)"
    noun = "a Statuspage incident"
    lists = ("incidents", "scheduled_maintenances")
    about = """\
Incidents and scheduled maintenances with all their updates, and components that changed their state.
Save the answer of `/api/v2/incidents.json` or `/api/v2/scheduled-maintenances.json` of the page, \
of `GET /v1/pages/{page}/incidents` of the management API, or the bodies of its webhooks, one a line.
Read: each update that customers saw, at the time that the page shows, with state, impact and components.
An update is known by its own id, so that answers of different days and webhooks merge.
An incident without updates is one item; component lists and the page's summary are passed over.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether this is an incident with its updates, or a webhook about one or a component."""
        if part(payload, "component_update"):
            return bool(part(payload, "component") and part(payload, "page"))
        subject = _subject(payload)
        is_named = isinstance(subject.get("name"), str) and "id" in subject and "status" in subject
        has_updates = isinstance(subject.get("incident_updates"), list)
        return is_named and (has_updates or bool({"shortlink", "page_id"} <= subject.keys()))

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return what customers were told, each update on its own."""
        page = part(payload, "page") or part(around, "page")
        if part(payload, "component_update"):
            yield _component(payload, page, place, raw)
            return
        incident = _subject(payload)
        channel = text(page, "name", "id") or text(incident, "page_id") or _NO_NAME
        updates = listed(incident, "incident_updates")
        if not updates:
            yield _incident(incident, channel, place, raw)
        for number, update in enumerate(updates, start=1):
            here = f"{place}, update {number}"
            try:
                if not isinstance(update, dict):
                    raise Unusable("not an update", "expected an object with id, status and body")
                yield _update(update, incident, channel, here)
            except Unusable as error:
                yield LeftOut(here, error.reason, channel, error.detail)


def _subject(payload: Payload) -> Payload:
    return part(payload, "incident") or payload


def _update(update: Payload, incident: Payload, channel: str, place: str) -> Item:
    state = text(update, "status") or "unknown"
    title = f"{text(incident, 'name') or 'An incident'}: {_words(state)}"
    touched = [each for each in parts(update, "affected_components") if text(each, "name")]
    body = [text(update, "body")]
    for each in touched:
        before, after = _words(text(each, "old_status")), _words(text(each, "new_status"))
        if after and before != after:
            body.append(f"{text(each, 'name')}: {before or 'unknown'} → {after}")
    return Item(
        key=f"statuspage:update:{identity(update)}",
        kind="status_update",
        occurred_at=instant(update, "display_at", "created_at"),
        text="\n".join(filter(None, (title, *body))),
        place=place,
        raw=json.dumps(update, ensure_ascii=False),
        channel=channel,
        url=text(incident, "shortlink"),
        title=title,
        details=_details(incident, state, touched),
    )


def _incident(incident: Payload, channel: str, place: str, raw: str) -> Item:
    state = text(incident, "status") or "unknown"
    title = f"{text(incident, 'name')}: {_words(state)}"
    return Item(
        key=f"statuspage:incident:{identity(incident)}:{state}",
        kind="status_update",
        occurred_at=instant(incident, "started_at", "created_at"),
        text=title,
        place=place,
        raw=raw,
        channel=channel,
        url=text(incident, "shortlink"),
        title=title,
        details=_details(incident, state, []),
    )


def _component(payload: Payload, page: Payload, place: str, raw: str) -> Item:
    update, component = part(payload, "component_update"), part(payload, "component")
    name, state = text(component, "name") or "A component", text(update, "new_status") or "unknown"
    before = text(update, "old_status")
    title = f"{name}: {_words(before)} → {_words(state)}" if before else f"{name}: {_words(state)}"
    return Item(
        key=f"statuspage:component_update:{identity(update)}",
        kind="status_update",
        occurred_at=instant(update, "created_at"),
        text=title,
        place=place,
        raw=raw,
        channel=text(page, "name", "id") or _NO_NAME,
        title=title,
        details={"state": state, "service": name, **kept(update, "old_status", "component_id")},
    )


def _details(incident: Payload, state: str, touched: list[Payload]) -> dict[str, object]:
    return filled(
        {
            "state": state,
            **kept(incident, "impact", "scheduled_for", "scheduled_until"),
            "service": _names(touched or parts(incident, "components")),
            "incident": text(incident, "id"),
            "name": text(incident, "name"),
        }
    )


def _names(components: list[Payload]) -> str:
    return ", ".join(dict.fromkeys(name for each in components if (name := text(each, "name"))))


def _words(state: str) -> str:
    return state.replace("_", " ")


READERS = (StatuspageReader(),)
