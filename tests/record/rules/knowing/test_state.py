"""What was known, believed and unknown from a vantage at a moment, case by case (R3.2)."""

from datetime import UTC, datetime

import pytest

from secondsight.record.rules.knowing import (
    ROOM,
    EventFact,
    Holding,
    KnowledgeFact,
    KnowledgeIndex,
    MatteredFact,
    Stay,
    Vantage,
    own_knowing,
)
from secondsight.record.rules.vocabulary import Certainty, EventKind, Precision


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-16T{clock}:00+00:00")


BO = Vantage("person:bo", stays=(Stay("team:shop"),))
CY = Vantage("person:cy", stays=(Stay("team:data"),))
DATA, SHOP = Vantage(team="team:data"), Vantage(team="team:shop")
ALERT = EventFact("alert", at("14:02"), EventKind.SIGNAL)


def knew(holder: str, clock: str | None, event: str = "alert") -> KnowledgeFact:
    return KnowledgeFact(event, clock and at(clock), holder)


def believed(holder: str, clock: str, until: str = "", turned_out: str = "") -> KnowledgeFact:
    end = at(until) if until else None
    return KnowledgeFact("alert", at(clock), holder, Certainty.BELIEVED, end, turned_out)


def stood(facts, vantage, clock, *events, **more):
    """How the one event stood, in a word; "" where it is in none of the lists."""
    state = KnowledgeIndex(events or [ALERT], facts, **more).state(vantage, at(clock))
    there = [name for name in ("known", "believed", "otherwise", "unknown") if getattr(state, name)]
    assert len(there) <= 1
    return there[0] if there else ""


SEEN = [knew("person:bo", "14:09"), knew("team:data", "14:31")]


@pytest.mark.parametrize(
    ("vantage", "clock", "since"),
    [
        (BO, "14:08", None),
        (BO, "14:09", "14:09"),
        (CY, "14:20", None),
        (CY, "14:31", "14:31"),
        (DATA, "14:30", None),
        (DATA, "14:40", "14:31"),
        (SHOP, "14:40", None),
        (ROOM, "14:08", None),
        (ROOM, "14:40", "14:09"),
    ],
)
def test_the_alert_is_known_to_each_since_they_saw_it(vantage, clock, since):
    state = KnowledgeIndex([ALERT], SEEN).state(vantage, at(clock))

    assert [row.since_at for row in state.known] == ([at(since)] if since else [])
    assert [row.event_id for row in state.unknown] == ([] if since else ["alert"])


def test_what_has_not_happened_yet_is_neither_known_nor_unknown():
    assert stood(SEEN, BO, "14:01") == ""


def test_what_everybody_knew_is_known_to_each():
    assert {stood([knew("", "14:22")], vantage, "14:22") for vantage in (BO, DATA, SHOP, ROOM)} == {"known"}


def test_a_team_does_not_know_what_a_member_kept_to_themselves():
    assert stood([knew("person:cy", "14:05")], DATA, "14:40") == "unknown"


def test_belief_becomes_knowledge_when_it_is_known():
    facts = [believed("person:bo", "14:10"), knew("person:bo", "14:30")]

    assert [stood(facts, BO, clock) for clock in ("14:29", "14:30")] == ["believed", "known"]
    assert KnowledgeIndex([ALERT], facts).holdings(BO)["alert"] == (
        Holding(at("14:10"), at("14:30"), Certainty.BELIEVED),
        Holding(at("14:30"), None, Certainty.KNOWN),
    )


def test_a_right_belief_that_was_given_up_leaves_it_unknown_again():
    facts = [believed("person:bo", "14:10", until="14:20", turned_out="so")]

    assert [stood(facts, BO, clock) for clock in ("14:19", "14:20")] == ["believed", "unknown"]


def test_a_belief_that_turned_out_otherwise_is_told_apart_and_leaves_nothing_to_miss():
    facts = [believed("person:bo", "14:10", until="14:20", turned_out="otherwise")]

    assert [stood(facts, BO, clock) for clock in ("14:05", "14:10", "14:20")] == ["unknown", "otherwise", ""]


def test_two_who_believed_it_one_after_the_other_believed_it_throughout():
    facts = [believed("person:bo", "14:10", until="14:20"), believed("person:cy", "14:15", until="14:30")]

    index = KnowledgeIndex([ALERT], facts)

    assert index.holdings(ROOM)["alert"] == (Holding(at("14:10"), at("14:30"), Certainty.BELIEVED),)
    assert index.learnings(ROOM) == (at("14:10"), at("14:15"))


def test_known_since_nobody_knows_when_counts_for_no_moment_and_is_marked():
    (row,) = KnowledgeIndex([ALERT], [knew("person:bo", None)]).state(BO, at("15:00")).unknown

    assert row.is_undated


def test_an_event_without_a_time_had_happened_once_somebody_knew_of_it():
    event, facts = EventFact("alert", None), [knew("person:bo", "14:09")]

    assert [stood(facts, DATA, clock, event) for clock in ("14:08", "14:09")] == ["", "unknown"]


def test_of_two_who_knew_of_an_event_without_a_time_the_first_tells_by_when_it_had_happened():
    event, facts = EventFact("alert", None), [knew("person:bo", "14:20"), knew("person:cy", "14:09")]

    assert [stood(facts, DATA, clock, event) for clock in ("14:08", "14:09")] == ["", "unknown"]


def test_an_event_without_a_time_that_was_only_expected_is_never_missed():
    event, facts = EventFact("alert", None, EventKind.STATUS_UPDATE), [knew("person:bo", "14:09")]

    assert stood(facts, DATA, "15:00", event) == ""


