"""Going through an incident again: who leads, who walks along, where the room stands (R3.3)."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError

from secondsight.base.errors import Forbidden, InvalidInput, Refused
from secondsight.base.ids import new_id
from secondsight.base.models import JournalEntry
from secondsight.inquiry import actions as inquiry
from secondsight.organisation.models import Account
from secondsight.record.actions.incidents import restrict_incident
from secondsight.record.actions.reconstruction import (
    close_reconstruction,
    give_lead,
    invite_to_walk,
    join_reconstruction,
    leave_reconstruction,
    move_room,
    open_reconstruction,
)
from secondsight.record.models import Incident, Reconstruction, ReconstructionStep, Walker
from secondsight.record.queries.reconstruction import newest_reconstruction, walk, walkers
from secondsight.record.queries.veil import veil_at, veils_of
from tests.cast import AT, NOON, after, make_account, make_event, make_incident, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Account:
    return make_account("Ada Nkemelu")


@pytest.fixture
def bo() -> Account:
    return make_account("Bo Lind")


@pytest.fixture
def incident(ada: Account) -> Incident:
    """Three events at two, five and nine past, the second of which is a decision."""
    made = make_incident(ada)
    make_event(made, ada, occurred_at=after(2))
    make_event(made, ada, occurred_at=after(5), kind="decision", what="Roll back")
    make_event(made, ada, occurred_at=after(9))
    return made


@pytest.fixture
def begun(incident: Incident, ada: Account) -> Reconstruction:
    return open_reconstruction(incident, by=ada, at=AT)


def test_the_room_begins_at_the_first_event(begun: Reconstruction, ada: Account) -> None:
    assert begun.moment == after(2)
    assert begun.led_by == ada


def test_one_reconstruction_of_an_incident_is_on_at_a_time(begun: Reconstruction, bo: Account) -> None:
    with pytest.raises(Refused, match="on already"):
        open_reconstruction(begun.incident, by=bo, at=AT)
    with pytest.raises(IntegrityError):
        Reconstruction.objects.create(incident=begun.incident, moment=NOON)


def test_a_begin_that_is_pressed_twice_begins_once(incident: Incident, ada: Account) -> None:
    once = new_id()

    first = open_reconstruction(incident, by=ada, at=AT, once=once)

    assert open_reconstruction(incident, by=ada, at=AT, once=once) == first


@pytest.mark.parametrize(
    ("towards", "begins", "ends"),
    [("on", after(2), after(5)), ("decision", after(2), after(5)), ("back", after(9), after(5))],
)
def test_the_room_moves_event_by_event(
    begun: Reconstruction, ada: Account, towards: str, begins: datetime, ends: datetime
) -> None:
    move_room(begun, by=ada, at=AT, moment=begins)

    assert move_room(begun, by=ada, at=AT, towards=towards).moment == ends


@pytest.mark.parametrize(
    ("towards", "moment"), [("back", after(2)), ("on", after(9)), ("decision", after(5))]
)
def test_where_nothing_lies_that_way_the_room_stays(
    begun: Reconstruction, ada: Account, towards: str, moment: datetime
) -> None:
    move_room(begun, by=ada, at=AT, moment=moment)

    with pytest.raises(Refused, match="There is no"):
        move_room(begun, by=ada, at=AT, towards=towards)


@pytest.mark.parametrize("wrong", [{}, {"towards": "sideways"}, {"towards": "on", "moment": NOON}])
def test_a_step_says_one_place_to_go_to(begun: Reconstruction, ada: Account, wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        move_room(begun, by=ada, at=AT, **wrong)


def test_of_two_moves_from_the_same_page_the_last_holds_and_both_are_told(
    begun: Reconstruction, ada: Account
) -> None:
    seen = Reconstruction.objects.get(pk=begun.pk)

    move_room(begun, by=ada, at=AT, moment=after(9))
    moved = move_room(seen, by=ada, at=AT, moment=after(4))

    assert moved.moment == after(4)
    steps = ReconstructionStep.objects.values_list("from_at", "to_at")
    assert list(steps) == [(after(2), after(9)), (after(9), after(4))]


def test_a_step_that_is_pressed_twice_is_one(begun: Reconstruction, ada: Account) -> None:
    once = new_id()

    for _ in range(2):
        move_room(begun, by=ada, at=AT, towards="on", once=once)

    assert Reconstruction.objects.get().moment == after(5)
    assert ReconstructionStep.objects.count() == 1


def test_only_who_leads_moves_the_room(begun: Reconstruction, bo: Account) -> None:
    with pytest.raises(Forbidden):
        move_room(begun, by=bo, at=AT, towards="on")
    with pytest.raises(Forbidden):
        close_reconstruction(begun, by=bo, at=AT)


def test_when_whoever_leads_is_gone_somebody_else_leads_on_and_sees_ahead(
    begun: Reconstruction, bo: Account
) -> None:
    join_reconstruction(begun, by=bo, at=AT)

    led = give_lead(begun, bo, by=bo, at=AT)

    assert led.led_by == bo
    assert veil_at(bo, begun.incident) is None
    assert move_room(begun, by=bo, at=AT, towards="on").moment == after(5)
    assert {"joined", "left", "took the lead", "moved"} == {step.what for step in walk(bo, begun)}


def test_a_lead_is_handed_over_by_who_has_it_alone(begun: Reconstruction, ada: Account, bo: Account) -> None:
    cem = make_account("Cem Third")
    with pytest.raises(Forbidden):
        give_lead(begun, cem, by=bo, at=AT)

    assert give_lead(begun, cem, by=ada, at=AT).led_by == cem


def test_whoever_walks_along_is_veiled_whatever_else_they_may_do(begun: Reconstruction) -> None:
    walker = make_account("Wanda", duties=("administrator", "programme_owner"))

    join_reconstruction(begun, by=walker, at=AT)
    join_reconstruction(begun, by=walker, at=AT)

    assert veils_of(walker) == {begun.incident_id: after(2)}
    assert [one.account for one in walkers(begun)] == [walker]


def test_whoever_leads_walks_along_only_after_handing_over(begun: Reconstruction, ada: Account) -> None:
    with pytest.raises(Refused, match="sees ahead"):
        join_reconstruction(begun, by=ada, at=AT)


def test_leaving_lifts_the_veil_and_is_noted(begun: Reconstruction, bo: Account) -> None:
    join_reconstruction(begun, by=bo, at=AT)

    leave_reconstruction(begun, by=bo, at=AT)
    leave_reconstruction(begun, by=bo, at=AT)

    assert veils_of(bo) == {}
    assert Walker.objects.get().left_at == AT
    assert JournalEntry.objects.filter(verb="reconstruction_left").count() == 1


def test_closing_lifts_the_veil_for_all_and_nothing_moves_any_more(
    begun: Reconstruction, ada: Account, bo: Account
) -> None:
    join_reconstruction(begun, by=bo, at=AT)

    close_reconstruction(begun, by=ada, at=AT)

    assert veils_of(bo) == {}
    with pytest.raises(Refused, match="over"):
        move_room(begun, by=ada, at=AT, towards="on")
    with pytest.raises(Refused, match="over"):
        join_reconstruction(begun, by=bo, at=AT)
    assert newest_reconstruction(bo, begun.incident) == begun


def test_who_may_not_know_of_the_incident_is_not_brought_in(
    begun: Reconstruction, ada: Account, bo: Account
) -> None:
    restrict_incident(begun.incident, accounts=[make_account("Cem")], teams=[], by=ada, at=AT)

    there = invite_to_walk(begun, [ada, bo], by=ada, at=AT)

    assert there == []
    with pytest.raises(Refused, match="may not know"):
        give_lead(begun, bo, by=ada, at=AT)


def test_everybody_with_a_role_in_the_review_is_brought_in(
    begun: Reconstruction, ada: Account, bo: Account
) -> None:
    review = make_review(ada, begun.incident)
    for role, account in (("owner", ada), ("scribe", bo)):
        inquiry.give_role(review, role=role, account=account, reason="Knows the service", by=ada, at=AT)

    there = inquiry.invite_the_room(review, by=ada, at=AT)

    assert [one.account for one in there] == [bo]
    with pytest.raises(Refused, match="lead no reconstruction"):
        inquiry.invite_the_room(review, by=bo, at=AT)


def test_going_back_veils_again_what_was_seen(begun: Reconstruction, ada: Account, bo: Account) -> None:
    join_reconstruction(begun, by=bo, at=AT)

    move_room(begun, by=ada, at=AT, moment=after(9))
    assert veil_at(bo, begun.incident) == after(9)
    move_room(begun, by=ada, at=AT, towards="back")

    assert veil_at(bo, begun.incident) == after(5)
    assert [one.what for one in walk(bo, begun)][-2:] == ["moved", "went back"]
