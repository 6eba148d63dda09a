"""Alerts that are known by their labels, as Prometheus's Alertmanager and its relatives tell them."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime

from secondsight.record.rules.alerting import FIRING, RESOLVED, digest
from secondsight.record.rules.evidence import Item, LeftOut
from secondsight.record.rules.payload import Payload, Unusable, instant_from, listed, part, text, word

_NOT_YET = 1  # year of the zero time, which stands for "not ended"


def moments(alert: Payload, tool: str) -> list[tuple[str, str, datetime]]:
    """Return state, key and instant of an alert's beginning and, where it has ended, of its end.

    All notifications of one stretch of firing give the same keys: the tool's fingerprint of the labels (ours
    where an old edition has none) and the beginning. Raises Unusable where neither can be told.
    """
    started, ended = _at(alert, "startsAt"), _at(alert, "endsAt")
    anchor = started or ended
    if anchor is None:
        raise Unusable("no time", "expected startsAt")
    labels = part(alert, "labels")
    known_by = word(alert, "fingerprint") or digest(*(f"{name}={labels[name]}" for name in sorted(labels)))
    key = f"{tool}:{known_by}:{anchor:%Y%m%dT%H%M%S.%fZ}"
    found = [(FIRING, f"{key}:{FIRING}", started)] if started else []
    if ended and text(alert, "status") == RESOLVED:
        found.append((RESOLVED, f"{key}:{RESOLVED}", ended))
    return found


def each_alert(
    group: Payload, place: str, read: Callable[[Payload, Payload, str, str], Iterator[Item | LeftOut]]
) -> Iterator[Item | LeftOut]:
    """Return what a notification's alerts hold; one that cannot be read leaves the others alone.

    `read` takes an alert, its notification, its place and its own JSON. Raises Unusable without alerts.
    """
    if not listed(group, "alerts"):
        raise Unusable("no alerts in it", "expected a list of alerts with something in it")
    for number, each in enumerate(listed(group, "alerts"), start=1):
        where = f"{place}, alert {number}"
        if not isinstance(each, dict):
            yield LeftOut(where, "not an alert", detail=str(each)[:80])
            continue
        try:
            yield from read(each, group, where, json.dumps(each, ensure_ascii=False))
        except Unusable as error:
            yield LeftOut(where, error.reason, detail=error.detail)


def is_open_ended(alert: Payload, told: list[tuple[str, str, datetime]]) -> bool:
    """Return whether an alert is said to be resolved without the time at which it was."""
    return text(alert, "status") == RESOLVED and all(state != RESOLVED for state, _, _ in told)


def _at(alert: Payload, name: str) -> datetime | None:
    value = alert.get(name)
    if value in (None, ""):
        return None
    at = instant_from(value)
    return at if at.year > _NOT_YET else None
