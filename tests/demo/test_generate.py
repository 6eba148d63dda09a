"""The generated organisation is believable at any size and the same every time."""

import json
import zipfile
from datetime import UTC, datetime

import pytest

from demo.facts import instant
from demo.generate import organisation_at, write_slack_export
from demo.people import PERSON, SERVICE
from secondsight.followup.rules.vocabulary import CommitmentState, IntendedOutcome, Verdict
from secondsight.inquiry.rules.vocabulary import FactorCategory, LearningSubject
from secondsight.record.rules.milestones import find_facts_to_settle
from secondsight.record.rules.vocabulary import EventKind, MilestoneKind, Part, Phase
from tests.demo.test_words import FORBIDDEN, strings

ANCHOR = datetime(2026, 3, 16, 0, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def chapters():
    return list(organisation_at(400))


def test_the_same_seed_gives_the_same_organisation(chapters):
    assert list(organisation_at(400)) == chapters
    assert list(organisation_at(400, seed=8)) != chapters


def test_as_many_incidents_as_asked_for_with_names_of_their_own(chapters):
    assert len({chapter.incident.slug for chapter in chapters}) == 400
    assert len({chapter.incident.title for chapter in chapters}) > 380
    assert list(organisation_at(0)) == []


def test_a_negative_size_is_refused():
    with pytest.raises(ValueError, match="size is -1"):
        next(organisation_at(-1))


def test_incidents_come_oldest_first_and_lie_in_the_past(chapters):
    days = [chapter.incident.start.days for chapter in chapters]

    assert days == sorted(days, reverse=True)
    assert days[-1] == 1


def test_milestones_are_in_order(chapters):
    for chapter in chapters:
        start = chapter.incident.started_at(ANCHOR)
        instants = {MilestoneKind(kind): start + at for kind, at in chapter.incident.milestones.items()}
        assert [f for f in find_facts_to_settle(instants, ANCHOR) if f.code == "order"] == []


def test_words_and_names_are_those_of_the_product(chapters):
    for chapter in chapters:
        incident, review = chapter.incident, chapter.review
        assert set(incident.services) <= set(SERVICE)
        assert all(attendance.person in PERSON and Part(attendance.part) for attendance in incident.people)
        assert all(Phase(event.phase) and EventKind(event.kind) for event in incident.events)
        if review is None:
            continue
        assert all(FactorCategory(factor.category) for factor in review.factors)
        assert all(LearningSubject(point.subject) for point in review.learning)
        assert all(Verdict(idea.decision.verdict) for idea in review.ideas if idea.decision)
        assert all(IntendedOutcome(c.intended_outcome) for c in review.commitments)
        assert all(CommitmentState(step.state) for c in review.commitments for step in c.steps)


def test_a_reviews_steps_follow_each_other_in_the_past(chapters):
    for chapter in chapters:
        review = chapter.review
        if review is None or review.held is None:
            continue
        start = chapter.incident.started_at(ANCHOR)
        steps = [review.opened, review.held, *(s for s in (review.decided, review.published) if s)]
        for line in (steps, *([step.at for step in c.steps] for c in review.commitments)):
            instants = [instant(step, anchor=ANCHOR, start=start) for step in line]
            assert [start, *instants, ANCHOR] == sorted([start, *instants, ANCHOR])


def test_facilitator_and_scribe_were_not_in_the_incident(chapters):
    for chapter in chapters:
        if chapter.review:
            crew = {attendance.person for attendance in chapter.incident.people}
            assert not crew & {chapter.review.facilitator, chapter.review.scribe}


def test_there_is_about_one_commitment_for_each_incident(chapters):
    number = sum(len(chapter.review.commitments) for chapter in chapters if chapter.review)

    assert 0.9 <= number / len(chapters) <= 1.3


def test_generated_wording_describes_and_does_not_judge(chapters):
    assert [text for chapter in chapters for text in strings(chapter) if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize("messages", [0, 1, 125, 700])
def test_an_export_has_exactly_as_many_messages_as_asked_for(tmp_path, messages):
    path = write_slack_export(tmp_path / "export.zip", messages)

    with zipfile.ZipFile(path) as archive:
        files = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    written = [message for name, content in files.items() if "/" in name for message in content]
    names = {channel["name"] for channel in files["channels.json"]}

    assert len(written) == messages
    assert (
        len({(name, m["ts"]) for name, content in files.items() if "/" in name for m in content}) == messages
    )
    assert {name.split("/")[0] for name in files if "/" in name} <= names


def test_an_export_is_the_same_every_time(tmp_path):
    first = write_slack_export(tmp_path / "a.zip", 300, seed=3)
    second = write_slack_export(tmp_path / "b.zip", 300, seed=3)

    assert first.read_bytes() == second.read_bytes()
