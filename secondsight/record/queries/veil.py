"""The hindsight guard: what is veiled for whom while a room goes through an incident again (R3.3).

For those who walk along, what lies later than the moment is not there, on any page, in search, in exports
and in the API (C12). What has no time nobody can say to have been before, so it is veiled too. The rules
below say it once for each table, and `base.sight` applies them to all reading; queries need not think of it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from secondsight.base import sight
from secondsight.base.models import JournalEntry, SearchDocument
from secondsight.record.models import (
    Appearance,
    Candidate,
    CandidateAnswer,
    DecisionNote,
    DecisionOption,
    DecisionPoint,
    Event,
    EventItem,
    EvidenceFile,
    EvidenceItem,
    HookDelivery,
    HookImport,
    HookOpening,
    Hypothesis,
    HypothesisStep,
    ImpactReading,
    Import,
    Incident,
    IncidentItem,
    ItemQuestion,
    ItemTag,
    Knowledge,
    KnowledgeAnswer,
    KnowledgeProposal,
    LeftOutRecord,
    MergedItem,
    Milestone,
    MilestoneAnswer,
    MilestoneProposal,
    PacketItem,
    Reconstruction,
    ReconstructionStep,
    StepKnowledge,
    Version,
    Walker,
)

VEILED = "(veiled until the room gets there)"


@dataclass(frozen=True)
class Room:
    """An open reconstruction as one viewer stands to it."""

    id: str
    incident_id: str
    moment: datetime
    led_by_id: str
    leader: str
    is_walking: bool


@dataclass(frozen=True)
class Horizon:
    """The reconstructions that are open, and which of them veil what is later; false where none does."""

    viewer_id: str
    rooms: dict[str, Room]  # by incident
    kept: dict[str, Any] = field(default_factory=dict)  # what later rooms' rules need again

    def __bool__(self) -> bool:
        return any(room.is_walking for room in self.rooms.values())

    @property
    def veils(self) -> dict[str, datetime]:
        """Return the moments up to which is seen, by incident."""
        return {id: room.moment for id, room in self.rooms.items() if room.is_walking}


def is_any_open() -> Exists:
    """Return the question whether anywhere a reconstruction is on, as a statement asks it."""
    return Exists(Reconstruction.objects.filter(closed_at=None))


@sight.reads_horizon
def horizon_of(viewer: Any) -> Horizon | None:
    """Return how a viewer stands to the open reconstructions, None where none is open.

    No statement for an account that signed in while none was open, else one.
    """
    if not getattr(viewer, "is_any_reconstruction_open", True):
        return None
    walks = Walker.objects.filter(reconstruction=OuterRef("pk"), account=viewer, left_at=None)
    open_ones = Reconstruction.objects.filter(closed_at=None).annotate(is_walking=Exists(walks))
    rows = open_ones.values_list("id", "incident_id", "moment", "led_by_id", "led_by__name", "is_walking")
    rooms = [Room(id, of, at, led or "", name or "", bool(mine)) for id, of, at, led, name, mine in rows]
    return Horizon(viewer.pk, {room.incident_id: room for room in rooms}) if rooms else None


def veils_of(viewer: Any) -> dict[str, datetime]:
    """Return up to which moment the viewer sees each incident that they walk through, by its id.

    One statement, or none inside a request that asked before.
    """
    found = _horizon(viewer)
    return found.veils if found else {}


def veil_at(viewer: Any, incident: Incident | str) -> datetime | None:
    """Return up to which moment the viewer sees an incident (or its id), None for all of it."""
    return veils_of(viewer).get(incident if isinstance(incident, str) else incident.pk)


def known_turn(incident: Incident, until: datetime | None, turned_out: str) -> tuple[datetime | None, str]:
    """Return when a belief was given up and how it turned out, as far as whoever asks may know of it.

    For values that are read without their rows, which would be emptied by themselves.
    """
    horizon = sight.horizon()
    moment = horizon.veils.get(incident.pk) if horizon else None
    return (until, turned_out) if moment is None or (until and until <= moment) else (None, "")


def room_of(viewer: Any, incident: Incident | str) -> Room | None:
    """Return the reconstruction that is on in an incident as the viewer stands to it, None if none is."""
    found = _horizon(viewer)
    return found.rooms.get(incident if isinstance(incident, str) else incident.pk) if found else None


def _horizon(viewer: Any) -> Horizon | None:
    known = sight.horizon()
    if isinstance(known, Horizon) and known.viewer_id == viewer.pk:
        return known
    return horizon_of(viewer)


def later(horizon: Horizon, at: str, incident: str = "incident") -> Q:
    """Return the condition for what lies beyond the veil, by the names of its time and of its incident.

    What has no time is beyond it.
    """
    beyond = Q(pk__in=[])
    for id, moment in horizon.veils.items():
        beyond |= Q(**{incident: id}) & (Q(**{f"{at}__gt": moment}) | Q(**{f"{at}__isnull": True}))
    return beyond


def past(horizon: Horizon, at: str, incident: str) -> Q:
    """Return the condition for what has a time beyond the veil; what has none is not meant."""
    beyond = Q(pk__in=[])
    for id, moment in horizon.veils.items():
        beyond |= Q(**{incident: id, f"{at}__gt": moment})
    return beyond


def later_events(horizon: Horizon) -> QuerySet[Any]:
    """Return the ids of the events that are veiled."""
    return Event.objects.filter(later(horizon, "occurred_at")).order_by().values("pk")


def later_items(horizon: Horizon, of: str) -> Q:
    """Return the condition for what is an item of evidence that is veiled, by its column's name.

    An item lies where its incident's clock puts it; one that was imported for an incident and does not
    belong to it lies where it was told.
    """
    links = IncidentItem.objects.filter(incident__in=horizon.veils)
    put = IncidentItem.objects.filter(later(horizon, "occurred_at")).values("item")
    told = EvidenceItem.objects.filter(later(horizon, "occurred_at", "file__going__incident"))
    rested = EvidenceItem.objects.filter(past(horizon, "occurred_at", "event_items__event__incident"))
    placed = links.values("item")
    return (
        Q(**{f"{of}__in": put})
        | Q(**{f"{of}__in": told.exclude(pk__in=placed).values("pk")})
        | Q(**{f"{of}__in": rested.exclude(pk__in=placed).values("pk")})
    )


def veiled_files(horizon: Horizon, of: str) -> Q:
    """Return the condition for what is a file that tells of later times, by its column's name.

    A receipt counts all that came, so a file of the incident's is veiled as a whole.
    """
    put = IncidentItem.objects.filter(incident__in=horizon.veils).values("item__file")
    brought = EvidenceFile.objects.filter(going__incident__in=horizon.veils).values("pk")
    return Q(**{f"{of}__in": put}) | Q(**{f"{of}__in": brought})


@sight.narrows(Event, Candidate, IncidentItem)
def _by_occurrence(horizon: Horizon) -> Q:
    return ~later(horizon, "occurred_at")


@sight.narrows(Milestone, MilestoneProposal)
def _by_instant(horizon: Horizon) -> Q:
    return ~later(horizon, "at")


@sight.narrows(MilestoneAnswer)
def _by_proposal(horizon: Horizon) -> Q:
    return ~later(horizon, "proposal__at", "proposal__incident")


@sight.narrows(CandidateAnswer)
def _by_candidate(horizon: Horizon) -> Q:
    return ~later(horizon, "candidate__occurred_at", "candidate__incident")


@sight.narrows(Knowledge, KnowledgeProposal)
def _by_learning(horizon: Horizon) -> Q:
    of = "event__incident"
    return ~(later(horizon, "known_at", of) | later(horizon, "event__occurred_at", of))


@sight.narrows(DecisionPoint)
def _by_decision(horizon: Horizon) -> Q:
    return ~later(horizon, "event__occurred_at", "event__incident")


@sight.narrows(DecisionOption)
def _by_decision_of_option(horizon: Horizon) -> Q:
    return ~later(horizon, "decision__event__occurred_at", "decision__event__incident")


@sight.narrows(DecisionNote)
def _by_decision_of_note(horizon: Horizon) -> Q:
    """What misled, what was missing and luck are told by who knows how it went on."""
    of = "decision__event__incident"
    knowing = Q(probe__in=("misled", "information", "luck"), **{f"{of}__in": horizon.veils})
    beyond = later(horizon, "decision__event__occurred_at", of)
    return ~(beyond | knowing | past(horizon, "event__occurred_at", of))


@sight.narrows(KnowledgeAnswer)
def _by_proposed_learning(horizon: Horizon) -> Q:
    of = "proposal__event__incident"
    return ~(later(horizon, "proposal__known_at", of) | later(horizon, "proposal__event__occurred_at", of))


@sight.narrows(Version)
def _by_telling(horizon: Horizon) -> Q:
    of = "event__incident"
    return ~(past(horizon, "occurred_at", of) | later(horizon, "event__occurred_at", of))


@sight.narrows(EventItem)
def _by_event_and_item(horizon: Horizon) -> Q:
    return ~(later(horizon, "event__occurred_at", "event__incident") | later_items(horizon, "item"))


@sight.narrows(EvidenceItem)
def _by_place(horizon: Horizon) -> Q:
    return ~later_items(horizon, "pk")


@sight.narrows(MergedItem)
def _by_file_and_item(horizon: Horizon) -> Q:
    return ~(veiled_files(horizon, "file") | later_items(horizon, "item"))


@sight.narrows(ItemTag, ItemQuestion)
def _by_item(horizon: Horizon) -> Q:
    return ~(Q(incident__in=horizon.veils) & later_items(horizon, "item"))


@sight.narrows(EvidenceFile)
def _files(horizon: Horizon) -> Q:
    return ~veiled_files(horizon, "pk")


@sight.narrows(Import)
def _imports(horizon: Horizon) -> Q:
    files = EvidenceFile.objects.filter(veiled_files(horizon, "pk"))
    return ~(Q(incident__in=horizon.veils) | Q(pk__in=files.values("going")))


@sight.narrows(LeftOutRecord, HookDelivery)
def _by_file(horizon: Horizon) -> Q:
    return ~veiled_files(horizon, "file")


@sight.narrows(HookImport)
def _by_import(horizon: Horizon) -> Q:
    files = EvidenceFile.objects.filter(veiled_files(horizon, "pk"))
    return ~(Q(going__incident__in=horizon.veils) | Q(going__in=files.values("going")))


@sight.narrows(HookOpening)
def _by_opening_item(horizon: Horizon) -> Q:
    return ~(Q(incident__in=horizon.veils) & later_items(horizon, "item"))


@sight.narrows(PacketItem)
def _untimed(horizon: Horizon) -> Q:
    return ~Q(incident__in=horizon.veils)


def _told_in_time(horizon: Horizon) -> Q:
    """Steps of hypotheses that lie before the veil, by their own time, else by their item's."""
    seen = Q(pk__in=[])
    for id, moment in horizon.veils.items():
        placed = IncidentItem.objects.filter(incident=id, occurred_at__lte=moment)
        seen |= Q(hypothesis__incident=id) & (
            Q(occurred_at__lte=moment) | Q(occurred_at=None, item__in=placed.values("item"))
        )
    return seen


