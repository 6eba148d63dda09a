"""Sentry's notifications tell which errors came, which issues turned, and who wrote what."""

from pathlib import Path

import pytest

from secondsight.integrations.sentry.parse import Sentry
from secondsight.record.rules.evidence import Item
from tests.integrations.reading import claims, item, items, left_out, read
from tests.integrations.sentry.sample import COMMENT, ILSE, METRIC, SAMPLES, SENTRY, TITLE, event, hook, issue

READER = Sentry()


def test_an_issue_alert_says_what_failed_where_and_which_rule_told(tmp_path: Path) -> None:
    found = item(tmp_path, READER, hook("triggered", SENTRY, event=event(), triggered_rule="Timeouts"))

    assert (found.kind, found.title) == ("alert", f"{TITLE}: firing")
    assert found.text.splitlines()[1:] == [
        "rule: Timeouts",
        "in: shop/pool.py",
        "environment: production",
        "release: checkout@4.18",
        "server: web-1",
    ]
    assert found.occurred_at.isoformat() == "2026-03-11T12:02:11.247000+00:00"
    assert (found.channel, found.details["severity"], found.is_bot) == ("checkout", "error", True)
    assert found.url.endswith("/issues/7/events/b6eff1a4/")


def test_two_rules_that_tell_of_one_error_are_two_alerts_and_a_repetition_is_not(tmp_path: Path) -> None:
    told = [hook("triggered", SENTRY, event=event(), triggered_rule=rule) for rule in ("A", "B", "A")]

    keys = [each.key for each in items(tmp_path, READER, told)]

    assert keys[0] == keys[2] != keys[1]


def test_an_error_notification_and_the_legacy_plugin_are_read(tmp_path: Path) -> None:
    plugin = {
        "id": "7",
        "project": "checkout",
        "project_name": "Checkout",
        "project_slug": "checkout",
        "level": "error",
        "message": "no connection",
        "url": "https://sentry.example/issues/7/",
        "triggering_rules": ["Timeouts"],
        "event": event(datetime=None, url=None, web_url=None),
    }

    error, legacy = items(tmp_path, READER, [hook("created", SENTRY, error=event()), plugin])

    assert error.details["name"] == legacy.details["name"] == TITLE
    assert legacy.occurred_at == error.occurred_at
    assert (legacy.channel, legacy.url) == ("checkout", "https://sentry.example/issues/7/")


def test_an_issues_turns_have_the_time_of_their_delivery(tmp_path: Path) -> None:
    headers = {"headers": {"Sentry-Hook-Timestamp": "1773232863", "Request-ID": "1"}}
    content = [
        hook("created", SENTRY, issue=issue()),
        headers | {"body": hook("resolved", ILSE, issue=issue(status="resolved"), resolution_type="now")},
        headers | {"body": hook("assigned", ILSE, issue=issue(), assignee={"type": "user", "name": "Sipho"})},
        hook("unresolved", SENTRY, issue=issue()) | {"received_at": "2026-03-11T13:00:00.5Z"},
        hook("resolved", ILSE, issue=issue()),
    ]

    found = read(tmp_path, READER, content)

    created, resolved, assigned, again = (each for each in found if isinstance(each, Item))
    assert [each.details["state"] for each in (created, resolved, again)] == ["firing", "resolved", "firing"]
    assert (created.occurred_at.minute, resolved.occurred_at.minute, again.occurred_at.hour) == (2, 41, 13)
    assert resolved.text == f"{TITLE}: resolved\nIssue resolved by Ilse Brandvik"
    assert (resolved.author_id, resolved.author_name, resolved.is_bot) == ("662437", "Ilse Brandvik", False)
    assert (assigned.kind, assigned.title) == ("ticket", f"Issue assigned to Sipho: {TITLE}")
    assert left_out(found) == [("record 5", "no time")]


def test_a_metric_alert_is_raised_and_resolved(tmp_path: Path) -> None:
    told = {"metric_alert": METRIC, "description_text": "170 events in 10 minutes"}

    raised, over = items(
        tmp_path, READER, [hook("critical", SENTRY, **told), hook("resolved", SENTRY, **told)]
    )

    assert (raised.title, over.title) == ("Too many timeouts: firing", "Too many timeouts: resolved")
    assert (raised.occurred_at.minute, over.occurred_at.minute) == (3, 44)
    assert raised.details["severity"] == "critical"
    assert raised.text.endswith("170 events in 10 minutes")


def test_a_comment_is_a_message(tmp_path: Path) -> None:
    found = item(tmp_path, READER, hook("created", ILSE, **COMMENT))

    assert (found.kind, found.author_name, found.channel) == ("message", "Ilse Brandvik", "checkout")
    assert found.text == "The pool is at its limit\n(comment on issue 1638821441)"


def test_what_cannot_be_told_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    content = [
        hook("created", SENTRY, installation={"status": "installed"}),
        hook("triggered", SENTRY, event=event(event_id=None, id=None)),
        hook("triggered", SENTRY, event=event(datetime=[])),
        hook("critical", SENTRY, metric_alert=METRIC | {"date_detected": 7}),
        hook("created", SENTRY, issue=issue(id={})),
        {"hello": 1},
        hook("triggered", SENTRY, event=event(tags=[["a"], 7, [1, 2]], title=None, metadata=0, url=9)),
    ]

    found = read(tmp_path, READER, content)

    assert left_out(found) == [
        ("record 1", "a Sentry notification that is not read"),
        ("record 2", "no id"),
        ("record 3", "time not understood"),
        ("record 4", "time not understood"),
        ("record 5", "no id"),
        ("record 6", "not a notification from Sentry"),
    ]
    assert isinstance(found[-1], Item)
    assert found[-1].title == "an error without a title: firing"


@pytest.mark.parametrize(
    "content", [SAMPLES["sentry"], hook("created", SENTRY, issue=issue()), hook("created", ILSE, **COMMENT)]
)
def test_no_other_reader_takes_it(tmp_path: Path, content: object) -> None:
    assert claims(tmp_path, content) == ["sentry"]
