"""Thirty-nine post-mortems of a real company, which nobody on this project wrote; skipped where absent."""

import re
from pathlib import Path

import pytest

from secondsight.inquiry.rules.archive import NotAReview, RecognisedReview
from secondsight.integrations.postmortem.parse import recognise

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "postmortems"
_ROW = re.compile(r"^\|\s*~?\s*(?:19|20)\d\d-\d\d-\d\d\s+\d{1,2}:\d\d", re.MULTILINE)

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"{FOLDER.parent} is not here")


def documents() -> dict[str, RecognisedReview | NotAReview]:
    return {
        path.name: recognise(path.read_text(encoding="utf-8"), name=path.name)
        for path in sorted(FOLDER.iterdir())
        if not path.name.startswith(".")
    }


def reviews() -> dict[str, RecognisedReview]:
    return {name: found for name, found in documents().items() if isinstance(found, RecognisedReview)}


def test_thirty_nine_are_reviews_and_the_others_say_why_not() -> None:
    found = documents()
    left_out = {name: one.reason for name, one in found.items() if isinstance(one, NotAReview)}

    assert len(found) - len(left_out) == 39
    assert left_out == {
        "LICENSE": "not a post-mortem",
        "PMyyyy-nnn - Postmortem template.md": "an empty template",
        "README.md": "not a post-mortem",
    }


def test_all_356_timed_entries_are_recognised() -> None:
    assert sum(found.timed for found in reviews().values()) == 356


def test_every_document_has_as_many_timed_entries_as_a_reader_counts() -> None:
    """Counted another way: rows of the text that begin with a day and a time of day."""
    counted = {name: len(_ROW.findall((FOLDER / name).read_text(encoding="utf-8"))) for name in reviews()}

    assert {name: found.timed for name, found in reviews().items()} == counted


def test_rows_without_a_time_of_day_are_kept_as_entries() -> None:
    untimed = {
        name[:10]: len(found.entries) - found.timed
        for name, found in reviews().items()
        if len(found.entries) > found.timed
    }

    assert untimed == {
        "PM2019-009": 1, "PM2020-003": 5, "PM2021-011": 3, "PM2022-004": 1, "PM2022-006": 9, "PM2024-001": 2,
    }  # fmt: skip


def test_factors_lessons_and_actions_are_as_many_as_the_documents_have() -> None:
    counts = {
        name[:10]: (len(found.factors), len(found.lessons), len(found.actions))
        for name, found in reviews().items()
    }

    assert counts["PM2019-009"] == (7, 1, 4)
    assert counts["PM2021-011"] == (0, 15, 6)
    assert counts["PM2022-009"] == (8, 2, 7)
    assert counts["PM2023-002"] == (1, 0, 5)
    assert counts["PM2025-002"] == (10, 4, 6)
    assert [sum(column) for column in zip(*counts.values(), strict=True)] == [131, 96, 127]


def test_owners_and_states_are_recognised_where_the_documents_have_them() -> None:
    actions = [action for found in reviews().values() for action in found.actions]

    assert [action.owner for action in actions if action.owner] == ["Rasmus", "Willi"]
    assert [action.what for action in actions if action.is_done] == [
        "Implement guards against invalid container runtime selection"
    ]


def test_zones_are_those_that_the_documents_name() -> None:
    zones = {name: found.zone_words for name, found in reviews().items()}

    assert sorted(set(zones.values())) == ["CET", "UTC"]
    assert sum(words == "CET" for words in zones.values()) == 15
