"""Hooks made on the spot, and what is sent to them without a server in between."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from secondsight.base.ids import new_id
from secondsight.base.inbox import Inbox
from secondsight.record.actions.deliveries import read_deliveries
from secondsight.record.actions.hooks import make_hook
from secondsight.record.actions.taking_in import entry, take_in
from secondsight.record.models import Hook, HookDelivery
from tests.cast import AT

MAPPING = {"text": "message", "time": "at", "kind": "=alert", "status": "state", "title": "name"}


def make_json_hook(**rule: Any) -> Hook:
    """A hook for any tool, whose JSON tells message, at, name, state and service."""
    return make_hook("House alarms", "json", by=None, at=AT, mapping=MAPPING, rule=rule)[0]


def alarm(message: str, at: datetime, **fields: object) -> dict[str, object]:
    """What that tool sends: an alert that fires, unless told otherwise."""
    told = {"message": message, "at": at.isoformat(), "name": "Pool is dry", "state": "firing"}
    return {**told, "service": "checkout", "severity": "critical", **fields}


def send(hook: Hook, folder: Path, *bodies: object, at: datetime, **headers: str) -> int:
    """Put deliveries into the inbox and take them in, as the server does; return how many were new."""
    box = Inbox(folder / "inbox")
    texts = [body if isinstance(body, str) else json.dumps(body) for body in bodies]
    box.keep(
        [
            entry(
                hook=hook.pk,
                identity=str(hash(text)),
                id=new_id(),
                received_at=at + timedelta(seconds=number),
                headers=headers,
                body=text,
            )
            for number, text in enumerate(texts)
        ]
    )
    return take_in(box)


def sent(hook: Hook, folder: Path, *bodies: object, at: datetime, **headers: str) -> list[HookDelivery]:
    """Send, let the worker read, and return the hook's deliveries as they came in."""
    send(hook, folder, *bodies, at=at, **headers)
    read_deliveries(hook.pk)
    return list(HookDelivery.objects.filter(hook=hook).order_by("received_at", "id"))
