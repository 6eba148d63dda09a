"""A wrong clock is found by what two systems tell of the same things."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.base.errors import InvalidInput
from secondsight.record.rules.clock_offsets import Telling, propose_offsets, read_offset, signed

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
THINGS = (
    "Deploy 4.18.2 of checkout",
    "PoolExhaustedOnPrimary fired",
    "OPS-1412 was opened",
    "roll back to 9f3c2ab",
)


def tellings(source: str, off: timedelta = timedelta(0), things=THINGS, jitter: int = 0) -> list[Telling]:
    return [
        Telling(
            source, NOON + timedelta(minutes=7 * n, seconds=jitter * (n % 2)) + off, thing, f"{source}:{n}"
        )
        for n, thing in enumerate(things)
    ]


def chat(*more: str) -> list[Telling]:
    return [
        *tellings("slack"),
        *(Telling("slack", NOON, word, f"slack:{word}") for word in ("hello", "tea?", *more)),
    ]


def test_a_clock_that_ran_ahead_is_proposed_to_be_put_back():
    (found,) = propose_offsets([*chat(), *tellings("deploys", timedelta(minutes=3, seconds=12), jitter=2)])

    assert (found.source, found.against) == ("deploys", "slack")
    assert abs(found.offset + timedelta(minutes=3, seconds=12)) <= timedelta(seconds=2)
    assert len(found.pairs) == 4
    assert "4 things that “deploys” and “slack” both tell of lie 3 min" in found.why
    assert "ahead of" in found.why


def test_an_hour_of_summer_time_is_found():
    (found,) = propose_offsets([*chat(), *tellings("tickets", timedelta(hours=-1))])

    assert found.offset == timedelta(hours=1)
    assert "1 h 00 min" in found.why


def test_clocks_that_agree_are_left_alone():
    assert propose_offsets([*chat(), *tellings("deploys", timedelta(seconds=6))]) == []


def test_two_coincidences_are_not_enough():
    assert propose_offsets([*chat(), *tellings("deploys", timedelta(minutes=5), THINGS[:2])]) == []


def test_what_lies_apart_by_different_times_says_nothing_of_a_clock():
    late = [
        Telling("mail", NOON + timedelta(minutes=7 * n + 5 * n * n + 1), thing, f"mail:{n}")
        for n, thing in enumerate(THINGS)
    ]

    assert propose_offsets([*chat(), *late]) == []


def test_a_clock_that_is_off_measures_no_other():
    off = timedelta(minutes=10)
    found = propose_offsets([*chat(), *tellings("a", off), *tellings("b", off)])

    assert {(each.source, each.against) for each in found} == {("a", "slack"), ("b", "slack")}


@given(st.integers(-50_000, 50_000).filter(lambda s: abs(s) >= 21))
def test_any_offset_is_found_to_the_second(seconds):
    (found,) = propose_offsets([*chat(), *tellings("deploys", timedelta(seconds=seconds))])

    assert found.offset == timedelta(seconds=-seconds)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("+0:03:12", 192),
        ("-12:30", -750),
        ("45 s", 45),
        ("-0.25s", -0.25),
        ("\u22121:00:00", -3600),
        ("0:00", 0),
    ],
)
def test_an_offset_is_read_as_people_type_it(text, seconds):
    assert read_offset(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "3 min", "25:00:00", "+99999 s", "1:2:3:4", "abc"])
def test_what_is_no_offset_is_refused_at_its_field(text):
    with pytest.raises(InvalidInput) as refused:
        read_offset(text)

    assert refused.value.field == "offset"


@given(st.integers(-86_400_000, 86_400_000))
def test_an_offset_is_written_as_it_is_read(millis):
    offset = timedelta(milliseconds=millis)

    assert read_offset(signed(offset)) == offset
