"""What a hook takes in becomes evidence once, opens an incident by its rule, and feeds an open one."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from secondsight.base.errors import Forbidden, InvalidInput, Refused
from secondsight.base.models import JournalEntry
from secondsight.record.actions.deliveries import read_deliveries
from secondsight.record.actions.hooks import change_hook, close_hook, make_hook, retry_deliveries
from secondsight.record.actions.incidents import set_milestones
from secondsight.record.models import (
    EvidenceFile,
    EvidenceItem,
    Hook,
    HookDelivery,
    HookImport,
    HookOpening,
    Incident,
    IncidentItem,
)
from secondsight.record.queries.hooks import open_hooks, secret_digest
from tests.cast import (
    AT,
    after,
    make_account,
    make_administrator,
    make_incident,
    make_service,
    make_severities,
)
from tests.integrations.github.test_parse import deployment
from tests.record.hook_deliveries import alarm, make_json_hook, send, sent

pytestmark = pytest.mark.django_db


def test_only_who_may_set_policy_makes_a_hook() -> None:
    with pytest.raises(Forbidden):
        make_hook("Deploys", "github", by=make_account(), at=AT)

    hook, secret = make_hook("Deploys", "github", by=make_administrator(), at=AT)

    assert open_hooks()[secret_digest(secret)].id == hook.pk
    assert secret not in str(Hook.objects.values().get())
    assert secret not in str(list(JournalEntry.objects.values()))


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("tool", {"tool": "carrier-pigeon"}),
        ("mapping", {"mapping": {"text": "message"}}),
        ("mapping", {"tool": "json"}),
        ("mapping", {"tool": "json", "mapping": {"text": "a", "colour": "b"}}),
        ("signing_secret", {"tool": "json", "mapping": {"text": "a"}, "signing_secret": "x"}),
        ("severity", {"rule": {"opens": True}}),
        ("severity", {"rule": {"opens": True, "severity": "sev-99"}}),
        ("feeds", {"rule": {"feeds": "sometimes"}}),
        ("within_minutes", {"rule": {"within_minutes": 0}}),
        ("name", {"name": " "}),
    ],
)
def test_what_makes_no_sense_of_a_hook_is_refused_by_the_name_of_its_field(
    field: str, said: dict[str, object]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        make_hook(**{"name": "Deploys", "tool": "github", "by": None, "at": AT, **said})

    assert refused.value.field == field


def test_a_delivery_becomes_evidence_with_a_receipt_that_adds_up(tmp_path: Path) -> None:
    hook, _ = make_hook("Deploys", "github", by=None, at=AT)
    ping = {"zen": "calm", "repository": {"id": 7}, "sender": {"login": "ida"}}

    deliveries = sent(hook, tmp_path, deployment(), ping, at=AT, **{"x-github-event": "deployment"})

    assert [row.state for row in deliveries] == ["done", "left_out"]
    assert "deployment" not in deliveries[1].trouble or deliveries[1].trouble
    assert deliveries[0].body == ""
    [file] = EvidenceFile.objects.all()
    assert (file.read, file.imported, file.merged, file.left_out) == (2, 1, 0, 1)
    item = EvidenceItem.objects.get()
    assert item.kind == "deployment"
    assert item.place.startswith(deliveries[0].place)
    assert json.loads(item.raw)["body"]["deployment"]["ref"] == "v4.18"


def test_what_a_tool_sends_again_is_counted_once(tmp_path: Path) -> None:
    hook = make_json_hook()

    assert send(hook, tmp_path, alarm("p99 is up", after(1)), at=AT) == 1
    assert send(hook, tmp_path, alarm("p99 is up", after(1)), at=AT + timedelta(minutes=1)) == 0

    assert HookDelivery.objects.count() == 1


def test_a_batch_that_stays_in_the_inbox_after_a_crash_is_taken_in_once(tmp_path: Path) -> None:
    hook = make_json_hook()
    send(hook, tmp_path, alarm("p99 is up", after(1)), at=AT)
    [row] = HookDelivery.objects.values("id", "identity", "body")
    left = tmp_path / "inbox" / "000.batch"
    told = {"hook": hook.pk, "received_at": AT.isoformat(), "headers": {}, **row}

    left.write_bytes(json.dumps(told).encode())
    again = send(hook, tmp_path, alarm("p99 is worse", after(2)), at=AT)

    assert again == 1
    assert not left.exists()
    assert HookDelivery.objects.count() == 2


def test_an_entry_that_is_damaged_keeps_no_other_back(tmp_path: Path) -> None:
    hook = make_json_hook()
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "000.batch").write_bytes(b'{"id": "half')

    assert send(hook, tmp_path, alarm("p99 is up", after(1)), at=AT) == 1


def test_one_delivery_that_cannot_be_read_keeps_the_others_not_back(tmp_path: Path) -> None:
    hook = make_json_hook()
    nameless = {"colour": "red"}

    rows = sent(hook, tmp_path, nameless, alarm("one", after(1)), alarm("two", after(2)), at=after(3))

    assert sorted(row.state for row in rows) == ["done", "done", "left_out"]
    rows = sent(hook, tmp_path, {"size": "large"}, at=after(4))
    assert rows[-1].state == "failed"
    assert "message" in rows[-1].trouble
    assert rows[-1].body == '{"size": "large"}'
    assert EvidenceFile.objects.filter(finished_at=None).count() == 0


def test_what_failed_is_read_again_when_somebody_asks(tmp_path: Path) -> None:
    hook = make_json_hook()
    sent(hook, tmp_path, {"note": "the pool is dry", "at": after(1).isoformat()}, at=after(2))
    change_hook(hook, by=None, at=AT, mapping={"text": "note", "time": "at"})

    assert retry_deliveries(hook, by=None, at=AT) == 1
    read_deliveries(hook.pk)

    assert HookDelivery.objects.get().state == "done"
    assert EvidenceItem.objects.get().text == "the pool is dry"
    with pytest.raises(Refused):
        retry_deliveries(hook, by=None, at=AT)


def test_without_a_time_in_it_the_moment_of_arrival_counts(tmp_path: Path) -> None:
    hook, _ = make_hook("Lamps", "json", by=None, at=AT, mapping={"text": "lamp.says"})

    sent(hook, tmp_path, [{"lamp": {"says": "red"}}, {"lamp": {"says": "off"}}], at=after(5))

    items = EvidenceItem.objects.order_by("id")
    assert [(item.text, item.occurred_at) for item in items] == [("red", after(5)), ("off", after(5))]


def test_a_days_deliveries_are_gathered_in_one_import(tmp_path: Path) -> None:
    hook = make_json_hook()

    for minute in range(4):
        sent(hook, tmp_path, alarm(f"minute {minute}", after(minute)), at=after(minute))

    assert HookImport.objects.get().going.files.count() == 4


def test_a_firing_alert_opens_one_incident_and_its_end_feeds_it(tmp_path: Path) -> None:
    make_severities()
    checkout = make_service("Checkout")
    hook = make_json_hook(opens=True, severity="sev-2", alert_severities=["critical"])

    sent(hook, tmp_path, alarm("dry", after(1)), alarm("dry too", after(2), name="p99"), at=after(3))
    sent(hook, tmp_path, alarm("full again", after(9), state="resolved"), at=after(9))

    incident = Incident.objects.get()
    assert incident.title == "checkout: Pool is dry"
    assert incident.severity.slug == "sev-2"
    assert list(incident.services.all()) == [checkout]
    assert incident.milestones.get().kind == "first_signal"
    assert [link.item.text.splitlines()[-1] for link in IncidentItem.objects.order_by("occurred_at")] == [
        "dry",
        "dry too",
        "full again",
    ]
    opening = HookOpening.objects.get()
    assert "Pool is dry" in opening.because
    told = JournalEntry.objects.get(verb="incident_opened_by_hook")
    assert (told.actor, told.particulars["hook"], told.topic) == ("", hook.name, incident.topic)


@pytest.mark.parametrize(
    "said",
    [
        {"severity": "warning"},
        {"state": "resolved"},
        {"service": "search"},
        {"at": (after(0) - timedelta(hours=2)).isoformat()},
    ],
    ids=["not severe", "not firing", "another service", "long ago"],
)
def test_what_the_rule_does_not_ask_for_opens_nothing(tmp_path: Path, said: dict[str, object]) -> None:
    make_severities()
    hook = make_json_hook(opens=True, severity="sev-2", alert_severities=["critical"], services=["Checkout"])

    rows = sent(hook, tmp_path, alarm("dry", after(1)) | said, at=after(2))

    assert rows[0].state == "done"
    assert not Incident.objects.exists()


def test_an_alert_of_another_service_opens_an_incident_of_its_own(tmp_path: Path) -> None:
    make_severities()
    hook = make_json_hook(opens=True, severity="sev-3")

    sent(hook, tmp_path, alarm("dry", after(1)), alarm("slow", after(2), service="search"), at=after(3))

    assert Incident.objects.count() == 2


def test_an_open_incident_of_the_service_is_fed_and_a_resolved_one_is_not(tmp_path: Path) -> None:
    incident = make_incident(at=after(2), services=[make_service("Checkout")])
    hook = make_json_hook()

    sent(hook, tmp_path, alarm("dry", after(3)), alarm("slow", after(3), service="search"), at=after(4))
    set_milestones(incident, {"resolved": after(5)}, by=None, at=after(5))
    sent(hook, tmp_path, alarm("dry again", after(6)), at=after(6))

    [link] = IncidentItem.objects.filter(incident=incident)
    assert link.item.text == "Pool is dry\ndry"
    assert JournalEntry.objects.filter(verb="evidence_added", topic=incident.topic).count() == 1


@pytest.mark.parametrize(("feeds", "fed"), [("always", 1), ("never", 0)])
def test_a_hook_may_feed_the_newest_incident_always_or_none_ever(
    tmp_path: Path, feeds: str, fed: int
) -> None:
    make_incident(at=after(2), services=[make_service("Checkout")])
    hook = make_json_hook(feeds=feeds)

    sent(hook, tmp_path, alarm("slow", after(3), service="search"), at=after(4))

    assert IncidentItem.objects.count() == fed


def test_what_the_record_had_already_opens_nothing_again(tmp_path: Path) -> None:
    make_severities()
    hook = make_json_hook(opens=True, severity="sev-2")
    sent(hook, tmp_path, alarm("dry", after(1)), at=after(2))
    set_milestones(Incident.objects.get(), {"resolved": after(5)}, by=None, at=after(5))

    sent(hook, tmp_path, json.dumps(alarm("dry", after(1)), indent=1), at=after(6))

    assert Incident.objects.count() == 1
    assert EvidenceItem.objects.count() == 1


def test_a_closed_hook_is_known_to_nobody_and_cannot_be_changed() -> None:
    hook, secret = make_hook("Deploys", "github", by=None, at=AT)

    close_hook(hook, by=make_administrator(), at=AT)

    assert secret_digest(secret) not in open_hooks()
    with pytest.raises(Refused):
        change_hook(hook, by=None, at=AT, name="More deploys")


def test_what_a_tool_signs_with_is_locked_in_the_database_and_stays_when_something_else_is_changed() -> None:
    hook, secret = make_hook("Pages", "pagerduty", signing_secret="between us two", by=None, at=AT)
    stored = Hook.objects.get(pk=hook.pk).signing_secret

    change_hook(hook, name="Pagers", by=None, at=AT)
    same = Hook.objects.get(pk=hook.pk).signing_secret
    change_hook(hook, signing_secret="another", by=None, at=AT)

    assert "between" not in stored
    assert same == stored
    assert open_hooks()[secret_digest(secret)].signing_secret == "another"
