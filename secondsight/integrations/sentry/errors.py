"""An error that Sentry tells of: because an alert rule fired, or because it is new."""

import re

from secondsight.record.rules.alerting import FIRING, Who, alert, digest
from secondsight.record.rules.evidence import Item
from secondsight.record.rules.payload import Payload, identity, instant, kept, listed, part, text, word

_PROJECT = re.compile(r"/projects/[^/]+/([^/]+)/")


def issue_alert(payload: Payload, place: str, raw: str) -> Item:
    """Return the error for which an issue alert fired. Raises Unusable."""
    told = part(payload, "data")
    rule = text(told, "triggered_rule") or text(part(told, "issue_alert"), "title")
    return _error(part(told, "event"), place, raw, rule=rule, by=who(payload), door="alert")


def error(payload: Payload, place: str, raw: str) -> Item:
    """Return an error that Sentry took in. Raises Unusable."""
    return _error(part(payload, "data", "error"), place, raw, by=who(payload), door="error")


def plugin_alert(payload: Payload, place: str, raw: str) -> Item:
    """Return the error that the legacy plugin told of. Raises Unusable."""
    rules = [each for each in listed(payload, "triggering_rules") if isinstance(each, str)]
    event = {**kept(payload, "level", "message"), **part(payload, "event")}
    by = Who("sentry", "Sentry", is_bot=True)
    return _error(
        event,
        place,
        raw,
        rule=", ".join(rules),
        by=by,
        door="alert",
        project=text(payload, "project_slug", "project_name", "project"),
        url=text(payload, "url"),
    )


def who(payload: Payload) -> Who:
    """Return who set a notification off."""
    actor = part(payload, "actor")
    kind = text(actor, "type")
    return Who(word(actor, "id"), text(actor, "name"), text(actor, "email"), bool(kind) and kind != "user")


def title_of(told: Payload) -> str:
    """Return what an error or an issue is called."""
    about = part(told, "metadata")
    named = ": ".join(filter(None, [text(about, "type"), text(about, "value")]))
    return (
        text(told, "title")
        or text(about, "title")
        or named
        or text(told, "message")
        or "an error without a title"
    )


def _error(
    event: Payload,
    place: str,
    raw: str,
    *,
    by: Who,
    door: str,
    rule: str = "",
    project: str = "",
    url: str = "",
) -> Item:
    tags = {
        pair[0]: pair[1]
        for pair in listed(event, "tags")
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(each, str) for each in pair)
    }
    found = _PROJECT.search(text(event, "url", "issue_url"))
    project = project or (found[1] if found else word(event, "project"))
    name = title_of(event)
    message = text(event, "message") or text(part(event, "logentry"), "formatted")
    where = [
        f"{label}: {said}"
        for label, said in (
            ("rule", rule),
            ("in", text(event, "location") or text(part(event, "metadata"), "filename")),
            ("environment", text(event, "environment") or tags.get("environment", "")),
            ("release", text(event, "release") or tags.get("release", "")),
            ("server", tags.get("server_name", "")),
        )
        if said
    ]
    event_id = identity(event, "event_id", "id")
    return alert(
        f"sentry:{door}:{event_id}" + (f":{digest(rule)}" if rule else ""),
        instant(event, "datetime", "timestamp", "received"),
        place,
        raw,
        state=FIRING,
        name=name,
        body="\n".join(line for line in (message if message not in name else "", *where) if line),
        service=project,
        severity=text(event, "level") or tags.get("level", ""),
        url=text(event, "web_url") or url,
        by=by,
        details={
            "rule": rule,
            "issue": word(event, "issue_id", "groupID"),
            "environment": text(event, "environment"),
            "release": text(event, "release"),
            "tags": [f"{label}:{said}" for label, said in tags.items()],
        },
    )
