"""Teams, services, severities, tiers, calendar and policy over the API."""

import pytest
from django.test import Client

from tests.api.test_accounts import api, send
from tests.cast import (
    make_account,
    make_administrator,
    make_organisation,
    make_service,
    make_severities,
    make_team,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    make_organisation()
    make_severities()
    return api(make_administrator(), "read", "admin")


def test_teams_and_services(admin):
    ilse = make_account()
    team = send(admin, "post", "/teams", {"name": "Storefront"}).json()
    assert team["slug"] == "storefront"
    assert send(admin, "put", f"/teams/storefront/members/{ilse.pk}").status_code == 204
    assert api(ilse).get("/api/me").json()["teams"] == ["storefront"]
    assert send(admin, "delete", f"/teams/storefront/members/{ilse.pk}").status_code == 204
    assert api(ilse).get("/api/me").json()["teams"] == []

    made = send(admin, "post", "/services", {"name": "Checkout", "team": "storefront"})
    assert (made.status_code, made.json()["team"]) == (201, "storefront")
    assert send(admin, "put", "/services/checkout", {"name": "Basket"}).json()["team"] is None
    assert send(admin, "put", f"/teams/{team['id']}", {"name": "Shop"}).json()["name"] == "Shop"
    assert send(admin, "delete", "/services/checkout").status_code == 204
    assert send(admin, "delete", "/teams/storefront").status_code == 204
    assert admin.get("/api/teams").json()["rows"] == admin.get("/api/services").json()["rows"] == []


def test_severities_and_tiers(admin):
    tier = {"name": "Long", "minutes_from": 60, "minutes_to": 120, "most_commitments": 3}
    assert send(admin, "post", "/tiers", tier).json()["slug"] == "long"
    backwards = send(admin, "put", "/tiers/long", {**tier, "minutes_to": 10})
    assert (backwards.status_code, backwards.json()["errors"][0]["field"]) == (422, "minutes_to")
    made = send(admin, "post", "/severities", {"name": "Sev-0", "tier": "long"})
    assert (made.status_code, made.json()["tier"]) == (201, "long")
    assert send(admin, "put", "/severities/sev-0", {"name": "Zero", "tier": "full"}).json()["tier"] == "full"
    assert send(admin, "put", "/severities/sev-0", {"name": "Zero", "tier": "nope"}).status_code == 404
    slugs = [row["slug"] for row in admin.get("/api/severities").json()["rows"]]
    assert slugs == ["sev-1", "sev-2", "sev-3", "near-miss", "sev-0"]


def test_policy_is_agreed_all_or_nothing(admin):
    def soak():
        rows = admin.get("/api/policy").json()["rows"]
        return next(row for row in rows if row["key"] == "soak_working_days")["value"]

    assert soak() == 2
    both = {"soak_working_days": 0, "factor_categories": ["vendor"]}
    assert send(admin, "patch", "/policy", {"values": both}).status_code == 200
    assert soak() == 0
    wrong = send(admin, "patch", "/policy", {"values": {"soak_working_days": 1, "most_commitments": 51}})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "most_commitments")
    assert send(admin, "patch", "/policy", {"values": {"deadline": 1}}).status_code == 422
    assert soak() == 0


def test_the_calendar(admin):
    calendar = admin.get("/api/calendar").json()
    assert calendar["working_weekdays"] == [0, 1, 2, 3, 4]
    told = {"name": "Q", "time_zone": "Asia/Kolkata", "holiday_country": "IN", "working_weekdays": [5, 0]}
    assert send(admin, "put", "/calendar", told).json()["working_weekdays"] == [0, 5]
    assert send(admin, "put", "/calendar", {**told, "holiday_country": "QQ"}).status_code == 422
    day = send(admin, "post", "/closed-days", {"on": "2027-01-04", "name": "Stocktaking"})
    assert day.status_code == 201
    assert send(admin, "post", "/closed-days", {"on": "0001-01-04", "name": "x"}).status_code == 422
    assert send(admin, "delete", f"/closed-days/{day.json()['id']}").status_code == 204
    assert admin.get("/api/calendar").json()["closed_days"] == []


CHANGES = [
    ("post", "/teams", {"name": "Mine"}),
    ("put", "/teams/api-platform", {"name": "Mine"}),
    ("delete", "/teams/api-platform", None),
    ("put", "/teams/api-platform/members/{person}", None),
    ("delete", "/teams/api-platform/members/{person}", None),
    ("post", "/services", {"name": "Mine"}),
    ("put", "/services/checkout", {"name": "Mine"}),
    ("delete", "/services/checkout", None),
    ("post", "/severities", {"name": "Mine", "tier": "full"}),
    ("put", "/severities/sev-1", {"name": "Mine", "tier": "full"}),
    ("post", "/tiers", {"name": "Mine", "minutes_from": 1, "minutes_to": 2}),
    ("put", "/tiers/full", {"name": "Mine", "minutes_from": 1, "minutes_to": 2}),
    ("patch", "/policy", {"values": {"soak_working_days": 0}}),
    ("put", "/calendar", {"name": "Mine", "time_zone": "UTC", "working_weekdays": [0]}),
    ("post", "/closed-days", {"on": "2027-01-04", "name": "Mine"}),
]


@pytest.mark.parametrize(("method", "path", "body"), CHANGES)
def test_who_may_not_changes_nothing(method, path, body, admin):
    meera = make_account("Meera Pillai")
    make_service("Checkout", make_team("API Platform"))
    path = path.format(person=meera.pk)

    assert send(Client(), method, path, body).status_code == 401
    assert send(api(meera, "read", "write"), method, path, body).status_code == 403
    assert send(api(meera, "read", "write", "admin"), method, path, body).status_code == 403


@pytest.mark.parametrize("path", ["teams", "services", "severities", "tiers", "policy", "calendar"])
def test_everybody_reads_and_strangers_do_not(path, admin):
    assert api(make_account(), "read").get(f"/api/{path}").status_code == 200
    assert Client().get(f"/api/{path}").status_code == 401
