"""One searchable text for each thing that has a name: an incident, a review, a learning point."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from secondsight.base.fulltext.index import over
from secondsight.base.fulltext.query import parse
from secondsight.base.models import SearchDocument
from secondsight.base.transaction import write

_words = over(SearchDocument, "title", "body")


def index(
    kind: str, subject: str, *, title: str, body: str, address: str = "", at: datetime | None = None
) -> None:
    """Keep what a thing is found by, in place of what was kept before.

    `subject` is its id; `address` where its page is; `at` what lists of hits sort by (optional).
    Call it from a journal handler: it may run twice, and reads the thing as it stands now.
    """
    with write():
        SearchDocument.objects.update_or_create(
            kind=kind,
            subject=subject,
            defaults={
                "title": title.replace("\0", " ")[:500],
                "body": body.replace("\0", " "),
                "address": address,
                "at": at,
            },
        )


def forget(kind: str, *subjects: str) -> None:
    """Let things be found no more."""
    with write():
        SearchDocument.objects.filter(kind=kind, subject__in=subjects).delete()


def find(query: str, visible: Mapping[str, Iterable[Any] | QuerySet[Any]]) -> QuerySet[SearchDocument]:
    """Return the documents that a query finds, best first, of the kinds and subjects that may be seen.

    `visible` says for each kind which ids: `{"review": Review.objects.visible_to(viewer).values("pk")}`
    (C12; a queryset is asked in the same statement). Slice it. Mark the words with
    `excerpt.excerpt(document.body, query)`. Raises InvalidInput (field "q") for a query without words.
    """
    seen = Q(pk__in=[])
    for kind, ids in visible.items():
        seen |= Q(kind=kind, subject__in=ids)
    return _words.ranked(SearchDocument.objects.filter(seen), parse(query))


def newest_first(found: QuerySet[SearchDocument]) -> QuerySet[SearchDocument]:
    """Return what was found, sorted by its own time instead of by how well it fits."""
    return found.order_by(F("at").desc(nulls_last=True), "-id")
