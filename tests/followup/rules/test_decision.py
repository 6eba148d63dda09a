"""Few decide, each verdict says what it needs, and five are enough (R6.2, R6.2a, R6.4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.base.errors import InvalidInput
from secondsight.followup.rules.decision import (
    DecisionPolicy,
    NotADecider,
    Quadrant,
    Ruling,
    TooManyCommitments,
    advise_on_deciders,
    check_ruling,
    open_questions,
    outcome_in_words,
    require_decider,
    require_within_limit,
    suggest,
)
from secondsight.followup.rules.offer import Offer
from secondsight.followup.rules.vocabulary import IntendedOutcome, Verdict

TODAY = date(2026, 3, 17)
OFFER = Offer(
    "Alert on pool saturation",
    "bo",
    TODAY + timedelta(days=9),
    "The alert fires in staging at 80 %",
    IntendedOutcome.DETECT_SOONER,
)


@pytest.mark.parametrize(
    ("person", "deciders", "passes"),
    [
        ("owner", ["bo"], True),
        ("bo", ["bo", "cy"], True),
        ("bo", ["owner", "bo"], True),
        ("di", ["bo", "cy"], False),
        ("owner", [], False),
        ("owner", ["owner"], False),
        ("owner", ["bo", "cy", "di"], True),
        ("owner", ["bo", "cy", "di", "el"], False),
    ],
)
def test_owner_and_one_to_three_named_people_decide(person, deciders, passes):
    if passes:
        require_decider(person, owner="owner", deciders=deciders)
    else:
        with pytest.raises(NotADecider, match="Nothing was decided"):
            require_decider(person, owner="owner", deciders=deciders)


def test_too_many_deciders_are_told_how_many_are_named():
    said = advise_on_deciders(owner="ana", deciders=["bo", "cy", "di", "el"])

    assert "2 to 4 people" in said
    assert "5 are named" in said


def test_deployment_may_let_the_owner_decide_alone():
    require_decider("ana", owner="ana", deciders=[], policy=DecisionPolicy(deciders_minimum=1))


@pytest.mark.parametrize(
    ("ruling", "field"),
    [
        (Ruling(Verdict.LET_GO), "reason"),
        (Ruling(Verdict.LET_GO, reason="  "), "reason"),
        (Ruling(Verdict.KNOWN_RISK), "look_again_on"),
        (Ruling(Verdict.KNOWN_RISK, look_again_on=TODAY), "look_again_on"),
        (Ruling(Verdict.COMMIT), "offer"),
        (Ruling(Verdict.COMMIT, offer=Offer("Alert", "bo", None, "", None)), "due_on"),
        (Ruling(Verdict.LET_GO, reason="Too much", impact=4), "impact"),
        (Ruling(Verdict.LET_GO, reason="Too much", effort=0), "effort"),
    ],
)
def test_ruling_without_what_its_verdict_needs_names_the_field(ruling, field):
    with pytest.raises(InvalidInput) as refused:
        check_ruling(ruling, today=TODAY)

    assert refused.value.field == field


@pytest.mark.parametrize(
    "ruling",
    [
        Ruling(Verdict.LET_GO, reason="The service goes away in May."),
        Ruling(Verdict.KNOWN_RISK, look_again_on=TODAY + timedelta(days=90)),
        Ruling(Verdict.COMMIT, offer=OFFER, impact=3, effort=1),
    ],
)
def test_ruling_with_what_its_verdict_needs_passes(ruling):
    check_ruling(ruling, today=TODAY)


def test_every_idea_is_asked_for_cost_and_new_ways_to_fail():
    assert len(open_questions(Ruling(Verdict.COMMIT, offer=OFFER))) == 2
    assert open_questions(Ruling(Verdict.COMMIT, cost="A day", side_effects="One more alert")) == []


@pytest.mark.parametrize(
    ("standing", "reason", "passes"),
    [(0, "", True), (4, "", True), (5, "", False), (5, " ", False), (5, "Two outages in one.", True)],
)
def test_sixth_commitment_needs_a_reason(standing, reason, passes):
    if passes:
        require_within_limit(standing, reason)
    else:
        with pytest.raises(TooManyCommitments, match="This review has 5 commitments"):
            require_within_limit(standing, reason)


def test_limit_is_the_deployments_own():
    require_within_limit(8, "", policy=DecisionPolicy(commitments_maximum=9))


@pytest.mark.parametrize(
    ("impact", "effort", "quadrant", "verdict"),
    [
        (3, 1, Quadrant.DO_SOON, Verdict.COMMIT),
        (3, 3, Quadrant.PLAN, Verdict.COMMIT),
        (2, 2, Quadrant.PLAN, Verdict.COMMIT),
        (1, 1, Quadrant.SMALL, Verdict.LET_GO),
        (1, 3, Quadrant.REST, Verdict.KNOWN_RISK),
        (2, 3, Quadrant.REST, Verdict.KNOWN_RISK),
    ],
)
def test_matrix_names_the_field_and_suggests_a_verdict(impact, effort, quadrant, verdict):
    suggestion = suggest(impact, effort)

    assert (suggestion.quadrant, suggestion.verdict) == (quadrant, verdict)


def test_suggestion_shows_what_it_rests_on():
    assert suggest(3, 1).sentence == "Impact high, effort low. Much for little."


def test_matrix_has_no_field_beyond_three():
    with pytest.raises(ValueError, match="impact 4"):
        suggest(4, 1)


def test_no_commitment_is_a_whole_outcome():
    assert outcome_in_words(0) == "Nothing worth committing; here is what we learnt."
    assert outcome_in_words(1).startswith("One commitment,")


marks = st.integers(1, 3)


@given(marks, marks, marks, marks)
def test_more_impact_for_less_effort_is_never_talked_out_of(impact, effort, more, less):
    if suggest(impact, effort).verdict is Verdict.COMMIT:
        assert suggest(max(impact, more), min(effort, less)).verdict is Verdict.COMMIT


@given(st.integers(0, 20), st.integers(1, 5), st.text())
def test_reason_is_asked_for_exactly_beyond_the_limit(standing, adding, reason):
    beyond = standing + adding > 5

    if beyond and not reason.strip():
        with pytest.raises(TooManyCommitments):
            require_within_limit(standing, reason, adding=adding)
    else:
        require_within_limit(standing, reason, adding=adding)
