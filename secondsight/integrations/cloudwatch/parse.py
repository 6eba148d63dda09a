"""Reads CloudWatch alarms: over SNS, from EventBridge, and as the API tells their state and history.

Formats, as the vendor describes them:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html,
https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html and
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
"""

from collections.abc import Iterator

from secondsight.integrations.cloudwatch.alarms import described, from_event, from_sns, inside
from secondsight.integrations.cloudwatch.history import history_item
from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.payload import Payload, part, text


class CloudWatch(JsonReader):
    """The reader of CloudWatch alarms."""

    format = "cloudwatch"
    title = "CloudWatch alarms (JSON)"
    noun = "a CloudWatch alarm"
    lists = ("AlarmHistoryItems", "HistoryItems", "MetricAlarms", "CompositeAlarms", "Records")
    about = """
What CloudWatch told of its alarms, whichever way it came.
SNS notifications, in their envelope or as the message alone, also as a function receives them (`Records`).
EventBridge's “CloudWatch Alarm State Change”.
The answers of `aws cloudwatch describe-alarm-history` and `aws cloudwatch describe-alarms`.
Read: each change of an alarm's state; from the history also actions that ran and changes of the alarm itself.
A change is known by the alarm's name, its new state and the second, so that all ways merge.
Left out, each with its reason: confirmations of subscriptions, and records without a time.
Nothing is asked: the times carry their zone.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether a record is an alarm, its history, or an envelope with an alarm inside."""
        return (
            inside(payload) is not None
            or _is_subscription(payload)
            or _is_event(payload)
            or _is_history(payload)
            or _is_described(payload)
        )

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return the one change that a record tells."""
        alarm = inside(payload)
        if alarm is not None:
            yield from_sns(alarm, payload, place, raw)
        elif _is_event(payload):
            yield from_event(payload, place, raw)
        elif _is_history(payload):
            yield history_item(payload, place, raw)
        elif _is_described(payload):
            yield described(payload, place, raw)
        else:
            yield LeftOut(place, "a subscription to a topic, not an alarm", detail=text(payload, "TopicArn"))


def _is_subscription(payload: Payload) -> bool:
    kind = text(payload, "Type")
    return kind in ("SubscriptionConfirmation", "UnsubscribeConfirmation") and "TopicArn" in payload


def _is_event(payload: Payload) -> bool:
    return text(payload, "detail-type") == "CloudWatch Alarm State Change" and "alarmName" in part(
        payload, "detail"
    )


def _is_history(payload: Payload) -> bool:
    return {"AlarmName", "HistoryItemType", "Timestamp"} <= payload.keys()


def _is_described(payload: Payload) -> bool:
    return {"AlarmName", "StateValue"} <= payload.keys()


READERS = (CloudWatch(),)
