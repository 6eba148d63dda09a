"""One item of evidence read as a tool's report: what it is about, and whether it says "over" (R3.7).

Tools name their states in many ways; whatever is not recognised here is left alone, for a wrong
candidate costs more than a missing one.
"""

import re
from dataclasses import dataclass

from secondsight.organisation.rules.term import Term
from secondsight.record.rules.candidates.facts import EvidenceFact, shorten


class ReportKind(Term):
    """What a tool's report is about."""

    ALERT = "alert"
    DEPLOYMENT = "deployment"
    RELEASE = "release"
    PUSH = "push"
    FAILED_RUN = "failed_run"
    PAGE = "page"
    STATUS = "status"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Report:
    """A report. `subject` is the same for reports of one thing; `is_over` means ended or resolved."""

    kind: ReportKind
    fact: EvidenceFact
    subject: str
    text: str
    is_over: bool = False
    state: str = ""
    actor: str = ""
    version: str = ""  # of a deployment, where it is known


_FIRING = frozenset({"alarm", "alerting", "critical", "firing", "problem", "trigger", "triggered"})
_OVER = frozenset({"cleared", "ok", "recovered", "recovery", "resolved"})
# Words that tickets share: they are an alert's only where the item is known to be one.
_ALERT_FIRING = _FIRING | {"active", "down", "open", "opened", "warning"}
_ALERT_OVER = _OVER | {"closed", "normal", "up"}
_STATUS_STATES = frozenset(
    {"investigating", "identified", "monitoring", "degraded_performance", "partial_outage", "major_outage"}
)
_STATUS_OVER = frozenset({"resolved", "operational", "completed"})
_ALERT_COLUMNS = frozenset({"alert", "alertname", "alert name", "monitor", "labels"})
_MONITORING_COLUMNS = _ALERT_COLUMNS | {"severity", "priority", "service", "urgency"}
_TICKET_COLUMNS = frozenset({"ticket", "ticket id", "case", "case number"})
_RAN_BADLY = {"failure", "failed", "timed_out", "startup_failure", "error"}
_DEPLOYED = {"success", "succeeded", "failure", "failed", "error"}
_MAIN_BRANCHES = {"refs/heads/main", "refs/heads/master", "refs/heads/trunk", "refs/heads/production"}

_BOT_FIRING = re.compile(
    r"\b(?:FIRING|TRIGGERED|ALERT(?:ING)?|ALARM|PROBLEM|CRITICAL|DOWN)\b|\[(?:FIRING|ALERT)[^\]]*\]"
)
_BOT_OVER = re.compile(r"\b(?:RESOLVED|RECOVER(?:Y|ED)|CLEARED)\b|\bOK\b:|\[(?:RESOLVED|OK)[^\]]*\]")
_BOT_PAGE = re.compile(
    r"\b(?:page sent|paged|paging|escalat(?:ed|ing)|no acknowledg\w+|not acknowledged|unacknowledged)\b",
    re.IGNORECASE,
)
_BOT_DEPLOYED = re.compile(
    r"\b(?:is live|deployed|released|rolled (?:back|out)|deploy(?:ment)? (?:finished|succeeded|failed)|"
    r"rollout (?:finished|complete\w*)|(?:schedule|config(?:uration)?|flag) (?:changed|enabled|disabled))\b",
    re.IGNORECASE,
)
_BOT_DEPLOYING = re.compile(
    r"\b(?:deploying|deploy(?:ment)? started|started|canary|rolling out)\b|→|->", re.IGNORECASE
)
_STATE_WORDS = re.compile(
    r"\[[^\]]*\]|\b(?:FIRING|TRIGGERED|RESOLVED|ALERT(?:ING)?|RECOVER(?:ED|Y)|PROBLEM|CRITICAL|WARNING|OK)\b:?"
)
_VERSION = re.compile(r"\bv?\d+\.\d+(?:\.\d+)*\b|\b[0-9a-f]{7,40}\b")
_WORDS = re.compile(r"[a-z][a-z0-9]+(?:-[a-z0-9]+)*")


def read_report(fact: EvidenceFact) -> Report | None:
    """Return what a tool reported with an item, or None if it is no report of a known shape."""
    readers = {
        "alert": _alert,
        "deployment": _deployment,
        "deployment_status": _deployment,
        "release": _release,
        "push": _push,
        "workflow_run": _workflow_run,
        "record": _record,
    }
    if fact.kind in readers:
        return readers[fact.kind](fact)
    return _bot_message(fact) if fact.kind == "message" and fact.is_bot else None