@sight.narrows(HypothesisStep)
def _steps(horizon: Horizon) -> Q:
    walked = Q(hypothesis__incident__in=horizon.veils)
    raised = _raised_in_time(horizon)
    return ~walked | (_told_in_time(horizon) & Q(hypothesis__in=raised) & ~later_items(horizon, "item"))


@sight.narrows(StepKnowledge)
def _by_hearing(horizon: Horizon) -> Q:
    of = "step__hypothesis__incident"
    seen = HypothesisStep.objects.filter(_steps(horizon)).order_by().values("pk")
    return ~later(horizon, "known_at", of) & (~Q(**{f"{of}__in": horizon.veils}) | Q(step__in=seen))


@sight.narrows(ImpactReading)
def _by_beginning(horizon: Horizon) -> Q:
    return ~later(horizon, "from_at")


@sight.narrows(Hypothesis)
def _hypotheses(horizon: Horizon) -> Q:
    return ~Q(incident__in=horizon.veils) | Q(pk__in=_raised_in_time(horizon))


def _raised_in_time(horizon: Horizon) -> QuerySet[Any]:
    raised = HypothesisStep.objects.filter(state="raised", withdrawn_at=None)
    return raised.filter(_told_in_time(horizon)).order_by().values("hypothesis")


@sight.narrows(Appearance)
def _appearances(horizon: Horizon) -> Q:
    return ~later(horizon, "first_at")


