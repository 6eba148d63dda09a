"""The journal, its outbox and its history."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from secondsight.base import journal
from secondsight.base.models import JournalEntry, StoredFile
from secondsight.base.transaction import write

AT = datetime(2026, 3, 11, 14, 2, tzinfo=UTC)


def make_subject() -> StoredFile:
    return StoredFile.objects.create(sha256="a" * 64, size=1)


@pytest.mark.django_db
def test_an_entry_says_who_what_and_when():
    with write():
        journal.record("file_kept", by=None, subject=make_subject(), at=AT, topic="incident:1", size=1)

    entry = journal.history("incident:1").get()
    assert (entry.verb, entry.subject_kind, entry.at) == ("file_kept", "storedfile", AT)
    assert entry.particulars == {"size": 1}


@pytest.mark.django_db(transaction=True)
def test_nothing_is_journalled_outside_a_write():
    with pytest.raises(RuntimeError, match="outside"):
        journal.record("file_kept", by=None, subject=make_subject(), at=AT)


@pytest.mark.django_db(transaction=True)
def test_what_rolls_back_leaves_no_entry():
    with pytest.raises(ValueError), write():
        journal.record("file_kept", by=None, subject=make_subject(), at=AT)
        raise ValueError

    assert not JournalEntry.objects.exists()


@pytest.mark.django_db
def test_history_is_newest_first_and_only_of_its_pages():
    with write():
        subject = make_subject()
        for topic in ("incident:1", "review:1", "incident:2"):
            journal.record("file_kept", by=None, subject=subject, at=AT, topic=topic)

    assert [e.topic for e in journal.history("incident:1", "review:1")] == ["review:1", "incident:1"]


@pytest.mark.django_db(transaction=True)
def test_a_listener_hears_each_entry_once_and_only_after_commit(worked_off, monkeypatch):
    heard = []

    def listener(entry: JournalEntry) -> None:
        heard.append((entry.verb, entry.particulars["n"], transaction.get_connection().in_atomic_block))

    monkeypatch.setitem(journal._handlers, "file_kept", [listener])
    with write():
        subject = make_subject()
        for n in range(3):
            journal.record("file_kept", by=None, subject=subject, at=AT, n=n)

    worked_off()
    worked_off()
    assert heard == [("file_kept", n, False) for n in range(3)]
