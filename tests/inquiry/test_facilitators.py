"""Looking for a facilitator: asked of those who could, taken on by one."""

from datetime import timedelta

import pytest
from django.test import Client

from secondsight.base.errors import Refused
from secondsight.inquiry.actions.facilitators import request_facilitator, take_on_review, withdraw_request
from secondsight.inquiry.actions.reviews import record_meeting
from secondsight.inquiry.actions.roles import give_role
from secondsight.inquiry.models import Review, RoleHolder
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import Account
from tests.cast import AT, after, make_account, make_incident, make_review

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture
def noor() -> Account:
    return make_account("Noor Haddad")


@pytest.fixture
def review(noor: Account) -> Review:
    return make_review(noor, make_incident(noor))


def has_facilitated(name: str, by: Account) -> Account:
    """Somebody who facilitated another review, which was held."""
    account = make_account(name)
    other = make_review(by, make_incident(by, title="An older one"), title="An older review")
    give_role(other, role=Role.FACILITATOR, account=account, by=by, at=AT)
    record_meeting(other, met_at=after(60), by=by, at=after(90))
    return account


def home(of: Account) -> str:
    client = Client()
    client.force_login(of)
    return client.get("/").content.decode()


def test_those_who_have_done_it_see_the_request_and_the_first_to_say_so_facilitates(
    review: Review, noor: Account
) -> None:
    bo, ines = has_facilitated("Bo Lindqvist", noor), make_account("Ines Calloway")
    for _ in range(2):
        asked = request_facilitator(review, note="Two teams, one clock.", by=noor, at=LATER)

    assert "looks for a facilitator" in home(bo)
    assert "looks for a facilitator" not in home(ines)
    for _ in range(2):
        take_on_review(asked, by=bo, at=LATER)
    with pytest.raises(Refused, match="took this on already"):
        take_on_review(asked, by=ines, at=LATER)

    assert RoleHolder.objects.get(review=review, role=Role.FACILITATOR).account == bo
    assert "looks for a facilitator" not in home(bo)


def test_it_can_be_taken_back(review: Review, noor: Account) -> None:
    asked = request_facilitator(review, by=noor, at=LATER)

    withdraw_request(asked, by=noor, at=LATER)

    with pytest.raises(Refused):
        take_on_review(asked, by=make_account("Bo Lindqvist"), at=LATER)


def test_nobody_is_looked_for_where_somebody_facilitates(review: Review, noor: Account) -> None:
    give_role(review, role=Role.FACILITATOR, account=noor, by=noor, at=AT)

    with pytest.raises(Refused, match="facilitates this review already"):
        request_facilitator(review, by=noor, at=LATER)


def test_page_suggests_with_reasons(review: Review, noor: Account) -> None:
    has_facilitated("Bo Lindqvist", noor)
    client = Client()
    client.force_login(noor)

    shown = client.get(f"/reviews/{review.pk}/roles/").content.decode()

    assert "Has facilitated once." in shown
    assert "Ask for a facilitator" in shown
