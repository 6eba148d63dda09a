"""Opsgenie's alerts, logs, notes and webhooks tell the same steps once."""

from pathlib import Path

import pytest

from secondsight.integrations.opsgenie.parse import Opsgenie
from secondsight.record.rules.evidence import Item
from tests.integrations.opsgenie.sample import LOGS, MESSAGE, NOTES, SAMPLES, action, alert, log
from tests.integrations.reading import claims, item, items, left_out, read

READER = Opsgenie()
STATES = ["firing", "acknowledged", "resolved"]


def test_a_listed_alert_tells_when_it_was_raised_answered_and_closed(tmp_path: Path) -> None:
    found = items(tmp_path, READER, {"data": [alert()], "paging": {}, "took": 0.1, "requestId": "9ae"})

    assert [(each.details["state"], each.occurred_at.strftime("%H:%M:%S.%f")) for each in found] == [
        ("firing", "12:02:11.739000"),
        ("acknowledged", "12:05:40.739000"),
        ("resolved", "12:41:03.739000"),
    ]
    raised, answered, closed = found
    assert (raised.kind, raised.title) == ("alert", f"{MESSAGE}: firing")
    assert (raised.details["severity"], raised.details["count"]) == ("P1", 3)
    assert (answered.kind, answered.details["author_email"]) == ("page", "ilse@quillbarrow.example")
    assert closed.text == f"{MESSAGE}: resolved\nClosed by sipho@quillbarrow.example"


def test_logs_and_notes_inside_their_alert_replace_what_it_reports(tmp_path: Path) -> None:
    found = items(tmp_path, READER, {"data": [alert(logs=LOGS, notes={"data": NOTES, "paging": {}})]})

    assert [(each.kind, each.details.get("state", "")) for each in found] == [
        ("alert", "firing"),
        ("page", "notified"),
        ("page", "acknowledged"),
        ("page", "escalated"),
        ("alert", "resolved"),
        ("message", ""),
    ]
    assert found[1].title == f"Sent [voice] notification to [ilse@quillbarrow.example]: {MESSAGE}"
    assert found[1].is_bot
    assert not found[2].is_bot
    assert found[5].text == f"The pool is at its limit of 40\n(note on {MESSAGE})"


def test_an_alert_its_log_and_its_webhooks_merge(tmp_path: Path) -> None:
    listed = {each.key for each in items(tmp_path, READER, {"data": alert(), "took": 0.1})}
    logged = {each.key for each in items(tmp_path, READER, [alert(logs=LOGS, notes=NOTES)])}
    hooks = [
        action("Create", 1773230531739),
        action("Acknowledge", 1773230740739),
        action("AddNote", 1773231330500, note="The pool is at its limit of 40"),
        action("Close", 1773232863739),
    ]
    posted = {each.key for each in items(tmp_path, READER, hooks)}

    assert listed < logged
    assert posted < logged
    assert (len(listed), len(posted)) == (3, 4)


@pytest.mark.parametrize("content", [{"data": LOGS, "took": 0.1}, {"data": NOTES, "paging": {}, "took": 0.1}])
def test_logs_and_notes_alone_are_read_twice_with_the_same_keys(tmp_path: Path, content: object) -> None:
    first = [each.key for each in items(tmp_path, READER, content)]

    assert first == [each.key for each in items(tmp_path, READER, content)]
    assert len(set(first)) == len(first) > 0


@pytest.mark.parametrize(
    ("name", "fields", "kind", "state", "words"),
    [
        ("UnAcknowledge", {}, "page", "unacknowledged", "No longer acknowledged by ilse"),
        (
            "AssignOwnership",
            {"owner": "sipho@quillbarrow.example"},
            "page",
            "reassigned",
            "Assigned to sipho@",
        ),
        ("TakeOwnership", {}, "page", "reassigned", "Assigned by ilse@"),
        ("AddTeam", {"team": "Data"}, "page", "requested", "Asked to join: Data by ilse@"),
        ("Snooze", {}, "page", "snoozed", "Snoozed by"),
        ("Escalate", {}, "page", "escalated", "Escalated by"),
        ("AddTags", {}, "ticket", "add_tags", "Add tags by"),
        ("UpdatePriority", {}, "ticket", "update_priority", "Update priority by"),
        ("Delete", {}, "ticket", "deleted", "Deleted by"),
        ("Restart the pods", {}, "ticket", "restart_the_pods", "Restart the pods by"),
    ],
)
def test_every_action_is_read(
    tmp_path: Path, name: str, fields: dict[str, object], kind: str, state: str, words: str
) -> None:
    found = item(tmp_path, READER, action(name, 1773230740123, **fields))

    assert (found.kind, found.details["state"]) == (kind, state)
    assert words in found.text
    assert found.occurred_at.isoformat() == "2026-03-11T12:05:40.123000+00:00"
    assert (found.channel, found.details["service"]) == ("checkout", "checkout")


def test_an_action_without_a_time_has_the_one_at_which_it_came_in(tmp_path: Path) -> None:
    bare = action("Escalate", 0) | {
        "alert": {"alertId": "7ba9"},
        "escalationNotify": {"name": "Data on call"},
    }

    assert left_out(read(tmp_path, READER, bare)) == [("line 1", "no time")]
    found = item(tmp_path, READER, bare | {"received_at": "2026-03-11T12:09:00Z"})
    assert found.title.startswith("Escalated to Data on call")
    assert found.details["to"] == "Data on call"


def test_what_cannot_be_told_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    content = [
        alert(createdAt="soon", report={}),
        alert(report=None),
        alert(report={"ackTime": -1, "closeTime": 10**30}, tags=7, details=[]),
        alert(logs=[log("Alert created via API", "x"), 7], notes=[{"note": 1}], report={"closeTime": 1}),
        action("Close", 1, alertId=None),
        {"hello": 1},
    ]

    found = read(tmp_path, READER, content)

    assert left_out(found) == [
        ("record 1", "time not understood"),
        ("record 1", "closed at a time not told"),
        ("record 2", "closed at a time not told"),
        ("record 3", "time not understood"),
        ("record 3", "time not understood"),
        ("record 4, log 1", "time not understood"),
        ("record 4, note 1", "no time"),
        ("record 5", "no id"),
        ("record 6", "not an Opsgenie record"),
    ]
    assert sum(isinstance(each, Item) for each in found) == 3


@pytest.mark.parametrize(
    "content",
    [SAMPLES["opsgenie"], {"data": [alert()]}, {"data": alert()}, {"data": LOGS}, action("Close", 1)],
)
def test_no_other_reader_takes_it(tmp_path: Path, content: object) -> None:
    assert claims(tmp_path, content) == ["opsgenie"]
