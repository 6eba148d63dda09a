"""A CloudWatch alarm tells the same changes whichever way it came."""

from pathlib import Path

import pytest

from secondsight.integrations.cloudwatch.parse import CloudWatch
from secondsight.record.rules.evidence import Item
from tests.integrations.cloudwatch.sample import HISTORY, NAME, REASON, SAMPLES, alarm, envelope, event, line
from tests.integrations.reading import claims, item, items, left_out, read

READER = CloudWatch()


def test_an_alarm_over_sns_says_what_went_off_and_why(tmp_path: Path) -> None:
    found = item(tmp_path, READER, envelope(alarm()))

    assert (found.kind, found.title) == ("alert", f"{NAME}: firing")
    assert found.text.splitlines()[1:] == [REASON, "Connections of the checkout database"]
    assert found.occurred_at.isoformat() == "2026-03-11T12:02:11.739000+00:00"
    assert (found.details["state"], found.details["name"]) == ("firing", NAME)
    assert (found.channel, found.details["service"]) == ("checkout-db", "checkout-db")
    assert found.details["metric"] == "AWS/RDS DatabaseConnections"


def test_every_way_gives_the_same_change(tmp_path: Path) -> None:
    described = {
        "AlarmName": NAME,
        "StateValue": "ALARM",
        "StateTransitionedTimestamp": "2026-03-11T12:02:11.739000+00:00",
        "StateUpdatedTimestamp": "2026-03-11T12:30:00+00:00",
        "StateReason": REASON,
    }
    ways = [
        envelope(alarm()),
        alarm(),
        {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": envelope(alarm())}]},
        event(),
        {"AlarmHistoryItems": [HISTORY[2]], "NextToken": "n"},
        {"HistoryItems": [HISTORY[2]]},
        {"MetricAlarms": [described], "CompositeAlarms": []},
    ]

    assert len({item(tmp_path, READER, way).key for way in ways}) == 1


def test_a_history_tells_changes_of_state_actions_and_alterations(tmp_path: Path) -> None:
    over, ran, raised, altered = items(tmp_path, READER, {"AlarmHistoryItems": HISTORY})

    assert (over.details["state"], over.occurred_at.isoformat()) == (
        "resolved",
        "2026-03-11T12:41:03.739000+00:00",
    )
    assert (ran.kind, ran.details["state"], ran.details["to"]) == ("page", "notified", "oncall")
    assert (raised.details["state"], raised.details["before"]) == ("firing", "OK")
    assert (altered.kind, altered.details["state"]) == ("change", "update")


def test_an_alarm_without_enough_data_is_neither_firing_nor_resolved(tmp_path: Path) -> None:
    found = item(tmp_path, READER, envelope(alarm("INSUFFICIENT_DATA")))

    assert found.details["state"] == "insufficient_data"


def test_what_cannot_be_told_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    content = [
        envelope("You have chosen to subscribe", Type="SubscriptionConfirmation"),
        envelope("hello"),
        envelope("[" * 5_000),
        envelope(alarm(at="yesterday")),
        line("StateUpdate", "Alarm updated from OK to ALARM", ""),
        alarm(AlarmName=None),
        alarm(StateChangeTime=None, Trigger=[{}]),
        envelope(alarm(StateChangeTime=None, Trigger={"Dimensions": [{"name": 7, "value": []}, 8]})),
    ]

    found = read(tmp_path, READER, content)

    assert left_out(found) == [
        ("record 1", "a subscription to a topic, not an alarm"),
        ("record 2", "not a CloudWatch alarm"),
        ("record 3", "not a CloudWatch alarm"),
        ("record 4", "time not understood"),
        ("record 5", "no time"),
        ("record 6", "no id"),
        ("record 7", "no time"),
    ]
    assert isinstance(found[-1], Item)
    assert found[-1].occurred_at.microsecond == 801_000


@pytest.mark.parametrize(
    "content",
    [
        SAMPLES["cloudwatch"],
        envelope(alarm()),
        event(),
        {"AlarmHistoryItems": HISTORY},
        {"Records": [{"Sns": envelope(alarm())}]},
    ],
)
def test_no_other_reader_takes_it(tmp_path: Path, content: object) -> None:
    assert claims(tmp_path, content) == ["cloudwatch"]
