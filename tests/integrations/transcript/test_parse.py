"""What was said in a call becomes evidence, by whom and when, counted from the recording's start."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from secondsight.integrations.transcript.parse import SubRip, WebVtt
from secondsight.record.rules.evidence import LeftOut, NeedsAnswer, ReadOptions
from tests.integrations import reading
from tests.integrations.reading import at, head_of
from tests.integrations.transcript.sample import MEET, SRT, TEAMS, ZOOM

VTT = WebVtt()
FROM_TWO = ReadOptions(starts_at=datetime(2026, 10, 14, 14, 0, tzinfo=UTC))


def test_zooms_cues_name_their_speakers_in_the_words(tmp_path: Path) -> None:
    first, second, third = reading.items(tmp_path, VTT, ZOOM, FROM_TWO)

    assert (first.kind, first.author_name, first.text) == ("speech", "Ida Berg", "The pool was dry at two.")
    assert first.occurred_at == at("2026-10-14T14:00:01.120Z")
    assert first.details["until"] == "2026-10-14T14:00:04.480000+00:00"
    assert (second.author_name, second.text) == ("Bo Lind", "How did you see that?\nAnd who else saw it?")
    assert (third.author_name, third.text) == ("", "(laughter)")


def test_voices_of_teams_are_the_speakers_and_cues_may_overlap(tmp_path: Path) -> None:
    first, second = reading.items(tmp_path, VTT, TEAMS, FROM_TWO)

    assert (first.author_name, first.text) == ("Ida Berg", "The graph of waiting\nclients & the log.")
    assert second.author_name == "Bo Lind (Guest)"
    assert first.details["until"] > second.occurred_at.isoformat()


def test_a_note_may_say_when_the_recording_began(tmp_path: Path) -> None:
    first, second = reading.items(tmp_path, VTT, MEET)

    assert first.occurred_at == at("2026-10-14T14:02:12.500Z")
    assert (first.author_name, first.text, first.channel) == (
        "Ida Berg",
        "Rolling back now.",
        "Incident call",
    )
    assert second.occurred_at == at("2026-10-14T15:02:14Z")


def test_what_a_person_says_of_the_start_comes_first(tmp_path: Path) -> None:
    assert reading.items(tmp_path, VTT, MEET, FROM_TWO)[0].occurred_at == at("2026-10-14T14:00:01.500Z")


def test_a_start_without_a_zone_is_asked_about_and_then_read(tmp_path: Path) -> None:
    noted = MEET.replace(" UTC", "")

    with pytest.raises(NeedsAnswer) as caught:
        reading.read(tmp_path, VTT, noted)

    assert [ask.field for ask in caught.value.asks] == ["zone"]
    assert "2026-10-14 14:02:11" in caught.value.message
    berlin = ReadOptions(zone=ZoneInfo("Europe/Berlin"))
    assert reading.items(tmp_path, VTT, noted, berlin)[0].occurred_at == at("2026-10-14T12:02:12.500Z")


@pytest.mark.parametrize(("reader", "content"), [(VTT, ZOOM), (SubRip(), SRT)])
def test_nobody_said_when_it_began_so_it_is_asked(
    tmp_path: Path, reader: WebVtt | SubRip, content: str
) -> None:
    with pytest.raises(NeedsAnswer) as caught:
        reading.read(tmp_path, reader, content)

    assert [ask.field for ask in caught.value.asks] == ["starts_at"]


def test_subtitles_are_read_alike(tmp_path: Path) -> None:
    first, second = reading.items(tmp_path, SubRip(), SRT, FROM_TWO)

    assert first.key == reading.items(tmp_path, VTT, ZOOM, FROM_TWO)[0].key
    assert (second.author_name, second.text) == ("", "So the thing is: it was dry.")


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Mary de la Cruz: hello", "Mary de la Cruz"),
        ("iPhone von Bo: hello", "iPhone von Bo"),
        ("山田太郎: hello", "山田太郎"),
        ("O'Neil, Pat: hello", "O'Neil, Pat"),
        ("Ida: 14:02 it was", "Ida"),
        ("Note: that is wrong", ""),
        ("So: that is wrong", ""),
        ("what we saw: nothing", ""),
        ("At 14: 02 it broke", ""),
        ("https://wiki.example/x", ""),
        ("It broke. Then: nothing", ""),
    ],
)
def test_a_name_before_a_colon_is_told_from_a_sentence(tmp_path: Path, words: str, speaker: str) -> None:
    [item] = reading.items(tmp_path, VTT, f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n", FROM_TWO)

    assert item.author_name == speaker


def test_two_voices_in_one_cue_are_two_things_said(tmp_path: Path) -> None:
    cue = "WEBVTT\n00:01.000 --> 00:02.000\n<v Ida>Is it back?</v> <v Bo>Yes.</v>\n"

    found = reading.items(tmp_path, VTT, cue, FROM_TWO)

    assert [(item.author_name, item.text) for item in found] == [("Ida", "Is it back?"), ("Bo", "Yes.")]
    assert found[0].key != found[1].key


def test_cues_that_no_blank_line_parts_are_two(tmp_path: Path) -> None:
    close = "1\n00:00:01,000 --> 00:00:02,000\nIda: Is it back?\n2\n00:00:02,000 --> 00:00:03,000\nBo: Yes.\n"

    found = reading.items(tmp_path, SubRip(), close, FROM_TWO)

    assert [(each.author_name, each.text, each.place) for each in found] == [
        ("Ida", "Is it back?", "line 2"),
        ("Bo", "Yes.", "line 5"),
    ]


def test_times_of_one_digit_are_read(tmp_path: Path) -> None:
    short = "WEBVTT\n\n0:0:2.680 --> 0:0:3.94\n<v Ida Berg>Hello</v>\n"

    assert reading.items(tmp_path, VTT, short, FROM_TWO)[0].occurred_at == at("2026-10-14T14:00:02.680Z")


def test_windows_line_ends_and_marks_are_no_hindrance(tmp_path: Path) -> None:
    marked = b"\xef\xbb\xbf" + ZOOM.replace("\n", "\r\n").encode()

    assert len(reading.items(tmp_path, VTT, marked, FROM_TWO)) == 3
    assert len(reading.items(tmp_path, VTT, ZOOM.encode("utf-16"), FROM_TWO)) == 3


def test_what_cannot_be_used_says_why_and_where(tmp_path: Path) -> None:
    broken = (
        "WEBVTT\n\n1\n00:00:01.000 --> soon\nhello\n\n2\n00:01.000 --> 00:02.000\n<i></i>\n\nhello?\n\n"
        "999999:00:00.000 --> 999999:00:01.000\nlate\n"
    )
    late = ReadOptions(starts_at=datetime(9999, 1, 1, tzinfo=UTC))

    found = reading.read(tmp_path, VTT, broken, late)

    assert [(each.place, each.reason) for each in found if isinstance(each, LeftOut)] == [
        ("line 4", "time not understood"),
        ("line 8", "a cue without words"),
        ("line 11", "not a cue"),
        ("line 13", "time not understood"),
    ]


@pytest.mark.parametrize(
    "content", ["WEBVTTX\n\n00:01.000 --> 00:02.000\nx", "1\n2\n3\n", "call of 14:02 --> 14:05\n", "{}"]
)
def test_other_texts_are_not_claimed(tmp_path: Path, content: str) -> None:
    head = head_of(tmp_path, content)

    assert not VTT.recognises(head)
    assert not SubRip().recognises(head)


def test_hostile_cues_end_quickly_and_without_harm(tmp_path: Path) -> None:
    hostile = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 20_000 + "\n" + "A" * 50_000 + ":\0\n" + "<" * 50_000
    )

    [found] = reading.items(tmp_path, VTT, hostile, FROM_TWO)

    assert "\0" not in found.text + found.raw
