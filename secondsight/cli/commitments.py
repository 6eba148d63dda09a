"""`commitment`: listed from the command line."""

import argparse
from typing import Any

from secondsight.cli.door import command, show


def register(verbs: Any) -> None:
    """Add the commands."""
    commitment = verbs.add_parser("commitment", help="list commitments").add_subparsers(
        dest="what", metavar="COMMAND", required=True
    )
    listing = command(commitment, "list", list_commitments, help="list commitments, the earliest date first")
    listing.add_argument("--state", default="open", help="open, overdue, all or a state (%(default)s)")
    listing.add_argument("--team", default="", help="a team's short name")
    listing.add_argument("--most", type=int, default=50, help="how many at most (%(default)s)")
    listing.add_argument(
        "--as", dest="actor", default="", metavar="EMAIL", help="who asks; else an administrator"
    )


def list_commitments(arguments: argparse.Namespace) -> int:
    """Print commitments; exit code 1 when one of them is overdue."""
    from secondsight.base.clock import now
    from secondsight.base.errors import InvalidInput
    from secondsight.base.paging import page
    from secondsight.followup import queries
    from secondsight.followup.queries.commitments import ORDER
    from secondsight.followup.rules.commitment import is_overdue
    from secondsight.followup.rules.vocabulary import CommitmentState
    from secondsight.organisation.queries import operator

    who = operator(arguments.actor)
    if who is None:
        raise InvalidInput(
            "Nobody has an account here yet; open the pages first, or load the demo.", field="as"
        )
    today = queries.agreed().today(now())
    state = "" if arguments.state == "all" else arguments.state
    filters = queries.CommitmentFilters(state=state, team=arguments.team)
    rows = queries.commitments(who, filters, today=today)
    found = page(rows, order=ORDER, size=max(1, min(arguments.most, 10_000))).rows
    value = [
        {
            "id": row.pk,
            "what": row.what,
            "owner": row.owner.email,
            "due_on": row.due_on.isoformat(),
            "state": row.state,
            "is_overdue": is_overdue(CommitmentState(row.state), row.due_on, today),
            "review": row.review_id,
        }
        for row in found
    ]
    lines = [
        f"{one['id']}  {one['due_on']}{' overdue' if one['is_overdue'] else ''}  {one['state']:<10} "
        f"{one['what']}  ({one['owner']})"
        for one in value
    ]
    show(arguments, value, "\n".join(lines) or "No commitments.")
    return 1 if any(one["is_overdue"] for one in value) else 0
