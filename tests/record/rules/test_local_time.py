"""A time on a wall is one instant, two or none; only the one is taken without asking."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from secondsight.record.rules.evidence import NeedsAnswer
from secondsight.record.rules.local_time import NoSuchTime, instant_of

BERLIN = ZoneInfo("Europe/Berlin")


def test_an_ordinary_time_is_its_instant():
    assert instant_of(datetime.fromisoformat("2026-10-24T14:02"), BERLIN) == datetime(
        2026, 10, 24, 12, 2, tzinfo=UTC
    )


def test_the_hour_that_came_twice_is_asked_about():
    with pytest.raises(NeedsAnswer) as asked:
        instant_of(datetime.fromisoformat("2026-10-25T02:30"), BERLIN, file="chat.txt")

    (ask,) = asked.value.asks
    assert ask.field == "repeated_hour"
    assert "2026-10-25 02:30 happened twice in Europe/Berlin" in ask.words


@pytest.mark.parametrize(("said", "hour"), [("first", 0), ("second", 1)])
def test_the_answer_says_which_of_the_two(said, hour):
    at = instant_of(datetime.fromisoformat("2026-10-25T02:30"), BERLIN, said)

    assert at == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_an_hour_that_never_was_is_refused():
    with pytest.raises(NoSuchTime, match="did not happen in Europe/Berlin"):
        instant_of(datetime.fromisoformat("2026-03-29T02:30"), BERLIN)


def test_a_time_with_its_zone_needs_nothing():
    at = datetime.fromisoformat("2026-10-25T02:30:00+01:00")

    assert instant_of(at, BERLIN) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
