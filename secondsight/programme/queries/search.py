"""What people look for, in everything that they may see."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.utils.safestring import SafeString

from secondsight.base.errors import InvalidInput
from secondsight.base.fulltext import documents
from secondsight.base.fulltext.excerpt import excerpt
from secondsight.base.fulltext.query import Query, parse
from secondsight.base.markdown import to_words
from secondsight.base.models import SearchDocument
from secondsight.inquiry.models import Review
from secondsight.organisation.queries.prepared import Seen
from secondsight.programme.queries.kinds import Kind, kinds
from secondsight.record.models import ITEM_WORDS, EvidenceItem, Incident
from secondsight.record.queries.evidence import items

SIZE = 20
MOST_PAGES = 25
FEW = 3  # pieces of evidence beside everything else
EVIDENCE = "evidence"
WHOLE_TITLE = 500


@dataclass(frozen=True)
class Hit:
    """One thing that was found. Title and snippet are safe HTML, the words looked for in `<mark>`."""

    kind: str
    label: str
    title: SafeString
    snippet: SafeString
    at: datetime | None
    url: str
    within: str  # the title of the incident or review that it belongs to
    within_url: str


@dataclass(frozen=True)
class Results:
    """A page of hits, the best first, with the numbers of its neighbours (0 at an end).

    `evidence` holds a few pieces of evidence, on the first page of everything alone.
    """

    hits: list[Hit]
    evidence: list[Hit]
    next: int
    previous: int


def search(viewer: Any, words: str, *, kind: str = "", page: int = 1) -> Results:
    """Return what the viewer may see that has all the words in it; `kind` narrows it to one.

    Four statements at most, however much there is. What may not be seen is neither shown nor counted (C12).
    Raises InvalidInput for words that name nothing to look for, a kind or a page that there is not.
    """
    query = parse(words)
    chosen = _chosen(kind)
    if not 1 <= page <= MOST_PAGES:
        raise InvalidInput(f"There are {MOST_PAGES} pages at most. Give more words.", field="page")
    first = (page - 1) * SIZE
    if kind == EVIDENCE:
        items_found = _evidence(viewer, query, first=first, most=SIZE + 1)
        return _results([_item_hit(item, words) for item in items_found], [], page)
    found = _documents(viewer, query, chosen, first=first, most=SIZE + 1)
    titles = _titles(viewer, found)
    by_name = {one.name: one for one in chosen}
    hits = [_document_hit(row, by_name[row.kind], titles, words) for row in found]
    few = [] if kind or page > 1 else _evidence(viewer, query, first=0, most=FEW)
    return _results(hits, [_item_hit(item, words) for item in few], page)


def _chosen(kind: str) -> list[Kind]:
    chosen = [one for one in kinds() if kind in ("", one.name)]
    if not chosen and kind != EVIDENCE:
        names = ", ".join([*(one.name for one in kinds()), EVIDENCE])
        raise InvalidInput(f"“{kind[:40]}” is not one of: {names}.", field="kind")
    return chosen


def _documents(
    viewer: Any, query: Query, chosen: list[Kind], *, first: int, most: int
) -> list[SearchDocument]:
    rows = _visible(tuple(one.name for one in chosen)).asked(viewer)
    kind = chosen[0].name if len(chosen) == 1 else ""
    return [] if rows is None else documents.find(query, rows, kind=kind, first=first, most=most)


@cache
def _visible(names: tuple[str, ...]) -> Seen:
    chosen = [one for one in kinds() if one.name in names]
    return Seen(lambda viewer: documents.visible({one.name: one.visible(viewer) for one in chosen}))


def _evidence(viewer: Any, query: Query, *, first: int, most: int) -> list[EvidenceItem]:
    rows = _items.asked(viewer)
    return [] if rows is None else ITEM_WORDS.best(rows, query, first=first, most=most)


def _results(hits: list[Hit], evidence: list[Hit], page: int) -> Results:
    has_more = len(hits) > SIZE and page < MOST_PAGES
    return Results(hits[:SIZE], evidence, page + 1 if has_more else 0, page - 1)


def _titles(viewer: Any, found: list[SearchDocument]) -> dict[str, str]:
    """Return the titles of the incidents and reviews that hits belong to, by topic."""
    titles = {}
    for name, statement in (("incident", _incidents), ("review", _reviews)):
        ids = {row.topic.partition(":")[2] for row in found if row.topic.startswith(f"{name}:")}
        if ids:
            padded = [*ids, *[""] * (SIZE + 1 - len(ids))]  # a prepared list has one length
            rows = statement.rows(viewer, **{f"id_{n}": id for n, id in enumerate(padded)})
            titles |= {f"{name}:{row.pk}": row.title for row in rows}
    return titles


def _titled(model: Any) -> Seen:
    return Seen(
        lambda viewer, **ids: model.objects.visible_to(viewer).filter(pk__in=ids.values()).only("title")
    )


_items = Seen(lambda viewer: items(viewer).defer("raw", "details"))
_incidents, _reviews = _titled(Incident), _titled(Review)


def _document_hit(row: SearchDocument, kind: Kind, titles: dict[str, str], words: str) -> Hit:
    place, _, page = row.topic.partition(":")
    is_page = kind.name == place
    return Hit(
        kind=kind.name,
        label=kind.label,
        title=excerpt(row.title, words, length=WHOLE_TITLE),
        snippet=excerpt(to_words(row.body), words),
        at=row.at,
        url=kind.address.format(subject=row.subject, page=page),
        within="" if is_page else titles.get(row.topic, ""),
        within_url="" if is_page or not page else f"/{place}s/{page}/",
    )


def _item_hit(item: EvidenceItem, words: str) -> Hit:
    who = item.author_name or item.title or item.kind
    title = f"{who} in #{item.channel}" if item.channel else who
    return Hit(
        kind=EVIDENCE,
        label="Evidence",
        title=excerpt(title, words, length=WHOLE_TITLE),
        snippet=excerpt(item.text or item.title, words),
        at=item.occurred_at,
        url=f"/evidence/items/{item.pk}/",
        within="",
        within_url="",
    )
