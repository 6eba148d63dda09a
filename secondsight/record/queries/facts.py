"""What the page of one incident says."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.organisation.models import Account, Service, Team
from secondsight.record.models import Incident, Participant
from secondsight.record.queries.incidents import participants
from secondsight.record.queries.milestone_proposals import count_waiting_milestones
from secondsight.record.rules.durations import durations
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.milestones import FactToSettle, find_facts_to_settle
from secondsight.record.rules.vocabulary import MilestoneKind


@dataclass(frozen=True)
class Reached:
    """One milestone: when it was reached, and how long after the one before it in time."""

    kind: MilestoneKind
    at: datetime | None
    after: str  # "12 min", empty for the first and for what is unknown


@dataclass(frozen=True)
class IncidentFacts:
    """Everything that is said of an incident beside its timeline."""

    services: list[Service]
    teams: list[Team]
    participants: list[Participant]
    milestones: list[Reached]
    proposed: int  # milestones that the evidence tells of and nobody has looked at
    to_settle: list[FactToSettle]
    lengths: list[tuple[str, str]]  # ("Time to detect", "7 min"), only what is known
    lasted: str  # from the start of the impact until it was mitigated, empty where unknown


def incident_facts(viewer: Account, incident: Incident, now: datetime) -> IncidentFacts:
    """Return the facts of an incident that the viewer has found; five statements."""
    points = milestones_of(incident)
    lengths = durations(points)
    return IncidentFacts(
        services=list(incident.services.all()),
        teams=list(incident.teams.all()),
        participants=list(participants(incident)),
        milestones=_reached(points),
        proposed=count_waiting_milestones(incident),
        to_settle=find_facts_to_settle(points, now),
        lengths=[(name.label, spoken(length)) for name, length in lengths.items() if length is not None],
        lasted=_lasted(points),
    )


def milestones_of(incident: Incident) -> dict[MilestoneKind, datetime | None]:
    """Return when an incident reached each point, None where nobody knows."""
    known = {row.kind: row.at for row in incident.milestones.all()}
    return {kind: known.get(kind.value) for kind in MilestoneKind}


def _reached(points: dict[MilestoneKind, datetime | None]) -> list[Reached]:
    """Return the known ones in the order of their time, then the unknown ones."""
    known = sorted((at, list(MilestoneKind).index(kind), kind) for kind, at in points.items() if at)
    reached = []
    before: datetime | None = None
    for at, _, kind in known:
        gap = at - before if before else timedelta()
        reached.append(Reached(kind, at, spoken(gap) if before else ""))
        before = at
    return reached + [Reached(kind, None, "") for kind, at in points.items() if at is None]


def _lasted(points: dict[MilestoneKind, datetime | None]) -> str:
    start = points[MilestoneKind.IMPACT_START]
    end = points[MilestoneKind.MITIGATED] or points[MilestoneKind.RESOLVED]
    return spoken(end - start) if start and end and end > start else ""
