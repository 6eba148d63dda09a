"""What was recognised in an old post-mortem, as the values of rows and as plain JSON to be kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from secondsight.inquiry.rules.archive import (
    RecognisedAction,
    RecognisedEntry,
    RecognisedPoint,
    RecognisedReview,
)

RowsOf = dict[str, list[Any]]
STORY = 100_000  # characters of a narrative, as everywhere


def event_values(entry: RecognisedEntry) -> dict[str, Any]:
    """Return what an event says of an entry."""
    return {
        "occurred_at": entry.occurred_at,
        "precision": entry.precision.value,
        "what": _clean(entry.what),
        "context": _clean(entry.context),
        "actor": _clean(entry.actor),
        "kind": entry.kind.value,
    }


def point_values(points: Iterable[RecognisedPoint], context: str = "context") -> Iterator[dict[str, Any]]:
    """Yield what a finding says of a point; `context` is the column for what stands below it."""
    for point in points:
        yield {"what": _clean(point.what), context: _clean(point.context)}


def action_values(action: RecognisedAction) -> dict[str, Any]:
    """Return what a recorded action says."""
    return {
        "what": _clean(action.what),
        "context": _clean(action.context),
        "owner": _clean(action.owner),
        "due_on": action.due_on,
        "status": _clean(action.status),
        "is_done": action.is_done,
        "url": _clean(action.url),
        "ticket": _clean(action.ticket),
    }


def story_of(found: RecognisedReview) -> str:
    """Return, as Markdown, what stays text: each part under its own heading, in the document's order."""
    parts = []
    for text in found.texts:
        heading = f"## {text.heading}\n\n" if text.heading else ""
        parts.append(f"{heading}{text.markdown}")
    return _clean("\n\n".join(parts))[:STORY]


def as_told(found: RecognisedReview, made: Mapping[str, Sequence[Any]] | None = None) -> dict[str, Any]:
    """Return what was recognised as plain JSON: by part, each with its line and the id of its row if any."""

    def ids(part: str) -> Iterator[str]:
        rows = (made or {}).get(part, ())
        yield from (row.pk for row in rows)
        while True:
            yield ""

    return {
        "title": _clean(found.title),
        "line": found.line,
        "happened_on": found.happened_on.isoformat() if found.happened_on else "",
        "severity": found.severity_words,
        "zone": found.zone_words,
        "milestones": [
            {"kind": point.kind.value, "at": point.at.isoformat(), "line": point.line}
            for point in found.milestones
        ],
        "entries": [
            {
                "what": _clean(entry.what),
                "line": entry.line,
                "stamp": _clean(entry.stamp),
                "at": entry.occurred_at.isoformat() if entry.occurred_at else "",
                "precision": entry.precision.value,
                "is_timed": entry.is_timed,
                "id": id,
            }
            for entry, id in zip(found.entries, ids("entries"), strict=False)
        ],
        **{
            part: [
                {"what": _clean(point.what), "line": point.line, "id": id}
                for point, id in zip(points, ids(part), strict=False)
            ]
            for part, points in (
                ("factors", found.factors),
                ("worked", found.worked),
                ("lessons", found.lessons),
            )
        },
        "actions": [
            {
                "what": _clean(action.what),
                "line": action.line,
                "owner": _clean(action.owner),
                "due_on": action.due_on.isoformat() if action.due_on else "",
                "status": _clean(action.status),
                "is_done": action.is_done,
                "url": _clean(action.url),
                "ticket": _clean(action.ticket),
                "id": id,
            }
            for action, id in zip(found.actions, ids("actions"), strict=False)
        ],
        "texts": [
            {"heading": _clean(text.heading), "line": text.line, "last": text.last} for text in found.texts
        ],
        "notes": [_clean(note) for note in found.notes],
    }


def _clean(text: str) -> str:
    """A NUL or half of a surrogate pair, which a database refuses, becomes the mark for what is no text."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
