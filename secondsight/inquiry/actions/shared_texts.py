"""What changes in a review's shared texts. Each change is stored as one that merges (R4.5)."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from secondsight.base import journal
from secondsight.base.errors import Forbidden, InvalidInput, StaleEdit
from secondsight.base.rich_text import documents
from secondsight.base.rich_text.nodes import Node
from secondsight.base.rich_text.reading import from_markdown
from secondsight.base.rich_text.writing import to_markdown
from secondsight.base.transaction import write
from secondsight.inquiry.models import Review, SharedText, SharedTextChange, SharedTextWriter
from secondsight.inquiry.queries.shared_texts import document_of, may_write, own_labels, version
from secondsight.inquiry.queries.veil import keep_veiled
from secondsight.inquiry.rules.vocabulary import TextKind
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit

TextIsGone = SharedText.DoesNotExist  # its review was removed while somebody wrote
WORDS = 100_000  # characters of a text as Markdown
MOST_BYTES = 8 * 1024 * 1024  # of a document, what was deleted included
KEPT_APART = timedelta(minutes=2)  # how long changes of the same minute stay rows of their own


def open_shared_text(review: Review, kind: str, *, at: datetime) -> SharedText:
    """Return a text of a review with a document to write in, made of its words where there was none yet.

    Whoever asks first makes it; everybody else gets the same.
    """
    there = SharedText.objects.filter(review=review, kind=kind).exclude(document=b"").first()
    if there is not None and (kind != TextKind.NARRATIVE or not _says_else(there, review)):
        there.review = review
        return there
    with write():
        review = Review.objects.get(pk=review.pk)
        text, is_new = SharedText.objects.get_or_create(
            review=review, kind=kind, defaults={"recorded_at": at}
        )
        text.review = review
        if is_new and kind == TextKind.NARRATIVE:
            text.words = review.narrative
        if not text.document:
            _begin(text, at)
        elif kind == TextKind.NARRATIVE and _says_else(text, review):
            _change(text, from_markdown(review.narrative), by=None, at=at)
    return text


def _begin(text: SharedText, at: datetime) -> None:
    """Make a text's document once, of its words: two pages that each began one would have two."""
    text.document = documents.new_document(from_markdown(text.words)).get_update()
    text.number = text.document_number = text.words_number = 1
    text.save()
    change = SharedTextChange.objects.create(text=text, number=1, update=text.document, recorded_at=at)
    if text.review.opened_by is not None and text.words:
        change.authors.add(text.review.opened_by)


def _says_else(text: SharedText, review: Review) -> bool:
    """Whether something else wrote the narrative since: an archive, an import."""
    told = from_markdown(review.narrative)
    return text.words_number == text.number and told != from_markdown(text.words)


def store_changes(
    text_id: str, update: bytes, *, writers: Mapping[int, str], by: Collection[str], at: datetime
) -> int:
    """Store what some people wrote at the same time, and return its number in the text.

    `writers` are numbers in the document that are new, with the accounts whose they are; `by` the accounts
    that sent it. When this returns, it is on disk.
    """
    with write():
        text = SharedText.objects.only("number").get(pk=text_id)
        text.number += 1
        text.save(update_fields=["number"])
        change = SharedTextChange.objects.create(text=text, number=text.number, update=update, recorded_at=at)
        change.authors.set(by)
        if writers:
            SharedTextWriter.objects.bulk_create(
                [
                    SharedTextWriter(text=text, client=client, account_id=who)
                    for client, who in writers.items()
                ],
                ignore_conflicts=True,
            )
    return text.number


def tell_words(text_id: str, *, by: Collection[str], at: datetime, squash: bool = False) -> None:
    """Put down what a text says now as Markdown, and journal who wrote in it since it was last journalled.

    A review's narrative says the same from then on. With `squash`, its changes so far are made one
    document, and what was written in the same minute one change.
    """
    with write():
        text = SharedText.objects.select_related("review").get(pk=text_id)
        document = document_of(text)
        _put_down(text, documents.read(document))
        if squash:
            text.document, text.document_number = document.get_update(), text.number
            text.save(update_fields=["document", "document_number"])
            _join_minutes(text, at)
        for account in Account.objects.filter(pk__in=by):
            _tell(text, by=account, at=at)


