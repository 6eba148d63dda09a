"""Reads Argo CD applications: each rollout in their history, the latest one, their health and troubles."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime

from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.payload import Payload, Unusable, filled, instant, listed, part, parts, text

_SHORT = 7
_ENDED = {"Succeeded": "success", "Failed": "failure", "Error": "error"}


class ArgoCdApplications(JsonReader):
    """The reader of Argo CD applications."""

    format = "argocd"
    title = "Argo CD applications (JSON)"
    noun = "an Argo CD application"
    lists = ("items",)
    about = """\
What `argocd app get NAME -o json` or `kubectl get applications -A -o json` prints, saved as it comes.
Also the bodies of Argo CD's notifications, where their template sends the application (`{{toJson .app}}`).
Read: each rollout that the application remembers, with its revision and who started it; \
the latest with its outcome; since when its health is what it is, and its conditions.
A rollout is known by its application and its start, so that answers taken at different times merge.
An application remembers ten rollouts by default: save it soon after.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether this is an application, or a notification that holds one."""
        return bool(_application(payload))

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return what the application's status tells of."""
        application = _application(payload)
        status = part(application, "status")
        found = 0
        for make, here, told in _moments(status):
            found += 1
            try:
                yield from make(application, told, f"{place}, {here}")
            except Unusable as error:
                yield LeftOut(f"{place}, {here}", error.reason, _name(application), error.detail)
        if not found:
            raise Unusable("an application that was never rolled out", _name(application))


_Make = Callable[[Payload, Payload, str], Iterator[Item]]


def _moments(status: Payload) -> Iterator[tuple[_Make, str, Payload]]:
    for number, entry in enumerate(listed(status, "history"), start=1):
        yield _rollout, f"history {number}", entry if isinstance(entry, dict) else {}
    if operation := part(status, "operationState"):
        yield _operation, "operationState", operation
    if (health := part(status, "health")) and health.get("lastTransitionTime"):
        yield _health, "health", health
    for number, condition in enumerate(parts(status, "conditions"), start=1):
        yield _condition, f"condition {number}", condition


def _rollout(application: Payload, entry: Payload, place: str) -> Iterator[Item]:
    """A rollout in the history succeeded; older versions tell only when it was done."""
    by = part(entry, "initiatedBy")
    if entry.get("deployStartedAt"):
        yield _started(application, entry, instant(entry, "deployStartedAt"), _revision(entry), by, place)
    started = instant(entry, "deployStartedAt", "deployedAt")
    ended = instant(entry, "deployedAt")
    yield _ended(application, entry, started, ended, "Succeeded", _revision(entry), by, "", place)


def _operation(application: Payload, operation: Payload, place: str) -> Iterator[Item]:
    asked = part(operation, "operation")
    by, revision = (
        part(asked, "initiatedBy"),
        _revision(part(operation, "syncResult")) or _revision(part(asked, "sync")),
    )
    started = instant(operation, "startedAt")
    yield _started(application, operation, started, revision, by, place)
    phase = text(operation, "phase")
    if operation.get("finishedAt"):
        ended = instant(operation, "finishedAt")
        said = text(operation, "message")
        yield _ended(application, operation, started, ended, phase, revision, by, said, place)


def _started(
    application: Payload, told: Payload, at: datetime, revision: str, by: Payload, place: str
) -> Item:
    return _item(
        application,
        told,
        place,
        kind="deployment",
        key=f"sync:{at:%Y%m%dT%H%M%SZ}",
        at=at,
        title=f"Deploy {_what(application, revision)}",
        by=by,
        details={"ref": revision, "sha": revision},
    )


def _ended(
    application: Payload,
    told: Payload,
    started: datetime,
    at: datetime,
    phase: str,
    revision: str,
    by: Payload,
    said: str,
    place: str,
) -> Item:
    return _item(
        application,
        told,
        place,
        kind="deployment_status",
        key=f"sync:{started:%Y%m%dT%H%M%SZ}:{phase}",
        at=at,
        title=f"Deployment of {_what(application, revision)}: {phase or 'ended'}",
        body="" if phase == "Succeeded" else said,
        by=by,
        details={"ref": revision, "sha": revision, "state": _ENDED.get(phase, phase.lower())},
    )


def _health(application: Payload, health: Payload, place: str) -> Iterator[Item]:
    at, state = instant(health, "lastTransitionTime"), text(health, "status") or "Unknown"
    yield _item(
        application,
        health,
        place,
        kind="cluster_event",
        key=f"health:{at:%Y%m%dT%H%M%SZ}:{state}",
        at=at,
        title=f"{_name(application)} is {state}",
        body=text(health, "message"),
        by={},
        details={"health": state, "severity": "warning" if state in ("Degraded", "Missing") else ""},
    )


def _condition(application: Payload, condition: Payload, place: str) -> Iterator[Item]:
    at, kind = instant(condition, "lastTransitionTime"), text(condition, "type") or "Condition"
    yield _item(
        application,
        condition,
        place,
        kind="cluster_event",
        key=f"condition:{at:%Y%m%dT%H%M%SZ}:{kind}",
        at=at,
        title=f"{_name(application)}: {kind}",
        body=text(condition, "message"),
        by={},
        details={"reason": kind, "severity": "warning" if kind.endswith(("Error", "Warning")) else ""},
    )


def _item(
    application: Payload,
    told: Payload,
    place: str,
    *,
    kind: str,
    key: str,
    at: datetime,
    title: str,
    by: Payload,
    details: dict[str, object],
    body: str = "",
) -> Item:
    spec, metadata = part(application, "spec"), part(application, "metadata")
    who = text(by, "username")
    namespace = text(part(spec, "destination"), "namespace")
    return Item(
        key=f"argocd:{text(metadata, 'namespace')}/{_name(application)}:{key}",
        kind=kind,
        occurred_at=at,
        text=f"{title}\n{body}" if body else title,
        place=place,
        raw=json.dumps(told, ensure_ascii=False),
        channel=_name(application),
        author_id=who or "argocd",
        author_name=who or "Argo CD",
        is_bot=not who,
        title=title,
        details=filled(
            {
                **details,
                "service": _name(application),
                "environment": namespace,
                "project": text(spec, "project"),
                "repository": text(part(spec, "source"), "repoURL"),
                "is_automatic": by.get("automated") is True or "",
                "author_email": who if "@" in who else "",
            }
        ),
    )


def _application(payload: Payload) -> Payload:
    """Return the application that a record is or holds, {} if none."""
    for each in (payload, part(payload, "app"), part(payload, "application")):
        is_named = each.get("kind") == "Application" and text(each, "apiVersion").startswith("argoproj.io/")
        spec, status = part(each, "spec"), part(each, "status")
        # What `argocd app get` prints names no kind.
        is_shaped = bool(part(spec, "destination")) and bool(
            {"sync", "operationState", "history"} & status.keys()
        )
        if part(each, "metadata") and (is_named or is_shaped):
            return each
    return {}


def _name(application: Payload) -> str:
    return text(part(application, "metadata"), "name") or "an application without a name"


def _what(application: Payload, revision: str) -> str:
    namespace = text(part(application, "spec", "destination"), "namespace")
    said = f"{_name(application)} {revision[:_SHORT]}".rstrip()
    return f"{said} to {namespace}" if namespace else said


def _revision(told: Payload) -> str:
    several = [each for each in listed(told, "revisions") if isinstance(each, str) and each]
    return text(told, "revision") or (several[0] if several else "")


READERS = (ArgoCdApplications(),)
