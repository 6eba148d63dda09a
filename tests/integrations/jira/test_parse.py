"""An issue's life becomes evidence: opened, changed, commented, each once."""

from pathlib import Path

import pytest

from secondsight.integrations.jira.parse import JiraReader
from secondsight.record.rules.evidence import LeftOut
from tests.integrations import reading
from tests.integrations.jira.sample import COMMENT, COMMENTED, CREATED, HISTORY, ISSUE, SEARCH, UPDATED
from tests.integrations.reading import at, head_of

READER = JiraReader()


def test_an_issue_is_its_opening_its_changes_and_its_comments(tmp_path: Path) -> None:
    opened, changed, comment = reading.items(tmp_path, READER, SEARCH)

    assert opened.text == "SHOP-12 opened: Checkout fails\nSince two o'clock."
    assert (opened.kind, opened.channel, opened.author_name) == ("ticket", "SHOP", "Ida Berg")
    assert opened.occurred_at == at("2026-10-14T14:05:00Z")
    assert opened.url == "https://harbour.example/browse/SHOP-12"
    assert (opened.details["state"], opened.details["severity"], opened.details["service"]) == (
        "In Progress",
        "Highest",
        "checkout",
    )
    assert changed.text == "SHOP-12 status: In Progress → Resolved\nresolution: none → Done\nCheckout fails"
    assert (changed.details["state"], changed.occurred_at) == ("Resolved", at("2026-10-14T15:42:31.391Z"))
    assert changed.details["author_email"] == "ida@harbour.example"
    assert comment.text == (
        "SHOP-12 comment\n@Ida Berg the pool is dry\ngraph (https://graphs.example/pool)\n- roll back"
    )
    assert comment.author_name == "Bo Lind"


@pytest.mark.parametrize(
    "content",
    [
        CREATED,
        UPDATED,
        COMMENTED,
        [CREATED, UPDATED, COMMENTED],
        ISSUE,
        {"startAt": 0, "comments": [COMMENT]},
        {"self": "https://harbour.example/rest/api/3/issue/SHOP-12/changelog?x=1", "values": [HISTORY]},
    ],
)
def test_webhooks_and_answers_tell_one_thing(tmp_path: Path, content: object) -> None:
    told = {each.key: each.occurred_at for each in reading.items(tmp_path, READER, content)}

    whole = {each.key: each.occurred_at for each in reading.items(tmp_path, READER, SEARCH)}
    assert told
    assert told.items() <= whole.items()


def test_text_of_older_versions_is_read_as_it_is(tmp_path: Path) -> None:
    fields = ISSUE["fields"] | {"description": "h2. Impact\r\nAll of it.", "comment": None}

    opened = reading.items(tmp_path, READER, ISSUE | {"fields": fields})[0]

    assert opened.text.endswith("h2. Impact\r\nAll of it.")


def test_what_an_answer_kept_back_is_said(tmp_path: Path) -> None:
    cut = ISSUE | {"changelog": {"total": 140, "histories": [HISTORY]}}

    [left_out] = [each for each in reading.read(tmp_path, READER, cut) if isinstance(each, LeftOut)]

    assert left_out.reason == "changes that the answer kept back"
    assert left_out.detail.startswith("SHOP-12: 1 of 140")


def test_a_long_field_is_only_said_to_have_changed(tmp_path: Path) -> None:
    long = HISTORY | {"items": [{"field": "summary", "fromString": "a" * 300, "toString": "b"}]}

    changed = reading.items(tmp_path, READER, ISSUE | {"changelog": {"histories": [long]}})[1]

    assert changed.title == "SHOP-12 summary changed"


def test_what_cannot_be_used_says_why(tmp_path: Path) -> None:
    fields = ISSUE["fields"] | {"comment": {"comments": [COMMENT | {"created": None, "updated": "noon"}]}}
    broken = ISSUE | {"fields": fields | {"created": None}}
    broken["changelog"] = {"histories": [HISTORY | {"items": []}, HISTORY | {"id": None}]}

    found = reading.reasons(
        tmp_path,
        READER,
        [
            broken,
            {"webhookEvent": "sprint_started", "timestamp": 1791987600250},
            {"key": "a-1", "fields": {}},
        ],
    )

    assert found == [
        "no time",
        "a change of nothing",
        "no id",
        "time not understood",
        "a Jira event that is not read",
        "not a Jira issue",
    ]


def test_a_document_nested_without_end_is_cut(tmp_path: Path) -> None:
    document: dict[str, object] = {"type": "text", "text": "deep"}
    for _ in range(200):
        document = {"type": "panel", "content": [document, 7, None, {"type": ["x"], "attrs": []}]}

    found = reading.items(tmp_path, READER, COMMENT | {"body": document})

    assert [each.text for each in found] == ["Issue 10012 comment"]


@pytest.mark.parametrize(
    "content",
    [
        {"issues": [{"id": 1, "title": "x", "created_at": "2026-10-14T14:05:00Z"}]},
        {"key": "value-1", "fields": []},
        {"values": [{"id": 1}], "comments": []},
        {"webhookEvent": 7},
    ],
)
def test_other_lists_are_not_claimed(tmp_path: Path, content: object) -> None:
    assert not READER.recognises(head_of(tmp_path, content))
