"""`incident list`, `incident show`, `incident evidence`."""

import argparse
import sys
from datetime import UTC, datetime
from typing import Any

from secondsight.cli.door import command, show


def register(verbs: Any) -> None:
    """Add the commands."""
    group = verbs.add_parser("incident", help="list and show incidents, read their evidence")
    nouns = group.add_subparsers(dest="noun", metavar="list|show|evidence", required=True)
    listing = command(nouns, "list", list_incidents, help="list incidents, newest first")
    listing.add_argument("--severity", default="", metavar="NAME", help="only of this severity")
    listing.add_argument("--service", default="", metavar="NAME", help="only with this service")
    listing.add_argument("--team", default="", metavar="NAME", help="only with this team")
    listing.add_argument("--words", default="", metavar="TEXT", help="only with this in title or summary")
    listing.add_argument("--limit", type=_count, default=50, metavar="N", help="at most so many")
    showing = command(nouns, "show", show_incident, help="show an incident with its timeline")
    showing.add_argument("incident", metavar="ID", help="what `secondsight incident list` printed")
    reading = command(
        nouns, "evidence", read_evidence, help="print all of an incident's evidence in one order", json=False
    )
    reading.add_argument("incident", metavar="ID", help="what `secondsight incident list` printed")
    reading.add_argument("--json", action="store_true", help="print a JSON object a line, with every field")
    for parser in (listing, showing, reading):
        parser.add_argument(
            "--as",
            dest="actor",
            default="",
            metavar="EMAIL",
            help="whom you act for",
        )


def list_incidents(arguments: argparse.Namespace) -> None:
    """Print incidents, one a line."""
    from secondsight.organisation.queries import operator
    from secondsight.record.queries.incidents import ORDER, IncidentFilters, incidents
    from secondsight.record.queries.plain import plain_incident

    filters = IncidentFilters(arguments.severity, arguments.service, arguments.team, text=arguments.words)
    found = incidents(operator(arguments.actor), filters).order_by(*ORDER)[: arguments.limit]
    rows = [plain_incident(row) for row in found]
    lines = [
        f"{row['id']}  {row['listed_at']:%Y-%m-%d}  {row['severity']:<10} {row['title']}" for row in rows
    ]
    show(arguments, rows, "\n".join(lines) or "No incidents.")


def show_incident(arguments: argparse.Namespace) -> None:
    """Print an incident, its milestones and its timeline; times in UTC."""
    from secondsight.organisation.queries import operator
    from secondsight.record.queries.incidents import incident
    from secondsight.record.queries.plain import plain_incident, plain_timeline

    by = operator(arguments.actor)
    found = incident(by, arguments.incident)
    value = {**plain_incident(found), **plain_timeline(by, found)}
    lines = [f"{value['title']} ({value['severity']})", ""]
    lines += [f"{kind:<22} {_said(at)}" for kind, at in value["milestones"].items() if at]
    lines += ["", "Timeline, in UTC"]
    lines += [
        f"{_said(event['occurred_at'])}  {event['kind']:<14} {event['what']}" for event in value["events"]
    ]
    show(arguments, value, "\n".join(lines))


def read_evidence(arguments: argparse.Namespace) -> None:
    """Print what every source told, oldest first, on the clocks as they were put right; times in UTC."""
    from secondsight.organisation.queries import operator
    from secondsight.record.queries.in_order import as_json_lines, as_lines
    from secondsight.record.queries.incidents import incident

    by = operator(arguments.actor)
    found = incident(by, arguments.incident)
    told = as_json_lines(by, found) if arguments.json else (piece.encode() for piece in as_lines(by, found))
    for piece in told:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def _said(at: datetime | None) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if at else "time unknown       "


def _count(value: str) -> int:
    number = int(value)
    if not 0 < number <= 100_000:
        raise argparse.ArgumentTypeError("between 1 and 100000")
    return number
