"""`import`, `receipt`: evidence from files."""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from secondsight.base.errors import InvalidInput
from secondsight.cli.door import command, show
from secondsight.cli.instance import prepare

EXAMPLES = """
examples:
  secondsight import export.zip deploys.json --title "Checkout outage" --severity sev-1 \\
      --from 2026-03-11T12:00Z --to 2026-03-11T14:00Z --channel incident-42
  secondsight import alerts.csv --map time=Date --map text=Summary --zone Europe/Berlin
"""


def register(verbs: Any) -> None:
    """Add the commands."""
    bringing = command(verbs, "import", bring_in, help="bring evidence in from files")
    bringing.formatter_class = argparse.RawDescriptionHelpFormatter
    bringing.epilog = EXAMPLES
    bringing.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="Slack export, GitHub JSON, CSV…"
    )
    into = bringing.add_mutually_exclusive_group()
    into.add_argument("--title", help="open an incident with this title and give it the evidence")
    into.add_argument("--incident", metavar="ID", help="give the evidence to this incident")
    bringing.add_argument(
        "--severity", default="sev-2", metavar="NAME", help="of the new incident (%(default)s)"
    )
    bringing.add_argument(
        "--from", dest="since", metavar="TIME", help="what happened since then belongs to it"
    )
    bringing.add_argument("--to", dest="until", metavar="TIME", help="…and before then")
    bringing.add_argument(
        "--channel", dest="channels", action="append", default=[], metavar="NAME", help="…in it (repeat)"
    )
    bringing.add_argument(
        "--map",
        dest="mapping",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="for tables: time, text, title, channel, author, kind, url, id, severity, status (repeat)",
    )
    bringing.add_argument("--zone", default="", help="of times that name none, for example Europe/Berlin")
    first = bringing.add_mutually_exclusive_group()
    first.add_argument("--day-first", dest="day_first", action="store_true", default=None)
    first.add_argument("--month-first", dest="day_first", action="store_false")
    bringing.add_argument(
        "--starts-at",
        default="",
        metavar="TIME",
        help="when a recording began whose times count from its start",
    )
    bringing.add_argument(
        "--on", dest="on_date", default="", metavar="DATE", help="the first day of a text that has only hours"
    )
    bringing.add_argument(
        "--repeated-hour",
        default="",
        choices=["first", "second"],
        help="which is meant where clocks went back",
    )
    bringing.add_argument(
        "--of-channel", dest="channel", default="", metavar="NAME", help="of messages that name no channel"
    )
    bringing.add_argument("--source", default="", metavar="NAME", help="what remembered columns are found by")
    _add_actor(bringing)
    showing = command(verbs, "receipt", show_receipt, help="show what became of an import's records")
    showing.add_argument("id", metavar="IMPORT", help="what `secondsight import` printed")
    showing.add_argument("--left-out", action="store_true", help="list each record that was left out")
    _add_actor(showing)


def bring_in(arguments: argparse.Namespace) -> int:
    """Import the files, give them to an incident where one was named, print the receipt."""
    from secondsight.base.clock import now
    from secondsight.base.files import keep_path
    from secondsight.organisation.queries import operator
    from secondsight.record.actions.imports import ask_for_import, run_import
    from secondsight.record.queries.imports import receipt
    from secondsight.record.queries.incidents import incident as find_incident
    from secondsight.record.rules.selection import Selection, check

    options = {
        "mapping": _mapping(arguments.mapping),
        "zone": arguments.zone,
        "source": arguments.source,
        "day_first": arguments.day_first,
        "starts_at": arguments.starts_at,
        "on_date": arguments.on_date,
        "repeated_hour": arguments.repeated_hour,
        "channel": arguments.channel,
        "use_proposed": True,
    }
    selection = check(
        Selection(
            _instant(arguments.since, arguments.zone, "from"),
            _instant(arguments.until, arguments.zone, "to"),
            tuple(arguments.channels),
        )
    )
    if not (arguments.title or arguments.incident) and selection != Selection():
        raise InvalidInput(
            "--from, --to and --channel say what belongs to an incident: name one with --title or --incident."
        )
    for path in arguments.files:
        _check_file(path)
    prepare()
    by = operator(arguments.actor)
    incident = find_incident(by, arguments.incident) if arguments.incident else None
    if arguments.title:
        _check_opening(by, arguments)
    files = [(str(path), keep_path(path)) for path in arguments.files]
    going = ask_for_import(files, by=by, at=now(), options=options, is_queued=False)
    run_import(going.pk)
    going.refresh_from_db()
    has_failed = going.state != "done"
    notes: list[str] = []
    if incident is not None or (arguments.title and not has_failed):
        notes += _give(going, incident, selection, by, arguments)
    elif arguments.title:
        notes.append(
            "No incident was opened, since not every file could be read. What could is kept: mend the rest "
            "and run the same command again; nothing comes in twice."
        )
    going.refresh_from_db()
    _print(arguments, receipt(going), going, notes)
    return 2 if has_failed else 0


