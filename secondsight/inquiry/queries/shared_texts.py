"""What is read of a review's shared texts: their words, who wrote when, what was said of passages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.urls import reverse

from secondsight.base.errors import NotFound
from secondsight.base.rich_text import documents
from secondsight.base.rich_text.nodes import Node, referred
from secondsight.base.rich_text.reading import from_markdown
from secondsight.base.rich_text.writing import to_markdown, to_plain
from secondsight.inquiry.models import (
    Review,
    RoleHolder,
    SharedText,
    SharedTextChange,
    SharedTextComment,
    SharedTextWriter,
)
from secondsight.inquiry.queries.veil import is_walked, keep_veiled
from secondsight.inquiry.rules.vocabulary import Role, TextKind
from secondsight.organisation.models import Account
from secondsight.record.models import Event, Incident

MOST_NAMED = 2000
GONE = {"moment": "a moment that is not to be seen", "person": "somebody"}


@dataclass(frozen=True)
class Named:
    """What a moment or a person in a text is called now, and where it leads to."""

    kind: str
    id: str
    label: str
    url: str
    is_there: bool = True


def shared_text(viewer: Any, review: Review, kind: str) -> SharedText:
    """Return a text of a review that the viewer may see; one that nobody has opened yet is not stored.

    Raises NotFound for a kind that there is not, and for a narrative that looks back further than the
    viewer does for now.
    """
    if kind not in list(TextKind):
        raise NotFound("A review has notes and a narrative, and no other text.")
    if kind == TextKind.NARRATIVE:
        keep_veiled(viewer, review)
    found = SharedText.objects.filter(review=review, kind=kind).select_related("review").first()
    if found is not None:
        return found
    words = review.narrative if kind == TextKind.NARRATIVE else ""
    return SharedText(review=review, kind=kind, words=words)


def may_write(viewer: Any, review: Review) -> bool:
    """Return whether somebody who sees a review may write in its texts: all but guests of one section."""
    roles = set(RoleHolder.objects.filter(review=review, account=viewer).values_list("role", flat=True))
    return roles != {Role.GUEST.value}


def document_of(text: SharedText) -> documents.Document:
    """Return a text's document as it is stored now."""
    if not text.document:
        return documents.new_document(from_markdown(text.words))
    later = text.changes.filter(number__gt=text.document_number).values_list("update", flat=True)
    return documents.opened([bytes(text.document), *(bytes(update) for update in later)])


def stored_document(text_id: str) -> tuple[documents.Document, int]:
    """Return a text's document as it is stored now, and the number of the last change in it."""
    text = SharedText.objects.get(pk=text_id)
    later = changes_since(text_id, text.document_number)
    document = documents.opened([bytes(text.document), *(update for _, update in later)])
    return document, max((number for number, _ in later), default=text.document_number)


def blocks_of(text: SharedText) -> tuple[Node, ...]:
    """Return what a text says now."""
    if text.words_number == text.number:
        return from_markdown(text.words)
    return documents.read(document_of(text))


def told_texts(review: Review) -> list[SharedText]:
    """Return the texts of a review that the one who looks may see, their words as of now."""
    found = list(SharedText.objects.filter(review=review))
    for text in found:
        if text.words_number != text.number:
            text.words = to_markdown(documents.read(document_of(text)))
    return found


def markdown_of(viewer: Any, text: SharedText, blocks: Sequence[Node], zone: tzinfo | None = None) -> str:
    """Return a text as Markdown that can be written back, moments and people called as they are now."""
    return to_markdown(blocks, labels(viewer, text.review, blocks, zone))


def plain_of(viewer: Any, text: SharedText, blocks: Sequence[Node], zone: tzinfo | None = None) -> str:
    """Return a text's words alone."""
    return to_plain(blocks, labels(viewer, text.review, blocks, zone))


def shown_of(viewer: Any, text: SharedText, blocks: Sequence[Node], zone: tzinfo | None = None) -> str:
    """Return a text as Markdown for a page: moments lead to their own page."""
    there = named(viewer, text.review, referred(blocks), zone)
    return to_markdown(
        blocks,
        lambda kind, id: there[kind, id].label,
        lambda kind, id: there[kind, id].url,
    )


def labels(
    viewer: Any, review: Review, blocks: Sequence[Node], zone: tzinfo | None = None
) -> Callable[[str, str], str]:
    """Return what moments and people in some blocks are called now. At most two statements."""
    there = named(viewer, review, referred(blocks), zone)
    return lambda kind, id: there[kind, id].label


def own_labels(review: Review, blocks: Sequence[Node]) -> Callable[[str, str], str]:
    """Return the same for what the review itself says: whoever sees it, sees its incidents."""
    there = _named(Incident.objects.filter(review_incidents__review=review), referred(blocks), None)
    return lambda kind, id: there[kind, id].label


def named(
    viewer: Any, review: Review, wanted: Iterable[tuple[str, str]], zone: tzinfo | None = None
) -> dict[tuple[str, str], Named]:
    """Return, by kind and id, what moments and people are called now as far as the viewer may know.

    Times are in the zone given, else in the incident's own. What may not be seen has a name that says so.
    """
    seen = Incident.objects.visible_to(viewer).filter(review_incidents__review=review)
    return _named(seen, wanted, zone)


def _named(
    seen: QuerySet[Any], wanted: Iterable[tuple[str, str]], zone: tzinfo | None
) -> dict[tuple[str, str], Named]:
    asked = list(dict.fromkeys(wanted))
    found = {(kind, id): Named(kind, id, GONE.get(kind, kind), "", is_there=False) for kind, id in asked}
    moments = [id for kind, id in asked if kind == "moment"][:MOST_NAMED]
    people = [id for kind, id in asked if kind == "person"][:MOST_NAMED]
    if moments:
        rows = Event.objects.filter(pk__in=moments, incident__in=seen, removed_at=None)
        for row in rows.select_related("incident"):
            found["moment", row.pk] = _moment(row, zone)
    if people:
        for pk, name in Account.objects.filter(pk__in=people).values_list("pk", "name"):
            found["person", pk] = Named("person", pk, name, "")
    return found


