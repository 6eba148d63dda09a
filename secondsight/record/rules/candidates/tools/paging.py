"""Pages as candidates: who was called, who answered first, when it was passed on."""

from collections.abc import Sequence
from datetime import timedelta

from secondsight.record.rules.candidates.facts import CandidateFact, shorten
from secondsight.record.rules.candidates.reports import Report
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.candidates.tools.group import SAME_REPORT, Group, candidate, led_by_the_tool
from secondsight.record.rules.vocabulary import EventKind

SAME_CALL = timedelta(minutes=10)  # one person is called by phone, message and mail
CALLED, PASSED_ON, ANSWERED, ANSWERED_FIRST = 0.5, 0.6, 0.5, 0.7
PASSED_ON_TO = 0.45

_ANSWERS = frozenset({"acknowledged", "accepted", "ack"})
_PASSING_ON = frozenset({"escalated", "exhausted", "delegated", "unacknowledged", "declined", "expired"})


def find_pages(reports: Sequence[Report]) -> list[CandidateFact]:
    """Return each call once, each time it was passed on, and each answer, the first of all marked."""
    groups: list[Group] = []
    for report in reports:
        same = next((g for g in reversed(groups[-8:]) if _tells_the_same(g, report)), None)
        if same is None:
            groups.append(Group([report]))
        else:
            same.reports.append(report)
    first = next((group for group in groups if _step(group.lead) is Sign.ACKNOWLEDGED), None)
    return [_page(led_by_the_tool(group), is_first=group is first) for group in groups]


def _step(report: Report) -> Sign:
    if report.state in _ANSWERS:
        return Sign.ACKNOWLEDGED
    return Sign.ESCALATED if report.state in _PASSING_ON else Sign.PAGED


def _tells_the_same(group: Group, report: Report) -> bool:
    step, apart = _step(report), report.fact.occurred_at - group.lead.fact.occurred_at
    if _step(group.lead) is not step:
        return False
    is_other_place = report.fact.channel not in {each.fact.channel for each in group.reports}
    if is_other_place:
        return apart <= SAME_REPORT
    if step is Sign.PAGED and report.to and report.to == group.lead.to:
        return apart <= SAME_CALL  # assigned, called and written to: one call
    same_words = (group.lead.text, group.lead.actor) == (report.text, report.actor)
    return (same_words and apart <= SAME_CALL) or (
        step is not Sign.PAGED and report.actor == group.lead.actor and apart <= SAME_REPORT
    )


def _page(group: Group, *, is_first: bool) -> CandidateFact:
    lead, step = group.lead, _step(group.lead)
    said = shorten(lead.text, 80)
    if step is Sign.ACKNOWLEDGED:
        score = ANSWERED_FIRST if is_first else ANSWERED
        reasons = ["the first acknowledgement in the evidence"] if is_first else []
        why = f"“{said}” says that somebody took the page."
        return candidate(group, EventKind.ESCALATION, None, step, why, score, reasons)
    if step is Sign.ESCALATED:
        why = f"“{said}” says that a page was passed on or not answered."
        return candidate(group, EventKind.ESCALATION, None, step, why, PASSED_ON)
    reasons = [f"told {len(group.reports)} times"] if len(group.reports) > 1 else []
    score = PASSED_ON_TO if lead.state in ("assigned", "reassigned", "requested") else CALLED
    return candidate(
        group, EventKind.ESCALATION, None, step, f"“{said}” says that somebody was paged.", score, reasons
    )
