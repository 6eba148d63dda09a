"""Alerts and pages as items, worded alike whichever tool raised them (R3.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from secondsight.record.rules.evidence import Item
from secondsight.record.rules.payload import Payload, word

FIRING, ACKNOWLEDGED, RESOLVED = "firing", "acknowledged", "resolved"

# Label and tag names under which teams say what an alert is about, the likeliest first.
_SERVICE_LABELS = ("service", "service_name", "app", "application", "app_kubernetes_io_name", "component")
_SEVERITY_LABELS = ("severity", "priority", "level", "urgency")


@dataclass(frozen=True, slots=True)
class Who:
    """Who did something, as the tool names them; a machine has is_bot."""

    id: str = ""
    name: str = ""
    email: str = ""
    is_bot: bool = False


NOBODY = Who()


def report(
    kind: str,
    key: str,
    at: datetime,
    place: str,
    raw: str,
    *,
    title: str,
    body: str = "",
    channel: str = "",
    url: str = "",
    by: Who = NOBODY,
    details: Mapping[str, object],
) -> Item:
    """Return an item whose text is its title and, on the lines below, its body; empty details are dropped.

    Without a title the body is the text, as of a note.
    """
    said = {**details, "author_email": by.email}
    title = " ".join(title.split())
    return Item(
        key=key,
        kind=kind,
        occurred_at=at,
        text=f"{title}\n{body}".strip() if body != title else title,
        place=place,
        raw=raw,
        channel=channel,
        author_id=by.id,
        author_name=by.name,
        is_bot=by.is_bot,
        url=url if url.startswith(("http://", "https://")) else "",
        title=title,
        details={name: value for name, value in said.items() if value not in (None, "", [], {})},
    )


def alert(
    key: str,
    at: datetime,
    place: str,
    raw: str,
    *,
    state: str,
    name: str,
    body: str = "",
    service: str = "",
    severity: str = "",
    channel: str = "",
    url: str = "",
    by: Who = NOBODY,
    details: Mapping[str, object] | None = None,
) -> Item:
    """Return an alert in one state, "firing", "acknowledged" or "resolved" where the tool has such a one.

    `name` is the same in all its states; its channel is its service unless it stood elsewhere.
    """
    return report(
        "alert",
        key,
        at,
        place,
        raw,
        title=f"{name}: {state}",
        body=body,
        channel=channel or service,
        url=url,
        by=by,
        details={
            **(details or {}),
            "state": state,
            "name": " ".join(name.split()),
            "severity": severity,
            "service": service,
        },
    )


def service_of(labels: Payload) -> str:
    """Return the service that an alert's labels name, "" if none does."""
    return word(labels, *_SERVICE_LABELS)


def severity_of(labels: Payload) -> str:
    """Return the severity that an alert's labels name, "" if none does."""
    return word(labels, *_SEVERITY_LABELS)


def shown(labels: Payload, leave: frozenset[str] = frozenset()) -> str:
    """Return labels as one line a reader can scan: "pod=web-1, region=eu"."""
    return ", ".join(
        f"{name}={value}"
        for name in sorted(labels, key=str)
        if name not in leave and (value := word(labels, name))
    )


def second(at: datetime) -> str:
    """Return an instant to the second, for keys: doors of one tool tell fractions or cut them off."""
    return f"{at:%Y%m%dT%H%M%SZ}"


def digest(*words: str) -> str:
    """Return twelve characters that differ where the words differ, for keys without an id."""
    return sha256("\0".join(words).encode("utf-8", "replace")).hexdigest()[:12]
