"""Milestones are proposed where the evidence tells of them; the rest stays unknown (R1.1, R3.7, S9)."""

from datetime import timedelta

import pytest

from secondsight.record.rules.candidates.proposing import propose
from secondsight.record.rules.milestone_proposals import propose_milestones
from secondsight.record.rules.vocabulary import MilestoneKind as M
from tests.record.rules.candidates.making import NOON, say, tool


def alert(state: str, minutes: float, name: str = "LookupFailures"):
    return tool("alert", "14% of lookups fail", minutes, name=name, state=state)


OUTAGE = [
    alert("firing", 0),
    say("acked, seeing SERVFAIL for about 1 in 7 lookups", 2, "ana"),
    say("declaring a sev2, 14% of lookups fail. Started at 11:48 UTC", 4, "ana"),
    say("I'll take command, Ana please dig, Bo talk to support", 5, "cy"),
    say("support has 22 tickets so far, sites don't load", 8, "bo"),
    tool("status_update", "Names may not resolve.", 10, channel="page", state="investigating"),
    say("@di can you look at the upstreams?", 14, "cy"),
    say("hello, reading", 29, "di"),
    say("found it: one of the three upstreams has been returning empty answers", 31, "di"),
    say("removed the upstream from the pool, failures at 2%", 34, "di"),
    say("mitigated, failures at 0.1%", 36, "cy"),
    alert("resolved", 41),
    say("resolved. thank you all", 50, "cy"),
    say("the backlog is cleared too", 70, "bo"),
]


def proposed(facts, without: tuple[str, ...] = ()):
    kept = [fact for fact in facts if not any(word in fact.text for word in without)]
    return {each.kind: each for each in propose_milestones(propose(kept), kept)}


def minutes(facts, **more) -> dict[M, float]:
    return {kind: (each.at - NOON) / timedelta(minutes=1) for kind, each in proposed(facts, **more).items()}


def test_an_outage_has_all_of_its_milestones():
    assert minutes(OUTAGE) == {
        M.IMPACT_START: -12,
        M.FIRST_SIGNAL: 0,
        M.DETECTED: 2,
        M.DECLARED: 4,
        M.COMMAND_ESTABLISHED: 5,
        M.RIGHT_EXPERT_ENGAGED: 29,
        M.FIRST_STATUS_UPDATE: 10,
        M.MITIGATED: 36,
        M.RESOLVED: 50,
        M.FULLY_RECOVERED: 70,
    }


def test_each_rests_on_evidence_and_says_why():
    keys = {fact.key for fact in OUTAGE}

    for milestone in proposed(OUTAGE).values():
        assert milestone.item_keys
        assert set(milestone.item_keys) <= keys
        assert milestone.why.endswith((".", "”."))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("declaring", M.DECLARED),
        ("take command", M.COMMAND_ESTABLISHED),
        ("Names may not", M.FIRST_STATUS_UPDATE),
        ("backlog", M.FULLY_RECOVERED),
        ("found it", M.RIGHT_EXPERT_ENGAGED),
    ],
)
def test_what_nothing_tells_of_stays_unknown(words, kind):
    assert kind not in proposed(OUTAGE, without=(words,))


def test_nothing_comes_of_nothing():
    assert propose_milestones([], []) == []


def test_without_a_told_start_the_first_sign_is_proposed_and_said_to_be_the_latest():
    told = [fact for fact in OUTAGE if "11:48" not in fact.text]

    start = proposed(told)[M.IMPACT_START]

    assert start.at == NOON
    assert "It may have begun before" in start.why


def test_harm_that_nothing_tells_of_has_no_start():
    assert M.IMPACT_START not in proposed(OUTAGE, without=("11:48", "tickets"))


def test_a_start_told_just_after_midnight_lies_on_the_day_before():
    facts = [
        say("declaring a sev2, 14% of lookups fail. Started at 23:50 UTC", 12 * 60 + 4, "ana"),
        alert("firing", 12 * 60),
        alert("firing", 12 * 60 + 1, "Other"),
    ]

    assert proposed(facts)[M.IMPACT_START].at == NOON + timedelta(hours=11, minutes=50)


def test_a_clock_time_without_its_zone_is_not_guessed_at():
    facts = [*OUTAGE[:2], say("declaring a sev2, 14% of lookups fail. Started at 11:48", 4, "ana"), OUTAGE[4]]

    assert proposed(facts)[M.IMPACT_START].at == NOON


def test_an_alert_of_half_an_hour_before_is_mentioned_and_not_taken():
    signal = proposed([alert("firing", -40, "IndexAge"), *OUTAGE])[M.FIRST_SIGNAL]

    assert signal.at == NOON
    assert "“IndexAge” came 40 min before and may be another matter." in signal.why


def test_called_mitigated_too_soon_is_not_mitigated():
    too_soon = [
        *OUTAGE[:5],
        say("mitigated, failures at 0.1%", 15, "cy"),
        alert("resolved", 16),
        alert("firing", 20),
        *OUTAGE[7:],
    ]

    assert minutes(too_soon)[M.MITIGATED] == 36


def test_another_alert_hours_later_does_not_undo_what_was_called_over():
    assert minutes([*OUTAGE, alert("firing", 300, "Elsewhere")])[M.RESOLVED] == 50


def test_without_words_the_last_alert_that_was_over_is_the_end_of_the_harm():
    facts = [
        alert("firing", 0),
        alert("firing", 1, "Other"),
        alert("resolved", 9, "Other"),
        alert("resolved", 12),
    ]

    assert minutes(facts)[M.MITIGATED] == 12
    assert M.MITIGATED not in minutes(facts[:3])


def test_a_page_that_was_acknowledged_shows_that_somebody_noticed():
    facts = [
        alert("firing", 0),
        tool("page", "", 3, title="Acknowledged by Ana", state="acknowledged", name="x"),
    ]

    assert minutes(facts)[M.DETECTED] == 3
