"""What deciders knew at their moment, and what had not reached them, as rows for pages (R3.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

from secondsight.organisation.models import Account
from secondsight.record.models import DecisionPoint, Event, Incident, Knowledge
from secondsight.record.queries.decisions import Told, decider_of, decision_points, told, undecided
from secondsight.record.queries.knowing import VantageChoice, find_vantage, knowledge_index, vantages
from secondsight.record.queries.timeline_rows import both_zones, said_time
from secondsight.record.rules.decisions.pair import Held, Pair, Unreached, Word, pair
from secondsight.record.rules.decisions.settling import SignalFact, ToSettle, facts_to_settle
from secondsight.record.rules.decisions.vocabulary import Probe
from secondsight.record.rules.knowing import KnowledgeIndex, Vantage
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.vocabulary import EventKind, Way

MOST = 40  # rows of one side that a page shows: the latest before the decision


@dataclass(frozen=True)
class Material:
    """The events of one incident and who knew of them; loaded once for all its decisions."""

    events: dict[str, Event]
    words: list[Word]
    index: KnowledgeIndex
    choices: dict[str, VantageChoice]


@dataclass(frozen=True)
class DecisionPair:
    """Both sides of one decision, with the events that they are about."""

    decision: DecisionPoint
    decider: str
    pair: Pair | None  # None: nobody has said who decided, or when
    to_settle: tuple[ToSettle, ...]
    events: dict[str, Event]
    key: str = ""  # of the decider's vantage, as the timeline takes it


def material(viewer: Account, incident: Incident) -> Material:
    """Return what the pairs of an incident's decisions are made of; twelve statements."""
    rows = Event.objects.filter(incident=incident, removed_at=None).select_related("account", "team")
    events = {event.pk: event for event in rows.order_by("occurred_at", "id")}
    known = Knowledge.objects.filter(event__incident=incident, event__removed_at=None, withdrawn_at=None)
    choices = {choice.key: choice for choice in vantages(viewer, incident)}
    by_name = {choice.name: choice.key for choice in choices.values() if choice.kind == "person"}
    return Material(
        events,
        [_word(row, by_name) for row in known.select_related("team").order_by("known_at", "id")],
        knowledge_index(viewer, incident),
        choices,
    )


def pairs(viewer: Account, decisions: Sequence[DecisionPoint]) -> dict[str, DecisionPair]:
    """Return the pair of every decision, by the decision's id; as many statements as there are incidents,
    not decisions.

    The decisions are loaded for this viewer by `queries.decisions`.
    """
    incidents = {row.event.incident_id: row.event.incident for row in decisions}
    found = {pk: material(viewer, incident) for pk, incident in incidents.items()}
    return {row.pk: _pair(viewer, row, found[row.event.incident_id]) for row in decisions}


def decision_pair(viewer: Account, decision: DecisionPoint) -> DecisionPair:
    """Return the pair of one decision that the viewer has found."""
    return pairs(viewer, [decision])[decision.pk]


@dataclass(frozen=True)
class DecisionList:
    """The decisions of incidents as told, each with its pair; and decisions of which nothing is told yet."""

    told: list[tuple[Told, DecisionPair]]
    untold: list[Event]


def decision_list(viewer: Account, incidents: Sequence[Incident]) -> DecisionList:
    """Return the decisions of incidents in the order they were taken."""
    found = list(decision_points(viewer, incidents))
    both = pairs(viewer, found)
    return DecisionList([(told(row), both[row.pk]) for row in found], list(undecided(viewer, incidents)))


@dataclass(frozen=True)
class PairRow:
    """One event on one side, in words; times are in the reader's zone, their titles in the incident's."""

    event: Event
    time: str
    iso: str
    title: str
    kind: str
    icon: str
    standing: str  # "known", "believed", "otherwise" or "unreached"
    how: str  # "since 12:12:44, the incident channel"; "reached them 12:28:41, 13 min after, Meera"
    named: str = ""  # as what a note names it: "signals at hand"


@dataclass(frozen=True)
class PairSides:
    """Both sides as a page draws them, the latest rows of each, oldest first."""

    held: list[PairRow]
    unreached: list[PairRow]
    held_before: int  # earlier ones that are not shown
    unreached_before: int


