"""The worked incident does not contradict itself."""

from datetime import UTC, datetime, timedelta

import pytest

from demo.bots import BOT
from demo.evidence import places
from demo.facts import instant
from demo.people import PERSON, SERVICE, TEAM
from demo.story import EVIDENCE, INCIDENT, REVIEW
from secondsight.followup.rules.vocabulary import CommitmentState, IntendedOutcome, Verdict
from secondsight.inquiry.rules.vocabulary import FactorCategory, LearningSubject
from secondsight.record.rules.milestones import find_facts_to_settle
from secondsight.record.rules.vocabulary import (
    Certainty,
    EventKind,
    MilestoneKind,
    Part,
    Phase,
    Precision,
    Standing,
)
from tests.demo.records import record_keys

FROM, UNTIL = timedelta(minutes=-15), timedelta(minutes=75)
EVENTS = {event.key: event for event in INCIDENT.events}
MESSAGES = {message.key: message for message in EVIDENCE.chat}


@pytest.mark.parametrize("day", range(7))
def test_it_starts_on_a_weekday_three_weeks_ago_while_vancouver_sleeps(day):
    anchor = datetime(2026, 3, 16 + day, 8, tzinfo=UTC)

    start = INCIDENT.started_at(anchor)

    assert start.weekday() in (1, 2, 3)
    assert timedelta(days=20) <= anchor - start <= timedelta(days=26)
    assert (start.hour, start.minute) == (11, 59)


def test_events_lie_inside_the_window_in_order():
    offsets = [event.at for event in INCIDENT.events]

    assert offsets == sorted(offsets)
    assert all(FROM <= offset <= UNTIL for offset in offsets)
    assert len(EVENTS) == len(INCIDENT.events) >= 25


def test_every_piece_of_evidence_exists():
    known = record_keys(EVIDENCE)

    missing = {(event.key, key) for event in INCIDENT.events for key in event.evidence if key not in known}

    assert not missing
    assert all(event.evidence for event in INCIDENT.events)


def test_an_event_rests_on_evidence_of_its_own_time():
    told = [(EVENTS[e.key].at, MESSAGES[k].at) for e in INCIDENT.events for k in e.evidence if k in MESSAGES]

    assert all(said >= at - timedelta(hours=3) for at, said in told)


def test_nobody_knows_of_an_event_before_it_happens():
    early = [(e.key, k.who) for e in INCIDENT.events for k in e.known if k.at < e.at]

    assert not early


def test_everybody_named_exists():
    assert {k.who for e in INCIDENT.events for k in e.known} <= set(PERSON) | set(TEAM)
    assert {v.witness for e in INCIDENT.events for v in e.versions} <= set(PERSON)
    assert {e.team for e in INCIDENT.events} <= set(TEAM)
    assert {m.author for m in EVIDENCE.chat} <= set(PERSON) | set(BOT)
    assert set(INCIDENT.services) <= set(SERVICE)
    assert {p.person for p in INCIDENT.people} <= set(PERSON)


def test_milestones_are_complete_and_leave_nothing_to_settle():
    now = datetime(2026, 3, 18, 9, tzinfo=UTC)
    start = INCIDENT.started_at(now)

    instants = {MilestoneKind(kind): start + at for kind, at in INCIDENT.milestones.items()}

    assert set(instants) == set(MilestoneKind)
    assert find_facts_to_settle(instants, now) == []


def test_a_disputed_event_keeps_two_versions():
    disputed = [event for event in INCIDENT.events if event.standing == "disputed"]

    assert [len(event.versions) for event in disputed] == [2]


def test_words_are_those_of_the_product():
    for event in INCIDENT.events:
        assert Phase(event.phase)
        assert EventKind(event.kind)
        assert Standing(event.standing)
        assert Precision(event.precision)
        assert all(Certainty(known.certainty) for known in event.known)
    assert all(Part(attendance.part) for attendance in INCIDENT.people)
    assert all(FactorCategory(factor.category) for factor in REVIEW.factors)
    assert all(LearningSubject(point.subject) for point in REVIEW.learning)
    assert all(Verdict(idea.decision.verdict) for idea in REVIEW.ideas if idea.decision)
    assert all(IntendedOutcome(c.intended_outcome) for c in REVIEW.commitments)
    assert all(CommitmentState(step.state) for c in REVIEW.commitments for step in c.steps)


def test_the_database_engineer_learns_it_last_and_the_newcomer_first():
    seen = {known.who: known.at for known in EVENTS["hana-sees-sessions"].known}

    assert seen["hana"] == EVENTS["hana-sees-sessions"].at
    assert seen["joost"] - seen["hana"] > timedelta(minutes=20)
    assert max(seen, key=lambda who: seen[who]) == "renata"


