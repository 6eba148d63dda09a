"""Pictures, PDFs and texts join the packet as they are; nothing else does."""

from pathlib import Path

import pytest

from secondsight.integrations.document.parse import DocumentReader
from secondsight.record import readers
from secondsight.record.rules.evidence import Document, ReadOptions
from tests.integrations.document.sample import SAMPLES
from tests.integrations.reading import head_of

READER = DocumentReader()


def document(folder: Path, content: str | bytes, name: str = "notes.md") -> Document:
    """Return the document that a file is."""
    head = head_of(folder, content, name)
    assert READER.recognises(head)
    [found] = readers.read(READER, head, ReadOptions())
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"GIF89a\x01\x00", "image/gif"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
        (b"\n%PDF-1.4\n", "application/pdf"),
    ],
)
def test_a_picture_or_pdf_is_known_by_its_first_bytes(
    tmp_path: Path, content: bytes, media_type: str
) -> None:
    assert document(tmp_path, content, "graphs/pool.txt") == Document("pool.txt", media_type)


def test_a_text_is_called_by_its_first_heading_and_can_be_searched(tmp_path: Path) -> None:
    found = document(tmp_path, SAMPLES["document"])

    assert (found.title, found.media_type) == ("Notes of the night", "text/plain")
    assert "14:02 the pool was dry" in found.text


def test_a_text_without_a_heading_is_called_by_its_file(tmp_path: Path) -> None:
    found = document(tmp_path, "Dear all, it was the pool.\n#tags are no heading\n", r"C:\night\notes.txt")

    assert found.title == "notes.txt"


@pytest.mark.parametrize("text", ["# Notes #\n", "\n\n#   Notes\n", "# Notes"])
def test_a_heading_is_read_without_its_marks(tmp_path: Path, text: str) -> None:
    assert document(tmp_path, text).title == "Notes"


def test_a_heading_of_blanks_alone_takes_no_time(tmp_path: Path) -> None:
    assert document(tmp_path, "# a" + " " * 50_000 + "b # #").title.startswith("a ")


def test_a_log_that_begins_with_a_bracket_is_words(tmp_path: Path) -> None:
    assert document(tmp_path, "[2026-10-14 14:02] the pool is dry\n").text.startswith("[2026")


def test_a_text_in_utf_16_is_read(tmp_path: Path) -> None:
    assert document(tmp_path, "# Größe\n".encode("utf-16")).title == "Größe"


def test_a_web_page_is_kept_as_its_words_and_never_as_a_page(tmp_path: Path) -> None:
    found = document(tmp_path, "<!DOCTYPE html><html><script>alert(1)</script><p>It was the pool.</p></html>")

    assert (found.media_type, found.text) == ("text/plain", "It was the pool.")


def test_a_drawing_that_could_carry_scripts_is_only_text(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

    assert document(tmp_path, drawing, "lanes.svg").media_type == "text/plain"


def test_of_a_very_long_text_the_first_million_characters_are_searched(tmp_path: Path) -> None:
    assert len(document(tmp_path, "the pool is dry\n" * 100_000).text) == 1_000_000


@pytest.mark.parametrize(
    "content",
    [
        b"\x1f\x8b\x08" + bytes(200),
        bytes(range(256)) * 8,
        b"\xd0\xcf\x11\xe0" + bytes(100),
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        b'{"what": {"is": "this"}}',
        b'{\n  "what": 1',
        b"[1, 2, 3]",
        b"[]",
        b" \n ",
        b"caf\xe9 is closed",
    ],
)
def test_what_is_neither_picture_nor_words_is_not_claimed(tmp_path: Path, content: bytes) -> None:
    assert not READER.recognises(head_of(tmp_path, content))


def test_halves_of_characters_do_not_reach_the_record(tmp_path: Path) -> None:
    head = head_of(tmp_path, b"a" * 70_000 + b"\x00 and more")

    [found] = readers.read(READER, head, ReadOptions())

    assert isinstance(found, Document)
    assert found.text.endswith("\ufffd and more")
