"""Reads ServiceNow's incidents and changes, their notes, and the changes of their fields."""

from collections.abc import Iterator
from datetime import datetime

from secondsight.integrations.servicenow.fields import Clock, shown, value_of
from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.evidence import Head, Item, LeftOut, NeedsAnswer, ReadOptions
from secondsight.record.rules.payload import Payload, Unusable, filled, part

# Fields that say when something happened to a record, and what.
_MOMENTS = (
    ("opened_at", "opened"),
    ("work_start", "started"),
    ("work_end", "ended"),
    ("resolved_at", "resolved"),
    ("closed_at", "closed"),
)
_WHO = {"opened_at": "opened_by", "resolved_at": "resolved_by", "closed_at": "closed_by"}
# As every instance has them until somebody adds their own.
_STATES = {"1": "New", "2": "In Progress", "3": "On Hold", "6": "Resolved", "7": "Closed", "8": "Canceled"}
_JOURNALS = ("work_notes", "comments", "comments_and_work_notes")
_NOUNS = {"work_notes": "work note", "comments": "comment"}
_LONG = 200


class ServiceNowReader(JsonReader):
    """The reader of ServiceNow records."""

    format = "servicenow"
    title = "ServiceNow records (JSON)"
    noun = "a ServiceNow record"
    lists = ("result", "records")
    about = """\
Answers of the Table API: `/api/now/table/incident`, or of `change_request` and other tables of tasks.
Ask for `sysparm_display_value=all`, which tells names and times in UTC.
Their history stands in `sys_journal_field` (notes) and `sys_audit` (changes of fields): save those too.
Read: that a record was opened, resolved and closed, or a change started and ended; each note; each change.
Each is known by the record's `sys_id`.
Times that were exported as shown (`sysparm_display_value=true`) need their zone, which is asked for.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether this is a record of a task, a note, or a change of a field."""
        return bool(_record(payload))

    def read(self, head: Head, options: ReadOptions) -> Iterator[Item | LeftOut]:
        """Return what happened to each record. Raises NeedsAnswer for times as shown without a zone."""
        try:
            yield from super().read(head, options)
        except NeedsAnswer as still_open:
            raise NeedsAnswer(head.name, *still_open.asks) from None

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return what happened to a record, or the one thing that a record of its history tells."""
        record = _record(payload)
        clock = Clock(record, options)
        if _is_note(record):
            yield _note(record, clock, place, raw)
        elif _is_audit(record):
            yield _audit(record, clock, place, raw)
        else:
            yield from _task(record, clock, place, raw)


def _task(record: Payload, clock: Clock, place: str, raw: str) -> Iterator[Item | LeftOut]:
    number, about = _number(record), shown(record, "short_description")
    is_change = value_of(record, "sys_class_name").endswith("change_request") or number.startswith("CHG")
    moments = [(field, state, at) for field, state in _MOMENTS if (at := clock.at(field)) is not None]
    if not any(field == "opened_at" for field, _, _ in moments):
        made = clock.at("sys_created_on")
        if made is not None:
            moments.insert(0, ("sys_created_on", "opened", made))
    if not moments:
        raise Unusable("no time", "expected opened_at or sys_created_on")
    for field, state, at in moments:
        who = shown(record, _WHO.get(field, "")) or (
            shown(record, "sys_created_by") if state == "opened" else ""
        )
        title = f"{number} {state}: {about}" if about else f"{number} {state}"
        body = {
            "opened": shown(record, "description"),
            "resolved": shown(record, "close_notes"),
            "closed": "" if shown(record, "resolved_at") else shown(record, "close_notes"),
        }.get(state, "")
        yield _item(
            place,
            raw,
            kind="change" if is_change else "ticket",
            key=f"{value_of(record, 'sys_id')}:{state}",
            at=at,
            title=title,
            body=body if body != about else "",
            who=who,
            details={
                "state": state,
                "number": number,
                "severity": shown(record, "severity") or shown(record, "priority"),
                "priority": shown(record, "priority"),
                "service": shown(record, "business_service") or shown(record, "cmdb_ci"),
                "group": shown(record, "assignment_group"),
                "assignee": shown(record, "assigned_to"),
            },
        )
    if any(shown(record, name) for name in _JOURNALS):
        detail = f"{number}: save sys_journal_field, which tells who wrote each note and when"
        yield LeftOut(place, "notes in one piece", "ServiceNow", detail)


def _note(record: Payload, clock: Clock, place: str, raw: str) -> Item:
    noun = _NOUNS.get(value_of(record, "element"), "note")
    return _item(
        place,
        raw,
        kind="ticket",
        key=f"journal:{value_of(record, 'sys_id')}",
        at=_made(clock),
        title=f"ServiceNow {noun} on {_task_name(record, 'name')}",
        body=value_of(record, "value"),
        who=shown(record, "sys_created_by"),
        details={"record": value_of(record, "element_id")},
    )


def _audit(record: Payload, clock: Clock, place: str, raw: str) -> Item:
    field, before, after = (value_of(record, name) for name in ("fieldname", "oldvalue", "newvalue"))
    is_state = field in ("state", "incident_state") and value_of(record, "tablename") == "incident"
    if is_state:
        before, after = _STATES.get(before, before), _STATES.get(after, after)
    is_long = len(before) + len(after) > _LONG
    what = f"{field} changed" if is_long else f"{field}: {before or 'none'} → {after or 'none'}"
    return _item(
        place,
        raw,
        kind="ticket",
        key=f"audit:{value_of(record, 'sys_id')}",
        at=_made(clock),
        title=f"ServiceNow {_task_name(record, 'tablename')} {what}",
        body=shown(record, "reason"),
        who=shown(record, "user") or shown(record, "sys_created_by"),
        details={"state": after.lower() if is_state else "", "record": value_of(record, "documentkey")},
    )


def _item(
    place: str,
    raw: str,
    *,
    kind: str,
    key: str,
    at: datetime,
    title: str,
    body: str,
    who: str,
    details: dict[str, object],
) -> Item:
    return Item(
        key=f"servicenow:{key}",
        kind=kind,
        occurred_at=at,
        text=f"{title}\n{body}" if body else title,
        place=place,
        raw=raw,
        channel="ServiceNow",
        author_id=who,
        author_name=who,
        is_bot=who in ("system", "admin", "guest"),
        title=title,
        details=filled(details | {"author_email": who if "@" in who else ""}),
    )


def _made(clock: Clock) -> datetime:
    made = clock.at("sys_created_on")
    if made is None:
        raise Unusable("no time", "expected sys_created_on")
    return made


def _record(payload: Payload) -> Payload:
    """Return the record that this is or holds, {} if none: `{"result": {…}}` holds one."""
    for each in (payload, part(payload, "result")):
        if value_of(each, "sys_id") and (_is_note(each) or _is_audit(each) or _is_task(each)):
            return each
    return {}


def _is_task(record: Payload) -> bool:
    return "sys_created_on" in record or {"number", "opened_at"} <= record.keys()


def _is_note(record: Payload) -> bool:
    return {"element", "element_id", "value"} <= record.keys()


def _is_audit(record: Payload) -> bool:
    return {"fieldname", "documentkey", "newvalue"} <= record.keys()


def _number(record: Payload) -> str:
    return shown(record, "number") or f"Record {value_of(record, 'sys_id')[:8]}"


def _task_name(record: Payload, table: str) -> str:
    about = value_of(record, "element_id") or value_of(record, "documentkey")
    return f"{value_of(record, table) or 'record'} {about[:8]}"


READERS = (ServiceNowReader(),)
