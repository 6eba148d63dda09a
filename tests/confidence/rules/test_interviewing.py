"""Who may hold a talk, and how long notes are kept, by values (R2.5)."""

from datetime import timedelta

import pytest

from secondsight.base.errors import InvalidInput, Refused
from secondsight.confidence.rules.interviewing import NEVER_HELD, Pair, check_pair, delete_at
from tests.cast import after


def test_a_manager_does_not_hold_it_whatever_the_reason() -> None:
    with pytest.raises(Refused, match="manager"):
        check_pair(Pair("Oona Karhu", "Bo Lind", manager="oona karhu"), "No one else is there")


def test_who_was_central_needs_a_reason() -> None:
    pair = Pair("Oona Karhu", "Bo Lind", was_central=("primary responder",))

    with pytest.raises(InvalidInput, match="primary responder"):
        check_pair(pair, "")
    check_pair(pair, "We are three in all")


def test_anybody_else_may() -> None:
    check_pair(Pair("Oona Karhu", "Bo Lind", manager="Hana Mizrahi"), "")


def test_notes_go_some_days_after_the_review_was_held() -> None:
    assert delete_at(ended_at=after(0), met_at=after(60), days=30) == after(60) + timedelta(days=30)


def test_a_talk_after_the_meeting_is_kept_as_long() -> None:
    assert delete_at(ended_at=after(90), met_at=after(60), days=30) == after(90) + timedelta(days=30)


def test_without_a_meeting_they_go_all_the_same() -> None:
    assert delete_at(ended_at=after(0), met_at=None, days=30) == after(0) + NEVER_HELD
