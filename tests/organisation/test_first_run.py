"""The first person makes the organisation; everybody after them is added."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from secondsight.base.errors import Refused
from secondsight.organisation.actions.sign_in import make_first_account
from secondsight.organisation.models import Account
from secondsight.organisation.queries import organisation, severities
from tests.cast import AT, PASSWORD, make_account, make_severities

pytestmark = pytest.mark.django_db

GIVEN = {
    "organisation": "Quillbarrow",
    "country": "DE",
    "name": "Sipho Lindqvist",
    "email": "sipho@quillbarrow.example",
    "time_zone": "Berlin",
    "password": PASSWORD,
}


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/incidents/", "/nothing/here"])
def test_while_nobody_is_there_every_page_leads_to_the_welcome_page(client, path):
    assert client.get(path)["Location"] == "/welcome/"


def test_the_first_person_runs_the_deployment_and_is_signed_in(client):
    assert client.get("/welcome/").status_code == 200

    response = client.post("/welcome/", GIVEN)

    assert (response.status_code, response["Location"]) == (302, "/")
    sipho = Account.objects.get()
    assert client.session["_auth_user_id"] == sipho.pk
    assert sipho.is_administrator
    assert sipho.is_programme_owner
    assert sipho.time_zone == organisation().time_zone == "Europe/Berlin"
    make_severities()
    assert [severity.slug for severity in severities(sipho)] == ["sev-1", "sev-2", "sev-3", "near-miss"]


def test_afterwards_the_page_is_gone(client):
    client.post("/welcome/", GIVEN)

    assert Client().get("/welcome/").status_code == 404
    assert Client().post("/welcome/", {**GIVEN, "email": "eve@quillbarrow.example"}).status_code == 404
    assert Account.objects.count() == 1


def test_of_two_who_are_first_one_is_second():
    make_account()  # came in while the other was typing

    with pytest.raises(Refused):
        make_first_account(
            "Other", email="eve@quillbarrow.example", name="Eve", password=PASSWORD, time_zone="UTC", at=AT
        )

    assert organisation() is None


@pytest.mark.live_database
@pytest.mark.django_db(transaction=True)
def test_of_many_who_press_the_button_at_once_one_is_first():
    start, answers = Barrier(4), []

    def press(number: int) -> None:
        start.wait()
        answer = Client().post("/welcome/", {**GIVEN, "email": f"person-{number}@quillbarrow.example"})
        answers.append(answer.status_code)
        connection.close()

    threads = [Thread(target=press, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [302, 404, 404, 404]
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("organisation", ""),
        ("organisation", "x" * 201),
        ("organisation", "a\0b"),
        ("country", "XX"),
        ("name", " "),
        ("email", "nobody"),
        ("time_zone", "Atlantis"),
        ("password", "short"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_nothing_is_made(client, field, value):
    response = client.post("/welcome/", {**GIVEN, field: value})

    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert not Account.objects.exists()
    assert organisation() is None
