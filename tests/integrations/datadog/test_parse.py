"""Datadog's monitors and events say what changed its state, when, and where."""

from pathlib import Path

import pytest

from secondsight.integrations.datadog.parse import Datadog
from secondsight.record.rules.evidence import Item
from tests.integrations.datadog.sample import NAME, SAMPLES, event, event_v2, monitor, webhook
from tests.integrations.reading import claims, item, items, left_out, read

READER = Datadog()


def test_a_monitors_event_says_what_fired_where_and_how_badly(tmp_path: Path) -> None:
    found = item(tmp_path, READER, {"events": [event("Triggered", 1773230531)]})

    assert (found.kind, found.title) == ("alert", f"{NAME}: firing")
    assert found.text.splitlines()[1:] == ["host:web-1", "p99 > 2 s for 5 minutes"]
    assert found.occurred_at.isoformat() == "2026-03-11T12:02:11+00:00"
    assert (found.channel, found.details["service"]) == ("checkout", "checkout")
    assert (found.details["severity"], found.details["group"]) == ("P2", "host:web-1")
    assert (found.details["state"], found.details["name"]) == ("firing", NAME)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("Re-Triggered", "firing"),
        ("Warn", "firing"),
        ("No Data", "firing"),
        ("Recovered", "resolved"),
        ("Renotify", "firing"),
    ],
)
def test_every_transition_is_told(tmp_path: Path, state: str, expected: str) -> None:
    first, second = items(
        tmp_path, READER, [event(state, 1773230531), event_v2(state, "2026-03-11T12:02:11.250Z")]
    )

    assert first.details["state"] == second.details["state"] == expected
    assert first.details["name"] == second.details["name"] == NAME
    assert second.occurred_at.microsecond == 250_000


def test_one_event_from_both_versions_and_the_webhook_merges(tmp_path: Path) -> None:
    found = items(
        tmp_path,
        READER,
        [event("Triggered", 1773230531), event_v2("Triggered", "2026-03-11T12:02:11Z"), webhook()],
    )

    assert {each.key for each in found} == {"datadog:event:17732305310"}
    assert {each.details["state"] for each in found} == {"firing"}


def test_a_webhook_with_a_template_of_ones_own_is_read(tmp_path: Path) -> None:
    own = {
        "id": "5",
        "date": "1773232863000",
        "title": NAME,
        "alert_id": "4711",
        "alert_transition": "Recovered",
        "alert_scope": "host:web-1",
        "tags": "service:checkout, env:production",
        "link": "https://app.datadoghq.example/monitors/4711",
    }

    found = item(tmp_path, READER, own)

    assert (found.title, found.channel) == (f"{NAME}: resolved", "checkout")
    assert found.url == "https://app.datadoghq.example/monitors/4711"


def test_events_of_others_are_changes_where_they_change_something(tmp_path: Path) -> None:
    told = {"monitor_id": None, "tags": [], "text": "by Ilse"}
    deployed = event("x", 1773230000, title="Deployed checkout 4.18", source="jenkins", **told)
    spoken = event("x", 1773230001, title="Office closes early", source="my apps", **told)

    change, record = items(tmp_path, READER, {"events": [deployed, spoken]})

    assert (change.kind, change.author_name, change.text) == (
        "change",
        "jenkins",
        "Deployed checkout 4.18\nby Ilse",
    )
    assert record.kind == "record"


def test_a_monitor_tells_the_last_turns_of_each_group(tmp_path: Path) -> None:
    raised, over = items(tmp_path, READER, [monitor()])

    assert [raised.details["state"], over.details["state"]] == ["firing", "resolved"]
    assert over.occurred_at.isoformat() == "2026-03-11T12:41:03+00:00"
    assert raised.text.splitlines()[1:] == ["host:web-1", "avg(last_5m):p99:checkout{*} by {host} > 2"]
    assert raised.details["severity"] == "P2"


def test_a_monitor_without_groups_tells_its_state_as_a_whole(tmp_path: Path) -> None:
    found = item(tmp_path, READER, monitor(state={}, overall_state="Alert"))

    assert (found.details["state"], found.occurred_at.minute) == ("firing", 41)


def test_what_cannot_be_told_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    content = [
        monitor(state=7, overall_state="No Data", overall_state_modified="soon"),
        monitor(state={}, overall_state="Skipped"),
        event("Triggered", 1773230531, date_happened={}),
        event("Triggered", 1773230531, id=None, id_str=[]),
        webhook(date="", last_updated=None),
        event_v2("Triggered", "x", attributes={}, tags=7),
        {"hello": 1},
        event("Triggered", 1773230531, tags={"a": 1}, text=None, title="[Triggered] "),
    ]

    found = read(tmp_path, READER, content)

    assert left_out(found) == [
        ("record 1", "time not understood"),
        ("record 2", "a monitor that tells of no change"),
        ("record 3", "time not understood"),
        ("record 4", "no id"),
        ("record 5", "no time"),
        ("record 6", "time not understood"),
        ("record 7", "not a Datadog record"),
    ]
    assert isinstance(found[-1], Item)
    assert found[-1].title == "a monitor without a name: firing"


@pytest.mark.parametrize(
    "content",
    [
        SAMPLES["datadog"],
        {"events": [event("Triggered", 1773230531)]},
        {"data": [event_v2("Triggered", "2026-03-11T12:02:11Z")], "links": {}},
        {"event": event("Triggered", 1773230531)},
        webhook(),
        [monitor()],
    ],
)
def test_no_other_reader_takes_it(tmp_path: Path, content: object) -> None:
    assert claims(tmp_path, content) == ["datadog"]
