"""A commitment's life: who may do what, when, and what they must say (S5, R6.3, R7.2, R7.3)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.base.errors import InvalidInput
from secondsight.followup.rules.commitment import (
    TRANSITIONS,
    Hat,
    NotNow,
    NotYours,
    Said,
    Verb,
    advice_on_dates,
    allowed_verbs,
    hats_of,
    is_overdue,
    step,
)
from secondsight.followup.rules.vocabulary import CommitmentState as State

TODAY = date(2026, 3, 17)
LATER = TODAY + timedelta(days=30)
EVERYTHING = Said("Because.", "https://ci.example/42", LATER, LATER)
OWNER = frozenset({Hat.OWNER})
REVIEW_OWNER = frozenset({Hat.REVIEW_OWNER})
DECIDER = frozenset({Hat.DECIDER})
BYSTANDER: frozenset[Hat] = frozenset()


def test_kept_commitment_goes_from_offer_to_verified():
    state = State.OFFERED
    state = step(Verb.ACCEPT, state, OWNER, Said(), today=TODAY)
    state = step(Verb.CLAIM_DONE, state, OWNER, Said(), today=TODAY)
    state = step(Verb.VERIFY, state, DECIDER, Said(evidence="Fired in staging at 14:02"), today=TODAY)

    assert state is State.VERIFIED


@pytest.mark.parametrize(
    ("state", "hats", "expected"),
    [
        (State.OFFERED, OWNER, [Verb.ACCEPT, Verb.DECLINE]),
        (State.OFFERED, REVIEW_OWNER, [Verb.DROP, Verb.TAKE_AS_RISK]),
        (State.ACCEPTED, OWNER, [Verb.MOVE_DATE, Verb.CLAIM_DONE, Verb.DROP]),
        (State.ACCEPTED, DECIDER, [Verb.DROP, Verb.TAKE_AS_RISK]),
        (State.DECLINED, OWNER, []),
        (State.DECLINED, REVIEW_OWNER, [Verb.OFFER_AGAIN, Verb.DROP, Verb.TAKE_AS_RISK]),
        (State.DONE, OWNER, [Verb.SEND_BACK]),
        (State.DONE, DECIDER, [Verb.SEND_BACK, Verb.VERIFY]),
        (State.DONE, OWNER | REVIEW_OWNER, [Verb.SEND_BACK]),
        (State.KNOWN_RISK, REVIEW_OWNER, [Verb.OFFER_AGAIN, Verb.DROP, Verb.LOOK_AGAIN_LATER]),
        (State.VERIFIED, OWNER | REVIEW_OWNER | DECIDER, []),
        (State.DROPPED, OWNER | REVIEW_OWNER | DECIDER, []),
    ],
)
def test_page_offers_what_this_person_may_do_now(state, hats, expected):
    assert allowed_verbs(state, hats) == expected


@pytest.mark.parametrize("verb", [Verb.ACCEPT, Verb.DECLINE])
def test_nobody_accepts_or_declines_for_somebody_else(verb):
    with pytest.raises(NotYours, match="signed in as themselves"):
        step(verb, State.OFFERED, REVIEW_OWNER | DECIDER, EVERYTHING, today=TODAY)


def test_owner_who_is_also_review_owner_does_not_verify_their_own_work():
    with pytest.raises(NotYours, match="does not verify it too"):
        step(Verb.VERIFY, State.DONE, OWNER | REVIEW_OWNER | DECIDER, EVERYTHING, today=TODAY)


def test_verb_out_of_its_place_says_where_the_commitment_stands():
    with pytest.raises(NotNow, match="is for a commitment that is accepted; this one is declined"):
        step(Verb.CLAIM_DONE, State.DECLINED, OWNER, EVERYTHING, today=TODAY)


@pytest.mark.parametrize(
    ("verb", "state", "hats", "said", "field"),
    [
        (Verb.MOVE_DATE, State.ACCEPTED, OWNER, Said(due_on=LATER), "reason"),
        (Verb.MOVE_DATE, State.ACCEPTED, OWNER, Said(reason="Lost to the roadmap"), "due_on"),
        (Verb.MOVE_DATE, State.ACCEPTED, OWNER, Said(reason="Late", due_on=TODAY), "due_on"),
        (Verb.DROP, State.ACCEPTED, OWNER, Said(reason=" "), "reason"),
        (Verb.VERIFY, State.DONE, DECIDER, Said(), "evidence"),
        (Verb.SEND_BACK, State.DONE, DECIDER, Said(), "reason"),
        (Verb.TAKE_AS_RISK, State.ACCEPTED, DECIDER, Said(), "look_again_on"),
        (Verb.LOOK_AGAIN_LATER, State.KNOWN_RISK, DECIDER, Said(look_again_on=TODAY), "look_again_on"),
    ],
)
def test_missing_word_is_asked_for_by_its_field(verb, state, hats, said, field):
    with pytest.raises(InvalidInput) as refused:
        step(verb, state, hats, said, today=TODAY)

    assert refused.value.field == field


def test_person_may_wear_several_hats():
    worn = hats_of("bo", owner="bo", review_owner="ana", deciders=["bo", "cy"])

    assert worn == {Hat.OWNER, Hat.DECIDER}


@pytest.mark.parametrize(
    ("state", "due_on", "expected"),
    [
        (State.ACCEPTED, TODAY - timedelta(days=1), True),
        (State.ACCEPTED, TODAY, False),
        (State.ACCEPTED, LATER, False),
        (State.OFFERED, TODAY - timedelta(days=1), False),
        (State.DONE, TODAY - timedelta(days=1), False),
        (State.DROPPED, TODAY - timedelta(days=1), False),
    ],
)
def test_overdue_is_what_was_accepted_and_whose_day_has_passed(state, due_on, expected):
    assert is_overdue(state, due_on, TODAY) is expected


@pytest.mark.parametrize(
    ("dates", "is_advised"),
    [([], False), ([LATER], False), ([LATER, LATER, LATER], True), ([LATER, LATER, TODAY], False)],
)
def test_one_date_for_all_is_pointed_out(dates, is_advised):
    assert bool(advice_on_dates(dates)) is is_advised


hats = st.frozensets(st.sampled_from(list(Hat)))
states = st.sampled_from(list(State))
verbs = st.sampled_from(list(Verb))


@given(verbs, states, hats)
def test_a_step_is_possible_exactly_when_the_page_offers_it(verb, state, worn):
    if verb in allowed_verbs(state, worn):
        step(verb, state, worn, EVERYTHING, today=TODAY)
    else:
        with pytest.raises((NotNow, NotYours)):
            step(verb, state, worn, EVERYTHING, today=TODAY)


@given(st.lists(st.tuples(verbs, hats), max_size=40))
def test_no_way_leads_to_verified_past_the_owners_acceptance_and_anothers_eyes(ways):
    state, accepted_by, verified_by = State.OFFERED, BYSTANDER, BYSTANDER
    for verb, worn in ways:
        if verb in allowed_verbs(state, worn):
            state = step(verb, state, worn, EVERYTHING, today=TODAY)
            if verb is Verb.ACCEPT:
                accepted_by = worn
            if verb is Verb.VERIFY:
                verified_by = worn

    if state is State.VERIFIED:
        assert Hat.OWNER in accepted_by
        assert Hat.OWNER not in verified_by


@given(states)
def test_bystander_may_do_nothing(state):
    assert allowed_verbs(state, BYSTANDER) == []


def test_every_unfinished_state_has_a_way_on_and_no_row_is_said_twice():
    ends = {state for state in State if not any(state in row.sources for row in TRANSITIONS)}
    rows = [(row.verb, source) for row in TRANSITIONS for source in row.sources]

    assert ends == {State.VERIFIED, State.DROPPED}
    assert len(rows) == len(set(rows))
