"""PagerDuty's incidents, logs and webhooks tell the same steps once, whichever door they came through."""

import json
from pathlib import Path

import pytest

from secondsight.integrations.pagerduty.parse import PagerDuty
from secondsight.record.rules.evidence import Item
from tests.integrations.pagerduty.sample import (
    ILSE,
    LOG,
    REFERENCE,
    SAMPLES,
    SIPHO,
    TITLE,
    entry,
    event,
    incident,
)
from tests.integrations.reading import claims, item, items, left_out, read

READER = PagerDuty()


def test_a_log_tells_who_was_called_who_answered_and_how_it_ended(tmp_path: Path) -> None:
    found = items(tmp_path, READER, SAMPLES["pagerduty"])

    assert [(each.kind, each.details.get("state", "")) for each in found] == [
        ("alert", "firing"),
        ("page", "assigned"),
        ("page", "notified"),
        ("page", "acknowledged"),
        ("page", "escalated"),
        ("message", ""),
        ("alert", "resolved"),
    ]
    raised, _, called, answered, passed_on, note, over = found
    assert raised.title == f"{TITLE}: firing"
    assert raised.text.splitlines()[1:] == ["Triggered through the API", "p99: 2.4"]
    assert (raised.details["name"], raised.details["service"], raised.details["severity"]) == (
        TITLE,
        "Checkout",
        "critical",
    )
    assert raised.is_bot
    assert called.title == f"Notified Ilse Brandvik by phone call: {TITLE}"
    assert (called.details["to"], called.details["to_email"]) == ("Ilse Brandvik", "ilse@quillbarrow.example")
    assert (called.details["by_way_of"], called.details["delivery"]) == ("phone", "success")
    assert "555 0100" not in called.text
    assert (answered.author_id, answered.author_name, answered.is_bot) == ("PUSR001", "Ilse Brandvik", False)
    assert answered.occurred_at.isoformat() == "2026-03-11T12:05:40+00:00"
    assert passed_on.details["to"] == "Sipho Lindqvist"
    assert note.text == f"The pool is at its limit of 40\n(note on {TITLE})"
    assert (over.title, over.author_name) == (f"{TITLE}: resolved", "Sipho Lindqvist")
    assert {each.channel for each in found} == {"Checkout"}


def test_an_incident_without_its_log_tells_its_turning_points(tmp_path: Path) -> None:
    found = items(tmp_path, READER, {"incidents": [incident()], "limit": 25, "more": False})

    assert [(each.details["state"], each.occurred_at.strftime("%H:%M:%S")) for each in found] == [
        ("firing", "12:02:11"),
        ("assigned", "12:02:11"),
        ("acknowledged", "12:05:40"),
        ("resolved", "12:41:03"),
    ]
    assert found[0].details["severity"] == "P1"
    assert found[0].url == "https://quillbarrow.pagerduty.example/incidents/PINC001"
    assert found[2].title == f"Acknowledged by Ilse Brandvik: {TITLE}"


def test_an_incident_its_log_and_its_webhooks_merge(tmp_path: Path) -> None:
    log = {each.key for each in items(tmp_path, READER, SAMPLES["pagerduty"])}
    listed = {each.key for each in items(tmp_path, READER, {"incidents": [incident()]})}
    data = incident(id="PINC001", assignees=[ILSE])
    hooks = [
        event("incident.triggered", "02:11.204", data),
        event("incident.acknowledged", "05:40.911", data),
        event("incident.escalated", "09:00.001", data | {"assignees": [SIPHO]}),
        event(
            "incident.annotated",
            "15:30.500",
            {"incident": REFERENCE, "id": "PNOTE01", "content": "The pool is at its limit of 40"},
        ),
        event("incident.resolved", "41:03.333", data, agent=SIPHO),
    ]
    posted = {each.key for each in items(tmp_path, READER, hooks)}

    assert listed < log
    assert posted < log
    assert len(posted) == 5


def test_a_log_inside_its_incident_is_not_told_twice(tmp_path: Path) -> None:
    nested = json.dumps({"incidents": [incident(log_entries=LOG)], "more": False}, indent=1)

    found = items(tmp_path, READER, nested)

    assert [each.key for each in found] == [
        each.key for each in items(tmp_path, READER, SAMPLES["pagerduty"])
    ]
    assert found[2].place == "incidents 1, log entry 3"
    assert '"notify_log_entry"' in found[2].raw
    assert '"trigger_log_entry"' not in found[2].raw


def test_an_incident_whose_log_is_empty_is_not_lost(tmp_path: Path) -> None:
    assert (
        len(items(tmp_path, READER, [incident(log_entries=[]), incident(id="PINC002", log_entries=[])])) == 8
    )


def test_what_happened_in_one_second_stays_apart(tmp_path: Path) -> None:
    storm = [
        entry("trigger", "02:11", id="R1", channel={"type": "api", "summary": "host a is down"}),
        entry("trigger", "02:11", id="R2", channel={"type": "api", "summary": "host b is down"}),
        entry("acknowledge", "02:11", id="R3"),
        entry("acknowledge", "02:11", id="R4", agent=SIPHO),
        entry("notify", "02:11", id="R5", user=ILSE),
        entry("notify", "02:11", id="R6", user=ILSE),
    ]

    assert len({each.key for each in items(tmp_path, READER, {"log_entries": storm})}) == 6


