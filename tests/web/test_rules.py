"""Each language rule has a page in the product, which its findings lead to (C31, C36)."""

from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from secondsight.language.findings import example
from secondsight.language.registry import rules
from tests.cast import make_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(signed_in: Any) -> Client:
    client: Client = signed_in(make_account())
    return client


def test_every_rule_has_a_page_with_what_it_hears_and_what_it_leaves_alone(reader: Client) -> None:
    for rule in rules():
        page = reader.get(f"/rules/{rule.name}/").content.decode()
        for one in (*rule.flagged, *rule.fine):
            assert escape(example(one).text) in page, rule.name


def test_the_list_leads_to_every_rule_and_says_the_keys(reader: Client) -> None:
    page = reader.get("/rules/").content.decode()

    assert all(f'href="/rules/{rule.name}/"' in page for rule in rules())
    assert "<kbd>Alt</kbd> <kbd>Enter</kbd>" in page


def test_a_rule_that_is_none_is_not_found(reader: Client) -> None:
    assert reader.get("/rules/culprit/").status_code == 404


def test_programs_read_the_same_rules(reader: Client) -> None:
    told = reader.get("/api/language/rules").json()

    assert {one["name"] for one in told} == {rule.name for rule in rules()}
    assert all(one["flagged"] and one["fine"] for one in told)
