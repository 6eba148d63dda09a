"""Lines of text from bytes: encodings, limits, and where something is wrong."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.base.errors import UnreadableFile
from secondsight.base.lines import CHUNK, lines


def read(content: bytes, **options: int) -> list[tuple[int, str]]:
    """Return the lines of some bytes."""
    return list(lines(io.BytesIO(content), file="ours.csv", **options))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.sampled_from(["utf-8", "utf-16"]))
def test_every_text_comes_back_whole(text: str, encoding: str) -> None:
    text = text.replace("\r", "").removeprefix("\ufeff")

    found = read(text.encode(encoding))

    assert "\n".join(line for _, line in found) == text.removesuffix("\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_every_system_are_numbered_alike(end: str) -> None:
    assert read(end.join(["a", "", "b"]).encode()) == [(1, "a"), (2, ""), (3, "b")]


def test_a_mark_at_the_start_is_not_part_of_the_text() -> None:
    assert read(b"\xef\xbb\xbftime,text") == [(1, "time,text")]


def test_a_character_across_two_reads_is_whole() -> None:
    text = "x" * (CHUNK - 1) + "é"

    assert read(text.encode()) == [(1, text)]


def test_bytes_that_are_no_text_are_told_by_line_and_byte() -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(b"time,text\n" + b"a,b\n" * 50_000 + b"a,caf\xe9\n")

    assert "line 50002" in caught.value.message
    assert "0xe9" in caught.value.message
    assert caught.value.place == "line 50002"


def test_a_text_that_ends_in_half_a_character_is_told() -> None:
    with pytest.raises(UnreadableFile, match="line 1"):
        read("é".encode()[:1])


def test_a_line_beyond_the_limit_is_told_before_it_is_read_whole() -> None:
    class Endless(io.RawIOBase):
        served = 0

        def read(self, size: int = -1) -> bytes:
            self.served += size
            return b"x" * size

    stream = Endless()

    with pytest.raises(UnreadableFile, match="line 1 is longer than 300,000 characters"):
        list(lines(stream, file="ours.csv", limit=300_000))
    assert stream.served < 1_000_000
