"""Reads CloudTrail records; calls that only read are kept too and marked, for they show who looked where."""

import json
import re
from collections.abc import Iterator

from secondsight.base.json_values import json_value
from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.payload import (
    Payload,
    filled,
    identity,
    instant,
    kept,
    listed,
    part,
    parts,
    text,
)

# Records of before 2019 do not say whether a call only read.
_READS = re.compile(
    r"(?:BatchGet|Check|Describe|Download|Filter|Get|Head|List|Lookup|Query|Scan|Search|Select|View)"
)
_SIGN_INS = frozenset(("ConsoleLogin", "SwitchRole", "ExitRole", "RenewRole", "CheckMfa"))
_MOST = 600  # characters of what was asked for


class CloudTrailRecords(JsonReader):
    """The reader of CloudTrail records."""

    format = "cloudtrail"
    title = "AWS CloudTrail records (JSON)"
    noun = "a CloudTrail record"
    lists = ("Records", "Events")
    about = """\
A log file of a trail, unpacked (`gunzip`), a download of the event history as JSON, what `aws cloudtrail \
lookup-events` prints, or events as EventBridge passes them on.
Read: each call with who made it, from where, on what, and whether it failed.
A call that changed something is a change; one that only read is a record marked `read_only`.
A record is known by its event id.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether this is a record, whatever passed it on."""
        return bool(_record(payload))

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return the one call."""
        record = _record(payload)
        action, service = (
            text(record, "eventName"),
            text(record, "eventSource").removesuffix(".amazonaws.com"),
        )
        reads = record.get("readOnly")
        is_reading = reads is True if isinstance(reads, bool) else bool(_READS.match(action))
        who, is_bot = _caller(part(record, "userIdentity"))
        said, region = text(record, "errorMessage"), text(record, "awsRegion")
        # A sign-in that failed has no code.
        error = text(record, "errorCode") or ("failed" if said else "")
        touched = _touched(record)
        title = f"{action} ({service}){' in ' + region if region else ''} by {who or 'somebody'}"
        title += f": {error}" if error else ""
        asked = part(record, "requestParameters")
        yield Item(
            key=f"cloudtrail:{identity(record, 'eventID')}",
            kind="record" if is_reading or action in _SIGN_INS else "change",
            occurred_at=instant(record, "eventTime"),
            text="\n".join(filter(None, (title, said, ", ".join(touched), _short(asked)))),
            place=place,
            raw=raw,
            channel=" ".join(filter(None, (text(record, "recipientAccountId"), region))) or "AWS",
            author_id=who,
            author_name=who,
            is_bot=is_bot,
            title=title,
            details=filled(
                {
                    "state": "failed" if error else "" if is_reading else "done",
                    "action": action,
                    "service": service,
                    "region": region,
                    "read_only": is_reading,
                    "error": error,
                    "resources": touched,
                    "author_email": who if "@" in who else "",
                    "source_ip": text(record, "sourceIPAddress"),
                    "agent": text(record, "userAgent"),
                    **kept(part(record, "userIdentity"), "type", "arn"),
                }
            ),
        )


def _record(payload: Payload) -> Payload:
    """Return the record that this is or carries, {} if none."""
    inside = payload.get("CloudTrailEvent")
    if isinstance(inside, str):
        try:
            value = json_value(inside)
        except (ValueError, RecursionError):
            value = None
        payload = value if isinstance(value, dict) else {}
    for each in (payload, part(payload, "detail")):
        if {"eventTime", "eventSource", "eventName", "userIdentity"} <= each.keys():
            return each
    return {}


def _caller(identity_: Payload) -> tuple[str, bool]:
    """Return who called, as closely as told, and whether it was a service."""
    if service := text(identity_, "invokedBy"):
        return service, True
    kind, arn = text(identity_, "type"), text(identity_, "arn")
    if kind == "Root":
        return "root", False
    # Of a role that somebody took on, the session's name tells who.
    if kind in ("AssumedRole", "FederatedUser") and "/" in arn:
        session = arn.rpartition("/")[2]
        role = text(part(identity_, "sessionContext", "sessionIssuer"), "userName")
        is_machine = bool(re.fullmatch(r"i-[0-9a-f]{8,17}|[0-9]{10,}|.*(?:[Ss]ession|[Ll]ambda).*", session))
        return (f"{role} ({session})" if is_machine and role else session), is_machine
    return text(identity_, "userName", "principalId", "type"), kind == "AWSService"


def _touched(record: Payload) -> list[str]:
    names = [text(each, "ARN", "arn", "resourceName") for each in parts(record, "resources")]
    return list(dict.fromkeys(filter(None, names)))[:20] if listed(record, "resources") else []


def _short(asked: Payload) -> str:
    said = json.dumps(asked, ensure_ascii=False) if asked else ""
    return said if len(said) <= _MOST else said[: _MOST - 1] + "…"


READERS = (CloudTrailRecords(),)
