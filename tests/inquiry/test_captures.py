"""Captured lines: noted once, in the server's order, put right, taken off the record everywhere (R4.4)."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondsight.base.errors import Forbidden, InvalidInput, Refused, StaleEdit
from secondsight.base.ids import new_id
from secondsight.base.models import JournalEntry, SearchDocument
from secondsight.inquiry import actions
from secondsight.inquiry.models import Capture, Idea, LearningPoint
from secondsight.inquiry.queries.captures import lines, standing_lines
from secondsight.programme.actions import reindex
from tests.cast import make_account
from tests.inquiry.live import later, make_room

pytestmark = pytest.mark.django_db


def test_line_is_tied_to_the_moment_on_screen_and_to_who_said_it() -> None:
    room = make_room()
    actions.move_session(room.session, towards="on", by=room.noor, at=later(1))

    line = room.note(said_by=room.bo)

    assert (line.event, line.said_by, line.captured_by) == (room.moments[1], room.bo, room.ines)


def test_line_typed_before_the_room_moved_keeps_its_moment() -> None:
    room = make_room()
    typed_at = room.moments[0]
    actions.move_session(room.session, towards="decision", by=room.noor, at=later(1))

    assert room.note(event=typed_at).event == typed_at


def test_order_is_the_servers_whatever_the_clocks_say() -> None:
    room = make_room()

    for minute in (9, 3, 6):
        room.note(f"At {minute}", at=later(minute))

    assert [line.words for line in lines(room.noor, room.session)] == ["At 9", "At 3", "At 6"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 5), min_size=1, max_size=20))
def test_lines_that_are_sent_again_in_any_order_are_noted_once(sent: list[int]) -> None:
    room = make_room()
    ids = [new_id() for _ in range(6)]

    for number in sent:
        room.note(f"Line {number}", once=ids[number])

    noted = lines(room.noor, room.session)
    assert [line.words for line in noted] == [f"Line {number}" for number in dict.fromkeys(sent)]
    assert {line.pk for line in noted} == {ids[number] for number in sent}


def test_id_that_somebody_else_used_is_refused() -> None:
    room = make_room()
    line = room.note()

    with pytest.raises(InvalidInput, match="used before"):
        room.note("Other words", by=room.bo, once=line.pk)


def test_who_was_away_is_told_what_is_new_and_what_changed() -> None:
    room = make_room()
    first, second = room.note("One"), room.note("Two")
    seen = room.now().last
    third = room.note("Three")
    actions.edit_capture(first, words="One, put right", by=room.ines, at=later(3))

    assert [line.words for line in lines(room.bo, room.session, after=seen)] == ["One, put right", "Three"]
    assert second.place < third.place


def test_stale_edit_is_shown_the_newer_words() -> None:
    room = make_room()
    line = room.note()
    actions.edit_capture(line, words="Theirs", edition=1, by=room.noor, at=later(2))

    with pytest.raises(StaleEdit) as told:
        actions.edit_capture(line, words="Mine", edition=1, by=room.ines, at=later(3))

    assert told.value.newer.words == "Theirs"


def test_others_neither_change_a_line_nor_take_it_off_the_record() -> None:
    room = make_room()
    line = room.note()

    with pytest.raises(Forbidden):
        actions.edit_capture(line, words="Other", by=room.bo, at=later(2))
    with pytest.raises(Forbidden):
        actions.take_off_record(line, by=room.bo, at=later(2))


def test_who_said_it_takes_it_off_the_record() -> None:
    room = make_room()
    line = room.note(said_by=room.bo)

    left = actions.take_off_record(line, by=room.bo, at=later(2))
    actions.take_off_record(line, by=room.bo, at=later(3))

    assert (left.words, left.said_by, left.removed_by) == ("", None, room.bo)
    assert JournalEntry.objects.filter(verb="line_taken_off_record").count() == 1
    with pytest.raises(Refused, match="off the record"):
        actions.edit_capture(line, words="Again", by=room.ines, at=later(4))


@pytest.mark.parametrize("kind", ["learning_point", "factor", "what_worked", "idea", "luck"])
def test_no_word_is_left_of_a_line_off_the_record_not_even_of_what_it_became(kind: str) -> None:
    room = make_room()
    line = room.note("Zyzzogeton said so", kind=kind, said_by=room.bo)
    actions.edit_capture(line, words="Zyzzogeton said more", by=room.ines, at=later(2))
    actions.end_session(room.session, by=room.noor, at=later(50))
    if kind == "idea":
        idea = Idea.objects.get()
        actions.comment_on_idea(idea, text="Zyzzogeton again", by=room.bo, at=later(51))
        actions.edit_finding(idea, context="What Zyzzogeton meant", by=room.noor, at=later(52))
    reindex()

    actions.take_off_record(line, by=room.noor, at=later(60))

    assert "Zyzzogeton" not in everything()


def test_phone_that_comes_back_after_the_end_adds_to_what_was_found() -> None:
    room = make_room()
    ended = actions.end_session(room.session, by=room.noor, at=later(50)).ended_at

    room.note("Typed without a connection", at=ended + timedelta(hours=3))

    assert LearningPoint.objects.get().what == "Typed without a connection"
    with pytest.raises(Refused, match="more than 48 hours ago"):
        room.note("Too late", at=ended + timedelta(hours=49))


def test_what_no_finding_is_made_of_stays_readable() -> None:
    room = make_room()
    room.note("A quiet Tuesday", kind="luck")
    room.note("Who owns the pool?", kind="open_question")
    assert standing_lines(room.noor, room.review) == []

    actions.end_session(room.session, by=room.noor, at=later(50))

    kept = standing_lines(make_account("A reader"), room.review)
    assert [line.words for line in kept] == ["A quiet Tuesday", "Who owns the pool?"]


@pytest.mark.parametrize("said", [{"words": "  "}, {"words": "a\0b"}, {"kind": "action"}, {"once": "short"}])
def test_what_cannot_be_a_line_is_refused_by_name(said: dict[str, str]) -> None:
    room = make_room()

    with pytest.raises(InvalidInput) as told:
        room.note(**{"words": "A line", **said})

    assert told.value.field == next(iter(said))
    assert not Capture.objects.exists()


def everything() -> str:
    """Every row of every table that we write, as one text."""
    from django.apps import apps

    rows = []
    for model in apps.get_models():
        if model.__module__.startswith("secondsight."):
            rows += [str(row) for row in model._base_manager.values_list()]
    assert SearchDocument in apps.get_models()
    return "\n".join(rows)
