"""One searchable text for each thing that has a name: an incident, a review, a learning point."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from secondsight.base.fulltext.index import over
from secondsight.base.fulltext.query import Query
from secondsight.base.models import SearchDocument
from secondsight.base.prepared import Asked
from secondsight.base.transaction import write

BATCH = 1000
MANY = 50  # fewer are indexed one by one
_words = over(SearchDocument, "title", "body")


@dataclass(frozen=True, slots=True)
class Text:
    """What a thing is found by: `subject` is its id, `topic` the page it belongs to ("review:ID")."""

    subject: str
    title: str
    body: str = ""
    topic: str = ""
    at: datetime | None = None  # when it was, for whoever reads the hit


def index(kind: str, texts: Iterable[Text]) -> int:
    """Keep what things of a kind are found by, in place of what was kept before; return how many.

    In batches of their own transactions. Call it from a journal handler: it may run twice, and reads the
    things as they stand now.
    """
    count = 0
    batch: list[SearchDocument] = []
    for text in texts:
        batch.append(_document(kind, text))
        if len(batch) == BATCH:
            _keep(kind, batch)
            count += len(batch)
            batch = []
    _keep(kind, batch)
    return count + len(batch)


def forget(kind: str, subjects: Iterable[str]) -> None:
    """Let things be found no more."""
    with write():
        SearchDocument.objects.filter(kind=kind, subject__in=subjects).delete()


def forget_all_but(kind: str, there: QuerySet[Any]) -> None:
    """Let things of a kind be found no more that are not there any more."""
    gone = SearchDocument.objects.filter(kind=kind).exclude(Exists(there.filter(pk=OuterRef("subject"))))
    with write():
        gone.delete()


def visible(kinds: Mapping[str, QuerySet[Any] | Collection[str]]) -> QuerySet[SearchDocument]:
    """Return the documents of the kinds and subjects that may be seen (C12).

    For each kind which rows: `{"review": Review.objects.visible_to(viewer)}`; ids do, too.
    """
    seen = Q(pk__in=[])
    for kind, rows in kinds.items():
        if isinstance(rows, QuerySet):
            seen |= Q(Exists(rows.order_by().filter(pk=OuterRef("subject"))), kind=kind)
        else:
            seen |= Q(kind=kind, subject__in=rows)
    return SearchDocument.objects.filter(seen)


def find(
    query: str | Query,
    rows: QuerySet[SearchDocument] | Asked,
    *,
    kind: str = "",
    first: int = 0,
    most: int = 20,
) -> list[SearchDocument]:
    """Return those of the documents that a query finds, best first; `kind` says that all are of one.

    One statement. Raises InvalidInput (field "q") for a query without words.
    """
    return _words.best(rows, query, only={"kind": kind} if kind else {}, first=first, most=most)


def _document(kind: str, text: Text) -> SearchDocument:
    return SearchDocument(
        kind=kind,
        subject=text.subject,
        title=text.title.replace("\0", " ")[:500],
        body=text.body.replace("\0", " "),
        topic=text.topic,
        at=text.at,
    )


def _keep(kind: str, batch: list[SearchDocument]) -> None:
    """Write what is new or changed; a row that is as it was costs nothing."""
    with write():
        found = SearchDocument.objects.filter(kind=kind, subject__in=[one.subject for one in batch])
        there = {one.subject: _said(one) for one in found}
        new = [one for one in batch if one.subject not in there]
        changed = [one for one in batch if one.subject in there and there[one.subject] != _said(one)]
        if new:
            with _words.in_bulk() if len(new) >= MANY else nullcontext():
                SearchDocument.objects.bulk_create(new)
        if changed:
            SearchDocument.objects.bulk_create(
                changed,
                update_conflicts=True,
                unique_fields=["kind", "subject"],
                update_fields=["title", "body", "topic", "at"],
            )


def _said(one: SearchDocument) -> tuple[Any, ...]:
    return one.title, one.body, one.topic, one.at
