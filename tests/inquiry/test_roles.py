"""Roles are given with what the rules say of the choice (R2.1, R2.2)."""

import pytest

from secondsight.base.errors import InvalidInput, Refused
from secondsight.inquiry import actions, queries
from secondsight.inquiry.queries.facilitating import suggestions
from secondsight.inquiry.rules.eligibility import ReasonMissing, judge_room
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.record.actions.incidents import add_participant
from tests.cast import after, make_account, make_incident, make_review, make_service, make_team

pytestmark = pytest.mark.django_db
LATER = after(26 * 60)


@pytest.fixture
def commanded():
    """A review of an outage that Ines commanded, of a service that Bo's team owns."""
    ines, bo = make_account("Ines"), make_account("Bo")
    team = make_team("API Platform", bo)
    incident = make_incident(services=[make_service("Checkout", team)])
    add_participant(incident, account=ines, part="incident_commander", by=ines, at=LATER)
    return make_review(make_account("Noor"), incident), ines, bo


def test_the_commander_facilitates_only_with_a_reason_that_the_review_shows(commanded):
    review, ines, _ = commanded
    told = {"role": "facilitator", "account": ines, "by": review.opened_by, "at": LATER}
    with pytest.raises(ReasonMissing, match="incident commander"):
        actions.give_role(review, **told)

    actions.give_role(review, **told, reason="Everybody else is on leave")

    holder = queries.holders(review)[0]
    assert holder.reason == "Everybody else is on leave"
    assert "incident commander" in holder.objections[0]


def test_an_owner_needs_authority_and_there_is_one(commanded):
    review, ines, bo = commanded
    told = {"role": "owner", "by": review.opened_by, "at": LATER}
    actions.give_role(review, account=bo, **told)
    with pytest.raises(ReasonMissing, match="authority"):
        actions.give_role(review, account=ines, **told)

    actions.give_role(review, account=ines, reason="Bo leaves next week", **told)

    assert [holder.account for holder in queries.holders(review)] == [ines]


def test_the_same_role_twice_is_one(commanded):
    review, _, bo = commanded
    told = {"role": "scribe", "account": bo, "by": review.opened_by, "at": LATER}

    assert actions.give_role(review, **told) == actions.give_role(review, **told)


def test_everybody_may_lay_their_own_role_down_and_nobody_else_s(commanded):
    review, ines, bo = commanded
    holder = actions.give_role(review, role="participant", account=bo, by=review.opened_by, at=LATER)
    with pytest.raises(Refused):
        actions.take_role(holder, by=ines, at=LATER)

    actions.take_role(holder, by=bo, at=LATER)

    assert queries.holders(review) == []


def test_somebody_outside_the_audience_gets_no_role():
    opener = make_account()
    review = make_review(opener, make_incident(by=opener), is_restricted=True)

    with pytest.raises(InvalidInput) as refused:
        actions.give_role(review, role="scribe", account=make_account("Di"), by=opener, at=LATER)

    assert refused.value.field == "person"


def test_the_room_is_told_who_is_missing(commanded):
    review, ines, _ = commanded
    said = {one.rule for one in judge_room(queries.room(review))}
    assert {"core_too_small", "without_incident_commander"} <= said

    actions.give_role(review, role="participant", account=ines, by=review.opened_by, at=LATER)

    assert "without_incident_commander" not in {one.rule for one in judge_room(queries.room(review))}


def test_those_whom_nothing_speaks_against_are_offered_first(commanded):
    review, ines, _ = commanded

    offered = suggestions(review.opened_by, review, Role.FACILITATOR, LATER)

    assert offered[-1].person == ines.pk
    assert offered[0].objections == ()
