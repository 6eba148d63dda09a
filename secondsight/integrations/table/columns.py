"""Which column of a table says what: proposed from header and values, corrected by a person."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from secondsight.integrations.table.times import DayOrMonthFirst, NotATime, read_time
from secondsight.record.rules.evidence import Proposal

Row = Mapping[str, str]

# Our fields, and the headers that stand for them: the likeliest first, in small letters and digits alone.
HEADERS: Mapping[str, str] = {
    "time": (
        "time timestamp datetime ts occurredat occurred eventtime when timeutc startsat starttime startedat "
        "start firedat triggeredat raisedat createdat created createdon date loggedat receivedat posted "
        "postedat"
    ),
    "text": (
        "text message msg body content summary description annotationssummary annotationsdescription event "
        "log details detail note notes comment what title subject alertname labelsalertname name"
    ),
    "title": "title alertname labelsalertname alert subject headline name summary",
    "channel": "channel room conversation service source repository component system labelsservice labelsjob",
    "author": "author user username sender from actor by who person createdby triggeredby email",
    "kind": "kind type eventtype category",
    "url": "url link permalink htmlurl generatorurl",
    "id": "id uuid guid eventid messageid alertid fingerprint key",
    "severity": "severity labelsseverity priority urgency level loglevel",
    "status": "status state",
}
# Logs of who changed which flag or setting; these come before the others where a table is one.
AUDIT_HEADERS: Mapping[str, str] = {
    "text": "title description shortdescription summary change changes action verb titleverb operation",
    "title": (
        "flag flagkey flagname featureflag feature setting experiment segment targetname target resourcename "
        "resource name"
    ),
    "channel": "environment environmentname environmentkey env project projectname projectkey",
    "author": (
        "member membername memberemail actor actorname actoremail changedby modifiedby updatedby user "
        "username useremail author email"
    ),
}
_CHANGED = re.compile("(?:feature)?flag(?:key|name)?|feature|setting|experiment|segment")
_CHANGING = re.compile("action|verb|titleverb|operation|changes?|oldvalue|newvalue|previousvalue|variation")
_LOGGED = re.compile("(?:target|resource)(?:name|key)?")
_ACTING = re.compile("(?:member|actor)(?:name|email|id)?")
FIELDS = tuple(HEADERS)
NEEDED = ("time", "text")
_SAMPLES = 5


def propose(columns: Sequence[str], rows: Sequence[Row]) -> Proposal:
    """Return how a table would be read, from its header and first rows; a column is used once.

    The proposal is complete when times and words were found, every time in the rows is understood, names
    its zone (or its header says UTC) and leaves no doubt about day and month.
    """
    mapping: dict[str, str] = {}
    if time := _time_column(columns, rows):
        mapping["time"] = time
    if is_audit := _is_audit(columns):
        _map_headers(mapping, AUDIT_HEADERS, columns)
    _map_headers(mapping, HEADERS, columns)
    if "text" not in mapping and "title" in mapping:
        mapping["text"] = mapping.pop("title")
    if any(_plain(c) in ("alertname", "labelsalertname") for c in columns):
        mapping["kind"] = "=alert"
    elif is_audit:
        mapping["kind"] = "=change"
    question = _question(columns, rows, mapping)
    return Proposal(tuple(columns), mapping, tuple(rows[:_SAMPLES]), not question, question)


def complete(proposed: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """Return the mapping to read with: what a person said comes first, "" takes a field away.

    What names both time and text stands by itself; less than that corrects the proposal.
    """
    stands = all(said.get(field) for field in NEEDED)
    joined = dict(said) if stands else {**proposed, **said}
    return {field: column for field, column in joined.items() if column}


def says_utc(column: str) -> bool:
    """Return whether a header says that its times are in UTC: "time_utc", "Time (UTC)"."""
    return re.search(r"(?:^|[^a-z])(?:utc|gmt)(?:[^a-z]|$)", column.lower()) is not None


def may_be_time(column: str) -> bool:
    """Return whether a header is one that columns of times have."""
    return _plain(column) in HEADERS["time"].split()


def guess_day_first(column: str, rows: Sequence[Row]) -> bool | None:
    """Return whether a column's dates name the day first, where one of its values gives it away."""
    for row in rows:
        match = re.match(r"(\d\d?)[/-](\d\d?)[/-]\d{4}\b", row.get(column, "").strip())
        if match and max(int(match[1]), int(match[2])) > 12:
            return int(match[1]) > 12
    return None


def _is_audit(columns: Sequence[str]) -> bool:
    plain = [_plain(column) for column in columns]

    def has(form: re.Pattern[str]) -> bool:
        return any(form.fullmatch(column) for column in plain)

    told = (has(_CHANGED), has(_CHANGING), has(_ACTING))
    return sum(told) > 1 and (told[0] or has(_LOGGED))


def _map_headers(mapping: dict[str, str], known: Mapping[str, str], columns: Sequence[str]) -> None:
    for field, headers in known.items():
        taken = set(mapping.values())
        names = headers.split() if field not in mapping else []
        if found := next((c for h in names for c in columns if c not in taken and _is_named(c, h)), ""):
            mapping[field] = found


def _time_column(columns: Sequence[str], rows: Sequence[Row]) -> str:
    named = [c for h in HEADERS["time"].split() for c in columns if _is_named(c, h)]
    likely = [c for c in columns if re.search(r"time|date|(?:^|_)at$|[a-z]At$", c) and c not in named]
    for column in named + likely:
        if any(_looks_like_time(row.get(column, "")) for row in rows):
            return column
    for column in columns:
        # A bare number under an unknown header may be anything.
        values = [value for row in rows if (value := row.get(column, ""))]
        if values and all(not v.replace(".", "").isdigit() and _looks_like_time(v) for v in values):
            return column
    return ""


def _looks_like_time(text: str) -> bool:
    try:
        read_time(text)
    except DayOrMonthFirst:
        return True
    except NotATime:
        return False
    return True


def _question(columns: Sequence[str], rows: Sequence[Row], mapping: Mapping[str, str]) -> str:
    listed = ", ".join(columns[:20])
    if "time" not in mapping:
        return f"Which column says when it happened? None of these holds times: {listed}"
    if "text" not in mapping:
        return f"Which column says what happened? The columns are {listed}"
    column = mapping["time"]
    for value in (row[column] for row in rows if row.get(column)):
        try:
            at = read_time(value, guess_day_first(column, rows))
        except DayOrMonthFirst:
            return f"Column {column!r} holds {value!r}: does the day or the month come first?"
        except NotATime:
            continue
        if is_without_zone(at, column):
            return f"Column {column!r} holds {value!r}, a time without a zone: which zone was it written in?"
    return ""


def is_without_zone(at: datetime, column: str) -> bool:
    """Return whether neither a time nor its header says its zone."""
    return at.tzinfo is None and not says_utc(column)


def _is_named(column: str, header: str) -> bool:
    return _plain(column) == header or _plain(column.rpartition(".")[2]) == header


def _plain(column: str) -> str:
    return re.sub(r"[^a-z0-9]", "", column.lower())
