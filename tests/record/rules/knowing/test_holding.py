"""For how long something was known or believed, from what was said of it (R3.2)."""

from datetime import UTC, datetime, timedelta

import pytest

from secondsight.record.rules.knowing.holding import Holding, Span, hold
from secondsight.record.rules.vocabulary import Certainty


def minute(number: int | None) -> datetime | None:
    return None if number is None else datetime(2026, 3, 11, 12, tzinfo=UTC) + timedelta(minutes=number)


def knew(since: int) -> Span:
    return Span(minute(since), None, False, "")


def believed(since: int, until: int | None = None, turned_out: str = "") -> Span:
    return Span(minute(since), minute(until), True, turned_out)


def told(*spans: Span) -> list[str]:
    """Holdings in short: "known 5-", "believed 1-4 otherwise"."""
    start = minute(0)

    def short(one: Holding) -> str:
        since = int((one.since_at - start).total_seconds() // 60)
        until = int((one.until_at - start).total_seconds() // 60) if one.until_at else ""
        return f"{one.certainty} {since}-{until} {one.turned_out}".strip()

    assert all(one.certainty in Certainty for one in hold(spans))
    return [short(one) for one in hold(spans)]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([knew(5), knew(3)], ["known 3-"]),
        ([believed(1, 4)], ["believed 1-4"]),
        ([believed(1, 4), believed(4, 6)], ["believed 1-6"]),
        ([believed(1, 4), believed(5, 6)], ["believed 1-4", "believed 5-6"]),
        ([believed(1), believed(5, 6)], ["believed 1-"]),
        ([believed(1, 9), believed(5, 6)], ["believed 1-9"]),
        ([believed(1, 4), believed(2)], ["believed 1-"]),
        ([believed(1, 4), knew(2)], ["believed 1-2", "known 2-"]),
        ([believed(1), knew(2)], ["believed 1-2", "known 2-"]),
        ([believed(2), knew(2)], ["known 2-"]),
        ([believed(3, 4), knew(2)], ["known 2-"]),
        ([believed(1, 4), knew(4)], ["believed 1-4", "known 4-"]),
        ([believed(1, 4), knew(6)], ["believed 1-4", "known 6-"]),
        ([believed(1, 4, "so"), believed(3, 6, "otherwise")], ["believed 1-6 otherwise"]),
        ([believed(1, 4, "otherwise"), believed(3, 6, "so")], ["believed 1-6 otherwise"]),
        ([believed(1, 4), believed(3, 6, "so")], ["believed 1-6 so"]),
        ([believed(1, 4, "so"), believed(5, 6, "otherwise")], ["believed 1-4 so", "believed 5-6 otherwise"]),
        ([believed(4, 4)], []),
        ([believed(4, 2), knew(5)], ["known 5-"]),
    ],
)
def test_what_was_said_amounts_to_holdings_that_do_not_overlap(spans, expected):
    assert told(*spans) == expected
    assert told(*spans[::-1]) == expected