@pytest.mark.parametrize(
    ("kind", "expected", "state"),
    [
        ("unacknowledge", "page", "unacknowledged"),
        ("assign", "page", "reassigned"),
        ("delegate", "page", "delegated"),
        ("snooze", "page", "snoozed"),
        ("repeat_escalation_path", "page", "escalated"),
        ("exhaust_escalation_path", "page", "exhausted"),
        ("reach_trigger_limit", "page", "limit_reached"),
        ("reach_ack_limit", "page", "limit_reached"),
        ("responder_request", "page", "requested"),
        ("responder_reply", "page", "replied"),
        ("merge", "ticket", "merged"),
        ("urgency_change", "ticket", "urgency_changed"),
        ("priority_change", "ticket", "priority_changed"),
        ("status_update", "status_update", ""),
        ("a_kind_of_next_year", "record", "a_kind_of_next_year"),
    ],
)
def test_every_kind_of_log_entry_is_read(tmp_path: Path, kind: str, expected: str, state: str) -> None:
    found = item(tmp_path, READER, {"log_entry": entry(kind, "20:00")})

    assert (found.kind, found.details.get("state", "")) == (expected, state)
    assert TITLE in found.text


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        (
            "incident.responder.replied",
            {"incident": REFERENCE, "user": SIPHO, "message": "On it", "state": "accepted"},
            "Sipho Lindqvist accepted",
        ),
        (
            "incident.status_update_published",
            {"incident": REFERENCE, "id": "P1", "message": "Paying by card is slow"},
            "Paying by card is slow",
        ),
        ("incident.reopened", incident(), "Reopened by Ilse Brandvik"),
        ("incident.priority_updated", incident(), "Priority changed to P1"),
        ("incident.workflow.started", {"incident": REFERENCE, "id": "PW"}, "Workflow started"),
        ("service.updated", {"id": "PSVC001", "summary": "Checkout"}, "PagerDuty service Checkout updated"),
    ],
)
def test_every_kind_of_webhook_is_read(
    tmp_path: Path, kind: str, data: dict[str, object], words: str
) -> None:
    found = item(tmp_path, READER, event(kind, "20:00.125", data))

    assert words in found.text
    assert found.occurred_at.microsecond == 125_000


def test_a_webhook_of_version_2_is_read_and_merges_with_the_log(tmp_path: Path) -> None:
    message = {
        "event": "incident.acknowledge",
        "log_entries": [LOG[3]],
        "incident": incident(),
        "id": "82a33960",
        "created_on": "2026-03-11T12:05:40Z",
    }

    found = item(tmp_path, READER, {"messages": [message]})

    assert found.key in {each.key for each in items(tmp_path, READER, SAMPLES["pagerduty"])}


def test_a_change_event_is_a_change_of_its_service(tmp_path: Path) -> None:
    change = {
        "summary": "Checkout 4.18 to production",
        "id": "01CHANGE",
        "type": "change_event",
        "timestamp": "2026-03-11T11:58:03.000Z",
        "services": [{"id": "PSVC001", "type": "service_reference", "summary": "Checkout"}],
        "source": "deploys",
        "links": [{"href": "https://ci.example/7", "text": "Build 7"}],
        "custom_details": {"build": 7, "by": "Ilse"},
    }

    found = item(tmp_path, READER, {"change_events": [change], "limit": 10})

    assert (found.kind, found.channel, found.url) == ("change", "Checkout", "https://ci.example/7")
    assert found.text == "Checkout 4.18 to production\nbuild: 7\nby: Ilse"
    assert found.key == "pagerduty:change:01CHANGE"


def test_pings_and_records_without_time_or_id_are_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    content = [
        event("pagey.ping", "00:01", {"message": "Hello"}),
        entry("notify", "02:11", created_at=None),
        entry("notify", "02:11", id=None, incident=None),
        {"hello": 1},
        LOG[0],
        incident(
            log_entries=[LOG[0], entry("notify", "x"), LOG[6]], acknowledgements=[{"at": []}], assignments=7
        ),
    ]

    found = read(tmp_path, READER, content)

    assert left_out(found) == [
        ("record 1", "a test of the webhook"),
        ("record 2", "no time"),
        ("record 3", "no id"),
        ("record 4", "not a PagerDuty record"),
        ("record 6, log entry 2", "time not understood"),
        ("record 6", "time not understood"),
    ]
    assert sum(isinstance(each, Item) for each in found) == 3


@pytest.mark.parametrize(
    "content",
    [SAMPLES["pagerduty"], {"incidents": [incident()]}, event("incident.resolved", "1:1", incident())],
)
def test_no_other_reader_takes_it(tmp_path: Path, content: object) -> None:
    assert claims(tmp_path, content) == ["pagerduty"]
