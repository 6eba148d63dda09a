"""Which lines of a text are moments, when they were, and whose word counts on them."""

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from secondsight.confidence.rules.recognising import (
    MOST,
    Moment,
    in_order,
    place_in_time,
    recognise,
    settle,
)
from secondsight.record.rules.vocabulary import Precision

BEGAN = datetime(2026, 3, 11, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")  # an hour ahead of UTC in March


def moments(text: str) -> list[Moment]:
    return place_in_time(recognise(text), BEGAN, UTC)


@pytest.mark.parametrize(
    ("line", "clock", "precision", "what"),
    [
        ("14:05 the pager went", time(14, 5), Precision.MINUTE, "the pager went"),
        ("14:05:30 - the pager went", time(14, 5, 30), Precision.SECOND, "the pager went"),
        ("about 14:10: rolled back", time(14, 10), Precision.ABOUT, "rolled back"),
        ("- around 2:10 pm, rolled back", time(14, 10), Precision.ABOUT, "rolled back"),
        ("~9:02 saw it", time(9, 2), Precision.ABOUT, "saw it"),
        ("At 12:00 noon bells", time(12, 0), Precision.MINUTE, "noon bells"),
        ("12:15 am Hana wrote", time(0, 15), Precision.MINUTE, "Hana wrote"),
        ("14:05–14:20 we waited", time(14, 5), Precision.MINUTE, "we waited"),
        ("* 14h05: alert", time(14, 5), Precision.MINUTE, "alert"),
    ],
)
def test_a_line_that_begins_with_a_time_is_a_moment(
    line: str, clock: time, precision: Precision, what: str
) -> None:
    [found] = recognise(line)

    assert (found.clock, found.precision, found.what) == (clock, precision, what)


@pytest.mark.parametrize(
    "line",
    [
        "I saw it at 14:05",
        "around ten past two the pager went",
        "14.05 percent of checkouts failed",
        "25:10 is no time",
        "14:75 neither",
        "14:05",
        "4:17:3:2 is a version",
        "13:05 pm cannot be",
        "10.20.30.40:8080 did not answer",
        "",
    ],
)
def test_what_does_not_clearly_begin_with_a_time_stays_text(line: str) -> None:
    assert recognise(line) == []


def test_times_are_on_the_authors_clock_and_on_the_day_of_the_incident() -> None:
    [found] = place_in_time(recognise("13:05 the pager went"), BEGAN, BERLIN)

    assert found.occurred_at == datetime(2026, 3, 11, 12, 5, tzinfo=UTC)


def test_a_time_long_before_the_incident_is_of_the_next_day() -> None:
    assert moments("08:00 handed over")[0].occurred_at == datetime(2026, 3, 12, 8, tzinfo=UTC)
    assert moments("09:30 saw the deploy")[0].occurred_at == datetime(2026, 3, 11, 9, 30, tzinfo=UTC)


def test_a_day_that_is_said_counts() -> None:
    [found] = moments("2026-03-10 22:00 the job moved")

    assert found.occurred_at == datetime(2026, 3, 10, 22, tzinfo=UTC)


def test_what_the_author_corrected_stays_as_corrected() -> None:
    text = "12:05 the pager went\n12:10 rolled back"
    first, second = moments(text)
    mine = replace(first, actor="Lantern", is_mine=True)

    assert settle(moments(text), [mine, second]) == [mine, second]


def test_what_was_never_corrected_follows_its_line() -> None:
    old = moments("12:05 the pag")

    assert settle(moments("12:05 the pager went"), old) == moments("12:05 the pager went")
    assert settle([], old) == []


def test_a_corrected_moment_goes_with_its_line_when_that_is_reworded() -> None:
    [old] = moments("12:05 the pager went")
    mine = replace(old, what="Lantern paged me", is_mine=True)

    [kept] = settle(moments("12:05 the pager went off, twice"), [mine])

    assert kept.what == "Lantern paged me"
    assert kept.line == "12:05 the pager went off, twice"


def test_a_corrected_moment_outlives_its_line() -> None:
    [old] = moments("12:05 the pager went")
    mine = replace(old, what="Lantern paged me", is_mine=True)

    assert settle([], [mine]) == [mine]


def test_a_line_that_is_no_moment_stays_none() -> None:
    [old] = moments("12:05 was lunch")
    none = replace(old, is_no_moment=True, is_mine=True)

    settled = settle(moments("12:05 was lunch"), [none])

    assert settled == [none]
    assert in_order(settled) == []


def test_what_was_put_in_by_hand_stays() -> None:
    by_hand = Moment("A customer phoned me", is_mine=True)

    assert settle(moments("12:05 the pager went"), [by_hand])[-1] == by_hand


def test_moments_come_by_time_and_those_without_after_the_one_before() -> None:
    told = [*moments("12:20 rolled back"), Moment("Then it got worse"), *moments("12:05 the pager went")]

    assert [one.what for one in in_order(told)] == ["the pager went", "rolled back", "Then it got worse"]


def test_a_very_long_text_has_a_bounded_number_of_moments() -> None:
    assert len(recognise("12:05 again\n" * 5000)) == MOST
