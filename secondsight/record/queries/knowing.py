"""Who knew of what since when in one incident, as facts for the second clock's rules (R3.2)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TypeVar

from django.db.models import OuterRef, Q, Subquery, Value

from secondsight.base import bulk
from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account, Membership, Person, Team
from secondsight.organisation.queries import account, team
from secondsight.organisation.rules.term import Term
from secondsight.record.models import (
    DecisionNote,
    Event,
    Incident,
    Knowledge,
    KnownAs,
    Milestone,
    Participant,
)
from secondsight.record.queries.veil import known_turn
from secondsight.record.rules.decisions.vocabulary import Probe
from secondsight.record.rules.knowing import (
    ROOM,
    EventFact,
    KnowledgeFact,
    KnowledgeIndex,
    MatteredFact,
    Stay,
    Vantage,
    own_knowing,
)
from secondsight.record.rules.vocabulary import Certainty, EventKind, MilestoneKind, Precision

ROOM_KEY = "room"
Word = TypeVar("Word", bound=Term)
_EVENTS = ("pk", "kind", "precision", "account_id")
_KNOWN = ("event_id", "account_id", "team__slug", "name", "certainty", "turned_out")
_NAMED = (
    "event_id",
    "decision__event__occurred_at",
    "decision__account_id",
    "decision__team__slug",
    "decision__name",
    "decision__event__account_id",
    "decision__event__team__slug",
)
_AT_ONCE = 5000  # rows


@dataclass(frozen=True, slots=True)
class VantageChoice:
    """From where a reader may look. `kind` is "room", "team", "person" or "name" (nobody's account)."""

    key: str  # "room", "team:<slug>", "person:<account id>", "name:<name as in the evidence>"
    name: str
    kind: str
    vantage: Vantage


def vantages(viewer: Account, incident: Incident) -> list[VantageChoice]:
    """Return from where one can look at an incident that the caller has found.

    The room first, then the teams by name, then the people by name: whoever took part, acted in an event or
    is said to have known of one. Five statements.
    """
    seen = _seen(incident)
    accounts = dict(Account.objects.filter(pk__in=seen.accounts).values_list("pk", "name"))
    stays = _stays(accounts)
    wanted = Q(incidents=incident) | Q(pk__in=seen.teams)
    teams = Team.objects.filter(wanted).distinct().order_by("name").values_list("slug", "name")
    found = [VantageChoice(ROOM_KEY, "The whole room", ROOM_KEY, ROOM)]
    found += [_team(slug, name) for slug, name in teams]
    people = [_person(pk, name, stays.get(pk, ())) for pk, name in accounts.items()]
    people += [_name(name) for name in seen.names]
    return found + sorted(people, key=lambda choice: choice.name.casefold())


def find_vantage(viewer: Account, incident: Incident, key: str) -> VantageChoice:
    """Return the vantage of a key, the room for an empty one.

    A team or a person of the organisation who had no part in it has a vantage too: little was known there.
    Raises NotFound.
    """
    if key in ("", ROOM_KEY):
        return VantageChoice(ROOM_KEY, "The whole room", ROOM_KEY, ROOM)
    kind, _, name = key.partition(":")
    if kind == "team":
        found = team(viewer, name)
        return _team(found.slug, found.name)
    if kind == "person":
        somebody = account(viewer, name)
        return _person(somebody.pk, somebody.name, _stays([somebody.pk]).get(somebody.pk, ()))
    if kind == "name" and name in _seen(incident).names:
        return _name(name)
    raise NotFound("Nobody in this incident looks at it from there.")


def knowledge_index(
    viewer: Account, incident: Incident, events: Collection[str] | None = None
) -> KnowledgeIndex:
    """Return the index of who knew of what in an incident that the caller has found; six statements.

    With `events`, it answers for these alone (ids). Who acted in an event knew of it from then on,
    unless something else is said of them.
    """
    with bulk.uncollected():
        return _index(incident, events)


def _index(incident: Incident, events: Collection[str] | None) -> KnowledgeIndex:
    rows = Event.objects.filter(incident=incident, removed_at=None)
    said = Knowledge.objects.filter(event__incident=incident, event__removed_at=None, withdrawn_at=None)
    if events is not None:
        rows, said = rows.filter(pk__in=events), said.filter(event__in=events)
    whose = whose_names(incident)
    kinds, precisions, certain = _by_value(EventKind), _by_value(Precision), _by_value(Certainty)
    instant = bulk.instant_reader()
    knowings, told = [], set()
    times = (bulk.instant_column("known_at"), bulk.instant_column("until_at"))
    known = said.order_by().values_list(*_KNOWN, *times).iterator(_AT_ONCE)
    for event, who, slug, name, certainty, turned_out, at, ended in known:
        until = instant(ended)
        if until or turned_out:
            until, turned_out = known_turn(incident, until, turned_out)
        holder = holder_key(who or whose.get(name), slug, name)
        told.add((event, holder))
        knowings.append(KnowledgeFact(event, instant(at), holder, certain[certainty], until, turned_out))
    facts = []
    happened = rows.order_by().values_list(*_EVENTS, bulk.instant_column("occurred_at"))
    for pk, kind, precision, actor, at in happened.iterator(_AT_ONCE):
        fact = EventFact(pk, instant(at), kinds[kind], precisions[precision])
        facts.append(fact)
        holder = f"person:{actor}"
        # What is said of them goes before what follows from their part: a belief may have been given up.
        if actor is not None and (pk, holder) not in told:
            knowings.append(own_knowing(fact, holder))
    mitigated = Milestone.objects.filter(incident=incident, kind=MilestoneKind.MITIGATED)
    return KnowledgeIndex(
        facts,
        knowings,
        mitigated_at=mitigated.values_list("at", flat=True).first(),
        mattered=_mattered(incident),
    )


def _mattered(incident: Incident) -> Iterator[MatteredFact]:
    """What would have changed a decision, as somebody said of it, by the time it was made; one statement."""
    notes = DecisionNote.objects.filter(
        probe=Probe.INFORMATION,
        withdrawn_at=None,
        event__isnull=False,
        decision__removed_at=None,
        decision__event__incident=incident,
        decision__event__removed_at=None,
        decision__event__occurred_at__isnull=False,
    ).order_by()
    for event, at, who, slug, name, actor, actors in notes.values_list(*_NAMED):
        said = holder_key(who, slug, name)
        yield MatteredFact(event, at, said or holder_key(actor, actors, ""))


@dataclass
class _Seen:
    accounts: set[str]
    teams: set[str]
    names: set[str]


def _seen(incident: Incident) -> _Seen:
    """Who had a part; a name that somebody joined to an account is that account. Two statements."""
    told = Knowledge.objects.filter(event__incident=incident, event__removed_at=None, withdrawn_at=None)
    acted = Event.objects.filter(incident=incident, removed_at=None).order_by()
    took_part = Participant.objects.filter(incident=incident).order_by()
    rows = list(
        took_part.values_list("account_id", "team_id", "name").union(
            told.order_by().values_list("account_id", "team_id", "name"),
            acted.values_list("account_id", "team_id", Value("")),
        )
    )
    whose = _said() | {name: who for who, _, name in rows if who and name}
    seen = _Seen(set(), {of_team for _, of_team, _ in rows if of_team}, set())
    for who, _, name in rows:
        if somebody := who or whose.get(name):
            seen.accounts.add(somebody)
        elif name:
            seen.names.add(name)
    return seen


def whose_names(incident: Incident) -> dict[str, str]:
    """Return whose account a name in this incident is, as somebody has said; two statements."""
    rows = Participant.objects.filter(incident=incident, account__isnull=False)
    return _said() | dict(rows.values_list("name", "account_id"))


def _said() -> dict[str, str]:
    """Whose account a name in a system is, the newest word on it last."""
    said = KnownAs.objects.filter(is_same=True, ended_at=None, person__account__isnull=False)
    found: dict[str, str] = {}
    for name, author, pk in said.order_by("recorded_at").values_list("name", "author", "person__account_id"):
        found.update({each: pk for each in (name, author) if each})
    return found


def _stays(accounts: Iterable[str]) -> dict[str, tuple[Stay, ...]]:
    """The teams of people, each since they came to the organisation where that is known; one statement."""
    began = Person.objects.filter(account=OuterRef("account")).order_by("started_on").values("started_on")[:1]
    rows = Membership.objects.filter(account__in=list(accounts)).order_by("id")
    found: dict[str, tuple[Stay, ...]] = {}
    for pk, slug, on in rows.values_list("account_id", "team__slug", Subquery(began)):
        since = datetime.combine(on, time(), UTC) if on else None
        found[pk] = (*found.get(pk, ()), Stay(f"team:{slug}", since))
    return found


def holder_key(account: str | None, team: str | None, name: str) -> str:
    """Return the key of whoever a row names by account, team or name; empty for everybody."""
    if account:
        return f"person:{account}"
    return f"team:{team}" if team else f"name:{name}" if name else ""


def _team(slug: str, name: str) -> VantageChoice:
    key = f"team:{slug}"
    return VantageChoice(key, name, "team", Vantage(team=key))


def _person(pk: str, name: str, stays: tuple[Stay, ...]) -> VantageChoice:
    key = f"person:{pk}"
    return VantageChoice(key, name, "person", Vantage(person=key, stays=stays))


def _name(name: str) -> VantageChoice:
    key = f"name:{name}"
    return VantageChoice(key, name, "name", Vantage(person=key))


def _by_value(vocabulary: type[Word]) -> dict[str, Word]:
    return {word.value: word for word in vocabulary}
