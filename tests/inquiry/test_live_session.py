"""A live session: it opens once, moves with its guard, changes hands, votes, and ends into the record."""

import pytest

from secondsight.base.errors import Forbidden, InvalidInput, Refused
from secondsight.base.models import JournalEntry
from secondsight.base.sight import looking
from secondsight.inquiry import actions
from secondsight.inquiry.models import (
    Capture,
    Factor,
    Idea,
    LearningPoint,
    LiveSession,
    PulseMark,
    PulseRound,
    Review,
    SectionRun,
    SessionPerson,
    Strength,
)
from secondsight.inquiry.queries.sessions import speaking, stage
from secondsight.record.models import Event, Reconstruction
from tests.cast import after, make_account, make_event, make_incident
from tests.inquiry.live import BEGAN, later, make_room

pytestmark = pytest.mark.django_db


def test_opening_twice_is_one_session() -> None:
    room = make_room()

    again = actions.open_session(room.review, by=room.noor, at=later(1))

    assert again == room.session
    assert room.session.event == room.moments[0]
    assert SectionRun.objects.count() == 1


def test_only_who_leads_the_review_opens_a_session() -> None:
    room = make_room()
    actions.end_session(room.session, by=room.noor, at=later(1))

    with pytest.raises(Refused, match="for those who lead the review"):
        actions.open_session(room.review, by=make_account("Sten Other"), at=later(2))


def test_room_moves_on_back_and_to_the_next_decision() -> None:
    room = make_room()

    def went(towards: str) -> str:
        return str(actions.move_session(room.session, towards=towards, by=room.noor, at=later(1)).event)

    assert [went("on"), went("decision"), went("back")] == [
        "The pool looks full",
        "Roll the pool back",
        "The pool looks full",
    ]
    went("back")
    with pytest.raises(Refused, match="no moment before"):
        went("back")


def test_moments_of_one_instant_are_walked_one_by_one() -> None:
    room = make_room()
    Event.objects.filter(pk=room.moments[1].pk).update(occurred_at=room.moments[0].occurred_at)
    seen = [
        actions.move_session(room.session, towards="on", by=room.noor, at=later(1)).event for _ in range(2)
    ]

    assert {room.session.event, *seen} == set(room.moments[:3])


def test_room_goes_on_with_the_next_incident_and_back() -> None:
    room = make_room()
    second = make_incident(room.noor, title="It came back")
    other = make_event(second, room.noor, what="Slow again", occurred_at=after(60 * 24))
    actions.add_incident(room.review, second, by=room.noor, at=later(1))
    actions.move_session(room.session, event=room.moments[3], by=room.noor, at=later(2))

    onward = actions.move_session(room.session, towards="on", by=room.noor, at=later(3))
    back = actions.move_session(room.session, towards="back", by=room.noor, at=later(4))

    assert {onward.event, back.event} == {other, room.moments[3]}


def test_only_who_leads_the_session_moves_it_and_anybody_who_leads_the_review_takes_over() -> None:
    room = make_room()
    actions.give_role(room.review, role="scribe", account=room.ines, by=room.noor, at=later(1))

    with pytest.raises(Forbidden, match="Take the lead first"):
        actions.move_session(room.session, towards="on", by=room.ines, at=later(1))
    actions.take_chair(room.session, by=room.ines, at=later(2))

    assert (
        actions.move_session(room.session, towards="on", by=room.ines, at=later(3)).event == room.moments[1]
    )
    with pytest.raises(Refused):
        actions.take_chair(room.session, by=room.bo, at=later(4))


def test_guard_moves_with_the_room_and_whoever_comes_is_behind_it() -> None:
    room = make_room(is_guarded=True)
    actions.arrive(room.session, by=room.bo, at=later(1))

    actions.move_session(room.session, towards="decision", by=room.noor, at=later(2))

    assert Reconstruction.objects.get().moment == room.moments[2].occurred_at
    with looking(lambda: room.bo):
        assert {event.pk for event in Event.objects.all()} == {event.pk for event in room.moments[:3]}
    with looking(lambda: room.noor):
        assert Event.objects.count() == 4


def test_who_leads_sees_ahead_after_taking_over_and_the_guard_goes_on() -> None:
    room = make_room(is_guarded=True)
    actions.give_role(room.review, role="scribe", account=room.ines, by=room.noor, at=later(1))
    actions.arrive(room.session, by=room.ines, at=later(1))

    actions.take_chair(room.session, by=room.ines, at=later(2))
    actions.move_session(room.session, towards="on", by=room.ines, at=later(3))

    assert Reconstruction.objects.get().led_by == room.ines
    assert Reconstruction.objects.get().moment == room.moments[1].occurred_at


def test_section_goes_on_where_it_was_left() -> None:
    room = make_room()
    for minute, section in ((5, "timeline"), (15, "factors"), (20, "timeline")):
        actions.enter_section(room.session, section, by=room.noor, at=later(minute))

    clock = stage(room.now(), later(24)).clock

    assert clock.had.total_seconds() == 14 * 60
    assert clock.share == pytest.approx(14 / 24)
    with pytest.raises(InvalidInput, match="no such section"):
        actions.enter_section(room.session, "lunch", by=room.noor, at=later(25))