@sight.narrows(ReconstructionStep)
def _walked_before(horizon: Horizon) -> Q:
    """An earlier walk through the same incident went further."""
    walks = [horizon.rooms[id].id for id in horizon.veils]
    return ~past(horizon, "to_at", "reconstruction__incident") | Q(reconstruction__in=walks)


@sight.narrows(JournalEntry)
def _journal(horizon: Horizon) -> Q:
    topics = [f"incident:{id}" for id in horizon.veils]
    walks = [horizon.rooms[id].id for id in horizon.veils]
    return ~Q(topic__in=topics) | Q(subject_kind="reconstruction", subject__in=walks)


@sight.narrows(SearchDocument)
def _documents(horizon: Horizon) -> Q:
    # Their texts were gathered with everything in them: the summary, what every witness said.
    told = Version.objects.filter(past(horizon, "occurred_at", "event__incident"))
    topics = [f"incident:{id}" for id in horizon.veils]
    return (
        ~Q(kind="decision", topic__in=topics)
        & ~Q(kind="incident", subject__in=horizon.veils)
        & ~Q(kind="event", subject__in=told.values("event"))
    )


@sight.blurs(Incident)
def _blur_incident(row: Model, horizon: Horizon) -> None:
    if row.pk in horizon.veils:
        _empty(row, summary="")


