"""An e-mail address changes when its new owner shows that letters reach them there."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from secondsight.base.mail import mailbox
from secondsight.base.models import JournalEntry
from secondsight.organisation.actions import ask_for_address
from tests.cast import AT, PASSWORD, make_account, make_token
from tests.organisation.test_sign_in import EMAIL, is_in, try_to_sign_in

pytestmark = pytest.mark.django_db

NEW = "ilse.new@quillbarrow.example"


@pytest.fixture
def ilse():
    return make_account(email=EMAIL, password=PASSWORD)


@pytest.fixture
def desk(ilse):
    client = Client()
    client.force_login(ilse)
    return client


def ask(client, email=NEW, password=PASSWORD):
    return client.post("/account/address", {"email": email, "password": password})


def link_to(email):
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", mailbox().get(to=email).body)[1]


def test_the_link_from_the_new_address_changes_it_and_the_old_one_is_told(desk, ilse):
    assert ask(desk, NEW.upper()).status_code == 302
    ilse.refresh_from_db()
    assert ilse.email == EMAIL

    shown = desk.get(link_to(NEW)).content.decode()
    assert f"Use {NEW}" in shown
    ilse.refresh_from_db()
    assert ilse.email == EMAIL  # opened by a scanner of mails, say

    assert desk.post(link_to(NEW))["Location"] == "/account/"
    ilse.refresh_from_db()
    assert ilse.email == NEW
    assert NEW in mailbox().get(to=EMAIL).body
    assert JournalEntry.objects.get(verb="account_changed").particulars["changed"] == {"email": [EMAIL, NEW]}
    assert is_in(desk)
    assert try_to_sign_in(Client(), email=NEW).status_code == 302
    assert try_to_sign_in(Client()).status_code == 422


def test_a_link_works_once_for_a_day_and_for_one_person(desk, ilse, signed_in):
    ask(desk)
    link = link_to(NEW)

    assert signed_in(make_account("Bo")).post(link).status_code == 404
    assert Client().get(link)["Location"].startswith("/sign-in/")
    with time_machine.travel(AT + timedelta(days=3650)):
        desk.force_login(ilse)
        assert desk.post(link).status_code == 404
    desk.force_login(ilse)
    assert desk.post(link).status_code == 302
    assert desk.post(link).status_code == 409
    assert desk.get(link[:-3] + "xxx").status_code == 404


def test_an_open_browser_is_not_enough_and_guessing_ends(desk):
    for _ in range(5):
        answer = ask(desk, password="guessed")
        assert answer.status_code == 422
        assert "not your current password" in answer.content.decode()

    assert ask(desk).status_code == 409
    assert not mailbox().exists()


@pytest.mark.parametrize(
    ("email", "words"),
    [("not an address", "is not an e-mail address"), (EMAIL, "your address already"), ("", "required")],
)
def test_what_cannot_be_an_address_is_said_at_the_field(desk, email, words):
    answer = ask(desk, email)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_an_address_that_somebody_took_meanwhile_stays_theirs(desk, ilse):
    ask(desk)
    link = link_to(NEW)
    make_account("Bo", email=NEW)

    assert desk.post(link).status_code == 422
    assert ask(desk).status_code == 422
    ilse.refresh_from_db()
    assert ilse.email == EMAIL


def test_the_same_goes_over_the_api(ilse):
    _, secret = make_token(ilse)
    sent = {"headers": {"Authorization": f"Bearer {secret}"}, "content_type": "application/json"}

    refused = Client().post("/api/me/address", {"email": NEW, "password": "guessed"}, **sent)
    asked = Client().post("/api/me/address", {"email": NEW, "password": PASSWORD}, **sent)
    proof = {"secret": link_to(NEW).rpartition("/")[2]}
    changed = Client().post("/api/me/address/confirmation", proof, **sent)

    assert (refused.status_code, asked.status_code) == (422, 204)
    assert changed.json()["email"] == NEW
    assert Client().post("/api/me/address/confirmation", proof, **sent).status_code == 409


def test_nobody_asks_for_somebody_else(ilse):
    from secondsight.base.errors import Forbidden

    with pytest.raises(Forbidden):
        ask_for_address(ilse, NEW, password=PASSWORD, by=make_account("Bo"), at=AT)
