"""What changes about a hook: it is made, changed, closed; what it could not read is tried again."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.ids import new_id
from secondsight.base.locking import KeyLost, lock, unlock
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Severity
from secondsight.organisation.rules.duties import must_set_policy
from secondsight.organisation.rules.zones import check_time_zone
from secondsight.record import tools
from secondsight.record.actions.deliveries import read_deliveries
from secondsight.record.actions.words import fit, fit_id
from secondsight.record.models import Hook, HookDelivery
from secondsight.record.queries.hooks import secret_digest
from secondsight.record.rules.hooks import fit_rule

SECRET_BYTES = 32
MAPPED = ("time", "text", "title", "channel", "author", "kind", "url", "id", "severity", "status")


def make_hook(
    name: str,
    tool: str,
    *,
    by: Account | None,
    at: datetime,
    signing_secret: str = "",
    mapping: Mapping[str, str] | None = None,
    zone: str = "",
    rule: Mapping[str, Any] | None = None,
    once: str = "",
) -> tuple[Hook, str]:
    """Make an address that a tool can send to; return its row and its secret, which is shown only now.

    `mapping` says where other tools' JSON holds our fields ({"text": "event.summary"}); without "time", the
    moment of arrival counts. `once` is an id for the row: a form sent twice makes one.
    Raises Forbidden, InvalidInput; Refused when `once` was used.
    """
    must_set_policy(by)
    once = fit_id(once)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    sender = tools.sender(tool)
    told = _told(sender, signing_secret, mapping or {}, zone, rule or {})
    with write():
        if once and Hook.objects.filter(pk=once).exists():
            raise Refused(
                "This form was sent before, and its hook stands in the list. Its address was shown then and "
                "cannot be shown again: if it is lost, close the hook and make another."
            )
        hook = Hook.objects.create(
            id=once or new_id(),
            name=fit(name, field="name", most=100, is_needed=True),
            tool=sender.tool.slug,
            digest=secret_digest(secret),
            made_by=by,
            recorded_at=at,
            **told | {"signing_secret": lock(told["signing_secret"])},
        )
        _tell("hook_made", hook, by=by, at=at, tool=hook.tool, rule=hook.rule)
    return hook, secret


def change_hook(
    hook: Hook,
    *,
    by: Account | None,
    at: datetime,
    name: str | None = None,
    signing_secret: str | None = None,
    mapping: Mapping[str, str] | None = None,
    zone: str | None = None,
    rule: Mapping[str, Any] | None = None,
) -> Hook:
    """Change what is said of a hook and return it; what is None stays. Its address stays the same.

    Raises Forbidden, InvalidInput, Refused for a closed one.
    """
    must_set_policy(by)
    with write():
        hook = Hook.objects.select_for_update().get(pk=hook.pk)
        if hook.closed_at is not None:
            raise Refused("This hook is closed. Make another; nothing was changed.")
        told = _told(
            tools.sender(hook.tool),
            "" if signing_secret is None else signing_secret,
            hook.mapping if mapping is None else mapping,
            hook.zone if zone is None else zone,
            hook.rule if rule is None else rule,
        )
        if name is not None:
            told["name"] = fit(name, field="name", most=100, is_needed=True)
        if signing_secret is None or _is_same(hook.signing_secret, told["signing_secret"]):
            del told["signing_secret"]  # it stays as it is, also where its key is lost
        else:
            told["signing_secret"] = lock(told["signing_secret"])
        changes = {field: value for field, value in told.items() if getattr(hook, field) != value}
        if not changes:
            return hook
        for field, value in changes.items():
            setattr(hook, field, value)
        hook.save(update_fields=list(changes))
        shown = {field: "changed" if field == "signing_secret" else value for field, value in changes.items()}
        _tell("hook_changed", hook, by=by, at=at, changes=shown)
    return hook


def close_hook(hook: Hook, *, by: Account | None, at: datetime) -> Hook:
    """Let a hook take in nothing more, and return it. What it brought stays. Raises Forbidden."""
    must_set_policy(by)
    with write():
        hook = Hook.objects.select_for_update().get(pk=hook.pk)
        if hook.closed_at is None:
            hook.closed_at, hook.closed_by = at, by
            hook.save(update_fields=["closed_at", "closed_by"])
            _tell("hook_closed", hook, by=by, at=at)
    return hook


def retry_deliveries(
    hook: Hook, delivery: HookDelivery | None = None, *, by: Account | None, at: datetime
) -> int:
    """Read again what could not be read, one delivery or all of the hook; return how many.

    Raises Refused when there is none.
    """
    with write():
        failed = HookDelivery.objects.filter(hook=hook, state="failed")
        if delivery is not None:
            failed = failed.filter(pk=delivery.pk)
        count = failed.update(state="waiting", trouble="")
        if not count:
            raise Refused("There is nothing here that could not be read. Nothing was changed.")
        _tell("deliveries_retried", hook, by=by, at=at, deliveries=count)
        read_deliveries.enqueue(hook.pk)
    return count


def _is_same(stored: str, said: str) -> bool:
    try:
        return unlock(stored) == said
    except KeyLost:
        return False


def _told(
    sender: tools.Sender, signing_secret: str, mapping: Mapping[str, str], zone: str, rule: Mapping[str, Any]
) -> dict[str, Any]:
    signing_secret = signing_secret.strip()
    if signing_secret and sender.is_signed is None:
        raise InvalidInput(
            f"{sender.tool.title} signs nothing, so there is no signing secret: the address alone is the "
            "secret. Leave this empty.",
            field="signing_secret",
        )
    if len(signing_secret) > 500 or "\0" in signing_secret:
        raise InvalidInput("A signing secret has at most 500 characters.", field="signing_secret")
    fitted = fit_rule(rule)
    if fitted.severity and not Severity.objects.filter(slug=fitted.severity).exists():
        raise InvalidInput(f"There is no severity “{fitted.severity[:60]}” here.", field="severity")
    return {
        "signing_secret": signing_secret,
        "mapping": _mapping(sender, mapping),
        "zone": check_time_zone(zone, field="zone") if zone else "",
        "rule": fitted.plain(),
    }


def _mapping(sender: tools.Sender, said: Mapping[str, str]) -> dict[str, str]:
    mapping = {str(ours): str(theirs).strip() for ours, theirs in said.items() if str(theirs).strip()}
    if not sender.tool.needs_mapping:
        if mapping:
            raise InvalidInput(
                f"What {sender.tool.title} sends is known; it needs no mapping.", field="mapping"
            )
        return {}
    if unknown := [ours for ours in mapping if ours not in MAPPED]:
        raise InvalidInput(f"“{unknown[0][:40]}” is not one of: {', '.join(MAPPED)}.", field="mapping")
    if any(len(theirs) > 200 or "\0" in theirs for theirs in mapping.values()):
        raise InvalidInput("A path has at most 200 characters.", field="mapping")
    if not mapping.get("text"):
        raise InvalidInput("Say where the words stand: text is needed.", field="mapping")
    return mapping


def _tell(verb: str, hook: Hook, *, by: Account | None, at: datetime, **particulars: Any) -> None:
    journal.record(verb, by=by, subject=hook, at=at, topic=hook.topic, what=hook.name, **particulars)
