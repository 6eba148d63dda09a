"""What was recognised in an archive, as a table: for the terminal, the page and programs alike."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from secondsight.inquiry.rules.archive import Outcome
from secondsight.integrations.postmortem.bringing import Brought

COUNTS = ("timed", "untimed", "factors", "worked", "lessons", "actions", "owned", "dated", "stated", "texts")
HEADS = (
    ("timed", "timed"),
    ("untimed", "other"),
    ("factors", "factors"),
    ("worked", "worked"),
    ("lessons", "lessons"),
    ("actions", "actions"),
    ("owned", "owner"),
    ("dated", "date"),
    ("stated", "status"),
    ("texts", "text"),
)


def row_of(brought: Brought) -> dict[str, Any]:
    """Return one file as plain JSON: what became of it, and how much of each part was recognised.

    `timed` and `untimed` are entries of the timeline with and without a time of day; `owned`, `dated` and
    `stated` are the actions that have an owner, a date, a status; `texts` are the parts kept as text.
    """
    found = brought.found
    told: dict[str, Any] = {
        "name": brought.name,
        "outcome": brought.outcome.value,
        "reason": brought.reason,
        "detail": brought.detail,
        "review": brought.review_id,
        "title": found.title if found else "",
        "severity": brought.severity,
        "is_severity_told": brought.is_severity_told,
        "happened_on": found.happened_on.isoformat() if found and found.happened_on else "",
        "zone": found.zone_words if found else "",
        "notes": list(found.notes) if found else [],
        "unrecognised": [text.heading for text in found.texts if text.heading] if found else [],
    }
    actions = found.actions if found else ()
    counts = {
        "timed": found.timed if found else 0,
        "untimed": len(found.entries) - found.timed if found else 0,
        "factors": len(found.factors) if found else 0,
        "worked": len(found.worked) if found else 0,
        "lessons": len(found.lessons) if found else 0,
        "actions": len(actions),
        "owned": sum(bool(action.owner) for action in actions),
        "dated": sum(action.due_on is not None for action in actions),
        "stated": sum(bool(action.status) for action in actions),
        "texts": len(found.texts) if found else 0,
    }
    return {**told, **counts}


def totals_of(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return the sums over all files, and how many files had each outcome."""
    rows = list(rows)
    outcomes = Counter(row["outcome"] for row in rows)
    return {
        "files": len(rows),
        "reviews": sum(bool(row["title"]) for row in rows),
        **{name: sum(row[name] for row in rows) for name in COUNTS},
        "outcomes": {outcome.value: outcomes[outcome.value] for outcome in Outcome},
    }


def sentence_of(totals: dict[str, Any]) -> str:
    """Return the sums in words."""
    said = {
        "added": "added as reviews",
        "there": "here already",
        "updated": "changed, and their reviews with them",
        "kept": "changed, and kept beside reviews that people have worked on",
        "left out": "left out",
        "failed": "not readable",
    }
    of = totals["outcomes"]
    became = ", ".join(f"{of[name]} {words}" for name, words in said.items() if of[name])
    return (
        f"{totals['files']} files: {became or 'none'}. "
        f"{totals['timed']} timed entries and {totals['untimed']} without a time of day, "
        f"{totals['factors']} factors, {totals['worked']} things that worked, {totals['lessons']} lessons, "
        f"{totals['actions']} actions ({totals['owned']} with an owner, {totals['dated']} with a date, "
        f"{totals['stated']} with a status)."
    )


def lines_of(rows: list[dict[str, Any]], *, width: int = 46) -> list[str]:
    """Return the table as lines of text, the left-out files with their reasons below it."""
    shown = [row for row in rows if row["title"]]
    lines = []
    if shown:
        heads = " ".join(f"{head:>7}" for _, head in HEADS)
        lines.append(f"{'document':<{width}} {'':<8} {'day':<10} {'zone':<5} {heads}")
        for row in shown:
            counts = " ".join(f"{row[name]:>7}" for name, _ in HEADS)
            name = row["name"] if len(row["name"]) <= width else row["name"][: width - 1] + "…"
            zone = row["zone"][:5] or "-"
            day = row["happened_on"] or "-"
            lines.append(f"{name:<{width}} {row['outcome']:<8} {day:<10} {zone:<5} {counts}")
        sums = totals_of(shown)
        lines.append(
            f"{'all':<{width}} {'':<8} {'':<10} {'':<5} " + " ".join(f"{sums[n]:>7}" for n, _ in HEADS)
        )
        lines.append("")
    for row in rows:
        if row["outcome"] == Outcome.LEFT_OUT.value:
            detail = f" ({row['detail']})" if row["detail"] else ""
            lines.append(f"left out: {row['name']}: {row['reason']}{detail}")
        elif row["outcome"] == Outcome.FAILED.value:
            lines.append(f"not read: {row['reason']}")
        elif row["outcome"] == Outcome.KEPT.value:
            lines.append(
                f"kept beside: {row['name']}: people have worked on its review, which stays as it is"
            )
    lines += [f"note: {row['name']}: {note}" for row in rows for note in row["notes"]]
    return lines
