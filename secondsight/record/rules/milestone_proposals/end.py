"""The milestones towards the end: the right expert, the harm stopped, all called over, all put right."""

import re
from datetime import timedelta

from secondsight.record.rules.candidates.facts import CandidateFact, EvidenceFact
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.candidates.turns import SAID
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.milestone_proposals.told import ProposedMilestone, Told, proposal_from
from secondsight.record.rules.vocabulary import MilestoneKind

M, S = MilestoneKind, Sign

WORKED = timedelta(hours=1)  # before the harm stopped: who acted then

_DEEDS = frozenset({S.ACTED, S.DECIDED})
_INSIGHTS = frozenset({S.EXPLAINED, S.SUSPECTED})
_ALL_WELL = re.compile(
    r"\b(?:fully recovered|backlog (?:is |has )?(?:been )?(?:gone|cleared|drained|empty|worked off)|"
    r"everything is back|all (?:\w+ ){0,4}(?:have|has) (?:been|an) \w+ (?:now|again))\b",
    re.IGNORECASE,
)


def expert(told: Told) -> ProposedMilestone | None:
    """Return when somebody came in who both saw what it was and acted last before the harm stopped."""
    end = told.settled(S.CALLED_MITIGATED) or told.settled(S.CALLED_OVER)
    if end is None:
        return None
    working = [
        each
        for each in told.candidates
        if each.sign in _DEEDS | _INSIGHTS
        and timedelta() <= end.occurred_at - each.occurred_at <= WORKED
        and each.actor
    ]
    deed = next((each for each in reversed(working) if each.sign is S.ACTED), None)
    if deed is None:
        return None
    insight = next((each for each in working if each.actor == deed.actor and each.sign in _INSIGHTS), None)
    entered = _entered(deed, told)
    if insight is None or entered is None:
        return None
    later = spoken(insight.occurred_at - entered.occurred_at)
    why = (
        f"{deed.actor} came in then, gave an explanation {later} later, and did the last thing that was done "
        "before the harm stopped."
    )
    keys = dict.fromkeys((entered.key, insight.item_keys[0], deed.item_keys[0]))
    return ProposedMilestone(M.RIGHT_EXPERT_ENGAGED, entered.occurred_at, why, tuple(keys))


def _entered(deed: CandidateFact, told: Told) -> EvidenceFact | None:
    """The first trace of who acted, in the channel in which they acted, since the first signal."""
    lead = told.by_key.get(deed.item_keys[0])
    since = told.signal.occurred_at if told.signal else None
    if lead is None:
        return None
    who = lead.author_id or lead.author_name
    mine = (
        fact
        for fact in told.facts
        if fact.channel == lead.channel and (fact.author_id or fact.author_name) == who
    )
    return next((fact for fact in mine if since is None or fact.occurred_at >= since), None)


def mitigated(told: Told) -> ProposedMilestone | None:
    """Return when it was called mitigated after the last alert, else when the last alert was over."""
    if called := told.settled(S.CALLED_MITIGATED):
        return proposal_from(M.MITIGATED, called, called.why)
    clearings = [each for each in told.candidates if each.sign is S.ALERT_CLEARED]
    names = {each.about for each in told.candidates if each.sign is S.ALERT_FIRED}
    if not clearings or told.alarmed_last is None or names - {each.about for each in clearings}:
        return None
    last = clearings[-1]
    if last.occurred_at < told.alarmed_last.occurred_at:
        return None
    return proposal_from(M.MITIGATED, last, "The last of the alerts was over, and none fired again.")


def resolved(told: Told) -> ProposedMilestone | None:
    """Return when it was called over after the last alert, else when customers were told so."""
    if called := told.settled(S.CALLED_OVER):
        return proposal_from(M.RESOLVED, called, called.why)
    if over := told.settled(S.STATUS_OVER):
        return proposal_from(M.RESOLVED, over, over.why)
    return None


def recovered(told: Told) -> ProposedMilestone | None:
    """Return when what was left over was done: as somebody said, or at the latest as customers were told."""
    resolved = told.settled(S.CALLED_OVER)
    if resolved is None:
        return None
    since = resolved.occurred_at
    for fact in told.facts:
        if fact.occurred_at <= since or fact.kind not in SAID or fact.is_bot:
            continue
        if match := _ALL_WELL.search(fact.text):
            why = f"{fact.author_name or 'Somebody'} said that what was left over was done: “{match[0]}”."
            return ProposedMilestone(M.FULLY_RECOVERED, fact.occurred_at, why, (fact.key,))
    over = told.first(S.STATUS_OVER, after=since)
    if over is None or over.occurred_at == since:
        return None
    why = f"No later than this: after it was called resolved, customers were told. {over.why}"
    return proposal_from(M.FULLY_RECOVERED, over, why)