def offered(viewer: Any, review: Review, kind: str, words: str, zone: tzinfo | None = None) -> list[Named]:
    """Return at most twelve moments of the review, or people, whose name holds the words, to choose from."""
    words = " ".join(words.replace("\0", "").split())[:100]
    if kind == "person":
        rows = Account.objects.filter(is_active=True, name__icontains=words).order_by("name")[:12]
        return [Named("person", row.pk, row.name, "") for row in rows]
    seen = Incident.objects.visible_to(viewer).filter(review_incidents__review=review)
    events = Event.objects.filter(incident__in=seen, removed_at=None).exclude(occurred_at=None)
    for word in words.split()[:6]:
        events = events.filter(what__icontains=word)
    return [
        _moment(row, zone) for row in events.select_related("incident").order_by("occurred_at", "id")[:12]
    ]


def _moment(row: Event, zone: tzinfo | None) -> Named:
    label = row.what
    if row.occurred_at is not None:
        label = f"{row.occurred_at.astimezone(zone or ZoneInfo(row.incident.time_zone)):%H:%M} {label}"
    return Named("moment", row.pk, label, reverse("event", args=[row.pk]))


@dataclass(frozen=True)
class Version:
    """A minute in which somebody wrote: the text as it was at its end, and who wrote in it."""

    number: int
    at: datetime
    authors: tuple[str, ...]


def versions(viewer: Any, text: SharedText, *, most: int = 200) -> list[Version]:
    """Return the newest versions of a text by minute and writers, newest first. Two statements."""
    if text._state.adding:
        return []
    rows = text.changes.order_by("-number").defer("update").prefetch_related("authors")[: most * 10]
    found: list[Version] = []
    for row in rows:
        minute = row.recorded_at.replace(second=0, microsecond=0)
        authors = tuple(sorted(author.name for author in row.authors.all()))
        if found and (found[-1].at.replace(second=0, microsecond=0), found[-1].authors) == (minute, authors):
            continue
        if len(found) == most:
            break
        found.append(Version(row.number, row.recorded_at, authors))
    return found


def version(viewer: Any, text: SharedText, number: int) -> tuple[Node, ...]:
    """Return what a text said after a change. Raises NotFound for one that there was not."""
    if text._state.adding or not 0 < number <= text.number:
        raise NotFound("This text has no such version.")
    rows = SharedTextChange.objects.filter(text=text, number__lte=number).order_by("number")
    if not rows.filter(number=number).exists():
        raise NotFound("This version was joined with the next one of the same minute.")
    return documents.read(documents.opened(bytes(update) for update in rows.values_list("update", flat=True)))


def change(text: SharedText, number: int) -> SharedTextChange:
    """Return a change of a text that the viewer was shown, with who wrote it."""
    return text.changes.prefetch_related("authors").defer("update").get(number=number)


def comments(viewer: Any, text: SharedText) -> list[SharedTextComment]:
    """Return what was said of passages of a text, the oldest first."""
    if text._state.adding:
        return []
    return list(text.comments.select_related("written_by", "resolved_by")[:500])


def comment(viewer: Any, review: Review, comment_id: str) -> SharedTextComment:
    """Return one comment of a review that the viewer may see. Raises NotFound."""
    rows = SharedTextComment.objects.select_related("text", "written_by", "resolved_by")
    found = rows.filter(pk=comment_id, text__review=review).first()
    if found is None:
        raise NotFound("There is no such comment here.")
    shared_text(viewer, review, found.text.kind)
    return found


def who_may_see(review_id: str, accounts: Iterable[str], kind: str) -> dict[str, bool]:
    """Return those of some accounts who may see a review's text still, and whether they may write in it.

    It is asked again and again for those who have the text open, so it takes the same few statements for
    all of them together.
    """
    review = Review.objects.filter(pk=review_id).first()
    if review is None:
        return {}
    active = Account.objects.filter(pk__in=list(accounts), is_active=True)
    if review.is_restricted:
        seats = review.audience.all()
        active = active.filter(
            Q(pk__in=seats.exclude(account=None).values("account"))
            | Q(membership__team__in=seats.exclude(team=None).values("team"))
        ).distinct()
    seeing = list(active)
    if kind == TextKind.NARRATIVE:
        seeing = [one for one in seeing if not is_walked(one, review)]
    roles: dict[str, set[str]] = {}
    for account, role in RoleHolder.objects.filter(review=review).values_list("account_id", "role"):
        roles.setdefault(account, set()).add(role)
    return {one.pk: roles.get(one.pk) != {Role.GUEST.value} for one in seeing}


def numbers(text_ids: Iterable[str]) -> dict[str, int]:
    """Return how many changes some texts have by now. One statement."""
    return dict(SharedText.objects.filter(pk__in=list(text_ids)).values_list("pk", "number"))


def changes_since(text_id: str, number: int) -> list[tuple[int, bytes]]:
    """Return the changes of a text after one of them, in order, each with its number."""
    rows = SharedTextChange.objects.filter(text=text_id, number__gt=number).order_by("number")
    return [(known, bytes(update)) for known, update in rows.values_list("number", "update")]


def writers_of(text_id: str) -> dict[int, str]:
    """Return whose hand each number in a text's document is: accounts by number."""
    rows = SharedTextWriter.objects.filter(text=text_id)
    return dict(rows.values_list("client", "account_id"))
