"""Who knew of an event as the evidence tells, sign by sign (R3.2, S9)."""

from datetime import UTC, datetime, timedelta

import pytest

from secondsight.record.rules.knowing.proposals import (
    EventTrace,
    People,
    TeamFact,
    Trace,
    propose_knowings,
)
from secondsight.record.rules.vocabulary import EventKind, Precision

BO, CY, DEE = "person:bo", "person:cy", "person:dee"
PEOPLE = People({"U1": BO, "Bo Ek": BO, "U2": CY, "U3": DEE}, {BO: "Bo Ek", CY: "Cy Rowe", DEE: "Dee Okafor"})
DATABASE = TeamFact("team:database", "Database", frozenset({BO, CY}))


def minute(number: float) -> datetime:
    return datetime(2026, 3, 11, 12, tzinfo=UTC) + timedelta(minutes=number)


def said(key: str, minutes: float, author: str = "", **more) -> Trace:
    return Trace(
        key, **{"kind": "message", "channel": "#incident", **more}, occurred_at=minute(minutes), author=author
    )


LEAD = said("lead", 2, "U1")
EVENT = EventTrace("e", minute(2), EventKind.OBSERVATION, item_keys=("lead",))


def proposed(*traces: Trace, event: EventTrace = EVENT, teams=(), there=()) -> dict[str, tuple]:
    """Sign and minute by holder, "" for an unknown time."""
    found = propose_knowings([event], traces, PEOPLE, teams, there)
    assert len({one.holder for one in found}) == len(found)
    return {
        one.holder: (one.sign.value, (one.known_at - minute(0)).total_seconds() / 60 if one.known_at else "")
        for one in found
    }


def test_who_wrote_the_very_message_knew_of_it_then_and_needs_no_thought():
    (one,) = propose_knowings([EVENT], [LEAD], PEOPLE)

    assert (one.holder, one.known_at, one.way, one.is_sure) == (BO, minute(2), "did", True)
    assert one.why == "Bo Ek wrote the very message that this rests on."
    assert one.item_keys == ("lead",)


def test_what_a_program_posted_was_written_by_nobody():
    assert proposed(said("lead", 2)) == {}


def test_who_nobody_joined_to_an_account_stands_for_themselves():
    assert proposed(said("lead", 2, "U9", name="Eli")) == {"name:Eli": ("wrote", 2)}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (said("a", 5, "U2", thread="lead"), ("answered", 5)),
        (said("a", 121, "U2", thread="lead"), ("answered", 121)),
        (said("a", 123, "U2", thread="lead"), None),
        (said("a", 1, "U2", thread="lead"), None),
        (said("a", 5, "U2", thread="another", channel="#b"), None),
    ],
)
def test_who_answered_in_the_thread_within_two_hours_had_read_it(answer, expected):
    assert proposed(LEAD, answer).get(CY) == expected


def test_who_answered_later_in_the_thread_that_it_stands_in_had_read_it():
    lead = said("lead", 2, "U1", thread="root", channel="#a")
    later = said("later", 9, "U2", thread="root", channel="#a")

    assert proposed(lead, later)[CY] == ("answered", 9)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (said("m", 4, "U2"), ("followed", 4)),
        (said("m", 17, "U2"), ("followed", 17)),
        (said("m", 17.1, "U2"), None),
        (said("m", 1, "U2"), None),
        (said("m", 4, "U2", channel="#other"), None),
        (said("m", 4, "U2", state="channel_join"), None),
    ],
)
def test_who_wrote_in_the_channel_soon_after_had_probably_read_it(message, expected):
    assert proposed(LEAD, message).get(CY) == expected


def test_an_answer_in_a_thread_is_not_read_by_all_who_write_in_the_channel():
    lead = said("lead", 2, "U1", thread="root")

    assert CY not in proposed(said("root", 1, "U3"), lead, said("m", 4, "U2"))


def test_of_several_signs_of_one_kind_the_earliest_is_proposed():
    found = proposed(LEAD, said("m2", 9, "U2"), said("m1", 4, "U2"), said("a", 3, "U2", thread="lead"))

    assert found[CY] == ("answered", 3)


def test_their_own_words_go_before_what_they_wrote_earlier_in_the_channel():
    event = EVENT._replace(item_keys=("lead", "second"))

    assert proposed(LEAD, said("m", 4, "U2"), said("second", 6, "U2"), event=event)[CY] == ("wrote", 6)


