"""Hooks over pages and API: made by few, seen by all, their address shown once."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from secondsight.record.models import Hook, HookDelivery, Incident
from secondsight.record.queries.hooks import open_hooks, secret_digest
from tests.cast import after, make_account, make_administrator, make_severities, make_token
from tests.record.hook_deliveries import alarm, make_json_hook, sent

pytestmark = pytest.mark.django_db

TYPED = {"name": "Paging", "feeds": "matching", "within_minutes": "60", "open_hours": "72"}


def shown_address(page: str) -> str:
    """The address that a page shows, "" if none."""
    _, _, rest = page.partition("/hooks/pagerduty/")
    return rest.partition("<")[0]


def test_an_administrator_makes_a_hook_and_sees_its_address_once(signed_in: Any) -> None:
    desk = signed_in(make_administrator())
    tools = desk.get("/evidence/hooks/new").content.decode()
    assert "Alertmanager" in tools
    assert "?tool=pagerduty" in tools

    made = desk.post("/evidence/hooks/new?tool=pagerduty", {**TYPED, "signing_secret": "between us two"})

    secret = shown_address(made.content.decode())
    assert open_hooks()[secret_digest(secret)].signing_secret == "between us two"
    assert made["Cache-Control"].startswith("max-age=0")
    hook = Hook.objects.get()
    for address in ("/evidence/hooks/", f"/evidence/hooks/{hook.pk}/", f"/evidence/hooks/{hook.pk}/facts"):
        page = desk.get(address).content.decode()
        assert "Paging" in page
        assert secret not in page
        assert "between us two" not in page


def test_who_may_not_make_one_is_told_so_and_shown_no_button(signed_in: Any) -> None:
    client = signed_in(make_account())
    make_json_hook()

    assert "Make a hook" not in client.get("/evidence/hooks/").content.decode()
    assert client.post("/evidence/hooks/new?tool=pagerduty", TYPED).status_code == 403
    assert Hook.objects.count() == 1


def test_a_mapping_that_says_nothing_is_put_right_at_its_field(signed_in: Any) -> None:
    desk = signed_in(make_administrator())

    answer = desk.post("/evidence/hooks/new?tool=json", {**TYPED, "mapping": "the words are in text"})

    assert answer.status_code == 422
    assert "expected a line such as text = event.summary" in answer.content.decode()
    assert not Hook.objects.exists()


def test_a_hook_shows_what_it_took_in_and_tries_again(signed_in: Any, tmp_path: Path) -> None:
    desk = signed_in(make_administrator())
    hook = make_json_hook()
    secret = "AKIA" + "Q3EGRZ4XJ5VNTM7W"
    sent(hook, tmp_path, {"colour": "red", "aws_access_key_id": secret}, at=after(1))
    sent(hook, tmp_path, alarm("dry", after(2)), at=after(3))

    page = desk.get(f"/evidence/hooks/{hook.pk}/").content.decode()
    failed = desk.get(f"/evidence/hooks/{hook.pk}/?state=failed").content.decode()

    assert "Could not be read" in page
    assert "colour" in page
    assert secret not in page
    assert "line 1" in page
    assert "line 1" not in failed
    assert desk.post(f"/evidence/hooks/{hook.pk}/attempts").status_code == 302
    assert HookDelivery.objects.filter(state="waiting").count() == 1


def test_an_incident_says_which_hook_opened_it_and_why(signed_in: Any, tmp_path: Path) -> None:
    make_severities()
    hook = make_json_hook(opens=True, severity="sev-2")
    sent(hook, tmp_path, alarm("dry", after(2)), at=after(3))
    reader = signed_in(make_account())

    incident = reader.get(f"/incidents/{Incident.objects.get().pk}/").content.decode()
    of_hook = reader.get(f"/evidence/hooks/{hook.pk}/").content.decode()
    imports = reader.get("/evidence/").content.decode()

    assert "House alarms</a>, by its rule: “Pool is dry”" in incident
    assert "checkout: Pool is dry" in of_hook
    assert "from the hook “House alarms”" in imports


def test_a_closed_hook_stays_to_be_read(signed_in: Any) -> None:
    desk, hook = signed_in(make_administrator()), make_json_hook()

    desk.post(f"/evidence/hooks/{hook.pk}/closure")

    page = desk.get(f"/evidence/hooks/{hook.pk}/").content.decode()
    assert "Close this hook" not in page
    assert "closed" in page
    assert desk.post(f"/evidence/hooks/{hook.pk}/facts", {**TYPED, "mapping": "text = a"}).status_code == 409


def test_the_api_makes_changes_and_closes_a_hook(tmp_path: Path) -> None:
    make_severities()
    owner = make_account(duties=("programme_owner",))
    told = {"HTTP_AUTHORIZATION": f"Bearer {make_token(owner, 'read', 'write', 'admin')[1]}"}
    client, kind = Client(), "application/json"

    made = client.post("/api/hooks", {"name": "Deploys", "tool": "github"}, content_type=kind, **told).json()
    secret = urlsplit(made["address"]).path.rpartition("/")[2]
    assert secret_digest(secret) in open_hooks()
    address = f"/api/hooks/{made['id']}"
    rule = {"rule": {"opens": True, "severity": "sev-1", "services": ["Checkout"]}}
    changed = client.patch(address, rule, content_type=kind, **told).json()
    assert (changed["rule"]["severity"], changed["name"]) == ("sev-1", "Deploys")
    assert "address" not in client.get(address, **told).json()
    assert client.post(f"{address}/attempts", **told).status_code == 409
    assert client.get(f"{address}/deliveries", **told).json()["rows"] == []
    assert client.post(f"{address}/closure", **told).json()["closed_at"]

    assert secret_digest(secret) not in open_hooks()
    assert client.patch(address, {"name": "x"}, content_type=kind, **told).status_code == 409


def test_the_api_lets_only_those_with_the_duty_and_the_scope(tmp_path: Path) -> None:
    body = {"name": "Deploys", "tool": "github"}
    nobody = make_token(make_account(), "read", "write", "admin")[1]
    narrow = make_token(make_administrator(), "read", "write")[1]

    answers = [
        Client().post(
            "/api/hooks", body, content_type="application/json", HTTP_AUTHORIZATION=f"Bearer {token}"
        )
        for token in (nobody, narrow)
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not Hook.objects.exists()


def test_the_form_sent_twice_makes_one_hook(signed_in: Any) -> None:
    desk = signed_in(make_administrator())
    sent_twice = {**TYPED, "once": "1m82speg07xqdzdc"}

    answers = [desk.post("/evidence/hooks/new?tool=pagerduty", sent_twice).status_code for _ in range(2)]

    assert answers == [200, 409]
    assert Hook.objects.count() == 1


@pytest.mark.parametrize("odd", ["\0", "\ud800", "x" * 10_000, " "], ids=["NUL", "half", "long", "blank"])
@pytest.mark.parametrize("place", ["name", "tool", "signing_secret", "zone", "mapping", "once", "rule"])
def test_odd_text_anywhere_is_refused_or_kept_and_breaks_nothing(place: str, odd: str) -> None:
    owner = make_account(duties=("programme_owner",))
    told = {"HTTP_AUTHORIZATION": f"Bearer {make_token(owner, 'read', 'write', 'admin')[1]}"}
    body: dict[str, object] = {"name": "Lamps", "tool": "json", "mapping": {"text": "says"}, place: odd}
    if place == "mapping":
        body["mapping"] = {"text": odd, odd: "says"}
    elif place == "rule":
        body["rule"] = {"severity": odd, "services": [odd], "alert_severities": [odd]}

    made = Client().post("/api/hooks", body, content_type="application/json", **told)
    listed = Client().get("/api/hooks", **told)

    assert made.status_code in (201, 422)
    assert listed.status_code == 200