def test_what_was_foretold_is_known_before_it_happens():
    event, facts = EventFact("alert", at("14:02"), EventKind.CHANGE), [knew("person:bo", "13:00")]

    assert [stood(facts, BO, clock, event) for clock in ("12:59", "13:00", "14:02")] == ["", "known", "known"]


def test_a_belief_given_up_before_it_happened_leaves_it_unknown_only_once_it_happened():
    facts = [believed("person:bo", "13:00", until="13:30")]

    assert [stood(facts, BO, clock) for clock in ("13:10", "13:40", "14:02")] == ["believed", "", "unknown"]


def test_an_event_moved_to_after_a_knowing_of_it_counts_from_its_new_time_and_waits_to_be_settled():
    moved = EventFact("alert", at("14:20"), EventKind.SIGNAL)
    index = KnowledgeIndex([moved], [knew("person:bo", "14:09")])

    assert index.state(BO, at("14:19")).known == ()
    assert [row.since_at for row in index.state(BO, at("14:20")).known] == [at("14:20")]
    assert index.contradicted == ("alert",)


def test_knowing_as_early_as_the_precision_allows_contradicts_nothing():
    about = EventFact("alert", at("14:20"), EventKind.SIGNAL, Precision.ABOUT)
    index = KnowledgeIndex([about], [knew("person:bo", "14:09")])

    assert index.contradicted == ()
    assert [row.since_at for row in index.state(BO, at("14:10")).known] == [at("14:09")]


def test_what_a_team_had_learnt_before_somebody_joined_is_not_theirs():
    newcomer = Vantage("person:dee", stays=(Stay("team:data", since_at=at("14:35")),))
    facts = [knew("team:data", "14:31")]

    assert stood(facts, newcomer, "15:00") == "unknown"
    assert stood([*facts, knew("person:dee", "14:50")], newcomer, "15:00") == "known"


def test_who_leaves_a_team_keeps_what_they_learnt_there_and_learns_nothing_more_there():
    leaver = Vantage("person:dee", stays=(Stay("team:data", until_at=at("14:31")),))

    assert stood([knew("team:data", "14:30")], leaver, "15:00") == "known"
    assert stood([knew("team:data", "14:31")], leaver, "15:00") == "unknown"


def test_what_came_after_the_mitigation_came_too_late_and_what_came_with_it_in_time():
    index = KnowledgeIndex(
        [ALERT], [knew("person:bo", "14:30"), knew("person:cy", "14:31")], mitigated_at=at("14:30")
    )

    assert index.state(BO, at("15:00")).too_late == ()
    (row,) = index.state(CY, at("15:00")).too_late
    assert (row.event_id, row.since_at, row.mattered_at) == ("alert", at("14:31"), at("14:30"))
    assert index.state(CY, at("14:30")).too_late == ()


def test_what_a_decision_names_mattered_by_then_to_those_who_decided():
    index = KnowledgeIndex(
        [ALERT],
        [knew("person:bo", "14:20"), knew("person:cy", "14:20")],
        mitigated_at=at("14:30"),
        mattered=[MatteredFact("alert", at("14:12"), "team:shop")],
    )

    late = {name: index.state(who, at("15:00")).too_late for name, who in (("bo", BO), ("cy", CY))}

    assert [row.mattered_at for row in late["bo"]] == [at("14:12")]
    assert late["cy"] == ()


def test_of_two_decisions_that_name_it_the_first_counts():
    named = [MatteredFact("alert", at("14:25")), MatteredFact("alert", at("14:12"))]
    index = KnowledgeIndex([ALERT], [knew("person:bo", "14:20")], mattered=named)

    assert [row.mattered_at for row in index.state(BO, at("15:00")).too_late] == [at("14:12")]


def test_what_a_decision_names_may_have_no_time():
    named = [MatteredFact("alert", at("14:12"))]
    facts = [KnowledgeFact("alert", at("14:20"), "person:bo", Certainty.BELIEVED)]
    index = KnowledgeIndex([EventFact("alert", None)], facts, mitigated_at=at("14:15"), mattered=named)

    assert [row.mattered_at for row in index.state(BO, at("15:00")).too_late] == [at("14:12")]


def test_what_had_not_happened_by_then_is_not_too_late():
    index = KnowledgeIndex([ALERT], [knew("person:bo", "14:09")], mitigated_at=at("14:01"))

    assert index.state(BO, at("15:00")).too_late == ()


def test_who_did_it_knew_of_it_and_who_thought_it_believed_it():
    guess = EventFact("guess", at("14:05"), EventKind.HYPOTHESIS)
    index = KnowledgeIndex([ALERT, guess], [own_knowing(ALERT, "person:bo"), own_knowing(guess, "person:bo")])

    state = index.state(BO, at("14:05"))

    assert [row.event_id for row in state.known] == ["alert"]
    assert [row.event_id for row in state.believed] == ["guess"]


def test_rows_are_in_the_order_of_occurrence_with_unknown_times_last():
    events = [EventFact("untimed", None), EventFact("late", at("14:05")), EventFact("early", at("13:00"))]
    facts = [
        knew("", clock, name) for name, clock in (("untimed", "14:01"), ("late", "14:06"), ("early", "14:30"))
    ]

    state = KnowledgeIndex(events, facts).state(ROOM, at("15:00"))

    assert [row.event_id for row in state.known] == ["early", "late", "untimed"]


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        KnowledgeIndex([], []).state(ROOM, datetime(2026, 3, 16, 14))  # noqa: DTZ001


def test_what_is_said_of_an_event_that_is_not_there_counts_for_nothing():
    index = KnowledgeIndex([ALERT], [knew("", "14:03", "another")])

    assert index.learnings(ROOM) == ()
    assert index.state(ROOM, datetime(2026, 3, 17, tzinfo=UTC)).known == ()
