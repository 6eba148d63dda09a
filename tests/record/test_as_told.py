"""A record's own text is found again in the original that brought it, and goes along where that does not."""

import json
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from secondsight.base.files import path_of
from secondsight.record.models import EvidenceItem
from secondsight.record.queries.as_told import as_told, fill_in
from tests.cast import make_account
from tests.integrations.slack.exports import make_export, message
from tests.record.evidence_files import DAY, bring, slack

pytestmark = pytest.mark.django_db


def test_a_message_of_an_export_has_the_json_that_stands_at_its_place(tmp_path: Path) -> None:
    bring(make_account(), slack(tmp_path / "export.zip", "one", "two"))

    told = {one.text: json.loads(as_told(one))["text"] for one in EvidenceItem.objects.all()}

    assert told == {"one": "one", "two": "two"}


def test_many_are_found_with_one_statement(
    tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by = make_account()
    bring(by, slack(tmp_path / "a.zip", "one", "two", "three"))
    other = [message(ts="1791986999.000100", text="four")]
    bring(by, make_export(tmp_path / "b.zip", {"general/2026-10-14.json": other}))
    items = list(EvidenceItem.objects.all())

    with django_assert_num_queries(1):
        fill_in(items)

    assert [json.loads(one.raw)["text"] for one in items] == ["one", "two", "three", "four"]


def test_what_merged_has_the_text_of_the_file_that_brought_it(tmp_path: Path) -> None:
    by = make_account()
    bring(by, make_export(tmp_path / "a.zip", {DAY: [message(client_msg_id="first")]}))
    bring(by, make_export(tmp_path / "b.zip", {DAY: [{}, message(client_msg_id="second")]}))

    assert json.loads(as_told(EvidenceItem.objects.get()))["client_msg_id"] == "first"


def test_where_the_original_is_gone_the_pages_say_so(tmp_path: Path) -> None:
    by = make_account()
    bring(by, slack(tmp_path / "export.zip", "one"))
    item = EvidenceItem.objects.select_related("file__stored").get()
    path_of(item.file.stored).unlink()
    client = Client()
    client.force_login(by)

    page = client.get(f"/evidence/items/{item.pk}/")

    assert "The original of this record is not here" in page.content.decode()
    assert client.get(f"/api/items/{item.pk}").json()["raw"] == ""
