"""A time for a review: who comes, what it costs whom, and who may say so."""

from datetime import time, timedelta

import pytest
import time_machine
from django.test import Client

from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.models import Mail
from secondsight.inquiry.actions.dates import agree_date
from secondsight.inquiry.actions.roles import give_role
from secondsight.inquiry.models import Invitation, MeetingDate, Review
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.actions.availability import replace_busy_times, set_hours
from secondsight.organisation.models import Account
from tests.cast import AT, make_account, make_incident, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor() -> Account:
    return make_account("Noor Haddad", time_zone="UTC")


@pytest.fixture
def review(noor: Account) -> Review:
    review = make_review(noor, make_incident(noor))
    ines = make_account("Ines Calloway", time_zone="Europe/Berlin")
    for account, role in ((noor, Role.FACILITATOR), (ines, Role.PARTICIPANT)):
        give_role(review, role=role, account=account, by=noor, at=AT, reason="She asks well.")
    return review


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_times_lie_within_everybodys_hours_and_beside_what_else_they_have(
    review: Review, noor: Account
) -> None:
    ines = Account.objects.get(name="Ines Calloway")
    set_hours(ines, works_from=time(8), works_until=time(12), weekdays="01234", at=AT)
    replace_busy_times(ines, [(AT + timedelta(hours=18), AT + timedelta(hours=20))], origin="file", at=AT)

    with time_machine.travel(AT):
        found = signed_in(noor).get(f"/api/reviews/{review.pk}/slots").json()["rows"]

    # Noor begins at 9:00 UTC; Ines ends at 12:00 in Berlin, 11:00 UTC, and is busy until 10:02 the next day.
    assert found
    assert all("09:00" <= slot["starts_at"][11:16] <= "10:00" for slot in found)
    assert not any(slot["starts_at"].startswith(f"{AT + timedelta(days=1):%Y-%m-%d}T09") for slot in found)


def test_page_offers_times_and_the_button_agrees_on_one(review: Review, noor: Account) -> None:
    with time_machine.travel(AT):
        page = signed_in(noor)
        shown = page.get(f"/reviews/{review.pk}/dates/").content.decode()
        assert "Agree on this" in shown
        value = shown.split('name="starts_at" value="', 1)[1].split('"', 1)[0]
        for _ in range(2):
            page.post(f"/reviews/{review.pk}/dates/", {"starts_at": value, "minutes": 60, "place": "Room 4"})
        after = page.get(f"/reviews/{review.pk}/dates/").content.decode()

    assert MeetingDate.objects.count() == 1
    assert "Room 4" in after
    assert "Ines Calloway" in after
    assert Invitation.objects.filter(answer="").count() == 2


def test_each_answers_on_the_page_and_home_stops_asking(review: Review, noor: Account) -> None:
    agree_date(review, starts_at=AT + timedelta(days=2), minutes=60, by=noor, at=AT)
    ines = Account.objects.get(name="Ines Calloway")
    mine = Invitation.objects.get(account=ines)
    page = signed_in(ines)

    with time_machine.travel(AT):
        asked = page.get("/").content.decode()
        page.post(f"/invitations/{mine.pk}/answer", {"answer": "tentative"})
        answered = page.get("/").content.decode()

    assert "Say whether you come" in asked
    assert "Say whether you come" not in answered
    mine.refresh_from_db()
    assert mine.answer == "tentative"


def test_where_no_time_suits_the_page_says_who_stands_in_the_way(review: Review, noor: Account) -> None:
    kai = make_account("Leilani Kahale", time_zone="Pacific/Honolulu")
    give_role(review, role=Role.PARTICIPANT, account=kai, by=noor, at=AT)

    with time_machine.travel(AT):
        page = signed_in(noor)
        shown = page.get(f"/reviews/{review.pk}/dates/").content.decode()
        allowed = page.get(f"/reviews/{review.pk}/dates/?minutes=60&until=2026-03-18&allowed=outside_hours")

    assert "No time suits everybody" in shown
    assert "Without Leilani Kahale there would be" in shown
    assert "Leilani Kahale: " in allowed.content.decode()
    assert "is outside their hours" in allowed.content.decode()


def test_what_a_time_costs_stands_with_it_when_it_was_agreed(review: Review, noor: Account) -> None:
    sunday = AT.replace(hour=10) + timedelta(days=(6 - AT.weekday()) % 7 + 7)

    date = agree_date(review, starts_at=sunday, minutes=60, by=noor, at=AT)

    assert "Ines Calloway: Sunday is a day off for them." in date.costs


def test_only_who_leads_the_review_agrees_on_a_time(review: Review) -> None:
    with pytest.raises(Refused):
        agree_date(
            review, starts_at=AT + timedelta(days=2), minutes=60, by=make_account("Bo Lindqvist"), at=AT
        )

    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"starts_at": AT - timedelta(hours=1), "minutes": 60}, "starts_at"),
        ({"starts_at": AT + timedelta(days=1), "minutes": 0}, "minutes"),
        ({"starts_at": AT + timedelta(days=1), "minutes": 60, "place": "\0"}, "place"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    review: Review, noor: Account, said: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        agree_date(review, by=noor, at=AT, **said)  # type: ignore[arg-type]

    assert refused.value.field == field


def test_nobody_sees_what_others_have_in_their_calendars(review: Review, noor: Account) -> None:
    ines = Account.objects.get(name="Ines Calloway")
    replace_busy_times(ines, [(AT + timedelta(hours=18), AT + timedelta(hours=20))], origin="file", at=AT)

    assert signed_in(noor).get("/api/me/calendar").json()["busy"] == []
