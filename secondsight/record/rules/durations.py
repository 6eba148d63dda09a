"""The lengths that an incident is measured by, on both clocks, with what is not known said (R1.1, R3.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.organisation.rules.term import Term
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.vocabulary import MilestoneKind, Precision

M = MilestoneKind


class TimeTo(Term):
    """The lengths that an incident is measured by."""

    DETECT = "detect", "Time to detect", "From the start of the impact until somebody noticed."
    DECLARE = "declare", "Time to declare", "From detection until it was called an incident."
    COMMAND = "command", "Time to command", "From detection until somebody led the response."
    RIGHT_EXPERT = "right_expert", "Time to the right expert", "From detection."
    FIRST_STATUS = "first_status", "Time to the first status update", "From detection."
    MITIGATE = "mitigate", "Time to mitigate", "From the start of the impact."
    RESOLVE = "resolve", "Time to resolve", "From the start of the impact."
    RECOVER = "recover", "Time to full recovery", "From the start of the impact."


SPANS = {
    TimeTo.DETECT: (M.IMPACT_START, M.DETECTED),
    TimeTo.DECLARE: (M.DETECTED, M.DECLARED),
    TimeTo.COMMAND: (M.DETECTED, M.COMMAND_ESTABLISHED),
    TimeTo.RIGHT_EXPERT: (M.DETECTED, M.RIGHT_EXPERT_ENGAGED),
    TimeTo.FIRST_STATUS: (M.DETECTED, M.FIRST_STATUS_UPDATE),
    TimeTo.MITIGATE: (M.IMPACT_START, M.MITIGATED),
    TimeTo.RESOLVE: (M.IMPACT_START, M.RESOLVED),
    TimeTo.RECOVER: (M.IMPACT_START, M.FULLY_RECOVERED),
}
"""From which milestone to which each length goes."""


@dataclass(frozen=True, slots=True)
class Point:
    """When something was reached, and how closely that is known."""

    at: datetime
    precision: Precision = Precision.SECOND


@dataclass(frozen=True, slots=True)
class Duration:
    """One length, or why there is none: an end that nobody knows, or two ends in the wrong order."""

    name: TimeTo
    start: MilestoneKind
    end: MilestoneKind
    length: timedelta | None
    is_about: bool = False  # an end is known less closely than to the second
    unknown: tuple[MilestoneKind, ...] = ()
    backwards: timedelta | None = None  # how far the end lies before the start

    @property
    def words(self) -> str:
        """The length as people say it, or in words why it cannot be told."""
        if self.length is not None:
            if self.is_about and self.length < timedelta(minutes=1):
                return "about a minute or less"
            return f"about {spoken(self.length)}" if self.is_about else spoken(self.length)
        if self.backwards is not None:
            return (
                f"cannot be told: “{self.end.label}” lies {spoken(self.backwards)} before "
                f"“{self.start.label}”"
            )
        ends = " and ".join(f"“{kind.label}”" for kind in self.unknown)
        return f"not known: {ends} {'has' if len(self.unknown) == 1 else 'have'} no time"


def measure(points: Mapping[MilestoneKind, Point | None]) -> list[Duration]:
    """Return every length in the order of `TimeTo`, measured, or with what is missing or contradicts.

    Source: R1.1, R10.3.
    """
    return [_measured(name, start, end, points) for name, (start, end) in SPANS.items()]


def durations(milestones: Mapping[MilestoneKind, datetime | None]) -> dict[TimeTo, timedelta | None]:
    """Return every length, None where an end is unknown or the two are in the wrong order.

    Source: R1.1, R10.3.
    """
    points = {kind: Point(at) for kind, at in milestones.items() if at is not None}
    return {each.name: each.length for each in measure(points)}


def _measured(
    name: TimeTo, start: MilestoneKind, end: MilestoneKind, points: Mapping[MilestoneKind, Point | None]
) -> Duration:
    one, other = points.get(start), points.get(end)
    if one is None or other is None:
        missing = tuple(kind for kind in (start, end) if points.get(kind) is None)
        return Duration(name, start, end, None, unknown=missing)
    is_about = any(point.precision is not Precision.SECOND for point in (one, other))
    if other.at < one.at:
        return Duration(name, start, end, None, is_about, backwards=one.at - other.at)
    return Duration(name, start, end, other.at - one.at, is_about)
