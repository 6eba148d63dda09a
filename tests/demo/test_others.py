"""The incidents around the worked one are consistent, varied, and at every stage of a review."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays

from demo import others, story
from demo.facts import instant
from demo.people import COUNTRY, PERSON, SERVICE, TEAM, ZONE
from secondsight.followup.rules.soak import soak
from secondsight.followup.rules.vocabulary import CommitmentState, IntendedOutcome
from secondsight.inquiry.rules.vocabulary import FactorCategory, LearningSubject
from secondsight.organisation.rules.calendar import WorkingCalendar
from secondsight.record.rules.milestones import find_facts_to_settle
from secondsight.record.rules.vocabulary import EventKind, MilestoneKind, Part, Phase

INCIDENTS = {incident.slug: incident for incident in (story.INCIDENT, *others.INCIDENTS)}
REVIEWS = {review.slug: review for review in (story.REVIEW, *others.REVIEWS)}
HOLIDAYS = frozenset(country_holidays(COUNTRY, years=(2025, 2026, 2027)))
CALENDAR = WorkingCalendar(frozenset(range(5)), HOLIDAYS, ZoneInfo(ZONE))
A_YEAR = [datetime(2026, 6, 1, 0, 5, tzinfo=UTC) + timedelta(days=day) for day in range(366)]
ANCHORS = [datetime(2026, 3, 16 + day, 0, 5, tzinfo=UTC) for day in range(7)]


def start_of(review, anchor):
    """Return when the first of a review's incidents started."""
    return min(INCIDENTS[slug].started_at(anchor) for slug in review.incidents)


def at(step, review, anchor):
    """Return the instant of one of a review's steps."""
    return instant(step, anchor=anchor, start=start_of(review, anchor))


@pytest.mark.parametrize("incident", others.INCIDENTS, ids=lambda incident: incident.slug)
def test_an_incident_fits_together(incident):
    assert set(incident.services) <= set(SERVICE)
    assert set(incident.teams) <= set(TEAM)
    assert {MilestoneKind(kind) for kind in incident.milestones}
    assert {attendance.person for attendance in incident.people} <= set(PERSON)
    assert all(Part(attendance.part) for attendance in incident.people)
    assert all(Phase(e.phase) and EventKind(e.kind) for e in incident.events)
    assert all(known.at >= event.at for event in incident.events for known in event.known)
    assert {k.who for e in incident.events for k in e.known} <= set(PERSON) | set(TEAM)
    assert [e.at for e in incident.events] == sorted(e.at for e in incident.events)


@pytest.mark.parametrize("incident", others.INCIDENTS, ids=lambda incident: incident.slug)
def test_no_incidents_milestones_are_out_of_order(incident):
    now = ANCHORS[2]
    instants = {MilestoneKind(k): incident.started_at(now) + at for k, at in incident.milestones.items()}

    assert [fact for fact in find_facts_to_settle(instants, now) if fact.code in ("order", "future")] == []


@pytest.mark.parametrize("review", others.REVIEWS, ids=lambda review: review.slug)
def test_a_review_is_tied_to_what_exists(review):
    events = {event.key for slug in review.incidents for event in INCIDENTS[slug].events}
    factors = {factor.key for factor in review.factors}
    ideas = {idea.key for idea in review.ideas}

    assert {key for f in (*review.factors, *review.worked, *review.learning) for key in f.events} <= events
    assert {idea.event for idea in review.ideas} <= events
    assert {key for commitment in review.commitments for key in commitment.factors} <= factors
    assert {commitment.idea for commitment in review.commitments} <= ideas
    assert {review.owner, review.facilitator, review.scribe, *review.participants, *review.deciders} <= set(
        PERSON
    )
    assert all(FactorCategory(factor.category) for factor in review.factors)
    assert all(LearningSubject(point.subject) for point in review.learning)


@pytest.mark.parametrize("anchor", ANCHORS, ids=lambda anchor: f"{anchor:%A}")
@pytest.mark.parametrize("review", REVIEWS.values(), ids=lambda review: review.slug)
def test_a_reviews_steps_follow_each_other_whatever_the_day(review, anchor):
    start = start_of(review, anchor)
    steps = [s for s in (review.opened, review.held, review.decided, review.published) if s is not None]

    instants = [instant(step, anchor=anchor, start=start) for step in steps]

    assert instants == sorted(instants)
    assert start <= instants[0]
    assert instants[-1] <= anchor
    for commitment in review.commitments:
        taken = [instant(step.at, anchor=anchor, start=start) for step in commitment.steps]
        assert taken == sorted(taken)
        assert instants[0] < taken[0]
        assert taken[-1] <= anchor


