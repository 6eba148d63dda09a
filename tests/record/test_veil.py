"""What somebody who walks along sees and may write, at a moment in the midst of an incident (R3.3)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from secondsight.base.sight import looking
from secondsight.inquiry import actions as inquiry
from secondsight.programme.actions import reindex
from secondsight.record.actions.hypotheses import move_hypothesis, raise_hypothesis
from secondsight.record.actions.incidents import set_milestones
from secondsight.record.actions.knowledge import Knowing, add_knowledge, add_version
from secondsight.record.actions.reconstruction import (
    close_reconstruction,
    join_reconstruction,
    leave_reconstruction,
    move_room,
    open_reconstruction,
)
from secondsight.record.actions.timeline import edit_event, merge_events
from secondsight.record.models import Event, Incident, Knowledge, Milestone, Reconstruction
from tests.cast import AT, after, make_account, make_event, make_incident, make_item, make_review

pytestmark = pytest.mark.django_db


class Room:
    """An incident at five past: one event before, one after, one whose time nobody knows."""

    def __init__(self, signed_in: Callable[[Any], Client]) -> None:
        self.ada, self.bo = make_account("Ada Nkemelu"), make_account("Bo Lind")
        self.incident = make_incident(self.ada, summary="It was the pool")
        told: dict[str, Any] = {"incident": self.incident, "by": self.ada}
        self.before = make_event(**told, occurred_at=after(2), what="The pager rang")
        self.later = make_event(**told, occurred_at=after(9), what="The pool was full")
        self.timeless = make_event(**told, occurred_at=None, what="Somebody called somebody")
        self.review = make_review(self.ada, self.incident)
        self.on: Reconstruction = open_reconstruction(self.incident, by=self.ada, at=AT, moment=after(5))
        join_reconstruction(self.on, by=self.bo, at=AT)
        self.walker, self.leader = signed_in(self.bo), signed_in(self.ada)

    def timeline(self) -> list[str]:
        answer = self.walker.get(f"/api/incidents/{self.incident.pk}/timeline").json()
        return [row["what"] for row in answer["rows"]]


@pytest.fixture
def room(signed_in: Any) -> Room:
    return Room(signed_in)


def test_the_timeline_ends_where_the_room_stands(room: Room) -> None:
    assert room.timeline() == ["The pager rang"]
    assert room.walker.get(f"/events/{room.later.pk}/").status_code == 404
    assert room.walker.get(f"/events/{room.timeless.pk}/").status_code == 404
    assert room.leader.get(f"/events/{room.later.pk}/").status_code == 200


def test_what_stands_exactly_at_the_moment_is_seen(room: Room) -> None:
    move_room(room.on, by=room.ada, at=AT, moment=after(9))

    assert room.timeline() == ["The pager rang", "The pool was full"]


def test_leaving_and_closing_show_it_all(room: Room) -> None:
    leave_reconstruction(room.on, by=room.bo, at=AT)
    assert len(room.timeline()) == 2

    join_reconstruction(room.on, by=room.bo, at=AT)
    assert len(room.timeline()) == 1

    close_reconstruction(room.on, by=room.ada, at=AT)
    assert len(room.timeline()) == 2
    assert room.walker.get(f"/events/{room.timeless.pk}/").status_code == 200


def test_the_bar_says_where_the_room_is_and_not_how_much_is_veiled(room: Room) -> None:
    page = room.walker.get(f"/incidents/{room.incident.pk}/timeline/").content.decode()

    assert "The room is at" in page
    assert "veiled until the room gets there" in page
    assert "Leave" in page
    bar = page.partition('id="room-bar"')[2].partition("</aside>")[0]
    assert not re.search(r"\d (more|later|veiled|event)", bar)


def test_who_leads_sees_what_is_veiled_for_the_room_marked(room: Room) -> None:
    page = room.leader.get(f"/incidents/{room.incident.pk}/timeline/").content.decode()

    assert page.count("veiled for the room") == 1
    assert "Next decision" in page


def test_a_bystander_sees_everything_and_is_offered_to_walk_along(room: Room, signed_in: Any) -> None:
    page = signed_in(make_account("Cem")).get(f"/incidents/{room.incident.pk}/timeline/").content.decode()

    assert "The pool was full" in page
    assert "Walk along" in page
    assert "veiled for the room" not in page


def test_what_somebody_came_to_know_later_is_veiled(room: Room) -> None:
    for minute, who in ((4, "Ines"), (8, "Olga")):
        add_knowledge(room.before, Knowing(after(minute), name=who), by=room.ada, at=AT)

    page = room.walker.get(f"/events/{room.before.pk}/").content.decode()

    assert "Ines" in page
    assert "Olga" not in page


def test_how_a_belief_turned_out_is_veiled_until_it_was_given_up(room: Room) -> None:
    knowing = Knowing(after(3), name="Ines", certainty="believed", until_at=after(8), turned_out="otherwise")
    belief = add_knowledge(room.before, knowing, by=room.ada, at=AT)
    address = f"/api/events/{room.before.pk}"

    [seen] = room.walker.get(address).json()["knowledge"]
    assert (seen["until_at"], seen["turned_out"]) == (None, "")
    # Correcting what is seen leaves what is not as it was.
    room.walker.patch(
        f"/api/knowledge/{belief.pk}",
        {"through": "was told", "until_at": None, "turned_out": ""},
        content_type="application/json",
    )
    kept = Knowledge.objects.get(pk=belief.pk)
    assert (kept.through, kept.until_at, kept.turned_out) == ("was told", after(8), "otherwise")

    move_room(room.on, by=room.ada, at=AT, moment=after(8))
    [seen] = room.walker.get(address).json()["knowledge"]
    assert seen["turned_out"] == "otherwise"


def test_a_witness_who_puts_it_later_is_veiled(room: Room) -> None:
    add_version(room.before, witness="Olga", what="It rang late", occurred_at=after(8), by=room.ada, at=AT)
    add_version(room.before, witness="Ines", what="It rang early", occurred_at=after(1), by=room.ada, at=AT)
    reindex()

    told = [row["what"] for row in room.walker.get(f"/api/events/{room.before.pk}/versions").json()]

    assert "It rang early" in told
    assert "It rang late" not in told
    assert room.walker.get("/api/search?q=late").json()["rows"] == []


def test_what_is_said_of_the_whole_incident_is_veiled_and_not_written_over(room: Room) -> None:
    set_milestones(room.incident, {"detected": after(2), "resolved": after(40)}, by=room.ada, at=AT)
    address = f"/api/incidents/{room.incident.pk}"

    seen = room.walker.get(address).json()
    assert seen["summary"] == ""
    assert seen["milestones"]["detected"] is not None
    assert seen["milestones"]["resolved"] is None

    answer = room.walker.patch(address, {"summary": ""}, content_type="application/json")
    assert answer.status_code == 409
    assert Incident.objects.get().summary == "It was the pool"
    # The page's form has an empty field for every milestone that is veiled.
    room.walker.post(f"/incidents/{room.incident.pk}/milestones", {"detected": "2026-03-11T12:03:00"})
    kept = dict(Milestone.objects.values_list("kind", "at"))
    assert kept["detected"] == after(3)
    assert kept["resolved"] == after(40)


def test_a_hypothesis_is_seen_as_far_as_it_had_come(room: Room) -> None:
    told: dict[str, Any] = {"by": room.ada, "at": AT}
    early = raise_hypothesis(room.incident, what="The release", occurred_at=after(4), **told)
    move_hypothesis(early, state="dropped", occurred_at=after(8), words="Rolled back, no change", **told)
    late = raise_hypothesis(room.incident, what="The pool", occurred_at=after(8), **told)

    page = room.walker.get(f"/hypotheses/{early.pk}/").content.decode()

    assert "The release" in page
    assert "Rolled back" not in page
    assert room.walker.get(f"/hypotheses/{late.pk}/").status_code == 404


def test_an_event_that_became_part_of_a_later_one_does_not_say_of_which(room: Room) -> None:
    merge_events(room.later, [room.before], by=room.ada, at=AT)

    page = room.walker.get(f"/events/{room.before.pk}/").content.decode()

    assert "The pool was full" not in page


def test_findings_are_seen_with_their_moments(room: Room) -> None:
    told: dict[str, Any] = {"category": "detection_gap", "by": room.ada, "at": AT}
    early, late, both, untied = (
        inquiry.add_factor(room.review, what=what, **told)
        for what in ("Early factor", "Late factor", "Both factor", "Untied factor")
    )
    for factor, event in ((early, room.before), (late, room.later), (both, room.before), (both, room.later)):
        inquiry.tie_moment(factor, event, by=room.ada, at=AT)
    inquiry.edit_review(room.review, narrative="And so it went", by=room.ada, at=AT)

    page = room.walker.get(f"/reviews/{room.review.pk}/understand/").content.decode()

    assert "Early factor" in page
    assert not any(word in page for word in ("Late factor", "Both factor", "Untied factor", "And so it went"))
    assert "findings without a moment" in page
    assert untied.what in room.leader.get(f"/reviews/{room.review.pk}/understand/").content.decode()


def test_the_narrative_is_not_written_over_by_who_does_not_see_it(room: Room) -> None:
    inquiry.edit_review(room.review, narrative="And so it went", by=room.ada, at=AT)

    room.walker.patch(f"/api/reviews/{room.review.pk}", {"narrative": ""}, content_type="application/json")

    room.review.refresh_from_db()
    assert room.review.narrative == "And so it went"


def test_another_incident_of_the_same_review_is_seen_whole(room: Room) -> None:
    other = make_incident(room.ada, title="Another")
    event = make_event(other, room.ada, occurred_at=after(90), what="Elsewhere")
    inquiry.add_incident(room.review, other, by=room.ada, at=AT)

    assert room.walker.get(f"/events/{event.pk}/").status_code == 200


@pytest.mark.parametrize("door", ["page", "api"])
def test_an_event_beyond_the_veil_keeps_its_words_and_may_be_noted_for_later(room: Room, door: str) -> None:
    given = {"what": "The pool was raised", "kind": "action", "precision": "second", "standing": "reported"}
    if door == "page":
        address = f"/incidents/{room.incident.pk}/timeline/new"
        given["occurred_at"] = "2026-03-11T12:20:00"
        refused = room.walker.post(address, given)
        noted = room.walker.post(address, {**given, "is_for_later": "on"})
        assert "The pool was raised" in refused.content.decode()
        assert noted.status_code == 303
    else:
        address = f"/api/incidents/{room.incident.pk}/timeline"
        given["occurred_at"] = "2026-03-11T12:20:00Z"
        refused = room.walker.post(address, given, content_type="application/json")
        noted = room.walker.post(address, {**given, "is_for_later": True}, content_type="application/json")
        assert noted.status_code == 201
    assert refused.status_code == 422
    assert "note it for later" in refused.content.decode()

    assert Event.objects.filter(what="The pool was raised").count() == 1
    assert room.timeline() == ["The pager rang"]
    move_room(room.on, by=room.ada, at=AT, moment=after(20))
    assert room.timeline()[-1] == "The pool was raised"


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("knowledge", {"known_at": "2026-03-11T12:20:00Z", "name": "Ines"}),
        ("versions", {"occurred_at": "2026-03-11T12:20:00Z", "witness": "Ines", "what": "Later"}),
    ],
)
def test_nothing_is_said_of_later_times(room: Room, verb: str, body: dict[str, Any]) -> None:
    answer = room.walker.post(f"/api/events/{room.before.pk}/{verb}", body, content_type="application/json")

    assert answer.status_code == 422
    assert "later than where the room is" in answer.json()["title"]


def test_evidence_that_is_veiled_stays_with_the_event_that_rests_on_it(room: Room) -> None:
    early = make_item(room.incident, occurred_at=after(1))
    late = make_item(room.incident, occurred_at=after(8))
    edit_event(room.before, items=[early, late], by=room.ada, at=AT)

    room.walker.patch(f"/api/events/{room.before.pk}", {"items": []}, content_type="application/json")

    assert [item.pk for item in room.before.items.all()] == [late.pk]


def test_the_same_account_sees_everything_where_nobody_asks_at_a_door(room: Room) -> None:
    assert Event.objects.filter(incident=room.incident).count() == 3
    with looking(lambda: room.bo):
        assert Event.objects.filter(incident=room.incident).count() == 1


def test_a_reconstruction_costs_a_bystander_one_statement_and_nothing_while_none_is_on(
    room: Room, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    bystander = signed_in(make_account("Cem"))
    address = f"/incidents/{room.incident.pk}/timeline/"

    def statements() -> int:
        with django_assert_max_num_queries(1000) as captured:
            bystander.get(address)
        return len(captured)

    on = statements()
    close_reconstruction(room.on, by=room.ada, at=AT)

    assert on - statements() == 1


def test_statements_do_not_grow_with_what_is_veiled(room: Room, django_assert_max_num_queries: Any) -> None:
    def statements() -> int:
        with django_assert_max_num_queries(1000) as captured:
            room.walker.get(f"/api/incidents/{room.incident.pk}/timeline")
        return len(captured)

    add_knowledge(room.before, Knowing(after(3), name="Olga"), by=room.ada, at=AT)
    few = statements()
    for minute in range(20):
        event = make_event(room.incident, room.ada, occurred_at=after(minute))
        add_knowledge(event, Knowing(after(minute), name="Ines"), by=room.ada, at=AT)

    assert statements() == few


def test_a_move_and_a_departure_are_pressed_on_the_bar_and_lead_back_to_the_page(room: Room) -> None:
    here = f"/incidents/{room.incident.pk}/timeline/"

    moved = room.leader.post(f"/reconstructions/{room.on.pk}/steps", {"towards": "on", "next": here})
    left = room.walker.post(
        f"/reconstructions/{room.on.pk}/departure", {"next": "https://elsewhere.example/"}
    )

    assert (moved.status_code, moved["Location"]) == (303, here)
    assert left["Location"] == f"/incidents/{room.incident.pk}/reconstruction/"
    assert len(room.timeline()) == 2
