"""The clock, the vote and who was heard, by values."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.inquiry.rules.captures import BECOMES, KEYS, CaptureKind, finding_of
from secondsight.inquiry.rules.session_clock import Run, read_clock
from secondsight.inquiry.rules.session_votes import count_votes
from secondsight.inquiry.rules.speaking import Present, who_speaks

TEN = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)
minutes = st.integers(0, 120)
kinds = st.sampled_from(["opening", "timeline", "guest", "factors", "closing"])


def at(minute: float) -> datetime:
    return TEN + timedelta(minutes=minute)


def runs_of(lengths: list[tuple[str, int]]) -> list[Run]:
    """Stretches that follow each other; the last is open."""
    runs, passed = [], 0
    for number, (kind, length) in enumerate(lengths):
        is_last = number == len(lengths) - 1
        runs.append(Run(kind, kind, at(passed), None if is_last else at(passed + length), 10))
        passed += length
    return runs


def test_section_that_the_room_comes_back_to_goes_on() -> None:
    runs = [
        Run("timeline", "timeline", at(0), at(10), 40),
        Run("factors", "factors", at(10), at(15), 10),
        Run("timeline", "timeline", at(15), None, 40),
    ]

    clock = read_clock(runs, at(20))

    assert (clock.had, clock.left, clock.share) == (timedelta(minutes=15), timedelta(minutes=25), 0.75)


def test_time_with_a_guest_is_the_timelines() -> None:
    assert read_clock([Run("guest-1", "guest", at(0), None, 5)], at(4)).share == 1


def test_section_that_runs_over_has_less_than_nothing_left() -> None:
    assert read_clock([Run("opening", "opening", at(0), None, 2)], at(5)).left == timedelta(minutes=-3)


def test_clock_that_was_set_back_never_takes_time_away() -> None:
    clock = read_clock([Run("opening", "opening", at(5), None, 2)], at(0))

    assert (clock.had, clock.share) == (timedelta(), 0)


def test_session_without_a_section_is_none() -> None:
    with pytest.raises(ValueError, match="at least one"):
        read_clock([], TEN)


@given(st.lists(st.tuples(kinds, minutes), min_size=1, max_size=12))
def test_sections_add_up_to_the_whole(lengths: list[tuple[str, int]]) -> None:
    runs = runs_of(lengths)
    now = at(sum(length for _, length in lengths))

    clock = read_clock(runs, now)

    assert clock.whole == now - TEN
    assert timedelta() <= clock.timeline <= clock.whole
    assert timedelta() <= clock.had <= clock.whole
    assert 0 <= clock.share <= 1
    assert clock.had + clock.left == timedelta(minutes=10)


@given(st.dictionaries(st.text(max_size=4), st.booleans(), max_size=20))
def test_each_voice_counts_once_and_a_tie_changes_nothing(said: dict[str, bool]) -> None:
    tally = count_votes(said)

    assert tally.is_for + tally.against == len(said)
    assert tally.is_carried == (tally.is_for * 2 > len(said))


people = st.lists(
    st.builds(
        Present,
        st.text("abcdef", min_size=1, max_size=2),
        st.text(max_size=5),
        st.none() | minutes.map(at),
        st.none() | minutes.map(at),
    ),
    max_size=12,
    unique_by=lambda one: one.account,
)


@given(people)
def test_everybody_but_who_leads_is_in_one_group(here: list[Present]) -> None:
    heard = who_speaks(here, leads="a")

    listed = [*heard.not_yet, *heard.spoken, *heard.awaited]
    assert sorted(one.account for one in listed) == sorted(one.account for one in here if one.account != "a")
    assert [one.arrived_at for one in heard.not_yet] == sorted(
        one.arrived_at for one in heard.not_yet if one.arrived_at
    )


def test_each_kind_has_a_key_of_its_own_and_none_is_an_action() -> None:
    assert len(set(KEYS.values())) == len(CaptureKind) == 8
    assert not any("action" in kind.value for kind in CaptureKind)
    assert {kind for kind in CaptureKind if finding_of(kind)} == set(BECOMES)
