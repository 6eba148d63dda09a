"""A log of who changed which flag or setting is read as changes without a word from anybody."""

from pathlib import Path

import pytest

from secondsight.integrations.table.parse import DelimitedTable
from tests.integrations import reading
from tests.integrations.reading import at, head_of
from tests.integrations.table.sample import FLAGS

READER = DelimitedTable()


def test_a_flag_that_changed_says_who_did_what_to_which_and_where(tmp_path: Path) -> None:
    on, off = reading.items(tmp_path, READER, FLAGS)

    assert on.text == "checkout-smaller-pool\nturned targeting on"
    assert (on.kind, on.channel, on.author_name) == ("change", "production", "ida@harbour.example")
    assert on.details["author_email"] == "ida@harbour.example"
    assert on.occurred_at == at("2026-10-14T13:58:03Z")
    assert off.details["comment"] == "see SHOP-12"


@pytest.mark.parametrize(
    ("header", "mapping"),
    [
        (
            "Date,Member email,Title,Flag key",
            {
                "time": "Date",
                "text": "Title",
                "title": "Flag key",
                "author": "Member email",
                "kind": "=change",
            },
        ),
        (
            "Date,Member email,Verb,Title,Flag key,Environment,Kind",
            {
                "time": "Date",
                "text": "Title",
                "title": "Flag key",
                "channel": "Environment",
                "author": "Member email",
                "kind": "=change",
            },
        ),
        (
            "timestamp,actor,action,resource,env",
            {
                "time": "timestamp",
                "text": "action",
                "title": "resource",
                "channel": "env",
                "author": "actor",
                "kind": "=change",
            },
        ),
        (
            "changed_at,user,setting,old_value,new_value,description",
            {
                "time": "changed_at",
                "text": "description",
                "title": "setting",
                "author": "user",
                "kind": "=change",
            },
        ),
        ("time,text,action,author", None),
        ("time,feature,message", None),
    ],
)
def test_headers_of_audit_logs_are_known(tmp_path: Path, header: str, mapping: object) -> None:
    cells = ["2026-10-14T13:58:03Z", *"abcdefgh"[: header.count(",")]]

    proposal = READER.propose(head_of(tmp_path, f"{header}\n{','.join(cells)}\n"))

    if mapping is None:
        assert proposal.mapping.get("kind") != "=change"
    else:
        assert proposal.mapping == mapping
        assert proposal.is_complete
