"""What programs post into a chat: alerts, pages and deployments in sentences of their own."""

import re

from secondsight.record.rules.candidates.facts import EvidenceFact, shorten
from secondsight.record.rules.candidates.reports.alerts import subject_of
from secondsight.record.rules.candidates.reports.changes import GOING_BACK
from secondsight.record.rules.candidates.reports.report import Report, ReportKind, first_line, version_in

_FIRING = re.compile(
    r"\b(?:FIRING|TRIGGERED|ALERT(?:ING)?|ALARM|PROBLEM|CRITICAL|DOWN)\b|\[(?:FIRING|ALERT)[^\]]*\]"
)
_OVER = re.compile(r"\b(?:RESOLVED|RECOVER(?:Y|ED)|CLEARED)\b|\bOK\b:|\[(?:RESOLVED|OK)[^\]]*\]")
_PAGE = re.compile(
    r"\b(?:page sent|paged|paging|escalat(?:ed|ing)|no acknowledg\w+|not acknowledged|unacknowledged|"
    r"acknowledged by|\w+ acknowledged)\b",
    re.IGNORECASE,
)
_ESCALATED = re.compile(r"\b(?:escalat(?:ed|ing)|no acknowledg\w+|not acknowledged)\b", re.IGNORECASE)
_ACKNOWLEDGED = re.compile(r"\backnowledged\b", re.IGNORECASE)
_DEPLOYED = re.compile(
    r"\b(?:is live|deployed|released|rolled (?:back|out)|deploy(?:ment)? (?:finished|succeeded|failed)|"
    r"rollout (?:finished|complete\w*)|(?:schedule|config(?:uration)?|flag) (?:changed|enabled|disabled))\b",
    re.IGNORECASE,
)
_DEPLOYING = re.compile(
    r"\b(?:deploying|deploy(?:ment)? started|started|canary|rolling out)\b|→|->", re.IGNORECASE
)
_WORDS = re.compile(r"[a-z][a-z0-9]+(?:-[a-z0-9]+)*")


def read_bot_message(fact: EvidenceFact) -> Report | None:
    """Return what a program posted, or None where it is no report of a known shape."""
    line, actor = first_line(fact), fact.author_name
    if _OVER.search(line) or _FIRING.search(line):
        more = next((each for each in fact.text.splitlines()[1:] if each.strip() and each not in line), "")
        text = shorten(f"{line}: {more}" if more else line)
        is_over = bool(_OVER.search(line))
        return Report(ReportKind.ALERT, fact, subject_of(line), text, is_over, actor=actor)
    if _PAGE.search(line):
        return Report(ReportKind.PAGE, fact, line, shorten(line), state=_state(line), actor=actor)
    is_over = bool(_DEPLOYED.search(line))
    if is_over or (_DEPLOYING.search(line) and version_in(line)):
        name = next(iter(_WORDS.findall(line.casefold())), "")
        return Report(
            ReportKind.DEPLOYMENT,
            fact,
            name,
            shorten(line),
            is_over,
            actor=actor,
            version=version_in(line),
            is_going_back=GOING_BACK.search(line) is not None,
        )
    return None


def _state(line: str) -> str:
    if _ESCALATED.search(line):
        return "escalated"
    return "acknowledged" if _ACKNOWLEDGED.search(line) else "notified"
