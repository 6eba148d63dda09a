"""What the language rules hear, over the API."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import make_account, make_service, make_team

pytestmark = pytest.mark.django_db
PATH = "/api/language/check"


@pytest.fixture
def api(signed_in: Any) -> Client:
    client: Client = signed_in(make_account("Ada Nkemelu"))
    return client


def check(api: Client, **body: Any) -> Any:
    return api.post(PATH, body, content_type="application/json")


def test_a_text_comes_back_with_what_was_heard_and_what_to_ask(api: Client) -> None:
    text = "We failed to check the disk. Then I paged the database team."

    answer = check(api, text=text).json()

    (found,) = answer["findings"]
    assert (found["rule"], found["label"]) == ("neglect", "blame_person")
    assert text[found["start"] : found["end"]] == "failed to check"
    assert [one["kind"] for one in answer["questions"]] == ["help"]
    assert answer["action"] is None


def test_an_action_says_what_it_says_of_itself(api: Client) -> None:
    vague = check(api, text="Improve monitoring", kind="action").json()
    clear = check(
        api, text="Add an alert on the queue (owner: Bo Varga), by 2026-04-06", kind="action"
    ).json()

    assert [one["label"] for one in vague["findings"]] == ["vague_action"]
    assert vague["action"]["is_verifiable"] is False
    assert clear["findings"] == []
    assert clear["action"] == {
        "is_verifiable": True,
        "change": "system",
        "done": "Done when it is in place: an alert on the queue.",
        "owner": "Bo Varga",
        "due": "by 2026-04-06",
    }


def test_the_organisation_s_names_are_known(api: Client) -> None:
    make_service(name="Lighthouse")
    make_team(name="Harbour")

    assert check(api, text="Lighthouse failed to check the header.").json()["findings"] == []
    assert check(api, text="Harbour failed to check the header.").json()["findings"] != []


def test_rules_are_chosen_by_name_and_an_unknown_one_is_refused(api: Client) -> None:
    text = "We failed to check the disk."

    assert check(api, text=text, ignore=["blame_person"]).json()["findings"] == []
    refused = check(api, text=text, select=["nothing"])
    assert refused.status_code == 422
    assert "nothing" in refused.json()["errors"][0]["message"]


def test_a_text_that_is_too_long_is_refused_and_a_strange_one_is_heard(api: Client) -> None:
    assert check(api, text="a" * 200_001).status_code == 422
    assert check(api, text="\0 \ud83d\ude00 \u202e").status_code == 200


def test_nobody_is_heard_without_signing_in() -> None:
    make_account()

    assert check(Client(), text="x").status_code == 401


def test_statements_do_not_grow_with_the_organisation(
    api: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        make_service(name=f"Service {number}")
        make_team(name=f"Team {number}")

    with django_assert_max_num_queries(8):
        check(api, text="We failed to check the disk.")
