"""Milestones that contradict each other are facts to settle, not errors (R1.1)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.durations import TimeTo, durations
from secondsight.record.rules.milestones import find_facts_to_settle
from secondsight.record.rules.vocabulary import MilestoneKind as M

NOW = datetime(2026, 3, 17, 12, tzinfo=UTC)
ORDERLY = {
    M.IMPACT_START: datetime(2026, 3, 16, 13, 58, tzinfo=UTC),
    M.FIRST_SIGNAL: datetime(2026, 3, 16, 14, 2, tzinfo=UTC),
    M.DETECTED: datetime(2026, 3, 16, 14, 9, tzinfo=UTC),
    M.DECLARED: datetime(2026, 3, 16, 14, 21, tzinfo=UTC),
    M.COMMAND_ESTABLISHED: datetime(2026, 3, 16, 14, 23, tzinfo=UTC),
    M.RIGHT_EXPERT_ENGAGED: datetime(2026, 3, 16, 14, 52, tzinfo=UTC),
    M.FIRST_STATUS_UPDATE: datetime(2026, 3, 16, 14, 40, tzinfo=UTC),
    M.MITIGATED: datetime(2026, 3, 16, 15, 10, tzinfo=UTC),
    M.RESOLVED: datetime(2026, 3, 16, 15, 31, tzinfo=UTC),
    M.FULLY_RECOVERED: datetime(2026, 3, 16, 16, 5, tzinfo=UTC),
}


def codes(milestones) -> list[tuple[str, tuple[M, ...]]]:
    return [(fact.code, fact.kinds) for fact in find_facts_to_settle(milestones, NOW)]


def test_orderly_incident_leaves_nothing_to_settle():
    assert codes(ORDERLY) == []


@pytest.mark.parametrize(
    ("kind", "at", "expected"),
    [
        (M.DETECTED, ORDERLY[M.FIRST_SIGNAL] - timedelta(minutes=1), [(M.FIRST_SIGNAL, M.DETECTED)]),
        (M.MITIGATED, ORDERLY[M.RESOLVED] + timedelta(minutes=1), [(M.MITIGATED, M.RESOLVED)]),
        (M.FIRST_SIGNAL, ORDERLY[M.IMPACT_START] - timedelta(hours=3), []),
        (M.DECLARED, ORDERLY[M.MITIGATED] + timedelta(minutes=1), [(M.DECLARED, M.COMMAND_ESTABLISHED)]),
    ],
)
def test_times_in_an_order_that_cannot_be_are_pointed_out(kind, at, expected):
    assert codes({**ORDERLY, kind: at}) == [("order", pair) for pair in expected]


def test_contradiction_is_seen_across_an_unknown_milestone():
    contradictory = {M.IMPACT_START: NOW - timedelta(hours=1), M.RESOLVED: NOW - timedelta(hours=2)}

    assert codes(contradictory)[0] == ("order", (M.IMPACT_START, M.RESOLVED))


def test_sentence_names_both_and_suspects_a_time_zone():
    early = {**ORDERLY, M.FULLY_RECOVERED: ORDERLY[M.RESOLVED] - timedelta(hours=1)}

    (fact,) = find_facts_to_settle(early, NOW)

    assert fact.sentence.startswith("“Fully recovered” is 1 h before “Resolved”, which should come first.")
    assert "time zone" in fact.sentence


def test_time_ahead_of_now_is_pointed_out():
    ahead = {**ORDERLY, M.FULLY_RECOVERED: NOW + timedelta(hours=2)}

    facts = find_facts_to_settle(ahead, NOW)

    assert [fact.code for fact in facts] == ["future"]
    assert "2 h ahead" in facts[0].sentence


def test_long_gap_is_pointed_out():
    early = {**ORDERLY, M.IMPACT_START: ORDERLY[M.FIRST_SIGNAL] - timedelta(days=2)}

    assert codes(early) == [("gap", (M.IMPACT_START, M.FIRST_SIGNAL))]


def test_unknown_milestones_are_asked_for_in_one_sentence_once_it_is_over():
    sparse = {kind: at for kind, at in ORDERLY.items() if kind not in (M.DECLARED, M.FIRST_STATUS_UPDATE)}

    (fact,) = find_facts_to_settle(sparse, NOW)

    assert fact.sentence == "Not known: declared, first status update. If nobody can tell, they stay unknown."


def test_incident_that_still_runs_is_not_asked_for_what_is_unknown():
    assert codes({M.DETECTED: ORDERLY[M.DETECTED], M.DECLARED: None}) == []


milestones = st.dictionaries(
    st.sampled_from(list(M)),
    st.datetimes(datetime(2026, 3, 1), datetime(2026, 3, 30), timezones=st.just(UTC)),  # noqa: DTZ001
)


@given(milestones)
def test_no_length_is_negative_and_a_missing_one_has_its_fact(found):
    lengths = durations(found)
    told = {fact.code for fact in find_facts_to_settle(found, NOW)}

    assert all(length is None or length >= timedelta(0) for length in lengths.values())
    if M.DETECTED in found and M.DECLARED in found and lengths[TimeTo.DECLARE] is None:
        assert "order" in told


@given(milestones)
def test_times_sorted_into_their_order_are_never_out_of_order(found):
    kinds = [kind for kind in M if kind in found]
    tidy = dict(zip(kinds, sorted(found.values()), strict=True))

    assert "order" not in {fact.code for fact in find_facts_to_settle(tidy, NOW)}
