"""What is read of decision points; the viewer comes first (C12)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account
from secondsight.record.models import DecisionNote, DecisionOption, DecisionPoint, Event, Incident
from secondsight.record.queries.incidents import is_name
from secondsight.record.rules.decisions.sweeps import (
    DecisionFacts,
    NoteFact,
    OptionFact,
    SweepStanding,
    lacking_context,
    sweeps,
)
from secondsight.record.rules.decisions.vocabulary import OF_OPTIONS, SWEEP_OF, Probe, Sweep
from secondsight.record.rules.standing import NEEDS_CONTEXT, ask_for_context
from secondsight.record.rules.vocabulary import EventKind

ORDER = (F("event__occurred_at").asc(nulls_last=True), "event_id")


def decision_points(viewer: Account, incidents: Sequence[Incident]) -> QuerySet[DecisionPoint]:
    """Return the decisions on the timelines of incidents, in the order they were taken, timeless ones last.

    Each with all that `told` reads, in a fixed number of statements.
    """
    rows = _visible(viewer).filter(event__incident__in=incidents, event__removed_at=None, removed_at=None)
    return with_told(rows).order_by(*ORDER)


def decision_point(viewer: Account, id: str) -> DecisionPoint:
    """Return one decision with all that `told` reads, taken back or not. Raises NotFound."""
    return _found(with_told(_visible(viewer)), id, "There is no such decision here that you may see.")


def decision_of(viewer: Account, event: Event) -> DecisionPoint | None:
    """Return the decision point of an event that the viewer has found, None where there is none."""
    return with_told(_visible(viewer)).filter(event=event, removed_at=None).first()


def option(viewer: Account, id: str) -> DecisionOption:
    """Return one option, taken back or not. Raises NotFound."""
    rows = DecisionOption.objects.filter(decision__in=_visible(viewer)).select_related("decision__event")
    return _found(rows, id, "There is no such option here that you may see.")


def note(viewer: Account, id: str) -> DecisionNote:
    """Return one note, taken back or not. Raises NotFound."""
    rows = DecisionNote.objects.filter(decision__in=_visible(viewer))
    rows = rows.select_related("decision__event", "speaker", "option", "event")
    return _found(rows, id, "There is no such note here that you may see.")


def undecided(viewer: Account, incidents: Sequence[Incident]) -> QuerySet[Event]:
    """Return the events of the kind decision of which nothing is told yet, oldest first."""
    rows = Event.objects.filter(incident__in=Incident.objects.visible_to(viewer))
    return (
        rows.filter(incident__in=incidents, removed_at=None, kind=EventKind.DECISION)
        .filter(Q(decision_point=None) | Q(decision_point__removed_at__isnull=False))
        .select_related("account", "incident")
        .order_by(F("occurred_at").asc(nulls_last=True), "id")
    )


def with_told(rows: QuerySet[DecisionPoint]) -> QuerySet[DecisionPoint]:
    """Return decisions with their event, who decided, options and notes, in two more statements."""
    notes = DecisionNote.objects.filter(withdrawn_at=None).select_related("speaker", "event")
    options = DecisionOption.objects.filter(removed_at=None)
    return rows.select_related(
        "event__incident__severity", "event__account", "event__team", "account", "team"
    ).prefetch_related(
        Prefetch("options", options.order_by("recorded_at", "id"), to_attr="ways"),
        Prefetch("notes", notes.order_by("recorded_at", "id"), to_attr="said"),
    )


@dataclass(frozen=True)
class Way:
    """An option with what spoke for it and against it then, each in the words of who says so."""

    option: DecisionOption
    spoke_for: list[DecisionNote]
    spoke_against: list[DecisionNote]


@dataclass(frozen=True)
class Asked:
    """A probe and what people said to it."""

    probe: Probe
    notes: list[DecisionNote]


@dataclass(frozen=True)
class Round:
    """A sweep with how it stands and what was said in it; `asked` has its own probes, answered or not."""

    standing: SweepStanding
    asked: list[Asked]


@dataclass(frozen=True)
class Told:
    """A decision as people have told it so far."""

    decision: DecisionPoint
    event: Event
    decider: str
    ways: list[Way]
    rounds: list[Round]
    lacks: str  # the question that an outcome without context raises (R3.9)

    @property
    def open_count(self) -> int:
        """How many questions its sweeps leave open."""
        return sum(len(one.standing.open) for one in self.rounds)

    @property
    def note_count(self) -> int:
        """How many notes there are."""
        return sum(one.standing.notes for one in self.rounds)

    def notes_on(self, *probes: Probe) -> list[DecisionNote]:
        """Return what was said to some probes, in whichever sweep, oldest first."""
        return [note for note in _said(self.decision) if note.probe in probes]


def told(decision: DecisionPoint) -> Told:
    """Return a decision that a query here has loaded, as its options and notes tell it."""
    said, facts = _said(decision), facts_of(decision)
    weighed = [note for note in said if note.probe in OF_OPTIONS]
    return Told(
        decision=decision,
        event=decision.event,
        decider=decider_of(decision),
        ways=[
            Way(
                option,
                _on(weighed, option, Probe.SPOKE_FOR),
                _on(weighed, option, Probe.SPOKE_AGAINST),
            )
            for option in decision.ways  # type: ignore[attr-defined]
        ],
        rounds=[
            Round(
                standing,
                [
                    Asked(probe, notes)
                    for probe in Probe
                    if probe not in OF_OPTIONS
                    and (
                        (notes := [n for n in said if n.probe == probe and n.sweep == standing.sweep])
                        or SWEEP_OF[probe] is standing.sweep
                    )
                ],
            )
            for standing in sweeps(facts)
        ],
        lacks=lacking_context(facts),
    )


def decider_of(decision: DecisionPoint) -> str:
    """Return who decided by name, "" where nobody has said."""
    if decision.account is not None:
        return decision.account.name
    return decision.team.name if decision.team is not None else decision.name


def facts_of(decision: DecisionPoint) -> DecisionFacts:
    """Return what the rules read of a decision that a query here has loaded."""
    options = {row.pk: row for row in decision.ways}  # type: ignore[attr-defined]
    return DecisionFacts(
        question=decision.question,
        choice=decision.choice,
        decider=decider_of(decision),
        is_timed=decision.event.occurred_at is not None,
        context=decision.event.context,
        options=tuple(OptionFact(row.pk, row.what) for row in options.values()),
        notes=tuple(
            NoteFact(Probe(row.probe), Sweep(row.sweep), row.speaker.name, row.option_id or "")
            for row in _said(decision)
            if row.option_id is None or row.option_id in options
        ),
    )


@dataclass(frozen=True)
class OnTimeline:
    """Which events of a timeline are told as decisions, and which lack their context (R3.9)."""

    decisions: dict[str, str]  # ids of decision points by event
    lacks: dict[str, str]  # the question that an outcome without context raises, by event


def on_timeline(viewer: Account, incident: Incident) -> OnTimeline:
    """Return which events of an incident are told as decisions, and which lack their context; four
    statements."""
    seen = Event.objects.filter(incident__in=Incident.objects.visible_to(viewer))
    bare = _bare(seen.filter(incident=incident, removed_at=None))
    lacks = {pk: ask_for_context(EventKind(kind), "") for pk, kind in bare.values_list("pk", "kind")}
    marked = {}
    for decision in decision_points(viewer, [incident]):
        marked[decision.event_id] = decision.pk
        if words := lacking_context(facts_of(decision)):
            lacks[decision.event_id] = words
        else:
            lacks.pop(decision.event_id, None)
    return OnTimeline(marked, lacks)


def without_context(rows: QuerySet[Event], found: OnTimeline) -> QuerySet[Event]:
    """Return those of the events of a timeline that lack their context."""
    return _bare(rows).exclude(pk__in=[pk for pk in found.decisions if pk not in found.lacks])


def _bare(rows: QuerySet[Event]) -> QuerySet[Event]:
    return rows.filter(kind__in=NEEDS_CONTEXT, context="")


def _visible(viewer: Account) -> QuerySet[DecisionPoint]:
    return DecisionPoint.objects.filter(event__incident__in=Incident.objects.visible_to(viewer))


def _said(decision: DecisionPoint) -> list[DecisionNote]:
    return list(decision.said)  # type: ignore[attr-defined]


def _on(notes: Iterable[DecisionNote], option: DecisionOption, probe: Probe) -> list[DecisionNote]:
    return [note for note in notes if note.option_id == option.pk and note.probe == probe]


def _found(rows: QuerySet[Any], id: str, missing: str) -> Any:
    row = rows.filter(pk=id).first() if is_name(id) else None
    if row is None:
        raise NotFound(missing)
    return row