def _give(going: Any, incident: Any, selection: Any, by: Any, arguments: argparse.Namespace) -> list[str]:
    from secondsight.base.clock import now
    from secondsight.organisation.queries import severity
    from secondsight.record.actions.imports import attach_import
    from secondsight.record.actions.incidents import open_incident
    from secondsight.record.queries.evidence import items_of, selected
    from secondsight.record.queries.imports import busy, span
    from secondsight.record.rules.selection import Selection

    reach = span(going)
    if selection != Selection() and not selected(items_of(going), selection).exists():
        raise InvalidInput(
            "Nothing that was read lies in this window and these channels, so that no incident was given "
            f"anything. What was read reaches from {_said(reach.from_at)} to {_said(reach.to_at)}; "
            f"it is kept, and import {going.pk} has its receipt."
        )
    if incident is None:
        incident = open_incident(
            title=arguments.title,
            severity=severity(by, arguments.severity),
            by=by,
            at=now(),
            time_zone=arguments.zone or (by.time_zone if by else "UTC"),
        )
    added = attach_import(going, incident, selection, by=by, at=now())
    notes = [f"{added:,} items belong to incident {incident.pk} “{incident.title}” since now."]
    if reach.from_at and not selection.from_at and (reach.to_at - reach.from_at).days >= 3:
        guess = busy(going)
        notes.append(
            f"They reach over {(reach.to_at - reach.from_at).days:,} days. --from and --to narrow that; most "
            f"happened from {_said(guess.from_at)} to {_said(guess.to_at)}."
        )
    return notes


def show_receipt(arguments: argparse.Namespace) -> int:
    """Print the receipt of an earlier import."""
    from secondsight.organisation.queries import operator
    from secondsight.record.queries.imports import going_over, left_out, receipt

    going = going_over(operator(arguments.actor), arguments.id)
    value = receipt(going)
    if not arguments.left_out:
        _print(arguments, value, going, [])
        return 0
    value["left_out"] = [
        {"path": row.file.name, "place": row.place, "channel": row.channel, "reason": row.reason}
        | {"detail": row.detail}
        for row in left_out(going).order_by("id")
    ]
    lines = [f"{row['place']}: {row['reason']} {row['detail']}".rstrip() for row in value["left_out"]]
    show(arguments, value, "\n".join(lines) or "Nothing was left out.")
    return 0


def _print(arguments: argparse.Namespace, value: dict[str, Any], going: Any, notes: list[str]) -> None:
    lines: list[str] = []
    columns = {file.name: file.options.get("mapping") for file in going.files.all()}
    for file in value["files"]:
        lines += _receipt_lines(file, columns.get(file["path"]) or {})
    if not arguments.json:
        for error in value["errors"]:
            print(f"secondsight: {error['message']}\n  Nothing of this file is kept.", file=sys.stderr)
    lines += notes
    lines.append(f"Import {value['import']}. Its receipt again: secondsight receipt {value['import']}")
    if any(file["left_out"] for file in value["files"]):
        lines.append(f"Each left-out record: secondsight receipt {value['import']} --left-out")
    show(arguments, value, "\n".join(lines))


def _receipt_lines(file: dict[str, Any], mapping: dict[str, str]) -> list[str]:
    from secondsight.integrations.table.columns import FIELDS

    sums = "{read:,} read = {imported:,} imported + {merged:,} merged + {left_out:,} left out".format(**file)
    lines = [f"{file['path']}  ({file['format']})", f"  {sums}"]
    if mapping:
        # A database may give the fields in an order of its own.
        read_as = ", ".join(f"{ours}={mapping[ours]}" for ours in FIELDS if ours in mapping)
        lines.append(f"  columns: {read_as}   (correct with --map)")
    if len(file["channels"]) > 1:
        width = min(40, max(len(name) for name in file["channels"]))
        lines.append(f"  {'':<{width}} {'read':>9} {'imported':>9} {'merged':>9} {'left out':>9}")
        for name, count in list(file["channels"].items())[:20]:
            row = " ".join(f"{count[each]:>9,}" for each in ("read", "imported", "merged", "left_out"))
            lines.append(f"  {(name or '(none)')[:width]:<{width}} {row}")
        if len(file["channels"]) > 20:
            lines.append(f"  and {len(file['channels']) - 20:,} more channels")
    lines += [f"  left out: {count:,} × {reason}" for reason, count in file["reasons"].items()]
    return [*lines, ""]


def _add_actor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as", dest="actor", default="", metavar="EMAIL", help="whom you act for (else the administrator)"
    )


def _mapping(said: list[str]) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in said]
    if wrong := [ours for ours, sign, _ in pairs if not sign]:
        raise InvalidInput(f"--map {wrong[0]}: expected FIELD=COLUMN, for example time=Date.", field="map")
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def _instant(text: str | None, zone: str, field: str) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None and zone:
            at = at.replace(tzinfo=ZoneInfo(zone))
    except (ValueError, ZoneInfoNotFoundError, OSError):
        raise InvalidInput(
            f"--{field} {text}: expected a time like 2026-03-11T14:02Z.", field=field
        ) from None
    if at.tzinfo is None:
        raise InvalidInput(
            f"--{field} {text} names no zone: write {text}Z, or say --zone Europe/Berlin.", field=field
        )
    return at


def _check_file(path: Path) -> None:
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "is not there"
        raise InvalidInput(f"{path} {what}; expected a file. Nothing was imported.", field="files")
    try:
        path.open("rb").close()
    except OSError as error:
        raise InvalidInput(
            f"{path} cannot be opened ({error.strerror}). Nothing was imported.", field="files"
        )


def _check_opening(by: Any, arguments: argparse.Namespace) -> None:
    from secondsight.organisation.actions import add_first_tiers
    from secondsight.organisation.queries import severity

    add_first_tiers()
    severity(by, arguments.severity)
    if not arguments.title.strip() or len(arguments.title) > 300:
        raise InvalidInput("--title: expected 1 to 300 characters.", field="title")


def _said(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%dT%H:%MZ") if at else "nowhere"
