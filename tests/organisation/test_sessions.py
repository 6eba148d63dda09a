"""Where somebody is signed in is shown to them, and each browser can be signed out from any other."""

import pytest
from django.test import Client

from secondsight.base import journal
from secondsight.organisation.rules.browsers import browser_words
from tests.cast import PASSWORD, make_account, make_token
from tests.organisation.test_sign_in import EMAIL, try_to_sign_in

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
CHROME = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/128.0.0.0 Safari/537.36"
)


@pytest.fixture
def ilse():
    return make_account(email=EMAIL, password=PASSWORD)


def sit_down(agent: str) -> Client:
    client = Client(headers={"user-agent": agent})
    assert try_to_sign_in(client).status_code == 302
    return client


def ids(client: Client) -> list[str]:
    return [one["id"] for one in client.get("/api/sessions").json()["rows"]]


def is_out(client: Client) -> bool:
    return client.get("/account/").status_code == 302


def test_each_browser_is_shown_and_one_is_signed_out_from_another(ilse):
    desk, phone = sit_down(FIREFOX), sit_down(SAFARI)

    page = desk.get("/account/").content.decode()
    assert "Firefox on Windows" in page
    assert "Safari on iPhone" in page
    assert page.count("this one") == 1
    assert page.count('aria-label="Sign out ') == 1
    newest = ids(desk)[0]
    assert desk.post(f"/account/sessions/{newest}/end")["Location"] == "/account/"

    assert is_out(phone)
    assert not is_out(desk)
    assert "Safari on iPhone was signed out" in desk.get("/account/").content.decode()
    assert journal.history(f"account:{ilse.pk}").first().verb == "session_ended"


def test_a_session_that_ended_is_shown_no_more(ilse):
    desk, phone = sit_down(FIREFOX), sit_down(SAFARI)
    assert len(ids(desk)) == 2

    phone.post("/sign-out/")

    assert len(ids(desk)) == 1


def test_all_others_are_signed_out_at_once_and_this_one_stays(ilse):
    desk, phone = sit_down(FIREFOX), sit_down(SAFARI)

    desk.post("/account/sessions/end")

    assert is_out(phone)
    assert "Firefox on Windows" in desk.get("/account/").content.decode()
    assert len(ids(desk)) == 1


def test_nobody_ends_somebody_elses_session(ilse):
    desk, other = sit_down(FIREFOX), Client()
    other.force_login(make_account("Bo"))
    [id] = ids(desk)

    for wrong in (id, "0", "nonsense", "9" * 30):
        assert other.post(f"/account/sessions/{wrong}/end").status_code == 404
    assert other.delete(f"/api/sessions/{id}").status_code == 404
    assert not is_out(desk)


def test_a_program_signs_a_browser_out(ilse):
    desk = sit_down(FIREFOX)
    _, secret = make_token(ilse)
    [id] = ids(desk)

    answer = Client().delete(f"/api/sessions/{id}", headers={"Authorization": f"Bearer {secret}"})

    assert answer.status_code == 204
    assert is_out(desk)


def test_a_browser_that_came_in_without_a_form_is_listed_once_it_looks(ilse, signed_in):
    desk = signed_in(ilse)

    assert "this one" in desk.get("/account/").content.decode()
    assert len(ids(desk)) == 1


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (SAFARI, "Safari on iPhone"),
        (CHROME, "Chrome on macOS"),
        (f"{CHROME} Edg/128.0.0.0", "Edge on macOS"),
        ("curl/8.5.0", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_named_in_few_words(agent, words):
    assert browser_words(agent) == words
