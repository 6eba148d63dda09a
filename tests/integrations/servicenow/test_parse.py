"""ServiceNow's records become evidence, in whichever form its Table API gave them."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from secondsight.integrations.servicenow.parse import ServiceNowReader
from secondsight.record.rules.evidence import NeedsAnswer, ReadOptions
from tests.integrations import reading
from tests.integrations.reading import at, head_of
from tests.integrations.servicenow.sample import ALL, AUDIT, ID, NOTE, SAMPLES, SHOWN, STORED

READER = ServiceNowReader()
BERLIN = ReadOptions(zone=ZoneInfo("Europe/Berlin"))


def test_a_record_is_its_opening_and_its_end_its_notes_and_its_changes(tmp_path: Path) -> None:
    opened, resolved, note, change = reading.items(tmp_path, READER, SAMPLES["servicenow"])

    assert opened.text == "INC0010112 opened: Checkout fails\nPayments fail since two o'clock."
    assert (opened.kind, opened.occurred_at, opened.author_name) == (
        "ticket",
        at("2026-10-14T14:05:00Z"),
        "ida",
    )
    assert resolved.text == "INC0010112 resolved: Checkout fails\nThe pool is larger again."
    assert resolved.details["state"] == "resolved"
    assert note.text == "ServiceNow work note on incident 9d385017\nThe pool is dry."
    assert (note.author_name, note.occurred_at) == ("bo", at("2026-10-14T14:11:09Z"))
    assert change.title == "ServiceNow incident 9d385017 state: In Progress → Resolved"
    assert change.details["state"] == "resolved"


def test_names_and_stored_times_come_from_records_with_both_forms(tmp_path: Path) -> None:
    opened, resolved = reading.items(tmp_path, READER, {"result": [ALL]})

    assert (opened.author_name, opened.details["service"]) == ("Ida Berg", "checkout")
    assert opened.details["priority"] == "1 - Critical"
    assert resolved.occurred_at == at("2026-10-14T15:42:31Z")


def test_times_as_shown_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(NeedsAnswer, match=r"^ours.json: opened_at is “2026-10-14 16:05:00”") as caught:
        reading.read(tmp_path, READER, {"result": [SHOWN]})

    assert [ask.field for ask in caught.value.asks] == ["zone"]
    assert reading.item(tmp_path, READER, {"result": [SHOWN]}, BERLIN).occurred_at == at(
        "2026-10-14T14:05:00Z"
    )


def test_a_zone_changes_nothing_where_times_are_stored_ones(tmp_path: Path) -> None:
    assert reading.items(tmp_path, READER, {"result": [ALL]}, BERLIN)[0].occurred_at == at(
        "2026-10-14T14:05:00Z"
    )


@pytest.mark.parametrize("content", [{"result": STORED}, {"records": [STORED]}, [STORED], {"result": [ALL]}])
def test_a_record_is_one_thing_however_it_came(tmp_path: Path, content: object) -> None:
    assert [each.key for each in reading.items(tmp_path, READER, content)] == [
        f"servicenow:{ID}:opened",
        f"servicenow:{ID}:resolved",
    ]


def test_a_change_is_when_it_started_and_ended(tmp_path: Path) -> None:
    change = STORED | {
        "number": "CHG0030001",
        "sys_class_name": "change_request",
        "work_start": "2026-10-14 13:58:03",
        "work_end": "2026-10-14 14:02:11",
        "resolved_at": "",
    }

    found = reading.items(tmp_path, READER, {"result": [change]})

    assert [(each.kind, each.details["state"]) for each in found] == [
        ("change", "opened"),
        ("change", "started"),
        ("change", "ended"),
    ]


def test_what_cannot_be_used_says_why(tmp_path: Path) -> None:
    broken = [
        NOTE,
        STORED | {"opened_at": "14-10-2026 14:05:00"},
        NOTE | {"sys_created_on": ""},
        AUDIT | {"sys_created_on": "2026-13-14 15:42:31"},
        STORED | {"opened_at": "", "sys_created_on": "", "resolved_at": ""},
        STORED | {"work_notes": "2026-10-14 16:11:09 - Bo Lind (Work notes)\nThe pool is dry."},
        {"sys_id": []},
    ]

    assert reading.reasons(tmp_path, READER, {"result": broken}) == [
        "time not understood",
        "no time",
        "time not understood",
        "no time",
        "notes in one piece",
        "not a ServiceNow record",
    ]


@pytest.mark.parametrize(
    "content", [{"result": [{"id": 1, "number": "7"}]}, {"result": "ok"}, {"records": [{"sys_id": "1"}]}]
)
def test_other_answers_are_not_claimed(tmp_path: Path, content: object) -> None:
    assert not READER.recognises(head_of(tmp_path, content))
