"""The milestones at the beginning: the first harm, the first sign, and people who noticed and took it up."""

import re
from datetime import datetime, timedelta

from secondsight.record.rules.candidates.facts import EvidenceFact
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.milestone_proposals.told import ProposedMilestone, Told, proposal_from
from secondsight.record.rules.vocabulary import MilestoneKind

M, S = MilestoneKind, Sign

SEEN_WITHIN = timedelta(hours=1)  # after the first signal, by somebody
TOLD_BACK = timedelta(hours=6)  # how long before "started at 12:00" was said it may lie

_HARM = frozenset({S.CUSTOMERS_WROTE, S.IMPACT_TOLD})
_BY_TOOLS = frozenset(
    {S.ALERT_FIRED, S.ALERT_CLEARED, S.DEPLOYED, S.ROLLED_BACK, S.CHANGED, S.RUN_FAILED, S.CLUSTER_WARNED}
    | {S.CUSTOMERS_WROTE, S.TICKET_MOVED, S.PAGED, S.ESCALATED, S.STATUS_TOLD, S.STATUS_OVER}
    | {S.BURST, S.SILENCE}
)
_STARTED = re.compile(
    r"\b(?:start(?:ed|ing)?|began|beginning|since)\s+(?:at |around |about |approx\.? |~ ?|ca\.? )?"
    r"(\d{1,2}):(\d{2})(?::\d{2})?\s*(?:UTC|GMT|Z)\b",
    re.IGNORECASE,
)


def impact_start(told: Told) -> ProposedMilestone | None:
    """Return when it began as somebody said, else the first sign of it where customers felt it."""
    for each in told.candidates:
        lead = told.by_key.get(each.item_keys[0])
        at = _told_start(lead) if lead and each.sign not in (S.ALERT_FIRED, S.ALERT_CLEARED) else None
        if at is not None:
            why = f"{each.actor or 'Somebody'} said when it started: “{_clause(lead)}”."
            return proposal_from(M.IMPACT_START, each, why, at)
    harm = told.first(*_HARM, after=told.signal.occurred_at if told.signal else None)
    if harm is None or told.signal is None:
        return None
    why = "Nothing earlier tells of it. It may have begun before: ask those who know the graphs."
    return proposal_from(M.IMPACT_START, told.signal, why, None, harm)


def _told_start(fact: EvidenceFact) -> datetime | None:
    match = _STARTED.search(fact.text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    at = fact.occurred_at.replace(hour=int(match[1]), minute=int(match[2]), second=0, microsecond=0)
    if at > fact.occurred_at:
        at -= timedelta(days=1)
    return at if fact.occurred_at - at <= TOLD_BACK else None


def _clause(fact: EvidenceFact | None) -> str:
    match = _STARTED.search(fact.text) if fact else None
    return match[0] if match else ""


def first_signal(told: Told) -> ProposedMilestone | None:
    """Return the first sign of those that run up to the alarm."""
    if told.signal is None:
        return None
    why = f"The first sign on the way to the alarm. {told.signal.why}"
    if other := told.other_matter:
        apart = spoken(told.signal.occurred_at - other.occurred_at)
        why += f" “{other.about or other.text[:60]}” came {apart} before and may be another matter."
    return proposal_from(M.FIRST_SIGNAL, told.signal, why)


def detected(told: Told) -> ProposedMilestone | None:
    """Return the first trace of a person who had noticed."""
    since = told.signal.occurred_at if told.signal else None
    acknowledged = told.first(S.ACKNOWLEDGED, after=since)
    people = (each for each in told.candidates if each.sign not in _BY_TOOLS and each.actor)
    spoke = next((each for each in people if since is None or each.occurred_at >= since), None)
    seen = min(filter(None, (acknowledged, spoke)), key=lambda each: each.occurred_at, default=None)
    if seen is None or (since and seen.occurred_at - since > SEEN_WITHIN):
        return None
    how = "answered it" if seen is acknowledged else "spoke of it"
    why = f"The first that shows a person had noticed: {seen.actor or 'somebody'} {how}"
    why += f", {spoken(seen.occurred_at - since)} after the first signal." if since else "."
    return proposal_from(M.DETECTED, seen, why)


def declared(told: Told) -> ProposedMilestone | None:
    """Return when somebody declared an incident."""
    return proposal_from(M.DECLARED, told.declared, told.declared.why) if told.declared else None


def command(told: Told) -> ProposedMilestone | None:
    """Return when somebody took command."""
    taken = told.first(S.COMMAND_TAKEN)
    return proposal_from(M.COMMAND_ESTABLISHED, taken, taken.why) if taken else None


def first_status(told: Told) -> ProposedMilestone | None:
    """Return when customers were told for the first time."""
    since = told.signal.occurred_at if told.signal else None
    update = told.first(S.STATUS_TOLD, S.STATUS_OVER, after=since)
    if update is None:
        return None
    return proposal_from(M.FIRST_STATUS_UPDATE, update, f"The first that customers were told. {update.why}")
