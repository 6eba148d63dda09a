"""A file of each CloudWatch format, in the shape that the tool gives it."""

import json

NAME = "checkout-pool-exhausted"
ARN = f"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:{NAME}"
REASON = "Threshold Crossed: 1 datapoint [40.0] was greater than the threshold (38.0)."


def alarm(
    state: str = "ALARM", at: str = "2026-03-11T12:02:11.739+0000", **fields: object
) -> dict[str, object]:
    """What CloudWatch writes into a topic."""
    return {
        "AlarmName": NAME,
        "AlarmDescription": "Connections of the checkout database",
        "AWSAccountId": "123456789012",
        "NewStateValue": state,
        "NewStateReason": REASON,
        "StateChangeTime": at,
        "Region": "EU (Ireland)",
        "AlarmArn": ARN,
        "OldStateValue": "OK" if state == "ALARM" else "ALARM",
        "OKActions": [],
        "AlarmActions": ["arn:aws:sns:eu-west-1:123456789012:oncall"],
        "Trigger": {
            "MetricName": "DatabaseConnections",
            "Namespace": "AWS/RDS",
            "StatisticType": "Statistic",
            "Statistic": "MAXIMUM",
            "Dimensions": [{"value": "checkout-db", "name": "DBInstanceIdentifier"}],
            "Period": 60,
            "Threshold": 38.0,
        },
    } | fields


def envelope(message: object, **fields: object) -> dict[str, object]:
    """What SNS posts around a message."""
    return {
        "Type": "Notification",
        "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "TopicArn": "arn:aws:sns:eu-west-1:123456789012:oncall",
        "Subject": f'ALARM: "{NAME}" in EU (Ireland)',
        "Message": message if isinstance(message, str) else json.dumps(message),
        "Timestamp": "2026-03-11T12:02:11.801Z",
        "SignatureVersion": "1",
        "Signature": "c2lnbmVk",
        "SigningCertURL": "https://sns.example/cert.pem",
        "UnsubscribeURL": "https://sns.example/unsubscribe",
    } | fields


def event(state: str = "ALARM", at: str = "2026-03-11T12:02:11.739+0000") -> dict[str, object]:
    """What EventBridge delivers."""
    return {
        "version": "0",
        "id": "2dde0eb1-528b-d2d5-9ca6-6d590caf2329",
        "detail-type": "CloudWatch Alarm State Change",
        "source": "aws.cloudwatch",
        "account": "123456789012",
        "time": "2026-03-11T12:02:11Z",
        "region": "eu-west-1",
        "resources": [ARN],
        "detail": {
            "alarmName": NAME,
            "state": {"value": state, "reason": REASON, "timestamp": at},
            "previousState": {"value": "OK"},
            "configuration": {
                "description": "Connections of the checkout database",
                "metrics": [
                    {
                        "id": "m1",
                        "metricStat": {
                            "metric": {
                                "namespace": "AWS/RDS",
                                "name": "DatabaseConnections",
                                "dimensions": {"DBInstanceIdentifier": "checkout-db"},
                            }
                        },
                    }
                ],
            },
        },
    }


def line(kind: str, summary: str, at: str, told: object = None) -> dict[str, object]:
    """A line of an alarm's history."""
    return {
        "AlarmName": NAME,
        "AlarmType": "MetricAlarm",
        "Timestamp": at,
        "HistoryItemType": kind,
        "HistorySummary": summary,
        "HistoryData": json.dumps(told or {}),
    }


HISTORY = [
    line(
        "StateUpdate",
        "Alarm updated from ALARM to OK",
        "2026-03-11T13:41:03.739000+01:00",
        {
            "version": "1.0",
            "oldState": {"stateValue": "ALARM"},
            "newState": {"stateValue": "OK", "stateReason": "x"},
        },
    ),
    line(
        "Action",
        "Successfully executed action arn:aws:sns:eu-west-1:123456789012:oncall",
        "2026-03-11T12:02:11.801000+00:00",
        {"actionState": "Succeeded", "notificationResource": "arn:aws:sns:eu-west-1:123456789012:oncall"},
    ),
    line("StateUpdate", "Alarm updated from OK to ALARM", "2026-03-11T12:02:11.739000+00:00"),
    line(
        "ConfigurationUpdate",
        'Alarm "checkout-pool-exhausted" updated',
        "2026-03-10T09:00:00+00:00",
        {"type": "Update"},
    ),
]

SAMPLES = {"cloudwatch": json.dumps([envelope(alarm()), event(), *HISTORY]).encode()}
