"""What the page of one incident says."""

from dataclasses import dataclass
from datetime import datetime

from secondsight.organisation.models import Account, Service, Team
from secondsight.record.models import Incident, Participant
from secondsight.record.queries.beside import (
    DurationBeside,
    MilestoneBeside,
    durations_beside,
    milestones_beside,
)
from secondsight.record.queries.incidents import participants
from secondsight.record.queries.milestone_proposals import count_waiting_milestones
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.milestones import FactToSettle, find_facts_to_settle
from secondsight.record.rules.vocabulary import MilestoneKind


@dataclass(frozen=True)
class IncidentFacts:
    """Everything that is said of an incident beside its timeline."""

    services: list[Service]
    teams: list[Team]
    participants: list[Participant]
    milestones: list[MilestoneBeside]
    durations: list[DurationBeside]
    proposed: int  # milestones that the evidence tells of and nobody has looked at
    to_settle: list[FactToSettle]
    lasted: str  # from the start of the impact until it was mitigated, empty where unknown


def incident_facts(viewer: Account, incident: Incident, now: datetime) -> IncidentFacts:
    """Return the facts of an incident that the viewer has found; a fixed number of statements."""
    milestones = milestones_beside(viewer, incident)
    points = {row.kind: row.at for row in milestones}
    return IncidentFacts(
        services=list(incident.services.all()),
        teams=list(incident.teams.all()),
        participants=list(participants(incident)),
        milestones=milestones,
        durations=durations_beside(milestones),
        proposed=count_waiting_milestones(incident),
        to_settle=find_facts_to_settle(points, now),
        lasted=_lasted(points),
    )


def _lasted(points: dict[MilestoneKind, datetime | None]) -> str:
    start = points[MilestoneKind.IMPACT_START]
    end = points[MilestoneKind.MITIGATED] or points[MilestoneKind.RESOLVED]
    return spoken(end - start) if start and end and end > start else ""
