"""A monitor of Datadog as the API lists it: when each of its groups last triggered and last recovered."""

from collections.abc import Iterator
from datetime import datetime

from secondsight.integrations.datadog.states import DATADOG, state_of, tags_of
from secondsight.record.json_reader import made
from secondsight.record.rules.alerting import FIRING, RESOLVED, alert, second, service_of, severity_of
from secondsight.record.rules.evidence import Item, LeftOut
from secondsight.record.rules.payload import Payload, identity, instant, part, text, word

_TURNS = (("last_triggered_ts", FIRING), ("last_nodata_ts", FIRING), ("last_resolved_ts", RESOLVED))


def monitor_items(monitor: Payload, place: str, raw: str) -> Iterator[Item | LeftOut]:
    """Return the last turns of each group; without groups, the state that the monitor as a whole is in.

    Raises Unusable for a monitor without an id.
    """
    identity(monitor)
    groups, told = part(monitor, "state", "groups"), 0
    for group in groups:
        state = part(groups, group)
        for name, turned in _TURNS:
            if state.get(name):
                told += 1
                where = f"{place}, group {group}"[:200]
                yield made(where, _turn, monitor, group, turned, state, name, where, raw)
    if told:
        return
    overall = state_of(text(monitor, "overall_state"))
    if overall in (FIRING, RESOLVED) and monitor.get("overall_state_modified"):
        yield made(place, _turn, monitor, "", overall, monitor, "overall_state_modified", place, raw)
    else:
        yield LeftOut(place, "a monitor that tells of no change", detail=text(monitor, "name")[:200])


def _turn(monitor: Payload, group: str, state: str, timed: Payload, name: str, place: str, raw: str) -> Item:
    at: datetime = instant(timed, name)
    tags = tags_of(monitor.get("tags"))
    service = service_of(tags)
    whole = group in ("", "*")
    return alert(
        f"datadog:monitor:{identity(monitor)}:{group}:{state}:{second(at)}",
        at,
        place,
        raw,
        state=state,
        name=text(monitor, "name") or f"monitor {word(monitor, 'id')}",
        body="\n".join(
            filter(
                None,
                [
                    "" if whole else group,
                    "There is no data" if name == "last_nodata_ts" else "",
                    text(monitor, "query"),
                ],
            )
        ),
        service=service,
        severity=f"P{monitor['priority']}" if type(monitor.get("priority")) is int else severity_of(tags),
        by=DATADOG,
        details={
            "monitor": word(monitor, "id"),
            "group": "" if whole else group,
            "query": text(monitor, "query"),
            "tags": [f"{tag}:{value}" if value else tag for tag, value in tags.items()],
        },
    )
