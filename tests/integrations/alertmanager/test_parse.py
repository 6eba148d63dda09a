"""Alertmanager's notifications tell of each alert when it began and when it ended, once."""

from pathlib import Path

import pytest

from secondsight.integrations.alertmanager.parse import Alertmanager
from tests.integrations.alertmanager.sample import NOT_ENDED, SAMPLES, alert, ended, listed, notification
from tests.integrations.reading import claims, item, items, left_out, read

READER = Alertmanager()


def test_an_alert_says_what_fires_where_how_badly_and_since_when(tmp_path: Path) -> None:
    found = item(tmp_path, READER, notification(alert()))

    assert found.title == "PoolExhausted: firing"
    assert found.text.splitlines()[1:] == [
        "No free connections for 2 minutes",
        "pod=checkout-7f9, service=checkout",
    ]
    assert found.occurred_at.isoformat() == "2026-03-11T12:02:11.739266+00:00"
    assert (found.kind, found.channel, found.is_bot) == ("alert", "checkout", True)
    assert found.details["state"] == "firing"
    assert (found.details["name"], found.details["severity"]) == ("PoolExhausted", "critical")
    assert found.details["runbook"] == "https://runbooks.example/pool"
    assert found.url == "https://prometheus.example/graph?g0.expr=pool"


def test_a_group_gives_each_alert_its_own_items(tmp_path: Path) -> None:
    other = alert(fingerprint="0000000000000001", labels={"alertname": "PoolExhausted", "pod": "checkout-2"})

    found = items(tmp_path, READER, notification(other, ended()))

    assert [(each.details["state"], each.place) for each in found] == [
        ("firing", "line 1, alert 1"),
        ("firing", "line 1, alert 2"),
        ("resolved", "line 1, alert 2"),
    ]
    assert found[2].occurred_at.isoformat() == "2026-03-11T12:41:03.100000+00:00"
    assert "checkout-2" in found[0].raw
    assert "checkout-2" not in found[1].raw


def test_repeated_notifications_merge_and_a_second_stretch_of_firing_does_not(tmp_path: Path) -> None:
    again = "2026-03-11T13:30:00Z"
    content = [
        notification(alert()),
        notification(alert(), groupKey="another"),
        notification(ended()),
        notification(alert(startsAt=again)),
    ]

    keys = [each.key for each in items(tmp_path, READER, content)]

    assert len(keys) == 5
    assert len(set(keys)) == 3


def test_the_listed_alerts_of_the_api_merge_with_the_notifications(tmp_path: Path) -> None:
    silenced = listed(fingerprint="2", status={"state": "suppressed", "silencedBy": ["a"], "inhibitedBy": []})

    first, second = items(tmp_path, READER, [listed(), silenced])

    assert first.key == item(tmp_path, READER, notification(alert())).key
    assert first.details["state"] == "firing"
    assert "suppressed" not in first.details
    assert second.details["suppressed"] is True


def test_an_edition_without_fingerprints_is_known_by_its_labels(tmp_path: Path) -> None:
    old, same = (notification(alert(fingerprint="", startsAt="2026-03-11T12:00:00Z")) for _ in range(2))
    other = notification(
        alert(fingerprint="", startsAt="2026-03-11T12:00:00Z", labels={"alertname": "Other"})
    )

    keys = [each.key for each in items(tmp_path, READER, [old, same, other])]

    assert keys[0] == keys[1] != keys[2]


def test_what_cannot_be_told_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    content = [
        notification(alert(startsAt=None), alert(startsAt="soon"), 7, alert()),
        notification(),
        notification(ended(endsAt=NOT_ENDED)),
        {"hello": 1},
    ]

    found = read(tmp_path, READER, content)

    assert left_out(found) == [
        ("record 1, alert 1", "no time"),
        ("record 1, alert 2", "time not understood"),
        ("record 1, alert 3", "not an alert"),
        ("record 2", "no alerts in it"),
        ("record 3, alert 1", "resolved at an unknown time"),
        ("record 4", "not a notification from Alertmanager"),
    ]
    assert len(found) == 8


def test_labels_of_a_hostile_type_do_no_harm(tmp_path: Path) -> None:
    odd = alert(
        labels={"alertname": 7, "severity": [], "x": {"y": 1}},
        annotations="none",
        generatorURL="javascript:1",
    )

    found = item(tmp_path, READER, notification(odd))

    assert found.details["state"] == "firing"
    assert found.url == ""


@pytest.mark.parametrize("content", [SAMPLES["alertmanager"], notification(ended()), [listed()]])
def test_no_other_reader_takes_it(tmp_path: Path, content: object) -> None:
    assert claims(tmp_path, content) == ["alertmanager"]
