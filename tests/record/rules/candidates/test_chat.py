"""What surrounds a message decides whether it turned anything (R3.7)."""

import pytest

from secondsight.record.rules.candidates.chat import find_turning_points
from secondsight.record.rules.candidates.turns import take_turns
from secondsight.record.rules.vocabulary import EventKind, Phase
from tests.record.rules.candidates.making import NOON, say

BUSY = [NOON] * 5


def texts(messages, **more) -> list[str]:
    return [c.text for c in find_turning_points(messages, **more).candidates]


def test_a_word_in_a_quiet_week_is_not_proposed():
    alone = [say("rolled back the gateway")]

    assert texts(alone) == []
    assert texts(alone, busy_at=BUSY) == ["rolled back the gateway"]


def test_turning_points_keep_each_other_company():
    dense = [
        say("seeing 502s from the gateway, 20% of requests", 0, "ana"),
        say("I suspect the gateway deploy", 2, "bo"),
        say("let's roll back the gateway", 4, "cy"),
    ]

    assert len(texts(dense)) == 3


def test_nothing_stands_alone_in_a_channel_where_an_incident_was_declared():
    busy = [NOON, NOON, NOON]
    declared = say("declaring a sev2, 3 checkouts in 4 fail", 0, "ana")
    late = say("rolled back the gateway", 90, "bo")
    elsewhere = say("rolled back the gateway", 95, "cy", channel="team-web")

    assert texts([declared, late, elsewhere], busy_at=busy) == [declared.text, late.text]
    assert texts([late, elsewhere], busy_at=busy) == []


def test_a_declaration_stands_by_itself_but_not_twice():
    messages = [
        say("declaring a sev1, 3 checkouts in 4 fail", 0, "ana"),
        say("support: a sev1 has been declared, we know of it", 3, "bo", channel="support"),
    ]

    assert texts(messages, busy_at=BUSY) == ["declaring a sev1, 3 checkouts in 4 fail"]


def test_messages_in_a_row_are_one_turn_told_by_the_weightiest():
    messages = [
        say("hm", 0, key="1"),
        say("4.4 s", 0.1, key="2"),
        say("6.1 s. it's back, worse than before", 0.5, key="3"),
    ]

    (point,) = find_turning_points(messages, busy_at=BUSY).candidates

    assert point.text == "6.1 s. it's back, worse than before"
    assert point.item_keys == ("3", "1", "2")
    assert point.occurred_at == messages[2].occurred_at


def test_turns_end_with_a_pause_another_speaker_or_a_thread():
    messages = [
        say("one", 0, "ana"),
        say("two", 0.5, "ana"),
        say("three", 3, "ana"),
        say("four", 3.2, "bo"),
        say("five", 3.4, "ana"),
        say("six", 3.5, "ana", thread="x"),
    ]

    turns = [[fact.text for fact in turn.facts] for turn in take_turns(messages)]

    assert turns == [["one", "two"], ["three"], ["four"], ["five"], ["six"]]


@pytest.mark.parametrize("subtype", ["channel_join", "channel_topic", "message_changed", "tombstone"])
def test_what_the_chat_tool_notes_by_itself_is_not_said_by_anybody(subtype):
    noted = say("declaring a sev1", details={"subtype": subtype})

    assert texts([noted], busy_at=BUSY) == []


def test_reactions_of_others_weigh_and_are_told():
    quiet = say("the dip starts at the restarts, strange", 0, details={})
    seen = say(
        "the dip starts at the restarts of the pods, strange",
        1,
        "cy",
        details={"reactions": {"bulb": ["ana", "bo"], "eyes": ["di"]}},
    )

    (point,) = find_turning_points([quiet, seen], busy_at=BUSY).candidates

    assert point.item_keys == (seen.key,)
    assert "3 people reacted to it" in point.reasons


def test_why_quotes_the_words_and_says_what_they_read_like():
    (point,) = find_turning_points([say("ok, let's roll back to 4.17")], busy_at=BUSY).candidates

    assert point.why == "“let's roll back” reads like a decision."


def test_two_who_see_the_same_at_once_are_one_observation():
    messages = [
        say("p99 coming down, 1.9 s", 0, "ana"),
        say("error rate recovering, 4%", 0.3, "bo"),
        say("error rate still climbing in eu, 9%", 5, "bo"),
    ]

    assert len(texts(messages, busy_at=BUSY)) == 2


def test_the_weightiest_fifth_or_so_is_proposed_of_a_long_chat():
    messages = [say(f"rolled back pod {n}, error rate {n}%", n * 2, f"p{n % 7}") for n in range(100)]

    assert len(texts(messages)) == 30


def test_names_of_systems_from_other_evidence_make_words_mean_something():
    message = say("I suspect marmalade")

    assert texts([message], busy_at=BUSY) == []
    assert texts([message], busy_at=BUSY, names=["marmalade"]) == ["I suspect marmalade"]


def test_pasted_trouble_is_an_observation():
    pasted = say("```psql: error: connection refused, 0 of 3 hosts```")

    (point,) = find_turning_points([pasted], busy_at=BUSY).candidates

    assert point.kind is EventKind.OBSERVATION
    assert "a system's answer" in point.why


def test_phases_follow_the_course_of_things():
    messages = [
        say("seeing 502s from the gateway, 20% of requests", 0, "ana"),
        say("declaring a sev2", 2, "ana"),
        say("customers can't pay, 14 tickets", 4, "cy"),
        say("I suspect the gateway deploy", 6, "bo"),
        say("seeing the same 502s on the old version, 22%", 8, "bo"),
        say("let's roll back the proxy config", 10, "ana"),
        say("mitigated", 20, "ana", details={"reactions": {"tada": ["bo", "cy"]}}),
        say("seeing 3% of orders still stuck", 22, "cy"),
        say("resolved, thanks all", 30, "ana"),
    ]

    found = find_turning_points(messages)

    assert [point.phase for point in found.candidates] == [
        Phase.DETECTION,
        Phase.TRIAGE,
        Phase.TRIAGE,
        Phase.INVESTIGATION,
        Phase.INVESTIGATION,
        Phase.MITIGATION,
        Phase.MITIGATION,
        Phase.RESOLUTION,
        Phase.RESOLUTION,
    ]
    assert [phase for _, phase in found.course] == [
        Phase.TRIAGE,
        Phase.INVESTIGATION,
        Phase.RESOLUTION,
        Phase.RECOVERY,
    ]


def test_what_was_thought_before_the_declaration_belongs_to_detection():
    messages = [
        say("I suspect the gateway deploy", 0, "bo"),
        say("declaring a sev2", 2, "ana"),
        say("I suspect the gateway proxy", 4, "bo"),
    ]

    found = find_turning_points(messages, busy_at=BUSY)

    assert [c.phase for c in found.candidates] == [Phase.DETECTION, Phase.TRIAGE, Phase.INVESTIGATION]


def test_pasted_lines_are_told_without_their_fences():
    (point,) = find_turning_points([say("```error: refused, 0 of 3 hosts```")], busy_at=BUSY).candidates

    assert point.text == "error: refused, 0 of 3 hosts"


def test_language_that_is_not_known_finds_nothing():
    assert texts([say("declaring a sev1")], busy_at=BUSY, languages=["tlh"]) == []
