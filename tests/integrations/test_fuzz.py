"""A spoilt file is read as far as it can be or refused in words: no reader falls over or hangs."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import get_type_hints

import pytest

from secondsight.record import readers
from secondsight.record.rules.evidence import (
    ITEM_KINDS,
    LENGTHS,
    PRECISIONS,
    Document,
    Head,
    Item,
    LeftOut,
    NeedsAnswer,
    Reader,
    ReadOptions,
    Record,
    UnreadableFile,
)
from tests.integrations.mutations import spoilt
from tests.integrations.test_recognition import samples

SAMPLES = samples()
# More of them by hand: SECONDSIGHT_FUZZ=3000 pytest tests/integrations/test_fuzz.py
ROUNDS = int(os.environ.get("SECONDSIGHT_FUZZ", "100"))
NAME = "ours.dat"
LONGEST = 20  # seconds for one file; a few KB take milliseconds
ANSWERS = {
    "zone": UTC,
    "starts_at": datetime(2026, 10, 14, 14, 2, tzinfo=UTC),
    "on_date": date(2026, 10, 14),
    "repeated_hour": "first",
    "channel": "C0INCIDENT42",
}


def test_every_format_has_a_sample() -> None:
    assert set(SAMPLES) == {reader.format for reader in readers.readers()}


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_sample_is_read_whole(tmp_path: Path, name: str) -> None:
    head = written(tmp_path, SAMPLES[name])

    found = outcome(readers.recognise(head), head)

    assert isinstance(found, list), found
    assert [each for each in found if isinstance(each, Item | Document)]
    check(found, len(SAMPLES[name]))


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_spoilt_file_is_read_or_refused_in_words(tmp_path: Path, name: str) -> None:
    own = next(reader for reader in readers.readers() if reader.format == name)

    for number in range(ROUNDS):
        content = spoilt(SAMPLES[name], f"{name} {number}")
        with explained(name, number, content):
            for found in outcomes(tmp_path, content, own):
                check(found, len(content))


def outcomes(folder: Path, content: bytes, own: Reader) -> Iterator[list[Record] | UnreadableFile]:
    """What becomes of a file by who takes it now, and by whose it was: its start may look as before."""
    try:
        head = written(folder, content)
        taken_by = readers.recognise(head)
    except UnreadableFile as error:
        yield error
        return
    yield outcome(taken_by, head)
    if own is not taken_by and bool(head.members) == (own.format == "slack-export"):
        yield outcome(own, head)


def outcome(reader: Reader, head: Head) -> list[Record] | UnreadableFile:
    """All that a file holds, every question answered, or why it cannot be read."""
    # A table's zone is asked together with its columns.
    options, asked = ReadOptions(zone=UTC if reader.propose else None), set[str]()
    while True:
        try:
            if reader.propose is not None:
                json.dumps(reader.propose(head).mapping)
            return with_own_text(reader, head, list(readers.read(reader, head, options)))
        except NeedsAnswer as error:
            check(error, 0)
            fields_asked = {ask.field for ask in error.asks}
            assert fields_asked, "a question without a field"
            assert not fields_asked & asked, "the same question again"
            asked |= fields_asked
            options = replace(options, **{field: ANSWERS[field] for field in fields_asked})
        except UnreadableFile as error:
            return error


def with_own_text(reader: Reader, head: Head, found: list[Record]) -> list[Record]:
    """What was read, each item with its own text, which some readers find again by its place."""
    without = [each.place for each in found if isinstance(each, Item) and not each.raw]
    told = reader.told_at(head.path, without) if without else {}  # type: ignore[attr-defined]
    return [
        each._replace(raw=told[each.place]) if isinstance(each, Item) and not each.raw else each
        for each in found
    ]


def check(found: list[Record] | UnreadableFile, size: int) -> None:
    """A refusal names the file and is fit to be shown; what was read is fit to be kept."""
    if isinstance(found, UnreadableFile):
        assert found.message.startswith(f"{NAME}: ")
        assert found.file == NAME
        assert len(found.message) < 6_000
        assert is_storable(found.message), "its words"
        assert is_storable(found.place), "its place"
        assert isinstance(found, NeedsAnswer) or "expected" in found.message, found.message
        return
    assert len(found) <= size, "more records than bytes"
    for record in found:
        assert record.place or isinstance(record, Document), "it stands nowhere"
        if isinstance(record, LeftOut):
            assert 0 < len(record.reason) < 100, "a reason is a phrase that can be counted"
            assert is_storable(record.place + record.channel + record.reason)
        elif isinstance(record, Document):
            assert is_storable(record.title + record.text + record.media_type)
        else:
            check_item(record)


def check_item(item: Item) -> None:
    for name, kind in get_type_hints(Item).items():
        value = getattr(item, name)
        if kind is str:
            assert isinstance(value, str), name
            assert is_storable(value), name
    assert all(len(getattr(item, name)) <= most for name, most in LENGTHS.items())
    assert item.kind in ITEM_KINDS
    assert item.precision in PRECISIONS
    assert item.key
    assert item.text.strip(), "words"
    assert item.occurred_at.utcoffset() == timedelta(0)
    assert type(item.is_bot) is bool
    assert json.dumps(item.details, default=str)
    assert item.raw.strip(), "its own record"


def is_storable(text: str) -> bool:
    """Whether a database takes it: no NUL, no half of a surrogate pair."""
    return "\0" not in text and text == text.encode("utf-8", "replace").decode()


def written(folder: Path, content: bytes) -> Head:
    target = folder / "evidence.dat"
    target.write_bytes(content)
    return readers.inspect(target, NAME)


@contextmanager
def explained(name: str, number: int, content: bytes) -> Iterator[None]:
    """Say with what it went wrong, and end what does not end by itself."""

    def late(*_: object) -> None:
        raise TimeoutError(f"not read after {LONGEST} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        yield
    except Exception as error:
        shown = content if len(content) < 6_000 else content[:6_000] + b"..."
        error.add_note(f"spoilt(SAMPLES[{name!r}], '{name} {number}') was {shown!r}")
        raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
