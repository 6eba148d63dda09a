"""What those outside were told and what they wrote, as candidates."""

from collections import defaultdict
from collections.abc import Sequence

from secondsight.record.rules.candidates.facts import CandidateFact, shorten
from secondsight.record.rules.candidates.reports import Report
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.candidates.tools.group import SAME_REPORT, Group, candidate
from secondsight.record.rules.vocabulary import EventKind, Phase

FIRST_TOLD, TOLD, OVER_TOLD = 0.8, 0.65, 0.72
WROTE, ONE_WROTE, TICKET_OPENED, TICKET_MOVED = 0.7, 0.5, 0.45, 0.32
MANY_TICKETS = 3


def find_status_updates(reports: Sequence[Report]) -> list[CandidateFact]:
    """Return what customers were told, each update once though several places show it."""
    groups: list[Group] = []
    for report in reports:
        same = next((group for group in groups[-4:] if _tells_the_same(group, report)), None)
        if same is None:
            groups.append(Group([report]))
        else:
            same.reports.append(report)
    return [_status(group, is_first=group is groups[0]) for group in groups]


def _tells_the_same(group: Group, report: Report) -> bool:
    if report.fact.occurred_at - group.lead.fact.occurred_at > SAME_REPORT:
        return False
    is_other_place = report.fact.channel not in {each.fact.channel for each in group.reports}
    return is_other_place or report.text == group.lead.text


def _status(group: Group, *, is_first: bool) -> CandidateFact:
    is_over = group.lead.is_over
    score, reasons = TOLD, []
    if is_first:
        score = FIRST_TOLD
        reasons.append("the first that customers were told")
    elif is_over:
        score = OVER_TOLD
    return candidate(
        group,
        EventKind.STATUS_UPDATE,
        Phase.RECOVERY if is_over else None,
        Sign.STATUS_OVER if is_over else Sign.STATUS_TOLD,
        f"The status page said “{group.lead.state or 'update'}”.",
        score,
        reasons,
    )


def find_tickets(reports: Sequence[Report]) -> list[CandidateFact]:
    """Return the first ticket where many were written, with how many followed; else each step of each."""
    by_place: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in reports:
        # A table of tickets is one desk, whatever its column of channels says.
        is_row = report.fact.kind == "record"
        by_place[report.fact.kind, "" if is_row else report.fact.channel].append(report)
    found = []
    for there in by_place.values():
        tickets: dict[str, list[Report]] = defaultdict(list)
        for report in there:
            tickets[report.subject].append(report)
        if len(tickets) >= MANY_TICKETS or there[0].fact.kind == "record":
            found.append(_wrote([steps[0] for steps in tickets.values()]))
        else:
            found += [_step(step, is_first=step is steps[0]) for steps in tickets.values() for step in steps]
    return found


def _wrote(first: Sequence[Report]) -> CandidateFact:
    count = len(first)
    why = "A customer wrote." if count == 1 else f"The first of {count} tickets in the evidence."
    score = ONE_WROTE if count == 1 else WROTE
    return candidate(Group([first[0]]), EventKind.IMPACT, None, Sign.CUSTOMERS_WROTE, why, score)


def _step(report: Report, *, is_first: bool) -> CandidateFact:
    said = shorten(report.subject, 80)
    why = f"The ticket “{said}” was written." if is_first else f"Something happened to the ticket “{said}”."
    if report.is_over:
        why = f"The ticket “{said}” was closed: {report.state}."
    score = TICKET_OPENED if is_first or report.is_over else TICKET_MOVED
    return candidate(Group([report]), EventKind.COMMUNICATION, None, Sign.TICKET_MOVED, why, score)
