"""What a decider knew at the moment of deciding, and what had not reached them (R3.4)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.decisions.pair import OWN, Held, Pair, Unreached, Word, pair
from secondsight.record.rules.knowing import (
    EventFact,
    KnowledgeFact,
    KnowledgeIndex,
    Stay,
    Vantage,
    own_knowing,
)
from secondsight.record.rules.vocabulary import Certainty, TurnedOut


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-16T{clock}:00+00:00")


DECIDED = at("12:15")
JOOST = Vantage("person:joost", stays=(Stay("team:api"),))
ALERT, SESSIONS, LATER, CALL = (
    EventFact("alert", at("12:02")),
    EventFact("sessions", at("12:07")),
    EventFact("later", at("12:40")),
    EventFact("call", None),
)


def knew(event: str, clock: str | None, holder: str = "person:joost", **more) -> tuple[KnowledgeFact, str]:
    through = more.pop("through", "")
    return KnowledgeFact(event, at(clock) if clock else None, holder, **more), through


def look(events, said, **more) -> Pair:
    return pair(
        KnowledgeIndex(events, [fact for fact, _ in said]),
        JOOST,
        [Word(fact.event_id, fact.known_at, fact.holder, through) for fact, through in said],
        decision="decision",
        at=DECIDED,
        timeless=[event.id for event in events if event.occurred_at is None],
        **more,
    )


def test_what_reached_them_before_is_known_since_then_and_through_that():
    both = look([ALERT], [knew("alert", "12:12", through="the channel")])

    assert both == Pair(known=(Held("alert", at("12:12"), "the channel"),))


def test_what_reached_them_at_that_very_instant_counts():
    assert look([ALERT], [knew("alert", "12:15")]).known


def test_what_was_shared_with_their_team_is_known_through_what_was_said_there():
    both = look([ALERT], [knew("alert", "12:05", "team:api", through="standup")])

    assert both.known == (Held("alert", at("12:05"), "standup"),)


def test_what_others_saw_and_reached_them_later_says_when_through_what_and_how_late():
    both = look(
        [SESSIONS],
        [knew("sessions", "12:07", "person:hana"), knew("sessions", "12:28", through="Meera")],
    )

    assert both.unreached == (
        Unreached("sessions", at("12:07"), at("12:28"), "Meera", timedelta(minutes=13)),
    )


def test_what_never_reached_them_is_told_as_never():
    both = look([SESSIONS], [knew("sessions", "12:07", "person:hana")])

    assert both.unreached == (Unreached("sessions", at("12:07")),)


def test_of_several_ways_that_it_reached_them_later_the_first_is_told():
    both = look([SESSIONS], [knew("sessions", "12:40"), knew("sessions", "12:28")])

    assert both.unreached[0].reached_at == at("12:28")


def test_where_nobody_has_said_who_knew_neither_side_claims_it():
    assert look([ALERT], []) == Pair(untold=("alert",))


def test_an_event_without_a_time_is_claimed_by_neither_unless_they_knew_of_it():
    assert look([CALL], []).timeless == ("call",)
    assert look([CALL], [knew("call", "12:10")]).known == (Held("call", at("12:10")),)


def test_what_they_knew_and_nobody_knows_since_when_is_claimed_by_neither():
    assert look([ALERT], [knew("alert", None)]) == Pair(undated=("alert",))


def test_what_lay_ahead_and_was_unknown_is_left_out():
    assert look([LATER], [knew("later", "12:41", "person:hana")]) == Pair()


def test_what_they_did_themselves_they_knew_by_their_own_doing():
    own = KnowledgeIndex([ALERT], [own_knowing(ALERT, "person:joost")])

    assert pair(own, JOOST, [], decision="decision", at=DECIDED).known == (Held("alert", at("12:02"), OWN),)
    assert look([ALERT], [], own={"alert"}).known == (Held("alert", at("12:02"), OWN),)


def test_what_was_believed_stands_apart_from_what_turned_out_otherwise():
    belief = {"certainty": Certainty.BELIEVED}
    both = look(
        [ALERT, SESSIONS],
        [
            knew("alert", "12:10", **belief),
            knew("sessions", "12:10", **belief, turned_out=TurnedOut.OTHERWISE),
        ],
    )

    assert [row.event_id for row in both.believed] == ["alert"]
    assert [row.event_id for row in both.otherwise] == ["sessions"]
    assert not both.is_blank


def test_a_belief_given_up_before_is_no_longer_held():
    given_up = knew("alert", "12:05", certainty=Certainty.BELIEVED, until_at=at("12:14"))

    assert [row.event_id for row in look([ALERT], [given_up]).unreached] == ["alert"]


def test_the_decision_itself_is_on_neither_side():
    decision = EventFact("decision", DECIDED)

    assert look([decision], [knew("decision", "12:15")]) == Pair()


def test_a_decision_without_a_zone_cannot_be_looked_at():
    with pytest.raises(ValueError, match="time zone"):
        pair(KnowledgeIndex([], []), JOOST, [], decision="decision", at=DECIDED.replace(tzinfo=None))


MOMENTS = st.one_of(st.none(), st.integers(0, 30).map(lambda m: at("12:00") + timedelta(minutes=m)))
ONES = st.tuples(st.sampled_from("abcdefg"), MOMENTS).map(lambda given: EventFact(*given))
EVENTS = st.lists(ONES, unique_by=lambda one: one.id)
HOLDERS = st.sampled_from(["person:joost", "person:hana", "team:api", ""])
SAID = st.lists(
    st.tuples(
        st.tuples(st.sampled_from("abcdefg"), MOMENTS, HOLDERS, st.sampled_from(Certainty)).map(
            lambda given: KnowledgeFact(*given)
        ),
        st.just(""),
    ),
    max_size=20,
)


@given(EVENTS, SAID)
def test_no_event_stands_on_two_sides_and_none_that_happened_before_is_lost(events, said):
    both = look(events, said)
    placed = [row.event_id for row in (*both.known, *both.believed, *both.otherwise, *both.unreached)]
    placed += [*both.untold, *both.undated, *both.timeless]

    assert len(placed) == len(set(placed))
    assert {one.id for one in events if one.occurred_at is None or one.occurred_at <= DECIDED} <= set(placed)


@given(EVENTS, SAID)
def test_whatever_had_not_reached_them_came_later_or_never(events, said):
    for row in look(events, said).unreached:
        assert row.reached_at is None or row.reached_at > DECIDED