@sight.blurs(Event)
def _blur_event(row: Any, horizon: Horizon) -> None:
    moment = _veil(row, horizon, "incident_id")
    if moment is not None and _is_beyond(row, "occurred_at", moment):
        _empty(row, what=VEILED, context="", actor="")


@sight.blurs(Candidate)
def _blur_candidate(row: Any, horizon: Horizon) -> None:
    moment = _veil(row, horizon, "incident_id")
    if moment is not None and _is_beyond(row, "occurred_at", moment):
        _empty(row, what=VEILED, why="", actor="", team_name="", reasons=[])


@sight.blurs(Knowledge)
def _blur_knowledge(row: Any, horizon: Horizon) -> None:
    """That a belief was given up, and that it turned out otherwise, was found out later."""
    until = row.__dict__.get("until_at")
    incident = _incidents_of_events(horizon).get(str(row.__dict__.get("event_id")))
    if incident is not None and (until is None or until > horizon.veils[incident]):
        _empty(row, until_at=None, turned_out="")


@sight.blurs(ImpactReading)
def _blur_impact(row: Any, horizon: Horizon) -> None:
    """When it ended, and what it came to in the end, was not known while it went on."""
    moment = _veil(row, horizon, "incident_id")
    until = row.__dict__.get("until_at")
    if moment is not None and row.__dict__.get("extent") == "stretch" and (until is None or until > moment):
        _empty(row, until_at=None, value=None)


@sight.blurs(Appearance)
def _blur_appearance(row: Any, horizon: Horizon) -> None:
    moment = _veil(row, horizon, "incident_id")
    if moment is not None and _is_beyond(row, "last_at", moment):
        _empty(row, last_at=moment, items=0, characters=0)


@sight.blurs(HookOpening)
def _blur_opening(row: Any, horizon: Horizon) -> None:
    if _veil(row, horizon, "incident_id") is not None:
        _empty(row, because=VEILED, subject="")


def _incidents_of_events(horizon: Horizon) -> dict[str, str]:
    """Return the incidents of all events of those that are walked through, asked for once a request."""
    if "events" not in horizon.kept:
        rows = Event.objects.filter(incident__in=horizon.veils).values_list("id", "incident")
        horizon.kept["events"] = dict(rows)
    found: dict[str, str] = horizon.kept["events"]
    return found


def _veil(row: Model, horizon: Horizon, of: str) -> datetime | None:
    return horizon.veils.get(str(row.__dict__.get(of)))


def _is_beyond(row: Model, at: str, moment: datetime) -> bool:
    instant = row.__dict__.get(at)
    return instant is None or instant > moment


def _empty(row: Model, **fields: Any) -> None:
    """Set those of the fields that were loaded; one that was not is read again, and blurred then."""
    for name, value in fields.items():
        if name in row.__dict__:
            setattr(row, name, value)
