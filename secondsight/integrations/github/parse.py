"""Reads GitHub webhook payloads, told apart by their shape: one, a list of them, or one a line.

A payload may stand alone or in a wrapping that names its event: `{"event": "push", "payload": {...}}`, the
delivery as GitHub's own API lists it (`request.payload`), or a recorder's `headers` and `body`.
"""

from collections.abc import Iterator, Mapping

from secondsight.base.json_records import JsonRecord, begins_like_json, json_records
from secondsight.integrations.github.events import EVENTS, Unusable, event_of
from secondsight.record.rules.evidence import Head, Item, LeftOut, ReadOptions, UnreadableFile


class GitHubPayloads:
    """The reader of GitHub webhook payloads."""

    format = "github-webhook"
    title = "GitHub webhook payloads (JSON)"
    about = """
What GitHub sends to a webhook: as a recorder kept it, or from *Settings*, *Webhooks*, *Recent deliveries*.
Read: deployment, deployment_status, release, push and workflow_run; one record, a list, or one a line.
A payload is known by GitHub's own ids, so that a redelivery merges with the first.
Left out, each with its reason: what is not JSON, what is no payload of GitHub, and events of other kinds.
"""
    propose = None

    def recognises(self, head: Head) -> bool:
        """Return whether the first record is a payload, wrapped or not: it names repository and sender."""
        if head.members or not begins_like_json(head.start):
            return False
        try:
            first = next(json_records(head.path, head.name), None)
        except (UnreadableFile, RecursionError):
            return False
        return first is not None and _payload(first.value) is not None

    def read(self, head: Head, options: ReadOptions) -> Iterator[Item | LeftOut]:
        """Return an item for each payload of the events that are read; others are left out by name.

        A payload's key comes from GitHub's own ids, so that a redelivery merges with the first delivery.
        """
        for record in json_records(head.path, head.name):
            yield _evidence(record)


def _evidence(record: JsonRecord) -> Item | LeftOut:
    if record.problem:
        return LeftOut(record.place, "not JSON", detail=record.problem)
    payload = _payload(record.value)
    if payload is None:
        return LeftOut(record.place, "not a GitHub payload", detail="expected repository and sender")
    repository = payload.get("repository")
    channel = str(repository.get("full_name", "")) if isinstance(repository, dict) else ""
    event = _named_event(record.value) or event_of(payload)
    if event not in EVENTS:
        return LeftOut(record.place, "a GitHub event that is not read", channel, event)
    try:
        return EVENTS[event](payload, record.place, record.raw)
    except Unusable as error:
        return LeftOut(record.place, error.reason, channel, error.detail)


def _payload(value: object) -> Mapping[str, object] | None:
    if not isinstance(value, dict):
        return None
    request = value.get("request")
    wrapped = (
        value,
        value.get("payload"),
        value.get("body"),
        request.get("payload") if isinstance(request, dict) else None,
    )
    for payload in wrapped:
        if isinstance(payload, dict) and _is_payload(payload):
            return payload
    return None


def _is_payload(value: Mapping[str, object]) -> bool:
    sender, home = value.get("sender"), value.get("repository") or value.get("organization")
    return isinstance(sender, dict) and "login" in sender and isinstance(home, dict) and "id" in home


def _named_event(value: object) -> str:
    """Return the event that a wrapping names, "" if there is none."""
    if not isinstance(value, dict) or _is_payload(value):
        return ""
    if isinstance(event := value.get("event"), str):
        return event
    headers = value.get("headers")
    if isinstance(headers, dict):
        for name, event in headers.items():
            if name.lower() == "x-github-event" and isinstance(event, str):
                return event
    return ""


READERS = (GitHubPayloads(),)
