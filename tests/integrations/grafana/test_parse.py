"""Grafana's notifications are told apart from Alertmanager's and read with their own fields."""

from pathlib import Path

import pytest

from secondsight.integrations.grafana.parse import Grafana
from tests.integrations.grafana.sample import SAMPLES, alert, legacy, notification
from tests.integrations.reading import claims, item, items, left_out, read

READER = Grafana()


def test_an_alert_says_what_fires_with_its_values_and_its_panel(tmp_path: Path) -> None:
    found = item(tmp_path, READER, notification(alert()))

    assert found.title == "Checkout p99: firing"
    assert found.text.splitlines()[1:] == ["p99 is above 2 s", "A = 2.4, C = 1"]
    assert found.occurred_at.isoformat() == "2026-03-11T12:02:10+00:00"
    assert (found.kind, found.channel, found.author_name) == ("alert", "Shop", "Grafana")
    assert (found.details["state"], found.details["severity"]) == ("firing", "high")
    assert found.url == "https://grafana.example/d/shop?viewPanel=2"


def test_a_resolved_alert_tells_its_beginning_too_and_merges_with_it(tmp_path: Path) -> None:
    over = alert(status="resolved", endsAt="2026-03-11T12:41:03.5Z")

    began, told, ended = items(tmp_path, READER, [notification(alert()), notification(over, state="ok")])

    assert began.key == told.key != ended.key
    assert ended.details["state"] == "resolved"
    assert ended.occurred_at.isoformat() == "2026-03-11T12:41:03.500000+00:00"


def test_a_rule_without_data_keeps_its_rules_name(tmp_path: Path) -> None:
    missing = alert(labels={"alertname": "DatasourceNoData", "rulename": "Checkout p99"}, values=None)

    found = item(tmp_path, READER, notification(missing))

    assert found.title == "Checkout p99: firing"
    assert "There is no data" in found.text


def test_a_legacy_notification_is_read_where_it_was_recorded_with_a_time(tmp_path: Path) -> None:
    timed = {"received_at": "2026-03-11T12:02:10Z"}

    raised, over = items(tmp_path, READER, [legacy(**timed), legacy(state="ok", **timed)])

    assert (raised.title, over.title) == ("Checkout p99: firing", "Checkout p99: resolved")
    assert raised.text.splitlines()[1:] == ["p99 is above 2 s", "p99 = 2.4", "service=checkout"]
    assert raised.key != over.key
    assert item(tmp_path, READER, {"headers": {}, "body": legacy()} | timed).key == raised.key
    assert left_out(read(tmp_path, READER, legacy())) == [("line 1", "no time")]


def test_what_cannot_be_told_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    content = [notification(alert(startsAt={}), None, alert(labels=[], annotations=7)), notification(), [1]]

    found = read(tmp_path, READER, content)

    assert left_out(found) == [
        ("record 1, alert 1", "time not understood"),
        ("record 1, alert 2", "not an alert"),
        ("record 2", "no alerts in it"),
        ("record 3", "not a notification from Grafana"),
    ]
    assert len(found) == 5


@pytest.mark.parametrize(
    "content",
    [
        SAMPLES["grafana"],
        notification(alert()),
        notification({"status": "firing", "labels": {}, "startsAt": "2026-03-11T12:02:10Z"}),
        legacy(),
    ],
)
def test_no_other_reader_takes_it(tmp_path: Path, content: object) -> None:
    assert claims(tmp_path, content) == ["grafana"]
