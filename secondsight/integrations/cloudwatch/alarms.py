"""A change of a CloudWatch alarm's state, whichever way it was told."""

import json
from datetime import datetime

from secondsight.record.rules.alerting import FIRING, RESOLVED, Who, alert, second
from secondsight.record.rules.evidence import Item
from secondsight.record.rules.payload import Payload, identity, instant, part, parts, text, word

CLOUDWATCH = Who("cloudwatch", "CloudWatch", is_bot=True)
_STATES = {"ALARM": FIRING, "OK": RESOLVED, "INSUFFICIENT_DATA": "insufficient_data"}


def inside(payload: Payload) -> Payload | None:
    """Return the alarm that a notification holds as its text, or is itself; None if there is none."""
    if {"AlarmName", "NewStateValue"} <= payload.keys():
        return payload
    envelope = part(payload, "Sns") or payload
    if "TopicArn" not in envelope:
        return None
    message = loaded(envelope.get("Message"))
    return message if {"AlarmName", "NewStateValue"} <= message.keys() else None


def loaded(value: object) -> Payload:
    """Return the object in a field that holds JSON as text, {} if it does not."""
    if not isinstance(value, str):
        return {}
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def from_sns(alarm: Payload, around: Payload, place: str, raw: str) -> Item:
    """Return the change that SNS told of. Raises Unusable."""
    trigger, envelope = part(alarm, "Trigger"), part(around, "Sns") or around
    timed = alarm if alarm.get("StateChangeTime") else {"Timestamp": envelope.get("Timestamp")}
    return change(
        identity(alarm, "AlarmName"),
        text(alarm, "NewStateValue"),
        instant(timed, "StateChangeTime", "Timestamp"),
        place,
        raw,
        reason=text(alarm, "NewStateReason"),
        description=text(alarm, "AlarmDescription"),
        measured=_metric(trigger, "MetricName", "Namespace"),
        dimensions=_dimensions(trigger),
        region=text(alarm, "Region"),
        arn=text(alarm, "AlarmArn"),
        before=text(alarm, "OldStateValue"),
    )


def from_event(event: Payload, place: str, raw: str) -> Item:
    """Return the change that EventBridge told of. Raises Unusable."""
    told = part(event, "detail")
    state, configuration = part(told, "state"), part(told, "configuration")
    metrics = parts(configuration, "metrics")
    metric = next((found for each in metrics if (found := part(each, "metricStat", "metric"))), {})
    resources = event.get("resources")
    arn = resources[0] if isinstance(resources, list) and resources and isinstance(resources[0], str) else ""
    return change(
        identity(told, "alarmName"),
        text(state, "value"),
        instant(state if state.get("timestamp") else event, "timestamp", "time"),
        place,
        raw,
        reason=text(state, "reason"),
        description=text(configuration, "description"),
        measured=_metric(metric, "name", "namespace"),
        dimensions={name: text(part(metric, "dimensions"), name) for name in part(metric, "dimensions")},
        region=text(event, "region"),
        arn=arn,
        before=text(part(told, "previousState"), "value"),
    )


def described(alarm: Payload, place: str, raw: str) -> Item:
    """Return the state in which an alarm was when its description was asked for. Raises Unusable."""
    return change(
        identity(alarm, "AlarmName"),
        text(alarm, "StateValue"),
        instant(alarm, "StateTransitionedTimestamp", "StateUpdatedTimestamp"),
        place,
        raw,
        reason=text(alarm, "StateReason"),
        description=text(alarm, "AlarmDescription"),
        measured=_metric(alarm, "MetricName", "Namespace"),
        dimensions=_dimensions(alarm),
        arn=text(alarm, "AlarmArn"),
    )


def change(
    name: str,
    state: str,
    at: datetime,
    place: str,
    raw: str,
    *,
    reason: str,
    description: str = "",
    measured: str = "",
    dimensions: dict[str, str] | None = None,
    region: str = "",
    arn: str = "",
    before: str = "",
) -> Item:
    """Return the change of an alarm to a state, in CloudWatch's words: "ALARM", "OK", "INSUFFICIENT_DATA"."""
    known = {label: value for label, value in (dimensions or {}).items() if value}
    return alert(
        key_of(name, state, at),
        at,
        place,
        raw,
        state=_STATES.get(state, state.lower() or "unknown"),
        name=name,
        body="\n".join(filter(None, [reason, description])),
        service=_service(known),
        channel=_service(known) or measured.partition(" ")[0],
        by=CLOUDWATCH,
        details={
            "metric": measured,
            "dimensions": ", ".join(f"{label}={value}" for label, value in known.items()),
            "region": region or arn_part(arn, 3),
            "account": arn_part(arn, 4),
            "before": before,
        },
    )


def key_of(name: str, state: str, at: datetime) -> str:
    """Return a change's key: histories tell neither account nor region, so that the name has to do."""
    return f"cloudwatch:{name}:{state}:{second(at)}"


def arn_part(arn: str, number: int) -> str:
    """Return a part of an Amazon resource name: 3 its region, 4 its account."""
    pieces = arn.split(":")
    return pieces[number] if arn.startswith("arn:") and len(pieces) > number else ""


def _metric(metric: Payload, name: str, namespace: str) -> str:
    return " ".join(filter(None, [text(metric, namespace), text(metric, name)]))


def _dimensions(metric: Payload) -> dict[str, str]:
    """In a message names are small, in a description they are capital."""
    return {
        text(each, "name", "Name"): word(each, "value", "Value")
        for each in (*parts(metric, "Dimensions"), *parts(metric, "dimensions"))
    }


def _service(dimensions: dict[str, str]) -> str:
    wanted = ("ServiceName", "Service", "FunctionName", "DBInstanceIdentifier", "LoadBalancer", "QueueName")
    return next((dimensions[name] for name in wanted if name in dimensions), "")