def test_who_reacted_at_a_time_that_is_told_knew_then():
    reaction = said("r", 3, "U2", of="lead", state="reaction_added")

    assert proposed(LEAD, reaction)[CY] == ("reacted", 3)


def test_who_reacted_nobody_knows_when_knew_since_nobody_knows_when():
    lead = LEAD._replace(reactions={"eyes": ["U2", "Bo Ek"]})

    assert proposed(lead) == {BO: ("wrote", 2), CY: ("reacted", "")}
    assert proposed(lead, said("m", 4, "U2"))[CY] == ("followed", 4)


def test_who_acknowledged_the_page_saw_it_then():
    page = said("lead", 2, kind="alert", about="pagerduty:P1", channel="orders")
    steps = [
        said("ack", 4, "U2", kind="page", about="pagerduty:P1", state="acknowledged"),
        said("other", 5, "U3", kind="page", about="pagerduty:P2", state="acknowledged"),
        said("called", 3, "U1", kind="page", about="pagerduty:P1", state="notified"),
    ]

    (one,) = propose_knowings([EVENT], [page, *steps], PEOPLE)

    assert (one.holder, one.known_at, one.sign, one.is_sure) == (CY, minute(4), "acknowledged", True)
    assert one.why == "Cy Rowe acknowledged the page 2 min after it came."
    assert one.item_keys == ("ack", "lead")


def test_who_spoke_before_and_after_heard_it_and_who_came_later_since_they_spoke():
    cues = [
        said("before", 0, "U2", kind="speech", channel="call"),
        said("lead", 2, "U1", kind="speech", channel="call"),
        said("after", 3, "U2", kind="speech", channel="call"),
        said("later", 6, "U3", kind="speech", channel="call"),
    ]

    assert proposed(*cues) == {BO: ("wrote", 2), CY: ("spoke", 2), DEE: ("spoke", 6)}


@pytest.mark.parametrize(
    ("channel", "reason"),
    [
        ("#team-database", "by its name"),
        ("database-oncall", "by its name"),
        ("#database-migration-4711", None),
        ("#random", None),
    ],
)
def test_what_was_posted_in_a_channel_named_like_a_team_was_shared_with_it(channel, reason):
    lead = said("lead", 2, "U3", channel=channel)

    shared = [
        one for one in propose_knowings([EVENT], [lead], PEOPLE, [DATABASE]) if one.holder == "team:database"
    ]

    assert [one.known_at for one in shared] == ([minute(2)] if reason else [])
    assert all(reason in one.why for one in shared)


@pytest.mark.parametrize(
    ("writers", "is_theirs"),
    [
        (("U1", "U2", "U3"), True),
        (("U1", "U2", "U3", "U4"), True),
        (("U1", "U2", "U3", "U4", "U5"), False),
        (("U1", "U2"), False),
    ],
)
def test_a_channel_in_which_mostly_one_team_writes_is_theirs(writers, is_theirs):
    team = TeamFact("team:database", "Database", frozenset({BO, CY, DEE}))
    traces = [said("lead", 2, "U1", channel="#x"), *(said(who, 60, who, channel="#x") for who in writers)]

    found = {one.holder: one.why for one in propose_knowings([EVENT], traces, PEOPLE, [team])}

    assert ("team:database" in found) is is_theirs
    assert not is_theirs or "who write are of Database" in found["team:database"]


def test_what_somebody_has_said_already_is_not_proposed():
    assert proposed(LEAD, said("m", 4, "U2"), there={("e", BO)}) == {CY: ("followed", 4)}


def test_nobody_is_proposed_to_have_known_before_it_happened():
    later = EVENT._replace(occurred_at=minute(10), kind=EventKind.SIGNAL)

    assert proposed(LEAD, said("m", 12, "U2"), event=later) == {CY: ("followed", 12)}
    assert BO in proposed(LEAD, event=later._replace(precision=Precision.ABOUT))
    assert BO in proposed(LEAD, event=later._replace(kind=EventKind.HYPOTHESIS))


def test_an_event_that_rests_on_no_evidence_has_no_proposals():
    assert proposed(LEAD, event=EVENT._replace(item_keys=())) == {}


def test_the_order_of_the_evidence_changes_nothing():
    traces = [LEAD, said("m", 4, "U2"), said("n", 4, "U3"), said("a", 5, "U3", thread="lead")]

    assert propose_knowings([EVENT], traces, PEOPLE) == propose_knowings([EVENT], traces[::-1], PEOPLE)
