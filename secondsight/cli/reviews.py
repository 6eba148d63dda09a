"""`review`: opened, listed and shown from the command line."""

import argparse
from typing import Any

from secondsight.cli.door import command, show


def register(verbs: Any) -> None:
    """Add the commands."""
    review = verbs.add_parser("review", help="open, list and show reviews").add_subparsers(
        dest="what", metavar="COMMAND", required=True
    )
    opening = command(review, "open", open_review, help="open a review of one or more incidents")
    opening.add_argument("incidents", nargs="+", metavar="INCIDENT", help="the id of an incident")
    opening.add_argument("--title", default="", help="else the first incident's")
    opening.add_argument("--tier", default="", help="else the one that the worst incident asks for")
    opening.add_argument("--restricted", action="store_true", help="known only to whoever opens it")
    listing = command(review, "list", list_reviews, help="list reviews, newest first")
    listing.add_argument(
        "--stage", default="", help="preparing, soaking, deciding, following, settled or archived"
    )
    listing.add_argument("--most", type=int, default=50, help="how many at most (%(default)s)")
    due = command(review, "due", list_due, help="list the reviews that your policy asks for")
    due.add_argument(
        "--state", default="open", help="open, due, preparing, overdue, reviewed or declined (%(default)s)"
    )
    showing = command(review, "show", show_review, help="show a review with what it found")
    showing.add_argument("review", metavar="REVIEW", help="its id")
    for parser in (opening, listing, due, showing):
        parser.add_argument(
            "--as", dest="actor", default="", metavar="EMAIL", help="who asks; else an administrator"
        )


def open_review(arguments: argparse.Namespace) -> int:
    """Open a review and print its id."""
    from secondsight.base.clock import now
    from secondsight.inquiry import actions
    from secondsight.inquiry.queries import reviews as read

    who = _who(arguments)
    covered = read.incidents_by_id(who, arguments.incidents)
    review = actions.open_review(
        title=arguments.title or covered[0].title,
        tier=read.tier(arguments.tier) if arguments.tier else None,
        incidents=covered,
        is_restricted=arguments.restricted,
        by=who,
        at=now(),
    )
    told = {"id": review.pk, "title": review.title, "tier": review.tier.slug}
    show(arguments, told, f"{review.pk}  {review.title} ({review.tier.name})")
    return 0


def list_reviews(arguments: argparse.Namespace) -> int:
    """Print the newest reviews with what happens next in each."""
    from zoneinfo import ZoneInfo

    from secondsight.base.clock import now
    from secondsight.base.paging import page
    from secondsight.followup import queries
    from secondsight.followup.queries.reviews import ORDER

    who, at, terms = _who(arguments), now(), queries.agreed()
    rows = queries.reviews(who, terms=terms, now=at, stage=arguments.stage)
    size = max(1, min(arguments.most, 10_000))
    zone = ZoneInfo(who.time_zone)
    told = [
        queries.row_of(row, terms=terms, now=at, zone=zone) for row in page(rows, order=ORDER, size=size).rows
    ]
    value = [
        {
            "id": row.id,
            "title": row.title,
            "tier": row.tier,
            "stage": row.stage.value,
            "next": row.next,
            "incidents": row.incidents,
            "met_at": row.met_at.isoformat() if row.met_at else None,
        }
        for row in told
    ]
    lines = [f"{row.id}  {row.stage.label:<18} {row.title}  ({row.next})" for row in told]
    show(arguments, value, "\n".join(lines) or "No reviews.")
    return 0


def list_due(arguments: argparse.Namespace) -> int:
    """Print the reviews that are asked for, the most pressing first; exit code 1 when one is overdue."""
    from secondsight.base.clock import now
    from secondsight.programme.queries.due import queue
    from secondsight.programme.queries.patterns import waiting_patterns

    who, at = _who(arguments), now()
    rows, cursor = [], ""
    while True:
        found = queue(who, at, state=arguments.state, cursor=cursor)
        rows += found.rows
        cursor = found.page.next
        if not cursor:
            break
    value: list[dict[str, Any]] = [
        {
            "incident": row.incident.pk,
            "title": row.incident.title,
            "tier": row.tier,
            "standing": row.standing.value,
            "limit_at": row.limit_at.isoformat(),
            "clock": row.clock,
            "reasons": row.reasons,
        }
        for row in rows
    ]
    lines = [
        f"{row.incident.pk}  {row.standing.label:<15} {row.incident.title}  ({row.clock or row.tier_name})"
        for row in rows
    ]
    together = waiting_patterns(who) if arguments.state == "open" else []
    value += [
        {
            "pattern": one.id,
            "title": one.shared,
            "tier": one.tier,
            "standing": "due",
            "incidents": [incident.pk for incident in one.incidents],
            "reasons": [one.sentence],
        }
        for one in together
    ]
    lines += [f"{one.id}  {'Together':<15} {one.sentence}" for one in together]
    show(arguments, value, "\n".join(lines) or "Nothing is due.")
    return 1 if any(one["standing"] == "overdue" for one in value) else 0


def show_review(arguments: argparse.Namespace) -> int:
    """Print a review: what it covers, who does what, what it found."""
    from secondsight.base.clock import now
    from secondsight.inquiry import actions, queries

    who = _who(arguments)
    review = queries.review(who, arguments.review)
    actions.look_at_review(review, by=who, at=now())
    found, held = queries.findings(who, review), queries.holders(review)
    value = {
        "id": review.pk,
        "title": review.title,
        "tier": review.tier.slug,
        "met_at": review.met_at.isoformat() if review.met_at else None,
        "archived_at": review.archived_at.isoformat() if review.archived_at else None,
        "incidents": [{"id": i.pk, "title": i.title} for i in queries.incidents_of(who, review)],
        "roles": [{"role": h.role, "name": h.account.name, "reason": h.reason} for h in held],
        "factors": [{"category": f.category, "what": f.what} for f in found.factors],
        "strengths": [{"what": s.what, "why_it_could": s.why_it_could} for s in found.strengths],
        "learning_points": [{"subject": p.subject, "what": p.what} for p in found.learning_points],
        "ideas": [{"what": idea.what} for idea in found.ideas],
        "narrative": review.narrative,
    }
    show(arguments, value, _words(value))
    return 0


def _held(value: dict[str, Any]) -> str:
    if value["met_at"]:
        return f"held {value['met_at']}"
    return "from the archive" if value["archived_at"] else "not held yet"


def _words(value: dict[str, Any]) -> str:
    lines = [
        value["title"],
        f"  tier {value['tier']}, {_held(value)}",
    ]
    lines += [f"  covers {one['title']} ({one['id']})" for one in value["incidents"]]
    lines += [f"  {one['role']}: {one['name']}" for one in value["roles"]]
    for name in ("factors", "strengths", "learning_points", "ideas"):
        if value[name]:
            lines += ["", name.replace("_", " ").capitalize()]
            lines += [f"  - {one['what']}" for one in value[name]]
    return "\n".join(lines)


def _who(arguments: argparse.Namespace) -> Any:
    from secondsight.base.errors import InvalidInput
    from secondsight.organisation.queries import operator

    who = operator(arguments.actor)
    if who is None:
        raise InvalidInput(
            "Nobody has an account here yet; open the pages first, or load the demo.", field="as"
        )
    return who
