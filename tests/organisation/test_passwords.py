"""Passwords are chosen by a link from a mail, changed, and changing one ends other sessions."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from secondsight.base.mail import mailbox
from secondsight.organisation.actions.invitations import invite_account, password_link
from tests.cast import AT, PASSWORD, make_account, make_administrator
from tests.organisation.test_sign_in import EMAIL, is_in, try_to_sign_in

pytestmark = pytest.mark.django_db

NEW = "other words for ink 7"


@pytest.fixture
def ilse():
    return make_account(email=EMAIL, password=PASSWORD)


def link_in(body: str) -> str:
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", body)[1]


def follow(client: Client, link: str) -> str:
    """Open a mailed link; the key moves into the session, and out of the address."""
    return client.get(link)["Location"]


def test_a_forgotten_password_is_replaced_by_mail_and_signs_in(client, ilse):
    other = Client()
    try_to_sign_in(other)
    assert client.post("/password/reset/", {"email": EMAIL})["Location"] == "/password/reset/asked/"
    mail = mailbox().get()
    assert (mail.to, mail.subject) == (EMAIL, "Choose a new password for Secondsight")

    page = follow(client, link_in(mail.body))
    response = client.post(page, {"password1": NEW, "password2": NEW})

    assert response.status_code == 302
    assert is_in(client)
    assert other.get("/account/password/").status_code == 302
    assert try_to_sign_in(Client(), password=NEW).status_code == 302
    assert mailbox().first().subject == "Your password for Secondsight was changed"


def test_a_link_works_once(client, ilse):
    link = password_link(ilse).removeprefix("http://127.0.0.1:8000")
    client.post(follow(client, link), {"password1": NEW, "password2": NEW})

    page = Client().get(link)

    assert page.status_code == 200
    assert "no longer works" in page.content.decode()


def test_a_link_ends_after_three_days(client, ilse):
    with time_machine.travel("2026-03-11T14:02:00Z", tick=False) as clock:
        link = password_link(ilse).removeprefix("http://127.0.0.1:8000")
        clock.shift(timedelta(days=3, seconds=2))

        assert "no longer works" in client.get(link).content.decode()


@pytest.mark.parametrize("key", ["zz-zz", "1-set-password", "0-0", "x" * 16 + "-" + "y" * 50])
def test_an_invented_link_is_answered_like_an_old_one(client, ilse, key):
    assert "no longer works" in client.get(f"/password/reset/key/{key}/").content.decode()


def test_asking_for_an_unknown_address_looks_the_same_and_sends_nothing(client, ilse):
    response = client.post("/password/reset/", {"email": "nobody@quillbarrow.example"})

    assert response["Location"] == "/password/reset/asked/"
    assert not mailbox().exists()


def test_asking_again_and_again_is_slowed(client, ilse):
    answers = [client.post("/password/reset/", {"email": EMAIL}).status_code for _ in range(7)]

    assert answers == [302] * 5 + [429] * 2
    assert mailbox().count() == 5


def test_a_new_password_lets_the_locked_out_in(client, ilse):
    for _ in range(6):
        try_to_sign_in(client, password="wrong")
    link = password_link(ilse).removeprefix("http://127.0.0.1:8000")

    client.post(follow(client, link), {"password1": NEW, "password2": NEW})

    assert try_to_sign_in(Client(), password=NEW).status_code == 302


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("short", "short", "too short"),
        ("password1234", "password1234", "too common"),
        (NEW, NEW + "!", "same password"),
        ("x" * 1001, "x" * 1001, "1000"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused_with_the_reason(client, ilse, first, second, words):
    page = follow(client, password_link(ilse).removeprefix("http://127.0.0.1:8000"))

    response = client.post(page, {"password1": first, "password2": second})

    assert response.status_code == 422
    assert words in response.content.decode()
    ilse.refresh_from_db()
    assert ilse.check_password(PASSWORD)


def test_changing_a_password_asks_for_the_old_and_ends_other_sessions(client, ilse):
    other = Client()
    for browser in (client, other):
        try_to_sign_in(browser)

    wrong = client.post("/account/password/", {"oldpassword": "x", "password1": NEW, "password2": NEW})
    right = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert client.get("/account/password/").status_code == 200
    assert other.get("/account/password/").status_code == 302


def test_an_invitation_lets_a_person_choose_a_password_and_come_in(client):
    sipho = make_administrator()
    hana = make_account("Hana Mizrahi", email="hana@quillbarrow.example")

    invite_account(hana, by=sipho, at=AT)

    mail = mailbox().get()
    assert "Sipho Lindqvist has added you" in mail.body
    client.post(follow(client, link_in(mail.body)), {"password1": NEW, "password2": NEW})
    assert is_in(client)


def test_a_link_for_a_closed_account_opens_nothing(client, ilse):
    link = password_link(ilse).removeprefix("http://127.0.0.1:8000")
    ilse.is_active = False
    ilse.save()

    page = client.get(link)
    if page.status_code == 302:
        client.post(page["Location"], {"password1": NEW, "password2": NEW})

    assert not is_in(client)