def _alert(fact: EvidenceFact) -> Report | None:
    state = _state(fact)
    named = _field(fact, "name", "alertname", "alert name", "alert", "rule", "monitor", "check")
    subject = _STATE_WORDS.sub("", named or fact.title or _first_line(fact)).strip(" :-")
    said = _first_line(fact)
    if said == fact.title:
        said = fact.text.strip().partition("\n")[2] or said
    text = said if subject in said else f"{subject} {state}: {said}".replace(" :", ":")
    actor = fact.author_name or _field(fact, "source") or fact.channel
    return Report(ReportKind.ALERT, fact, subject, shorten(text), state in _ALERT_OVER, state, actor)


def _deployment(fact: EvidenceFact) -> Report | None:
    state = _state(fact) if fact.kind == "deployment_status" else ""
    if state == "inactive":
        return None
    title = fact.title or _first_line(fact)
    name = fact.channel.rsplit("/", 1)[-1].casefold()
    return Report(
        ReportKind.DEPLOYMENT,
        fact,
        name,
        shorten(title),
        state in _DEPLOYED,
        state.replace("_", " "),
        fact.author_name,
        _version(f"{_field(fact, 'ref')} {title}"),
    )


def _release(fact: EvidenceFact) -> Report | None:
    if _field(fact, "action") not in ("", "published", "released", "prereleased"):
        return None
    title = fact.title or _first_line(fact)
    return Report(ReportKind.RELEASE, fact, title, shorten(title), actor=fact.author_name)


def _push(fact: EvidenceFact) -> Report | None:
    if _field(fact, "ref") not in _MAIN_BRANCHES or fact.details.get("deleted") is True:
        return None
    title = fact.title or _first_line(fact)
    lines = fact.text.removeprefix(title).splitlines()
    commits = "; ".join(line.removeprefix("- ") for line in lines if line.strip())
    return Report(ReportKind.PUSH, fact, title, shorten(commits or title), actor=fact.author_name)


def _workflow_run(fact: EvidenceFact) -> Report | None:
    if _field(fact, "conclusion") not in _RAN_BADLY:
        return None
    title = fact.title or _first_line(fact)
    return Report(ReportKind.FAILED_RUN, fact, title, shorten(title), actor=fact.author_name)


def _record(fact: EvidenceFact) -> Report | None:
    """A row of a table: an alert, a status update or a ticket by the names of its columns."""
    state, columns = _state(fact), {name.casefold() for name in fact.details}
    if columns & _TICKET_COLUMNS or {"subject", "description"} <= columns:
        text = fact.title or _field(fact, "subject", "summary") or fact.text
        return Report(ReportKind.TICKET, fact, "tickets", shorten(text))
    if columns & _ALERT_COLUMNS and state in _ALERT_FIRING | _ALERT_OVER:
        return _alert(fact)
    if columns & _MONITORING_COLUMNS and state in _FIRING | _OVER:
        return _alert(fact)
    if state in _STATUS_STATES | _STATUS_OVER:
        text, is_over = shorten(fact.text or fact.title), state in _STATUS_OVER
        return Report(
            ReportKind.STATUS, fact, "status", text, is_over, state.replace("_", " "), fact.author_name
        )
    return _alert(fact) if state in _FIRING | _OVER else None


def _bot_message(fact: EvidenceFact) -> Report | None:
    line, actor = _first_line(fact), fact.author_name
    if _BOT_OVER.search(line) or _BOT_FIRING.search(line):
        subject, is_over = _STATE_WORDS.sub("", line).strip(" :-*"), bool(_BOT_OVER.search(line))
        more = next((each for each in fact.text.splitlines()[1:] if each.strip() and each not in line), "")
        text = shorten(f"{line}: {more}" if more else line)
        return Report(ReportKind.ALERT, fact, subject, text, is_over, actor=actor)
    if _BOT_PAGE.search(line):
        return Report(ReportKind.PAGE, fact, line, shorten(line), actor=actor)
    is_over = bool(_BOT_DEPLOYED.search(line))
    if is_over or (_BOT_DEPLOYING.search(line) and _VERSION.search(line)):
        name = next(iter(_WORDS.findall(line.casefold())), "")
        return Report(
            ReportKind.DEPLOYMENT, fact, name, shorten(line), is_over, actor=actor, version=_version(line)
        )
    return None


def _version(text: str) -> str:
    found = _VERSION.search(text)
    return found[0].removeprefix("v") if found else ""


def _state(fact: EvidenceFact) -> str:
    value = _field(fact, "state", "status")
    return value.casefold().replace(" ", "_")


def _field(fact: EvidenceFact, *names: str) -> str:
    folded = {name.casefold(): value for name, value in fact.details.items()}
    return next((v.strip() for n in names if isinstance(v := folded.get(n), str) and v.strip()), "")


def _first_line(fact: EvidenceFact) -> str:
    return fact.text.strip().partition("\n")[0]