def test_vote_takes_the_last_word_of_each_and_adds_its_minutes() -> None:
    room = make_room()
    before = stage(room.now(), later(1)).clock.left
    actions.open_vote(room.session, minutes=3, by=room.noor, at=later(1))
    for person, is_for in ((room.ines, False), (room.ines, True), (room.bo, True), (room.noor, False)):
        actions.say_to_vote(room.session, is_for=is_for, by=person, at=later(1))

    vote = actions.close_vote(room.session, by=room.noor, at=later(1))

    assert vote.is_carried
    assert (stage(room.now(), later(1)).clock.left - before).total_seconds() == 180
    with pytest.raises(Refused, match="closed"):
        actions.say_to_vote(room.session, is_for=True, by=room.bo, at=later(2))


def test_history_does_not_say_who_voted_how() -> None:
    room = make_room()
    actions.open_vote(room.session, minutes=5, by=room.noor, at=later(1))
    actions.say_to_vote(room.session, is_for=True, by=room.bo, at=later(1))

    assert not JournalEntry.objects.filter(topic=room.session.topic, actor=room.bo.pk).exists()


def test_pulse_counts_each_person_once_and_joins_nobody_to_an_answer() -> None:
    room = make_room()
    actions.open_pulse(room.session, by=room.noor, at=later(1))
    for person, has_learnt in ((room.ines, True), (room.ines, True), (room.bo, False), (room.bo, True)):
        actions.answer_pulse(room.session, has_learnt=has_learnt, by=person)

    held = PulseRound.objects.get()
    assert (held.learnt, held.not_now) == (1, 1)
    assert not PulseMark.objects.filter(mark__in=[room.ines.pk, room.bo.pk]).exists()
    assert {field.name for field in PulseMark._meta.fields} == {"mark", "round"}
    assert not JournalEntry.objects.filter(
        topic=room.session.topic, actor__in=[room.ines.pk, room.bo.pk]
    ).exists()

    actions.close_pulse(room.session, by=room.noor, at=later(2))

    held.refresh_from_db()
    assert (held.learnt, held.not_now, held.secret) == (1, 1, "")
    assert not PulseMark.objects.exists()


def test_who_has_spoken_is_marked_and_taken_back() -> None:
    room = make_room()
    actions.arrive(room.session, by=room.ines, at=later(1))
    actions.mark_speaker(room.session, room.bo, by=room.noor, at=later(2))

    heard = speaking(room.now())
    assert [one.name for one in heard.spoken] == ["Bo Lindgren"]
    assert [one.name for one in heard.not_yet] == ["Ines Okafor"]
    assert heard.awaited == ()

    actions.mark_speaker(room.session, room.bo, has_spoken=False, by=room.noor, at=later(3))
    assert [one.name for one in speaking(room.now()).awaited] == ["Bo Lindgren"]


def test_ending_puts_what_was_captured_into_the_record_once() -> None:
    room = make_room(is_guarded=True)
    kinds = ("learning_point", "factor", "what_worked", "idea", "luck", "surprise", "open_question", "parked")
    for kind in kinds:
        room.note(f"A line: {kind}", kind=kind)

    ended = actions.end_session(room.session, by=room.noor, at=later(50))
    entries = JournalEntry.objects.count()
    actions.end_session(room.session, by=room.noor, at=later(51))

    assert JournalEntry.objects.count() == entries
    assert Review.objects.get().met_at == ended.ended_at == later(50)
    found = [model.objects.get() for model in (LearningPoint, Factor, Strength, Idea)]
    assert [row.what for row in found] == [f"A line: {kind}" for kind in kinds[:4]]
    assert [list(row.moments.all()) for row in found[:3]] == [[room.moments[0]]] * 3
    assert found[3].moment == room.moments[0]
    assert Capture.objects.filter(is_kept=False).count() == 4
    assert Reconstruction.objects.get().closed_at is not None
    with pytest.raises(Refused, match="session is over"):
        actions.move_session(room.session, towards="on", by=room.noor, at=later(52))


def test_ending_that_was_cut_short_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    room = make_room()
    room.note("First")
    room.note("Second")

    def break_down(*given: object, **said: object) -> None:
        raise OSError("the lights went out")

    with monkeypatch.context() as at_the_last:
        at_the_last.setattr("secondsight.inquiry.actions.session_record.lower_guard", break_down)
        with pytest.raises(OSError):
            actions.end_session(room.session, by=room.noor, at=later(50))
    assert room.now().ended_at is None
    assert not LearningPoint.objects.exists()

    actions.end_session(room.session, by=room.noor, at=later(55))
    assert LearningPoint.objects.count() == 2


def test_session_that_everybody_left_ends_by_itself_as_of_when_they_did() -> None:
    room = make_room()
    actions.arrive(room.session, by=room.bo, at=later(20))

    assert actions.end_empty_sessions(later(49)) == 0
    assert actions.end_empty_sessions(later(51)) == 1

    ended = LiveSession.objects.get()
    assert (ended.ended_at, ended.ended_by) == (later(20), None)
    assert Review.objects.get().met_at == later(20)


def test_people_come_once_however_often_they_load_the_page() -> None:
    room = make_room()
    for minute in (1, 2, 3):
        actions.arrive(room.session, by=room.bo, at=later(minute))

    assert SessionPerson.objects.filter(account=room.bo).values_list("arrived_at", "seen_at").get() == (
        later(1),
        later(3),
    )
    assert later(1) > BEGAN
