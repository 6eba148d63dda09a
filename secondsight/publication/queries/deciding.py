"""From the decision points of incidents to what an edition tells of them."""

from typing import Any

from secondsight.publication.rules.deciding import Deciding, Voice, Way
from secondsight.record.models import DecisionNote, Incident
from secondsight.record.queries.decisions import Told, decision_points, told
from secondsight.record.rules.decisions.vocabulary import OF_OPTIONS, Probe


def read_deciding(viewer: Any, incidents: list[Incident]) -> dict[str, Deciding]:
    """Return what is told of the decisions of some incidents, by their moments; three statements."""
    return {row.event_id: _deciding(told(row)) for row in decision_points(viewer, incidents)}


def _deciding(found: Told) -> Deciding:
    decision = found.decision
    said = [(probe.label, found.notes_on(probe)) for probe in Probe if probe not in OF_OPTIONS]
    return Deciding(
        question=decision.question,
        choice=decision.choice,
        decider=found.decider,
        team_id=decision.team_id or "",
        ways=tuple(
            Way(
                way.option.what,
                way.option.is_taken,
                tuple(map(_voice, way.spoke_for)),
                tuple(map(_voice, way.spoke_against)),
            )
            for way in found.ways
        ),
        said=tuple((label, tuple(map(_voice, notes))) for label, notes in said if notes),
    )


def _voice(note: DecisionNote) -> Voice:
    about = note.event.what if note.event is not None and note.event.removed_at is None else ""
    kind = note.get_constraint_kind_display() if note.constraint_kind else ""
    return Voice(note.words, note.speaker.name, about or kind)
