"""A line of a CloudWatch alarm's history: its state changed, an action ran, somebody altered the alarm."""

import re

from secondsight.integrations.cloudwatch.alarms import CLOUDWATCH, change, loaded
from secondsight.record.rules.alerting import digest, report, second
from secondsight.record.rules.evidence import Item
from secondsight.record.rules.payload import Payload, identity, instant, part, text

_FROM_TO = re.compile(r"from (\w+) to (\w+)", re.IGNORECASE)


def history_item(line: Payload, place: str, raw: str) -> Item:
    """Return what a line of a history tells. Raises Unusable without a name or a time."""
    name, at = identity(line, "AlarmName"), instant(line, "Timestamp")
    summary, told = text(line, "HistorySummary"), loaded(line.get("HistoryData"))
    kind = text(line, "HistoryItemType")
    if kind == "StateUpdate":
        before, after = part(told, "oldState"), part(told, "newState")
        match = _FROM_TO.search(summary)
        return change(
            name,
            text(after, "stateValue") or (match[2].upper() if match else ""),
            at,
            place,
            raw,
            reason=text(after, "stateReason") or summary,
            before=text(before, "stateValue") or (match[1].upper() if match else ""),
        )
    is_action = kind == "Action"
    resource = text(told, "notificationResource", "actionResource")
    return report(
        "page" if is_action else "change",
        f"cloudwatch:{name}:{kind}:{second(at)}:{digest(summary, resource)}",
        at,
        place,
        raw,
        title=f"{summary or kind}: {name}",
        channel=name,
        by=CLOUDWATCH,
        details={
            "state": "notified" if is_action else text(told, "type").lower(),
            "to": resource.rpartition(":")[2],
            "service": "",
            "name": name,
        },
    )