def test_nothing_is_decided_during_the_soak_on_any_day_of_a_year():
    decided = [review for review in REVIEWS.values() if review.decided]

    early = {
        (review.slug, anchor.date())
        for anchor in A_YEAR
        for review in decided
        if soak(at(review.held, review, anchor), 2, CALENDAR).ends_at > at(review.decided, review, anchor)
    }

    assert early == set()


def test_one_review_is_soaking_on_every_day_of_a_year():
    review = REVIEWS["search-accents"]

    rests = [(soak(at(review.held, review, anchor), 2, CALENDAR), anchor) for anchor in A_YEAR]

    assert [anchor for rest, anchor in rests if not rest.started_at < anchor < rest.ends_at] == []
    assert len(review.ideas) >= 3
    assert not any(idea.decision for idea in review.ideas)


@pytest.mark.parametrize("review", REVIEWS.values(), ids=lambda review: review.slug)
def test_commitments_follow_the_rules_of_their_life(review):
    few = {review.owner, *review.deciders}

    for commitment in review.commitments:
        assert [CommitmentState(step.state) for step in commitment.steps][0] == "offered"
        assert IntendedOutcome(commitment.intended_outcome)
        assert commitment.idea in {
            i.key for i in review.ideas if i.decision and i.decision.verdict == "commit"
        }
        for step in commitment.steps:
            if step.state in ("accepted", "done"):
                assert step.by == commitment.owner
            if step.state in ("offered", "verified"):
                assert step.by in few
            if step.state == "verified":
                assert step.by != commitment.owner
                assert step.evidence
            if step.state in ("dropped", "known_risk"):
                assert step.note


def test_every_idea_that_was_committed_to_has_its_commitment():
    for review in REVIEWS.values():
        chosen = {i.key for i in review.ideas if i.decision and i.decision.verdict == "commit"}

        assert chosen == {commitment.idea for commitment in review.commitments}


def test_commitments_are_in_every_state():
    states = {commitment.state for review in REVIEWS.values() for commitment in review.commitments}

    assert states == {"offered", "accepted", "done", "verified", "dropped", "known_risk"}


def test_reviews_are_at_every_stage():
    stages = {
        "prepared": [r for r in REVIEWS.values() if r.held is None],
        "soaking or deciding": [r for r in REVIEWS.values() if r.held and r.decided is None],
        "published": [r for r in REVIEWS.values() if r.published],
    }

    assert all(stages.values())
    assert [r.slug for r in REVIEWS.values() if r.is_restricted] == ["wrong-order-shown"]
    assert [r.slug for r in REVIEWS.values() if r.closed_reason and not r.commitments] == ["address-lookup"]


def test_incidents_are_of_every_severity_and_spread_over_seven_months():
    starts = sorted(incident.started_at(ANCHORS[0]) for incident in INCIDENTS.values())

    assert {incident.severity for incident in INCIDENTS.values()} == {"sev-1", "sev-2", "sev-3", "near-miss"}
    assert timedelta(days=190) < ANCHORS[0] - starts[0] < timedelta(days=220)
    assert len(INCIDENTS) >= 13


def test_one_incident_has_evidence_that_nobody_has_read():
    incident = INCIDENTS[others.EVIDENCE.slug]

    assert not incident.events
    assert not [review for review in REVIEWS.values() if incident.slug in review.incidents]
    assert len(others.EVIDENCE.chat) > 30


@pytest.mark.parametrize("anchor", ANCHORS, ids=lambda anchor: f"{anchor:%A}")
def test_nobody_takes_part_before_they_joined(anchor):
    seen = [
        (a.person, incident.started_at(anchor)) for incident in INCIDENTS.values() for a in incident.people
    ]
    for review in REVIEWS.values():
        people = {review.owner, review.facilitator, review.scribe, *review.participants, *review.deciders}
        seen += [(who, start_of(review, anchor)) for who in people]

    joined = {who: anchor - timedelta(days=person.tenure_days) for who, person in PERSON.items()}

    assert [(who, at) for who, at in seen if at < joined[who]] == []
