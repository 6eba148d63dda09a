"""For how long something was known or believed, from what was said of it (R3.2)."""

from datetime import UTC, datetime, timedelta

import pytest

from secondsight.record.rules.knowing.holding import Belief, Holding, hold


def minute(number: int | None) -> datetime | None:
    return None if number is None else datetime(2026, 3, 11, 12, tzinfo=UTC) + timedelta(minutes=number)


def believed(since: int, until: int | None = None, turned_out: str = "") -> Belief:
    return Belief(minute(since), minute(until), turned_out)


def told(known: int | None, *beliefs: Belief) -> list[str]:
    """Holdings in short: "known 5-", "believed 1-4 otherwise"."""
    start = minute(0)

    def short(one: Holding) -> str:
        since = int((one.since_at - start).total_seconds() // 60)
        until = int((one.until_at - start).total_seconds() // 60) if one.until_at else ""
        return f"{one.certainty} {since}-{until} {one.turned_out}".strip()

    return [short(one) for one in hold(beliefs, minute(known))]


@pytest.mark.parametrize(
    ("known", "beliefs", "expected"),
    [
        (None, [], []),
        (3, [], ["known 3-"]),
        (None, [believed(1, 4)], ["believed 1-4"]),
        (None, [believed(1, 4), believed(4, 6)], ["believed 1-6"]),
        (None, [believed(1, 4), believed(5, 6)], ["believed 1-4", "believed 5-6"]),
        (None, [believed(1), believed(5, 6)], ["believed 1-"]),
        (None, [believed(1, 9), believed(5, 6)], ["believed 1-9"]),
        (None, [believed(1, 4), believed(2)], ["believed 1-"]),
        (2, [believed(1, 4)], ["believed 1-2", "known 2-"]),
        (2, [believed(1)], ["believed 1-2", "known 2-"]),
        (2, [believed(2)], ["known 2-"]),
        (2, [believed(3, 4)], ["known 2-"]),
        (4, [believed(1, 4)], ["believed 1-4", "known 4-"]),
        (6, [believed(1, 4)], ["believed 1-4", "known 6-"]),
        (None, [believed(1, 4, "so"), believed(3, 6, "otherwise")], ["believed 1-6 otherwise"]),
        (None, [believed(1, 4, "otherwise"), believed(3, 6, "so")], ["believed 1-6 otherwise"]),
        (None, [believed(1, 4), believed(3, 6, "so")], ["believed 1-6 so"]),
        (
            None,
            [believed(1, 4, "so"), believed(5, 6, "otherwise")],
            ["believed 1-4 so", "believed 5-6 otherwise"],
        ),
    ],
)
def test_what_was_said_amounts_to_holdings_that_do_not_overlap(known, beliefs, expected):
    assert told(known, *beliefs) == expected
    assert told(known, *beliefs[::-1]) == expected
