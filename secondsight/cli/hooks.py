"""`hook create`, `hook list`, `hook close`: addresses that tools send to."""

import argparse
from typing import Any

from secondsight.cli.door import command, show


def register(verbs: Any) -> None:
    """Add the commands."""
    hooks = verbs.add_parser("hook", help="addresses that tools send to", description="Hooks for tools.")
    below = hooks.add_subparsers(dest="hook_verb", metavar="COMMAND", required=True)
    making = command(below, "create", create_hook, help="make a hook and print its address, this once")
    making.add_argument("--tool", required=True, help="which tool sends: github, pagerduty, json, …")
    making.add_argument("--name", required=True, help="what it is for")
    making.add_argument(
        "--as", dest="actor", default="", metavar="EMAIL", help="whom you act for (else the administrator)"
    )
    making.add_argument(
        "--signing-secret-file", default="", metavar="FILE", help="a file with what the tool signs with"
    )
    making.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=PATH",
        help="where other tools' JSON holds our field: text=event.summary; again for more",
    )
    making.add_argument("--zone", default="", help="of times that name none, for example Europe/Berlin")
    making.add_argument(
        "--opens", default="", metavar="SEVERITY", help="let a firing alert open an incident of this severity"
    )
    making.add_argument(
        "--service", action="append", default=[], help="only alerts of this service open one; again for more"
    )
    making.add_argument(
        "--alert-severity", action="append", default=[], help="only alerts of this severity; again for more"
    )
    making.add_argument(
        "--feeds",
        choices=["matching", "always", "never"],
        default="matching",
        help="which open incident gets what comes in: that of the same service, the newest, none (matching)",
    )
    command(below, "list", list_hooks, help="the hooks with what they took in")
    closing = command(below, "close", close_hook, help="let a hook take in nothing more")
    closing.add_argument("hook", help="its id")
    closing.add_argument(
        "--as", dest="actor", default="", metavar="EMAIL", help="whom you act for (else the administrator)"
    )


def create_hook(arguments: argparse.Namespace) -> int:
    """Make a hook and print its address."""
    from pathlib import Path

    from secondsight.base.clock import now
    from secondsight.base.errors import InvalidInput
    from secondsight.organisation.queries import operator
    from secondsight.record.actions.hooks import make_hook
    from secondsight.record.queries.hooks import address_of

    mapping = {}
    for said in arguments.map:
        ours, sign, theirs = said.partition("=")
        if not sign:
            raise InvalidInput(f"“{said[:60]}” is no mapping; expected FIELD=PATH.", field="map")
        mapping[ours.strip()] = theirs.strip()
    signing_secret = ""
    if arguments.signing_secret_file:
        try:
            signing_secret = Path(arguments.signing_secret_file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidInput(f"The signing secret cannot be read: {error}.", field="signing_secret")
    hook, secret = make_hook(
        arguments.name,
        arguments.tool,
        by=operator(arguments.actor),
        at=now(),
        signing_secret=signing_secret,
        mapping=mapping,
        zone=arguments.zone,
        rule={
            "opens": bool(arguments.opens),
            "severity": arguments.opens,
            "services": arguments.service,
            "alert_severities": arguments.alert_severity,
            "feeds": arguments.feeds,
        },
    )
    address = address_of(hook, secret)
    show(arguments, {"id": hook.pk, "name": hook.name, "tool": hook.tool, "address": address}, address)
    return 0


def list_hooks(arguments: argparse.Namespace) -> int:
    """Print the hooks."""
    from secondsight.record.queries.hooks import hooks, rule_of

    rows = [
        {
            "id": row.pk,
            "name": row.name,
            "tool": row.tool,
            "is_closed": row.is_closed,
            "last_at": row.last_at,
            "waiting": row.waiting,
            "failed": row.failed,
            "rule": rule_of(row).plain(),
        }
        for row in hooks(None)
    ]
    lines = [
        f"{row['id']}  {row['tool']:<14} {row['name']}{' (closed)' if row['is_closed'] else ''}: "
        + (f"last at {row['last_at']:%Y-%m-%d %H:%M:%S} UTC" if row["last_at"] else "nothing yet")
        + (f", {row['waiting']} waiting" if row["waiting"] else "")
        + (f", {row['failed']} could not be read" if row["failed"] else "")
        for row in rows
    ]
    show(arguments, rows, "\n".join(lines) or "There are no hooks yet. Make one: secondsight hook create.")
    return 0


def close_hook(arguments: argparse.Namespace) -> int:
    """Close a hook."""
    from secondsight.base.clock import now
    from secondsight.organisation.queries import operator
    from secondsight.record.actions import hooks as actions
    from secondsight.record.queries.hooks import hook

    by = operator(arguments.actor)
    closed = actions.close_hook(hook(by, arguments.hook), by=by, at=now())
    show(arguments, {"id": closed.pk, "closed_at": closed.closed_at}, f"“{closed.name}” is closed.")
    return 0
