"""A secret that was pasted in the chat is shown to nobody without the right, and never without a trace."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from secondsight.base.models import JournalEntry
from secondsight.record.actions.imports import attach_import
from secondsight.record.models import EvidenceItem
from secondsight.record.rules.selection import Selection
from tests.cast import AT, make_account, make_incident, make_team  # noqa: F401
from tests.record.evidence_files import DAY, bring, slack, table

pytestmark = pytest.mark.django_db
SECRET = "xoxb" + "-123456789012-abcdefghijklmnop"


@pytest.fixture
def ada() -> Any:
    return make_account()


@pytest.fixture
def bo() -> Any:
    return make_account("Bo Lindgren")


@pytest.fixture
def item(ada: Any, tmp_path: Path) -> EvidenceItem:
    """What Ada brought belongs to an incident that all may see."""
    going = bring(ada, slack(tmp_path / "chat.zip", f"try it with {SECRET} please"))
    attach_import(going, make_incident(by=ada), Selection(), by=ada, at=AT)
    return EvidenceItem.objects.get()


def signed_in(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_no_page_search_or_answer_shows_it(item: EvidenceItem, bo: Any) -> None:
    client = signed_in(bo)
    incident = item.incident_items.get().incident_id

    shown = [
        client.get(f"/evidence/items/{item.pk}/"),
        client.get(f"/incidents/{incident}/evidence/"),
        client.get(f"/api/items/{item.pk}"),
        client.get("/search/", {"q": "try"}),
        client.get("/api/items", {"q": "try"}),
    ]

    assert all(answer.status_code == 200 for answer in shown)
    assert not any(SECRET in answer.content.decode() for answer in shown)
    assert "[masked 1: Slack Token]" in shown[0].content.decode()
    assert client.get("/api/items", {"q": f'"{SECRET}"'}).json()["rows"] == []


def test_whoever_brought_it_reveals_it_and_the_journal_says_so(item: EvidenceItem, ada: Any) -> None:
    answer = signed_in(ada).post(f"/evidence/items/{item.pk}/revelation")

    assert SECRET in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    told = JournalEntry.objects.get(verb="secret_revealed")
    assert (told.actor, told.subject) == (str(ada.pk), str(item.pk))
    assert SECRET not in str(told.particulars)


def test_others_are_told_whom_to_ask(item: EvidenceItem, bo: Any) -> None:
    client = signed_in(bo)

    page = client.post(f"/evidence/items/{item.pk}/revelation")
    answer = client.post(f"/api/items/{item.pk}/revelation")

    assert (page.status_code, answer.status_code) == (403, 403)
    assert "shown to administrators" in answer.content.decode()
    assert "Reveal them" not in client.get(f"/evidence/items/{item.pk}/").content.decode()
    assert not JournalEntry.objects.filter(verb="secret_revealed").exists()


def test_the_original_of_such_a_file_is_given_to_few_and_journalled(
    item: EvidenceItem, ada: Any, bo: Any
) -> None:
    address = f"/evidence-files/{item.file_id}/original"

    refused = signed_in(bo).get(address)
    given = signed_in(ada).get(address)
    assert b"".join(given.streaming_content).startswith(b"PK")

    assert refused.status_code in (403, 404)
    assert given.status_code == 200
    assert JournalEntry.objects.get(verb="original_taken").actor == str(ada.pk)


def test_a_tools_record_is_masked_in_what_stands_beside_its_words(ada: Any, tmp_path: Path) -> None:
    bring(ada, table(tmp_path / "log.csv", "time,text,note", ["2026-03-11T12:00Z", "login failed", SECRET]))

    item = EvidenceItem.objects.get()
    assert item.details == {"note": "[masked 1: Slack Token]"}
    assert item.file.masked == 1


def test_words_from_before_an_edit_are_masked_too(ada: Any, tmp_path: Path) -> None:
    edit = {
        "type": "message",
        "subtype": "message_changed",
        "ts": "1773230500.000100",
        "message": {"user": "U01", "text": "use the vault", "ts": "1773230400.000000"},
        "previous_message": {"user": "U01", "text": f"use {SECRET}", "ts": "1773230400.000000"},
    }

    bring(ada, slack(tmp_path / "export.zip", **{DAY: [edit]}))

    item = EvidenceItem.objects.get()
    assert item.details["before"] == "use [masked 1: Slack Token]"
    assert item.file.masked == 1
