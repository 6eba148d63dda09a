"""By when a review is due, and what waiting costs (R1.5)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.programme.rules.due import Standing, Terms, counted_from, standing_of, time_left, what_decays
from secondsight.programme.rules.paging import most_pages

OVER = datetime(2026, 3, 11, 14, 48, tzinfo=UTC)
TERMS = Terms(timedelta(hours=48), timedelta(hours=72))
HOUR = timedelta(hours=1)


def test_the_clock_starts_when_the_incident_was_over_as_far_as_anybody_says():
    recorded = OVER + 5 * HOUR
    known = {"impact_start": OVER - 2 * HOUR, "mitigated": OVER - HOUR}

    assert counted_from({**known, "resolved": OVER}, recorded) == OVER
    assert counted_from(known, recorded) == OVER - HOUR
    assert counted_from({"impact_start": OVER}, recorded) == recorded
    assert counted_from({}, recorded) == recorded


@pytest.mark.parametrize(
    ("hours", "facts", "standing"),
    [
        (1, {}, Standing.DUE),
        (72, {}, Standing.DUE),
        (72.001, {}, Standing.OVERDUE),
        (1, {"is_prepared": True}, Standing.PREPARING),
        (73, {"is_prepared": True}, Standing.OVERDUE),
        (500, {"is_prepared": True, "is_reviewed": True}, Standing.REVIEWED),
        (500, {"is_declined": True}, Standing.DECLINED),
        (1, {"is_declined": True, "is_prepared": True}, Standing.PREPARING),
    ],
)
def test_where_a_review_stands(hours, facts, standing):
    assert standing_of(OVER, OVER + hours * HOUR, TERMS, **facts) is standing


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "48 h to the target"),
        (47.5, "less than an hour to the target"),
        (50, "past the target, 22 h to the limit"),
        (74, "2 h past the limit"),
        (24 * 10, "7 days past the limit"),
    ],
)
def test_the_clock_in_words(hours, words):
    assert time_left(OVER, OVER + hours * HOUR, TERMS) == words


def test_each_stage_of_waiting_costs_something_else():
    said = [what_decays(hours * HOUR, TERMS) for hours in (1, 60, 100, 24 * 30)]

    assert len(set(said)) == 4
    assert "hindsight" in said[2]


@given(st.integers(-100, 2000), st.booleans(), st.booleans(), st.booleans())
def test_nothing_that_qualifies_is_forgotten_by_waiting(hours, reviewed, prepared, declined):
    """What is open stays open however late it gets; only a review or a reason ends it."""
    standing = standing_of(
        OVER, OVER + hours * HOUR, TERMS, is_reviewed=reviewed, is_prepared=prepared, is_declined=declined
    )

    is_ended = standing in (Standing.REVIEWED, Standing.DECLINED)
    assert is_ended == (reviewed or (declined and not prepared))


def test_pages_are_counted_by_person_within_any_hour_half_open():
    at = [OVER + timedelta(minutes=minutes) for minutes in (0, 10, 59, 60, 61)]
    told = [("ada", one) for one in at] + [("bo", OVER)] * 3

    assert most_pages(told) == 4
    assert most_pages([("ada", OVER), ("ada", OVER + HOUR)]) == 1
    assert most_pages([]) == 0


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 400)), max_size=30))
def test_the_busiest_hour_is_the_one_that_counting_finds(told):
    pages = [(who, OVER + timedelta(minutes=minute)) for who, minute in told]
    counted = max(
        (sum(who == other and minute <= each < minute + 60 for other, each in told) for who, minute in told),
        default=0,
    )

    assert most_pages(pages) == counted
    assert most_pages(reversed(pages)) == counted
