"""Which review an incident deserves by itself, and the sentence that says why (R1.3, R1.4)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.programme.rules.qualifying import (
    Facts,
    Grade,
    Setting,
    Trigger,
    proposed,
    qualify,
    what_is_missing,
)

FULL, LIGHT, PATTERN, NOTE = (
    Grade(1, "full", "Full review"),
    Grade(2, "light", "Light review"),
    Grade(3, "pattern", "Pattern debrief"),
    Grade(4, "near-miss", "Near-miss note"),
)
SETTINGS = (
    Setting(Trigger.SEVERITY, True, rank=2, severity="Sev-2"),
    Setting(Trigger.BUDGET_BURNT, True, threshold=20, tier=LIGHT),
    Setting(Trigger.SEVERAL_TEAMS, True, threshold=2, tier=LIGHT),
    Setting(Trigger.PAGING_STORM, True, threshold=5, tier=LIGHT),
    Setting(Trigger.NEAR_MISS, True, tier=NOTE),
    Setting(Trigger.PATTERN, True, threshold=3, window_days=30, rank=3, tier=PATTERN),
)
SMALL = Facts(severity="Sev-3", rank=3, tier=PATTERN)


@pytest.mark.parametrize(
    ("told", "sentence", "tier"),
    [
        ({"severity": "Sev-1", "rank": 1, "tier": FULL}, "It was Sev-1; your policy reviews Sev-2 and worse.",
         FULL),
        ({"severity": "Sev-2", "rank": 2, "tier": LIGHT}, "It was Sev-2; your policy reviews Sev-2.", LIGHT),
        (
            {"teams": ("Payments", "Data", "Edge")},
            "Three teams took part: Payments, Data, Edge; your policy reviews incidents with two or more.",
            LIGHT,
        ),
        (
            {"budget_burnt_percent": 42.5},
            "It burnt 42.5% of the error budget; your policy reviews from 20% on.",
            LIGHT,
        ),
        (
            {"most_pages": 14},
            "One person was paged 14 times within an hour; your policy reviews five or more.",
            LIGHT,
        ),
        (
            {"is_near_miss": True},
            "It was a near miss; your policy reviews those, for they show what could have happened.",
            NOTE,
        ),
    ],
)  # fmt: skip
def test_each_trigger_says_why_it_asks(told, sentence, tier):
    [reason] = qualify(replace(SMALL, **told), SETTINGS)

    assert (reason.sentence, reason.tier) == (sentence, tier)


def test_at_the_threshold_a_review_is_asked_for_and_just_below_it_not():
    edge = {"budget_burnt_percent": (20, 19.999), "teams": (("A", "B"), ("A",)), "most_pages": (5, 4)}

    for name, (at, below) in edge.items():
        assert qualify(replace(SMALL, **{name: at}), SETTINGS)
        assert not qualify(replace(SMALL, **{name: below}), SETTINGS)


def test_the_most_demanding_tier_is_proposed_and_its_reason_comes_first():
    reasons = qualify(
        replace(SMALL, severity="Sev-1", rank=1, tier=FULL, is_near_miss=True, teams=("A", "B")), SETTINGS
    )

    assert [reason.trigger for reason in reasons] == [
        Trigger.SEVERITY,
        Trigger.SEVERAL_TEAMS,
        Trigger.NEAR_MISS,
    ]
    assert proposed(reasons) == FULL
    assert proposed([]) is None


def test_a_trigger_that_is_off_asks_for_nothing():
    off = [replace(one, is_on=False) for one in SETTINGS]

    assert not qualify(replace(SMALL, is_near_miss=True, rank=1), off)
    assert not what_is_missing(SMALL, off)


def test_what_nobody_knows_is_said_to_be_unknown_and_is_no_reason():
    said = what_is_missing(SMALL, SETTINGS)

    assert "Nobody has said yet how much of the error budget it burnt." in said
    assert "No team is named; your policy reviews incidents with two or more." in said
    assert "It was Sev-3; your policy reviews Sev-2 and worse." in said


facts = st.builds(
    Facts,
    severity=st.just("Sev-x"),
    rank=st.integers(1, 5),
    tier=st.sampled_from((FULL, LIGHT, PATTERN, NOTE)),
    is_near_miss=st.booleans(),
    budget_burnt_percent=st.none() | st.floats(0, 1000),
    teams=st.lists(st.text(min_size=1, max_size=5), unique=True, max_size=5).map(tuple),
    most_pages=st.none() | st.integers(0, 50),
)
settings_of = st.tuples(
    st.builds(Setting, st.just(Trigger.SEVERITY), st.booleans(), rank=st.integers(1, 5)),
    *(
        st.builds(
            Setting,
            st.just(trigger),
            st.booleans(),
            threshold=st.integers(1, 60),
            tier=st.sampled_from((FULL, LIGHT, PATTERN, NOTE)),
        )
        for trigger in (Trigger.BUDGET_BURNT, Trigger.SEVERAL_TEAMS, Trigger.PAGING_STORM, Trigger.NEAR_MISS)
    ),
)


@given(facts, settings_of, st.integers(0, 4), st.integers(0, 30))
def test_a_lower_threshold_never_drops_an_incident(fact, agreed, which, by):
    one = agreed[which]
    lowered = replace(one, threshold=one.threshold - min(by, one.threshold), rank=one.rank + by)
    easier = [*agreed[:which], lowered, *agreed[which + 1 :]]

    before, after = qualify(fact, agreed), qualify(fact, easier)

    assert {reason.trigger for reason in before} <= {reason.trigger for reason in after}
    if before:
        assert proposed(after).rank <= proposed(before).rank


@given(facts, settings_of)
def test_each_trigger_either_asks_or_says_what_is_missing_never_both(fact, agreed):
    reasons = qualify(fact, agreed)

    assert len({reason.trigger for reason in reasons}) == len(reasons)
    assert all(reason.sentence.endswith(".") for reason in reasons)
    assert len(reasons) + len(what_is_missing(fact, agreed)) <= sum(one.is_on for one in agreed)
