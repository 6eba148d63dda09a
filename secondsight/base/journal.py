"""The journal: audit trail, outbox and feed in one (C15)."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet

from secondsight.base import rooms
from secondsight.base.live.waking import wake
from secondsight.base.models import JournalEntry


class Actor(Protocol):
    """Whoever changes something: an account."""

    id: str
    name: str


Handler = Callable[[JournalEntry], None]

_handlers: dict[str, list[Handler]] = defaultdict(list)
_followers: dict[str, list[Handler]] = defaultdict(list)


def record(
    verb: str,
    *,
    by: Actor | None,
    subject: Model,
    at: datetime,
    topic: str = "",
    **particulars: Any,
) -> JournalEntry:
    """Write down that something changed, inside the transaction that changes it.

    `by` is None when the program itself acts. `topic` names the page that shows the change
    ("incident:ID", "review:ID"): it is what a page's history and its live push are found by.
    `particulars` is what a reader of the history needs, as plain JSON; never words said in confidence.
    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{verb} was journalled outside base.transaction.write()")
    transaction.on_commit(wake)  # who listens need not wait for the next look
    return JournalEntry.objects.create(
        verb=verb,
        actor=by.id if by else "",
        actor_name=by.name if by else "",
        subject_kind=subject._meta.model_name or "",
        subject=str(subject.pk),
        topic=topic,
        particulars=particulars,
        at=at,
    )


def forget_words(subject: Model) -> None:
    """Take the words out of what the journal says of a thing that was taken off the record.

    The one change to entries that there is: that something happened, who did it and when, stays.
    """
    entries = JournalEntry.objects.filter(subject_kind=subject._meta.model_name, subject=str(subject.pk))
    entries.update(particulars={"what": "taken off the record"})


def on(*verbs: str) -> Callable[[Handler], Handler]:
    """Register a handler for entries with these verbs.

    It runs after commit, as a job with retries, and may run twice for the same entry.
    """

    def register(handler: Handler) -> Handler:
        for verb in verbs:
            if handler not in _handlers[verb]:
                _handlers[verb].append(handler)
        return handler

    return register


def on_subjects(*kinds: str) -> Callable[[Handler], Handler]:
    """Register a handler for every entry about things of these kinds (a model's name), whatever the verb.

    It runs as one of `on` does. For what follows a thing itself, such as search: a new verb is not missed.
    """

    def register(handler: Handler) -> Handler:
        for kind in kinds:
            if handler not in _followers[kind]:
                _followers[kind].append(handler)
        return handler

    return register


def handlers_of(entry: JournalEntry) -> list[Handler]:
    """Return the handlers that an entry concerns, each once."""
    rooms.load()
    found = [*_handlers.get(entry.verb, ()), *_followers.get(entry.subject_kind, ())]
    return list(dict.fromkeys(found))


def listened_entries() -> Q:
    """Return the condition that picks the entries that some handler listens to."""
    rooms.load()
    return Q(verb__in=list(_handlers)) | Q(subject_kind__in=list(_followers))


def history(*topics: str) -> QuerySet[JournalEntry]:
    """Return the entries of some pages, newest first. The caller has asked who looks."""
    return JournalEntry.objects.filter(topic__in=topics).order_by("-id")
