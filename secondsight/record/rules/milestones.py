"""What an incident's milestones say, and where they cannot all be right (R1.1).

Times come from memory, logs and chats in several zones. A contradiction is not an error to refuse but a
fact to settle: it is shown, and people correct it when they know.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.vocabulary import MilestoneKind

M = MilestoneKind

# What has to come first by the meaning of the words. A signal may well precede the impact, and people may
# mitigate before anybody declares: such pairs are left out on purpose.
_FOLLOWED_BY: dict[MilestoneKind, tuple[MilestoneKind, ...]] = {
    M.IMPACT_START: (M.DETECTED, M.MITIGATED),
    M.FIRST_SIGNAL: (M.DETECTED,),
    M.DETECTED: (M.DECLARED, M.RIGHT_EXPERT_ENGAGED, M.FIRST_STATUS_UPDATE, M.MITIGATED),
    M.DECLARED: (M.COMMAND_ESTABLISHED, M.RESOLVED),
    M.MITIGATED: (M.RESOLVED,),
    M.RESOLVED: (M.FULLY_RECOVERED,),
}


@dataclass(frozen=True, slots=True)
class FactToSettle:
    """Something about the milestones that somebody who was there can clear up."""

    code: str  # "order", "future", "gap", "missing"
    kinds: tuple[MilestoneKind, ...]
    sentence: str


def find_facts_to_settle(
    milestones: Mapping[MilestoneKind, datetime | None],
    now: datetime,
    longest_gap: timedelta = timedelta(hours=24),
) -> list[FactToSettle]:
    """Return what does not fit together: times ahead, then order, then gaps, then what is unknown.

    What is unknown is only asked for once the incident is mitigated or resolved; an incident that still
    runs is left in peace.
    Source: R1.1.
    """
    known = {kind: at for kind in MilestoneKind if (at := milestones.get(kind)) is not None}
    return [*_ahead(known, now), *_out_of_order(known), *_gaps(known, longest_gap), *_unknown(known)]


def _ahead(known: Mapping[MilestoneKind, datetime], now: datetime) -> list[FactToSettle]:
    return [
        FactToSettle(
            "future",
            (kind,),
            f"“{kind.label}” lies {spoken(at - now)} ahead of now. Is the day or the time zone right?",
        )
        for kind, at in known.items()
        if at > now
    ]


def _out_of_order(known: Mapping[MilestoneKind, datetime]) -> list[FactToSettle]:
    return [
        FactToSettle(
            "order",
            (first, then),
            f"“{then.label}” is {spoken(known[first] - known[then])} before “{first.label}”, which should "
            f"come first.{_zone_hint(known[first] - known[then])} Which of the two is right?",
        )
        for first in known
        for then in known
        if _precedes(first, then) and known[first] > known[then] and not _has_between(first, then, known)
    ]


def _gaps(known: Mapping[MilestoneKind, datetime], longest: timedelta) -> list[FactToSettle]:
    in_time = sorted(known, key=lambda kind: known[kind])
    return [
        FactToSettle(
            "gap",
            (one, next_one),
            f"Between “{one.label}” and “{next_one.label}” lie {spoken(known[next_one] - known[one])}. Is "
            "the day right, and did nothing happen in between?",
        )
        for one, next_one in zip(in_time, in_time[1:], strict=False)
        if known[next_one] - known[one] > longest
    ]


def _unknown(known: Mapping[MilestoneKind, datetime]) -> list[FactToSettle]:
    if not known.keys() & {M.MITIGATED, M.RESOLVED, M.FULLY_RECOVERED}:
        return []
    missing = tuple(kind for kind in MilestoneKind if kind not in known)
    if not missing:
        return []
    names = ", ".join(kind.label.lower() for kind in missing)
    said = f"Not known: {names}. If nobody can tell, they stay unknown."
    return [FactToSettle("missing", missing, said)]


def _precedes(first: MilestoneKind, then: MilestoneKind) -> bool:
    following = _FOLLOWED_BY.get(first, ())
    return then in following or any(_precedes(kind, then) for kind in following)


def _has_between(first: MilestoneKind, then: MilestoneKind, known: Mapping[MilestoneKind, datetime]) -> bool:
    """Whether a known milestone between the two is contradicted too, so that it is told about instead."""
    return any(
        _precedes(first, kind)
        and _precedes(kind, then)
        and (known[first] > known[kind] or known[kind] > known[then])
        for kind in known
    )


def _zone_hint(difference: timedelta) -> str:
    """A difference of whole hours is often a time zone's."""
    hours, rest = divmod(difference, timedelta(hours=1))
    if 1 <= hours <= 14 and not rest:
        return " A difference of whole hours may be a time zone."
    return ""
