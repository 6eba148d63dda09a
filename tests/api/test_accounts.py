"""People and tokens over the API."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from secondsight.base.mail import mailbox
from secondsight.organisation.actions import close_account
from secondsight.organisation.models import Account
from tests.cast import AT, make_account, make_administrator, make_team, make_token

pytestmark = pytest.mark.django_db


def api(account: Account, *scopes: str) -> Client:
    _, secret = make_token(account, *scopes)
    return Client(headers={"Authorization": f"Bearer {secret}"})


def send(client: Client, method: str, path: str, body: object = None):
    return getattr(client, method)(f"/api{path}", body, content_type="application/json")


def test_a_token_says_who_one_is():
    ilse = make_account(title="Engineer")
    make_team("Storefront", ilse)

    assert api(ilse).get("/api/me").json() == {
        "id": ilse.pk,
        "name": "Ilse Brandvik",
        "email": ilse.email,
        "title": "Engineer",
        "time_zone": "UTC",
        "is_active": True,
        "duties": [],
        "teams": ["storefront"],
    }


def test_one_changes_how_one_is_shown():
    ilse = make_account()

    answer = send(api(ilse), "put", "/me", {"name": "Ilse B.", "time_zone": "Europe/Oslo"})
    wrong = send(api(ilse), "put", "/me", {"name": "Ilse B.", "time_zone": "Atlantis"})

    assert answer.json()["time_zone"] == "Europe/Oslo"
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "time_zone")


def test_an_administrator_adds_asks_in_promotes_and_closes():
    admin = api(make_administrator(), "read", "admin")

    hana = send(admin, "post", "/accounts", {"name": "Hana", "email": "hana@quillbarrow.example"})
    assert hana.status_code == 201
    id = hana.json()["id"]
    assert mailbox().get().to == "hana@quillbarrow.example"
    assert send(admin, "post", f"/accounts/{id}/invitation").status_code == 204
    assert send(admin, "put", f"/accounts/{id}/duties/programme_owner").json()["duties"] == [
        "programme_owner"
    ]
    assert send(admin, "delete", f"/accounts/{id}/duties/programme_owner").json()["duties"] == []
    assert send(admin, "put", f"/accounts/{id}", {"name": "Hana M."}).json()["name"] == "Hana M."
    assert send(admin, "post", f"/accounts/{id}/closing").json()["is_active"] is False
    assert [row["id"] for row in admin.get("/api/accounts?state=closed").json()["rows"]] == [id]
    assert send(admin, "post", f"/accounts/{id}/opening").json()["is_active"] is True
    again = send(admin, "post", "/accounts", {"name": "H", "email": "hana@quillbarrow.example"})
    assert (again.status_code, again.json()["errors"][0]["field"]) == (422, "email")


def test_people_are_listed_a_page_at_a_time_with_the_same_statements(django_assert_max_num_queries):
    people = [make_account(f"Person {n:03}") for n in range(120)]
    make_team("All", *people[:60])
    client = api(people[0])

    with django_assert_max_num_queries(8):
        first = client.get("/api/accounts").json()
    seen, cursor = [row["id"] for row in first["rows"]], first["next"]
    while cursor:
        page = client.get("/api/accounts", {"cursor": cursor}).json()
        seen += [row["id"] for row in page["rows"]]
        cursor = page["next"]

    assert seen == [person.pk for person in people]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("post", "/accounts", {"name": "Eve", "email": "eve@quillbarrow.example"}),
        ("put", "/accounts/{id}", {"name": "Not Sipho"}),
        ("post", "/accounts/{id}/closing", None),
        ("post", "/accounts/{id}/opening", None),
        ("post", "/accounts/{id}/invitation", None),
        ("put", "/accounts/{id}/duties/administrator", None),
        ("delete", "/accounts/{id}/duties/administrator", None),
    ],
)
def test_only_administrators_with_a_token_for_it_administer(method, path, body):
    sipho, meera = make_administrator(), make_account("Meera Pillai")
    path = path.format(id=sipho.pk)

    assert send(Client(), method, path, body).status_code == 401
    assert send(api(meera, "read", "write", "admin"), method, path, body).status_code == 403
    assert send(api(sipho, "read", "write"), method, path, body).status_code == 403
    sipho = Account.objects.get(pk=sipho.pk)
    assert (sipho.is_active, sipho.is_administrator, sipho.name) == (True, True, "Sipho Lindqvist")


def test_a_token_makes_no_token_that_may_do_more():
    ilse = make_account()

    refused = send(api(ilse, "read", "write"), "post", "/tokens", {"name": "x", "scopes": ["admin"]})
    made = send(api(ilse, "read", "write"), "post", "/tokens", {"name": "x", "scopes": ["read"]})

    assert refused.status_code == 403
    assert made.status_code == 201
    secret = made.json()["secret"]
    fresh = Client(headers={"Authorization": f"Bearer {secret}"})
    assert fresh.get("/api/me").json()["id"] == ilse.pk
    assert send(fresh, "put", "/me", {"name": "Ilse"}).status_code == 403
    assert secret not in fresh.get("/api/tokens").content.decode()


def test_a_browsers_session_makes_any_token(signed_in):
    answer = send(signed_in(make_account()), "post", "/tokens", {"name": "x", "scopes": ["admin"]})

    assert answer.status_code == 201


def test_a_revoked_an_expired_and_a_closed_accounts_token_are_out():
    ilse = make_account()
    row, secret = make_token(ilse)
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    assert send(client, "post", f"/tokens/{row.pk}/revocation").status_code == 200
    assert client.get("/api/me").status_code == 401

    with time_machine.travel("2026-03-11T14:02:00Z", tick=False) as clock:
        made = send(api(ilse), "post", "/tokens", {"name": "x", "scopes": ["read"], "days": 1}).json()
        client = Client(headers={"Authorization": f"Bearer {made['secret']}"})
        clock.shift(timedelta(hours=23))
        assert client.get("/api/me").status_code == 200
        clock.shift(timedelta(hours=1))
        assert client.get("/api/me").status_code == 401

    client = api(ilse)
    close_account(ilse, by=None, at=AT)
    assert client.get("/api/me").status_code == 401


def test_anothers_token_is_not_there():
    row, _ = make_token(make_administrator())

    assert send(api(make_account()), "post", f"/tokens/{row.pk}/revocation").status_code == 404


def test_use_of_a_token_is_noted_at_most_once_a_minute(django_assert_num_queries):
    row, secret = make_token(make_account())
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    with time_machine.travel("2026-03-11T15:00:00Z", tick=False) as clock:
        for seconds, noted in ((0, 0), (59, 0), (2, 61)):
            clock.shift(timedelta(seconds=seconds))
            client.get("/api/me")
            row.refresh_from_db()
            assert (row.last_used_at - AT).total_seconds() == 58 * 60 + noted


@pytest.mark.parametrize("token", ["", "x", "ssp_" + "y" * 500])
def test_an_invented_token_is_a_401_in_the_one_shape(token):
    answer = Client(headers={"Authorization": f"Bearer {token}"}).get("/api/me")

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
