"""Reads Kubernetes events of both kinds; one that came again and again is its first and its last time."""

from collections.abc import Iterator
from datetime import datetime

from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.payload import Payload, filled, identity, instant, part, text

_LAST = (
    "lastTimestamp",
    "deprecatedLastTimestamp",
    "eventTime",
    "firstTimestamp",
    "deprecatedFirstTimestamp",
)
_FIRST = ("firstTimestamp", "deprecatedFirstTimestamp", "eventTime")


class KubernetesEvents(JsonReader):
    """The reader of Kubernetes events."""

    format = "kubernetes-events"
    title = "Kubernetes events (JSON)"
    noun = "a Kubernetes event"
    lists = ("items",)
    about = """\
The answer of `kubectl get events -A -o json`, or of the API, also while watching.
A cluster forgets its events after an hour by default: save them while you can.
Read: each event with its reason, object, message and how often it came; times are exact to the microsecond.
An event that came several times is two items, its first time and its last, for the cluster keeps no others.
It is known by its own id and its count, so that answers taken at different times merge.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether this is an event, or a change of one that a watch told."""
        event = _event(payload)
        about = "involvedObject" if "involvedObject" in event else "regarding"
        # In the API's own answers, and behind `jq`, only the list names its kind.
        is_named = event.get("kind", "Event") == "Event" and ("kind" in event or "reason" in event)
        return is_named and isinstance(event.get(about), dict) and isinstance(event.get("metadata"), dict)

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return the event's last time, after its first if it came more than once."""
        event = _event(payload)
        series = part(event, "series")
        if series.get("lastObservedTime"):
            last = instant(series, "lastObservedTime")
        elif any(event.get(name) for name in _LAST):
            last = instant(event, *_LAST)
        else:
            last = instant(part(event, "metadata"), "creationTimestamp")
        first = instant(event, *_FIRST) if any(event.get(name) for name in _FIRST) else last
        count = next((n for n in _counts(event, series) if type(n) is int and n > 0), 1)
        if count > 1 and first < last:
            yield _item(event, 1, first, place, raw, "")
        since = f" ({count} times since {first:%Y-%m-%d %H:%M:%S} UTC)" if count > 1 else ""
        yield _item(event, count, last, place, raw, since)


def _event(payload: Payload) -> Payload:
    return (
        part(payload, "object") if isinstance(payload.get("type"), str) and "object" in payload else payload
    )


def _counts(event: Payload, series: Payload) -> tuple[object, ...]:
    return series.get("count"), event.get("count"), event.get("deprecatedCount")


def _item(event: Payload, count: int, at: datetime, place: str, raw: str, since: str) -> Item:
    metadata = part(event, "metadata")
    about = part(event, "involvedObject") or part(event, "regarding")
    source = part(event, "source") or part(event, "deprecatedSource")
    reporter = text(source, "component") or text(event, "reportingComponent", "reportingController")
    namespace = text(about, "namespace") or text(metadata, "namespace")
    name, kind = text(about, "name"), text(about, "kind") or "object"
    title = f"{text(event, 'reason') or 'Event'}: {kind} {namespace + '/' if namespace else ''}{name or '?'}"
    said = text(event, "message", "note")
    is_warning = text(event, "type") == "Warning"
    return Item(
        key=f"kubernetes:event:{identity(metadata, 'uid', 'name')}:{count}",
        kind="cluster_event",
        occurred_at=at,
        text=f"{title}\n{said}{since}" if said else f"{title}{since}",
        place=place,
        raw=raw,
        channel=namespace or "cluster",
        author_id=reporter,
        author_name=reporter,
        is_bot=True,
        title=title,
        details=filled(
            {
                "reason": text(event, "reason"),
                "type": text(event, "type"),
                "severity": "warning" if is_warning else "",
                "object": f"{kind}/{name}" if name else "",
                "service": name,
                "namespace": namespace,
                "host": text(source, "host"),
                "action": text(event, "action"),
                "count": count,
            }
        ),
    )


READERS = (KubernetesEvents(),)
