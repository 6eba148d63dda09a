"""One valid file of each of Slack's formats."""

import io
import json
import zipfile

from tests.integrations.slack.exports import CHANNELS, USERS, message

CHANNEL = "C0INCIDENT42"


def _export() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("users.json", json.dumps(USERS))
        archive.writestr("channels.json", json.dumps(CHANNELS))
        archive.writestr(
            "incident-42/2026-10-14.json", json.dumps([message(), message(ts="1791986532.0001")])
        )
    return packed.getvalue()


def envelope(**event: object) -> dict[str, object]:
    """Return an event as Slack delivers it."""
    return {
        "token": "t0ken",
        "team_id": "T01",
        "api_app_id": "A01",
        "type": "event_callback",
        "event_id": "Ev01",
        "event_time": 1791986531,
        "event": {"type": "message", "channel": CHANNEL, "channel_type": "channel", **event},
    }


_EVENTS = [
    envelope(user="U01", text="the pool is dry", ts="1791986531.000200", event_ts="1791986531.000200"),
    envelope(
        type="reaction_added",
        user="U02",
        reaction="eyes",
        item={"type": "message", "channel": CHANNEL, "ts": "1791986531.000200"},
        event_ts="1791986540.000300",
    ),
]
SAMPLES = {
    "slack-export": _export(),
    "slack-api": "\n".join(map(json.dumps, _EVENTS)).encode(),
}
