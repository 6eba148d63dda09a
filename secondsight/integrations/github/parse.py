"""Reads GitHub webhook payloads and answers of its REST API, told apart by their shape.

A payload may stand alone or in a wrapping that names its event: `{"event": "push", "payload": {...}}`, the
delivery as GitHub's own API lists it (`request.payload`), or a recorder's `headers` and `body`.
"""

from collections.abc import Iterator

from secondsight.integrations.github.answers import is_answer, payloads_of
from secondsight.integrations.github.events import EVENTS, event_of
from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.payload import Payload, Unusable, part, text


class GitHubPayloads(JsonReader):
    """The reader of GitHub's webhook payloads and of its API's lists."""

    format = "github-webhook"
    title = "GitHub webhook payloads and API answers (JSON)"
    noun = "a GitHub payload"
    lists = ("workflow_runs",)
    about = """
What GitHub sends to a webhook: as a recorder kept it, or from *Settings*, *Webhooks*, *Recent deliveries*.
Or answers of its API, such as `gh api repos/OWNER/NAME/deployments` \
(also `/deployments/ID/statuses`, `/releases`, `/actions/runs`).
Read: deployment, deployment_status, release, push and workflow_run; one record, a list, or one a line.
A payload is known by GitHub's own ids, so that redeliveries and answers merge with the first.
Left out, each with its reason: what is not JSON, what is no payload of GitHub, and events of other kinds.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether a payload names repository and sender, or a record is one of the API's."""
        sender, home = payload.get("sender"), payload.get("repository") or payload.get("organization")
        is_told = isinstance(sender, dict) and "login" in sender and isinstance(home, dict) and "id" in home
        return is_told or is_answer(payload)

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return a payload's item, or those that webhooks would have told of an answer's record."""
        channel = text(part(payload, "repository"), "full_name")
        try:
            if is_answer(payload):
                for event, told in payloads_of(payload):
                    yield EVENTS[event](told, place, raw)
                return
            event = _named_event(around) or event_of(payload)
            if event not in EVENTS:
                raise Unusable("a GitHub event that is not read", event)
            yield EVENTS[event](payload, place, raw)
        except Unusable as error:
            yield LeftOut(place, error.reason, channel, error.detail)


def _named_event(around: Payload) -> str:
    """Return the event that a wrapping names, "" if there is none."""
    if event := text(around, "event"):
        return event
    for name, event in part(around, "headers").items():
        if name.lower() == "x-github-event" and isinstance(event, str):
            return event
    return ""


READERS = (GitHubPayloads(),)
