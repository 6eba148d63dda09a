"""Whatever a text holds, it is read in proportion to its length, and nothing but a question is raised."""

import time
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondsight.base.errors import UnreadableFile
from secondsight.integrations.chatlog.parse import READERS
from secondsight.record import readers
from secondsight.record.rules.evidence import Item, ReadOptions
from tests.integrations import reading

PIECES = st.sampled_from(
    ["14:02", "[", "]", "<ida>", "ida", " ", "  ", "\t", "\n", ": ", " - ", "* ", "-!- ", "--- Day changed ",
     "Feb 29", "2026-02-31", "99:99", "13:00 PM", "0:00 AM", "Oct 14 0001", "12/31", "9999-12-31T23:59:59Z ",
     "+99:99", "Today at ", "APP", "|", "\0", "\ufeff", "\x03", "é"]
)  # fmt: skip
ANSWERS = [
    ReadOptions(),
    ReadOptions(zone=ZoneInfo("Europe/Berlin"), on_date=date(9999, 12, 31), day_first=True),
    ReadOptions(zone=ZoneInfo("UTC"), on_date=date(1, 1, 1), day_first=False),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.lists(PIECES, min_size=1, max_size=60).map("".join), options=st.sampled_from(ANSWERS))
def test_any_text_is_told_or_refused(tmp_path: Path, text: str, options: ReadOptions) -> None:
    head = reading.head_of(tmp_path, text)

    for reader in READERS:
        reader.recognises(head)
        try:
            found = list(readers.read(reader, head, options))
        except UnreadableFile:
            continue
        assert all(
            each.text and each.author_name == each.author_id for each in found if isinstance(each, Item)
        )


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        " ",
        "\t",
        "14:02 ",
        "[14:02] ",
        "14:02 <",
        "<ida> ",
        "14:02 * ",
        "a: ",
        "— ",
        "From ",
        "Oct 14 ",
        "|",
    ],
)
def test_no_long_line_takes_long(tmp_path: Path, piece: str) -> None:
    options = ReadOptions(zone=ZoneInfo("UTC"), on_date=date(2026, 10, 14), day_first=True)
    text = "14:02 <ida> dry\n[14:02] ida: dry\n" + piece * (400_000 // len(piece)) + "\nx\n"
    head = reading.head_of(tmp_path, text)

    began = time.process_time()
    for reader in READERS:
        reader.recognises(head)
        list(readers.read(reader, head, options))

    assert time.process_time() - began < 2