def test_the_two_teams_see_the_shortage_without_knowing_of_each_other():
    api, database = EVENTS["timeout-in-log"], EVENTS["hana-sees-sessions"]
    met = EVENTS["meera-joins-dots"].at

    assert all(k.at >= met for k in database.known if k.who in ("arjun", "nandini", "joost", "api-platform"))
    of_the_database = {"data-platform", *(who for who, one in PERSON.items() if one.team == "data-platform")}
    assert all(k.at >= met for k in api.known if k.who in of_the_database)


def test_what_the_review_found_is_tied_to_moments_that_exist():
    tied = [*REVIEW.factors, *REVIEW.worked, *REVIEW.learning]

    assert {key for found in tied for key in found.events} <= set(EVENTS)
    assert all(found.events for found in tied)
    assert {idea.event for idea in REVIEW.ideas} <= set(EVENTS)


def test_several_factors_of_several_kinds_interact():
    keys = {factor.key for factor in REVIEW.factors}

    assert len({factor.category for factor in REVIEW.factors}) >= 5
    assert {i.factor for i in REVIEW.interactions} | {i.other for i in REVIEW.interactions} <= keys


@pytest.mark.parametrize("day", range(7))
def test_the_reviews_steps_follow_each_other_and_lie_in_the_past(day):
    anchor = datetime(2026, 3, 16 + day, 0, 5, tzinfo=UTC)
    start = INCIDENT.started_at(anchor)
    steps = (REVIEW.opened, REVIEW.held, REVIEW.decided, REVIEW.published)

    instants = [instant(step, anchor=anchor, start=start) for step in steps if step]

    assert len(instants) == 4
    assert [start, *instants, anchor] == sorted([start, *instants, anchor])


def test_commitments_stand_at_every_stage_a_visitor_wants_to_see():
    states = [commitment.state for commitment in REVIEW.commitments]

    assert states == ["verified", "accepted", "accepted", "offered"]


def test_only_the_few_decide_and_nobody_verifies_their_own_work():
    few = {REVIEW.owner, *REVIEW.deciders}

    assert {idea.decision.by for idea in REVIEW.ideas if idea.decision} <= few
    for commitment in REVIEW.commitments:
        by = {step.state: step.by for step in commitment.steps}
        assert by.get("accepted", commitment.owner) == commitment.owner
        assert by.get("verified") in few - {commitment.owner} | {None}


def test_chat_is_as_long_and_as_mixed_as_a_real_one():
    kinds = {message.kind for message in EVIDENCE.chat}

    assert 90 <= len(EVIDENCE.chat) <= 200
    assert len({message.channel for message in EVIDENCE.chat}) >= 6
    assert kinds == {"message", "join", "topic", "deleted"}
    assert all(m.thread in MESSAGES and MESSAGES[m.thread].at <= m.at for m in EVIDENCE.chat if m.thread)
    assert all(m.edited > m.at for m in EVIDENCE.chat if m.edited)
    assert len(MESSAGES) == len(EVIDENCE.chat)


def test_what_a_milestone_rests_on_is_there():
    events, evidence = {event.key for event in INCIDENT.events}, _evidence_keys()

    assert {basis.milestone for basis in INCIDENT.bases} == set(MilestoneKind)
    assert {key for basis in INCIDENT.bases for key in basis.events} <= events
    assert {key for basis in INCIDENT.bases for key in basis.evidence} <= evidence
    assert {key for reading in INCIDENT.readings for key in reading.evidence} <= evidence


def test_nobody_hears_of_a_hypothesis_step_before_it():
    for hypothesis in INCIDENT.hypotheses:
        for step in hypothesis.steps:
            assert all(heard.at >= step.at for heard in step.heard), hypothesis.text
        times = [step.at for step in hypothesis.steps]
        assert times == sorted(times)


def test_one_hypothesis_is_still_believed_where_nobody_has_heard_that_it_was_dropped():
    dropped = [
        (step, heard)
        for hypothesis in INCIDENT.hypotheses
        for step in hypothesis.steps
        for heard in step.heard
        if step.state == "dropped" and heard.at - step.at >= timedelta(minutes=2)
    ]

    assert dropped


def _evidence_keys():
    return set(places(EVIDENCE, INCIDENT.started_at(datetime(2026, 3, 18, 9, tzinfo=UTC))))


def test_its_accounts_are_by_people_who_were_there_and_one_is_awaited():
    written = [one for one in REVIEW.accounts if one.handed_in is not None]
    there = {one.person for one in INCIDENT.people} | {"hana"}

    assert len(written) >= 4
    assert {one.by for one in REVIEW.accounts} <= there
    assert [one.by for one in REVIEW.accounts if one.handed_in is None] == ["meera"]
    assert {line.event for one in written for line in one.lines if line.event} <= set(EVENTS)
    assert all(FROM <= line.at <= UNTIL for one in written for line in one.lines if line.at is not None)
