"""People get in with e-mail and password, are locked out after failures, and get out."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from secondsight.base import journal
from secondsight.base.models import JournalEntry
from secondsight.organisation.actions import close_account
from tests.cast import PASSWORD, make_account

pytestmark = pytest.mark.django_db

EMAIL = "ilse@quillbarrow.example"


@pytest.fixture
def ilse():
    return make_account(email=EMAIL, password=PASSWORD)


def try_to_sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **more: str):
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_person_signs_in_and_out_and_both_are_written_down(client, ilse):
    response = try_to_sign_in(client, email="ILSE@Quillbarrow.example")
    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_in(client)

    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert not is_in(client)
    verbs = list(journal.history(f"account:{ilse.pk}").values_list("verb", flat=True))
    assert verbs == ["signed_out", "signed_in"]


def test_a_password_is_stored_as_argon2_only(ilse):
    assert ilse.password.startswith("argon2")


def test_known_and_unknown_addresses_get_the_same_answer(client, ilse):
    def words(email):
        page = try_to_sign_in(client, email, "wrong password").content.decode()
        return page.partition("notice--heed")[2].partition("</div>")[0]

    assert "do not belong together" in words(EMAIL)
    assert words(EMAIL) == words("nobody@quillbarrow.example")


def test_a_failure_is_a_422_and_says_nothing_of_the_password_in_the_journal(client, ilse):
    response = try_to_sign_in(client, password="hunter2 hunter2")

    assert response.status_code == 422
    entry = journal.history(f"account:{ilse.pk}").get()
    assert entry.verb == "sign_in_failed"
    assert "hunter2" not in str(entry.__dict__)


def test_what_is_typed_for_an_address_that_nobody_has_is_not_kept(client, ilse):
    try_to_sign_in(client, email="my-secret@password.example")

    assert not JournalEntry.objects.filter(verb="sign_in_failed").exists()


def test_after_five_failures_even_the_right_password_waits_and_the_page_says_how_long(client, ilse):
    with time_machine.travel("2026-03-11T14:02:00Z", tick=False) as clock:
        for _ in range(5):
            assert try_to_sign_in(client, password="wrong").status_code == 422
        locked = try_to_sign_in(client)
        assert locked.status_code == 422
        assert "Wait 5 minutes" in locked.content.decode()

        clock.shift(timedelta(minutes=5, seconds=1))
        assert try_to_sign_in(client).status_code == 302


def test_a_lock_out_is_of_one_address_only(client, ilse):
    make_account("Meera Pillai", email="meera@quillbarrow.example", password=PASSWORD)
    for _ in range(6):
        try_to_sign_in(client, password="wrong")

    assert try_to_sign_in(client, email="meera@quillbarrow.example").status_code == 302


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/incidents/?q=pool", "/incidents/?q=pool"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://localhost:9/", "/"),
        ("/x\r\nSet-Cookie: a=b", "/x%0D%0ASet-Cookie:%20a=b"),
    ],
)
def test_after_signing_in_one_stays_on_this_site(client, ilse, wanted, reached):
    location = try_to_sign_in(client, next=wanted)["Location"]

    assert location == reached or (location == "/" and "\r" in wanted)


@pytest.mark.parametrize("login", ["", "no address", "a@b.example\0", "x" * 5000 + "@b.example"])
def test_what_is_no_address_is_said_at_the_field(client, ilse, login):
    response = try_to_sign_in(client, email=login)

    assert response.status_code == 422
    assert "id_login" in response.content.decode()


def test_a_closed_account_is_out_at_once_in_every_browser_and_stays_out(client, ilse):
    try_to_sign_in(client)
    assert client.get("/account/password/").status_code == 200

    close_account(ilse, by=None, at=ilse.recorded_at)

    assert client.get("/account/password/")["Location"].startswith("/sign-in/")
    assert "/sign-in/closed/" in try_to_sign_in(client)["Location"]
    assert client.get("/sign-in/closed/").status_code == 200
    assert not is_in(Client())


def test_nobody_signs_up_by_himself(client, ilse):
    for address in ("/signup/", "/accounts/signup/", "/sign-up/", "/welcome/"):
        assert client.get(address).status_code == 404


def test_a_session_ends_by_itself(client, ilse, settings):
    with time_machine.travel("2026-03-11T14:02:00Z", tick=False) as clock:
        try_to_sign_in(client)
        assert client.get("/account/password/").status_code == 200

        clock.shift(timedelta(seconds=settings.SESSION_COOKIE_AGE + 1))

        assert client.get("/account/password/").status_code == 302
