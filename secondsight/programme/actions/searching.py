"""Keeping what search finds things by."""

from collections.abc import Collection
from typing import Any

from secondsight.base.fulltext import documents
from secondsight.programme.queries.kinds import ARCHIVED_DOCUMENT, Kind, kinds

CHUNK = 500


def reindex(only: Collection[str] = ()) -> dict[str, int]:
    """Make the index again, of all kinds or of `only` these, and return how many of each it holds.

    In short transactions: others go on working, and search finds what it found until it is replaced. It is
    no change that a history would tell, so nothing is journalled.
    """
    counts = {}
    for kind in kinds():
        if not only or kind.name in only:
            rows = kind.rows().order_by("recorded_at", "pk").iterator(chunk_size=CHUNK)
            counts[kind.name] = documents.index(kind.name, map(kind.text, rows))
            documents.forget_all_but(kind.name, kind.rows())
    return counts


def index_one(kind: Kind, subject: str) -> None:
    """Let a thing be found as it stands now, and no more if it is gone."""
    row = kind.rows().filter(pk=subject).first()
    if row is None:
        documents.forget(kind.name, [subject])
    else:
        documents.index(kind.name, [kind.text(row)])


def index_some(kind: Kind, **where: Any) -> None:
    """Let the things of a kind that a condition picks be found as they stand now."""
    documents.index(kind.name, map(kind.text, kind.rows().filter(**where)))


def index_archived(review_id: str) -> None:
    """Let all that an old post-mortem brought be found; an older version of its file no more."""
    for kind in kinds():
        if kind.name == "event":
            index_some(kind, incident__reviews=review_id)
        elif kind.name in ("factor", "strength", "learning_point", "recorded_action", "archived_document"):
            index_some(kind, review=review_id)
    documents.forget_all_but(ARCHIVED_DOCUMENT.name, ARCHIVED_DOCUMENT.rows())