def write_shared_text(
    review: Review, kind: str, words: str, *, by: Account, at: datetime, number: int | None = None
) -> SharedText:
    """Make a text say what Markdown says, touching no more of it than differs, and return it.

    `number` is that of the version that was read; without it, the newest is changed.
    Raises StaleEdit when somebody wrote since, Forbidden, InvalidInput.
    """
    words = fit(words, field="words", most=WORDS)
    check_may_write(review, kind, by)
    with write():
        text = open_shared_text(review, kind, at=at)
        # Who read it before it had a document read version 0, which says the same as 1.
        if number is not None and max(number, 1) != text.number:
            raise StaleEdit(
                "Somebody wrote in this text meanwhile. Your words are kept here: look at theirs, then save "
                "again.",
                newer=text,
            )
        return put_words(text, words, by=by, at=at)


def restore_version(text: SharedText, number: int, *, by: Account, at: datetime) -> SharedText:
    """Make a text say what it said in an earlier version, as a new change, and return it.

    Raises NotFound, Forbidden.
    """
    check_may_write(text.review, text.kind, by)
    with write():
        text = SharedText.objects.select_related("review").get(pk=text.pk)
        return _change(text, version(by, text, number), by=by, at=at)


def put_words(text: SharedText, words: str, *, by: Account, at: datetime) -> SharedText:
    """Change an open text to what Markdown says, inside a transaction, and return it."""
    return _change(text, from_markdown(words), by=by, at=at)


def claim_hand(text_id: str, client: int, account_id: str) -> str:
    """Say whose hand a number in a text's document is, and return the account that it is the hand of.

    It is said before the first change of that hand is shown to anybody; who says it first, is it.
    """
    with write():
        row, _ = SharedTextWriter.objects.get_or_create(
            text_id=text_id, client=client, defaults={"account_id": account_id}
        )
    return str(row.account_id)


def check_may_write(review: Review, kind: str, account: Account) -> None:
    """Let those pass who may write in a review's text. Raises Forbidden, NotFound."""
    if kind == TextKind.NARRATIVE:
        keep_veiled(account, review)
    if not may_write(account, review):
        raise Forbidden("Guests of one section read along. Nothing was changed; tell the scribe.")


def _change(text: SharedText, blocks: Sequence[Node], *, by: Account | None, at: datetime) -> SharedText:
    stored = document_of(text)
    if list(documents.read(stored)) == list(blocks):
        return text
    client = secrets.randbits(31)
    document = documents.opened([stored.get_update()], client=client)
    documents.change(document, blocks)
    update = document.get_update(stored.get_state())
    if len(update) > MOST_BYTES:
        raise InvalidInput("This is too much for one text; nothing was changed.", field="words")
    hands = [by.pk] if by else []
    number = store_changes(text.pk, update, writers={client: by.pk} if by else {}, by=hands, at=at)
    text.number = number
    _put_down(text, documents.read(document))
    _tell(text, by=by, at=at)
    return text


def _put_down(text: SharedText, blocks: Sequence[Node]) -> None:
    text.words, text.words_number = to_markdown(blocks)[: 4 * WORDS], text.number
    text.save(update_fields=["words", "words_number"])
    if text.kind == TextKind.NARRATIVE:
        review = text.review
        told = to_markdown(blocks, own_labels(review, blocks))
        if told != review.narrative:
            review.narrative = told
            review.edition += 1
            review.save(update_fields=["narrative", "edition"])


def _join_minutes(text: SharedText, at: datetime) -> None:
    rows = list(text.changes.filter(recorded_at__lt=at - KEPT_APART).prefetch_related("authors"))
    together: list[SharedTextChange] = []
    for row in [*rows, None]:
        if row is not None and (not together or _belongs(together[-1], row)):
            together.append(row)
            continue
        if len(together) > 1:
            last = together[-1]
            last.update = documents.merged([bytes(one.update) for one in together])
            last.save(update_fields=["update"])
            SharedTextChange.objects.filter(pk__in=[one.pk for one in together[:-1]]).delete()
        together = [row] if row is not None else []


def _belongs(before: SharedTextChange, row: SharedTextChange) -> bool:
    minutes = {one.recorded_at.replace(second=0, microsecond=0) for one in (before, row)}
    writers = [{author.pk for author in one.authors.all()} for one in (before, row)]
    return len(minutes) == 1 and writers[0] == writers[1]


def _tell(text: SharedText, *, by: Account | None, at: datetime) -> None:
    label = TextKind(text.kind).label
    # What is written is in the text's own history; the narrative is searched, so its review is the subject.
    subject = text.review if text.kind == TextKind.NARRATIVE else text
    journal.record("shared_text_written", by=by, subject=subject, at=at, topic=text.review.topic, what=label)