def sides(found: DecisionPair, *, reader: tzinfo) -> PairSides:
    """Return both sides in words; empty where there is no pair."""
    if found.pair is None:
        return PairSides([], [], 0, 0)
    named = {note.event_id: note.probe for note in found.decision.said if note.event_id}  # type: ignore[attr-defined]
    held: list[PairRow] = []
    for standing in ("known", "believed", "otherwise"):
        for row in getattr(found.pair, standing):
            held.append(_row(found, row.event_id, standing, _how_held(row, reader), reader, named))
    held.sort(key=lambda row: (row.event.occurred_at is None, row.event.occurred_at, row.event.pk))
    unreached = [
        _row(found, row.event_id, "unreached", _how_unreached(row, reader), reader, named)
        for row in found.pair.unreached
    ]
    return PairSides(held[-MOST:], unreached[-MOST:], max(0, len(held) - MOST), max(0, len(unreached) - MOST))


def _pair(viewer: Account, decision: DecisionPoint, found: Material) -> DecisionPair:
    decider, at = decider_of(decision), decision.event.occurred_at
    both = None
    if decider and at is not None:
        both = pair(
            found.index,
            _vantage(viewer, decision, found),
            found.words,
            decision=decision.event_id,
            at=at,
            timeless=[event.pk for event in found.events.values() if event.occurred_at is None],
            own=_own(decision, found),
        )
    signals = [
        SignalFact(note.event.pk, note.event.what, note.event.occurred_at)
        for note in decision.said  # type: ignore[attr-defined]
        if note.probe in (Probe.SIGNAL, Probe.MISLED) and note.event_id in found.events
    ]
    to_settle = facts_to_settle(both, signals, decider=decider, at=at)
    return DecisionPair(decision, decider, both, to_settle, found.events, _key(decision) if both else "")


def _vantage(viewer: Account, decision: DecisionPoint, found: Material) -> Vantage:
    if decision.account is None and decision.team is None:
        named = [one for one in found.choices.values() if one.name == decision.name and one.kind != "team"]
        return named[0].vantage if named else Vantage(person=f"name:{decision.name}")
    key = _key(decision)
    there = found.choices.get(key)
    return (there or find_vantage(viewer, decision.event.incident, key)).vantage


def _key(decision: DecisionPoint) -> str:
    if decision.account is not None:
        return f"person:{decision.account.pk}"
    return f"team:{decision.team.slug}" if decision.team is not None else ""


def _word(row: Knowledge, by_name: dict[str, str]) -> Word:
    """A name that goes for somebody with an account in the incident is that account."""
    holder = f"person:{row.account_id}" if row.account_id else ""
    if row.team is not None:
        holder = f"team:{row.team.slug}"
    elif row.name and not holder:
        holder = by_name.get(row.name, f"name:{row.name}")
    through = row.through or (Way(row.way).label.lower() if row.way else "")
    return Word(row.event_id, row.known_at, holder, through)


def _own(decision: DecisionPoint, found: Material) -> set[str]:
    """What somebody without an account did; of the others the index knows it."""
    if decision.account is not None or not decision.name:
        return set()
    return {event.pk for event in found.events.values() if event.actor == decision.name}


def _row(
    found: DecisionPair, id: str, standing: str, how: str, reader: tzinfo, named: dict[str, str]
) -> PairRow:
    event = found.events[id]
    zone = ZoneInfo(found.decision.event.incident.time_zone)
    kind = EventKind(event.kind)
    return PairRow(
        event=event,
        time=said_time(event.occurred_at, event.precision, reader),
        iso=event.occurred_at.isoformat() if event.occurred_at else "",
        title=both_zones(event.occurred_at, zone),
        kind=kind.label.lower(),
        icon=f"kind-{kind.value}",
        standing=standing,
        how=how,
        named=Probe(named[id]).label.lower() if id in named else "",
    )


def _how_held(row: Held, reader: tzinfo) -> str:
    since = f"since {row.since_at.astimezone(reader):%H:%M:%S}"
    return f"{since}: {row.through}" if row.through else since


def _how_unreached(row: Unreached, reader: tzinfo) -> str:
    if row.reached_at is None or row.late_by is None:
        return "never reached them, as far as anybody has said"
    when = f"reached them {row.reached_at.astimezone(reader):%H:%M:%S}, {spoken(row.late_by)} after deciding"
    return f"{when}: {row.through}" if row.through else when
