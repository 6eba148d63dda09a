"""A hypothesis lives on two clocks: what became of it, and who had heard of that (R3.7b)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.hypotheses import HypothesisState as H
from secondsight.record.rules.hypothesis_lives import HeardFact, StepFact, heard_since, stances
from secondsight.record.rules.knowing import Stay, Vantage

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
API, DATABASE = Vantage(team="team:api"), Vantage(team="team:database")


def m(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


LIFE = (
    StepFact("release", "raised", H.RAISED, m(2), 0, ("team:api",)),
    StepFact("release", "dropped", H.DROPPED, m(12), 1, ("team:database",)),
)
HEARD = (HeardFact("raised", m(5), "team:database"), HeardFact("dropped", m(26), "team:api"))


def test_it_is_still_believed_where_nobody_has_heard_that_it_was_dropped():
    [api] = stances(LIFE, HEARD, API, m(20))
    [database] = stances(LIFE, HEARD, DATABASE, m(20))

    assert api.is_dropped_unheard
    assert (api.actual, api.heard, api.actual_step) == (H.DROPPED, H.RAISED, "dropped")
    assert not database.is_believed


def test_it_is_believed_no_more_from_the_instant_at_which_they_hear():
    [before] = stances(LIFE, HEARD, API, m(26) - timedelta(microseconds=1))
    [then] = stances(LIFE, HEARD, API, m(26))

    assert before.is_dropped_unheard
    assert not then.is_believed


def test_the_room_knows_at_once():
    [room] = stances(LIFE, HEARD, Vantage(), m(12))

    assert (room.actual, room.heard) == (H.DROPPED, H.DROPPED)


def test_who_never_heard_of_it_does_not_believe_it():
    [stance] = stances(LIFE, HEARD, Vantage("person:meera"), m(20))

    assert (stance.heard, stance.is_believed, stance.is_dropped_unheard) == (None, False, False)


def test_who_takes_a_step_has_heard_of_it():
    raised = StepFact("pool", "s1", H.RAISED, m(3), 0, ("person:hana",))

    [stance] = stances([raised], [], Vantage("person:hana"), m(3))

    assert stance.is_believed
    assert heard_since(raised, [], Vantage("person:hana")) == m(3)
    assert heard_since(raised, [], Vantage("person:joost")) is None


def test_hearing_of_a_later_step_makes_up_for_the_earlier_ones():
    [stance] = stances(LIFE, [HeardFact("dropped", m(14), "person:meera")], Vantage("person:meera"), m(15))

    assert stance.heard is H.DROPPED


def test_a_confirmation_that_did_not_reach_them_is_told():
    life = (*LIFE[:1], StepFact("release", "confirmed", H.CONFIRMED, m(12), 1, ("team:database",)))

    [api] = stances(life, [], API, m(20))

    assert api.is_confirmed_unheard
    assert not api.is_dropped_unheard


def test_a_step_without_a_time_has_not_happened_by_any_moment():
    life = (*LIFE[:1], StepFact("release", "dropped", H.DROPPED, None, 1))

    [api] = stances(life, [], API, m(50))

    assert (api.actual, api.heard) == (H.RAISED, H.RAISED)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        stances(LIFE, HEARD, API, m(1).replace(tzinfo=None))


holders = st.sampled_from(["person:bo", "person:ines", "team:api", "team:database"])


@st.composite
def lives(draw):
    times = sorted(draw(st.lists(st.integers(0, 60), min_size=1, max_size=5)))
    states = [H.RAISED, *(draw(st.sampled_from(list(H)[1:])) for _ in times[1:])]
    return [
        StepFact("h", str(place), state, m(time), place, draw(st.lists(holders, max_size=2).map(tuple)))
        for place, (time, state) in enumerate(zip(times, states, strict=True))
    ]


hearings = st.lists(
    st.builds(
        HeardFact,
        st.integers(0, 4).map(str),
        st.none() | st.integers(0, 90).map(m),
        holders | st.just(""),
    ),
    max_size=12,
)
moments = st.integers(0, 100).map(m)
vantages = st.sampled_from(
    [
        Vantage(),
        Vantage("person:bo"),
        Vantage("person:ines", stays=(Stay("team:api", m(10), m(50)),)),
        API,
        DATABASE,
    ]
)


def place_of(stance):
    return int(stance.heard_step) if stance.heard_step else -1


@given(lives(), hearings, vantages, moments, moments)
def test_what_was_heard_of_never_goes_back(steps, heard, vantage, one, other):
    [before] = stances(steps, heard, vantage, min(one, other))
    [after] = stances(steps, heard, vantage, max(one, other))

    assert place_of(before) <= place_of(after)


@given(lives(), hearings, vantages, moments)
def test_nobody_hears_of_what_has_not_happened_and_the_room_hears_all(steps, heard, vantage, moment):
    [theirs] = stances(steps, heard, vantage, moment)
    [room] = stances(steps, heard, Vantage(), moment)

    assert place_of(theirs) <= place_of(room)
    assert room.heard is room.actual
    assert not room.is_dropped_unheard


@given(lives(), hearings, vantages, moments)
def test_the_moment_of_hearing_and_the_stance_agree(steps, heard, vantage, moment):
    [stance] = stances(steps, heard, vantage, moment)
    since = {step.step_id: heard_since(step, heard, vantage) for step in steps}
    reached = [id for id, at in since.items() if at is not None and at <= moment]

    assert stance.heard_step == (reached[-1] if reached else "")
