"""What the evidence of an incident holds on who knew of its events, as facts for the rule (R3.2)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from secondsight.organisation.models import Account, Membership, Team
from secondsight.record.models import Event, EventItem, Incident, IncidentItem, Knowledge, KnowledgeProposal
from secondsight.record.queries.knowing import holder_key, whose_names
from secondsight.record.queries.people import people_named
from secondsight.record.rules.knowing.proposals import EventTrace, People, TeamFact, Trace
from secondsight.record.rules.vocabulary import EventKind, Precision

_ITEM = ("key", "kind", "channel", "thread", "author_id", "author_name", "is_bot", "source", "details")


@dataclass(frozen=True, slots=True)
class KnowingEvidence:
    """What `propose_knowings` takes, and the rows that its names stand for."""

    events: list[EventTrace]
    traces: list[Trace]
    people: People
    teams: list[TeamFact]
    there: set[tuple[str, str]]
    items: dict[str, int]  # the rows of the evidence by key
    team_ids: dict[str, str]  # by holder


def knowing_evidence(incident: Incident) -> KnowingEvidence:
    """Return the evidence of an incident that the caller has found; a fixed number of statements."""
    items: dict[str, int] = {}
    traces = list(_traces(incident, items))
    named = {said for trace in traces for said in (trace.author, trace.name) if said}
    named.update(who for trace in traces for people in trace.reactions.values() for who in people)
    accounts = whose_names(incident)
    guessed = people_named(incident, named - accounts.keys())
    accounts = {name: one.account.pk for name, one in guessed.items() if one.account} | accounts
    called = dict(Account.objects.filter(pk__in=set(accounts.values())).values_list("pk", "name"))
    teams = _teams()
    return KnowingEvidence(
        events=_events(incident),
        traces=traces,
        people=People(
            {name: f"person:{pk}" for name, pk in accounts.items()},
            {f"person:{pk}": name for pk, name in called.items()},
        ),
        teams=[fact for fact, _ in teams],
        there=_there(incident),
        items=items,
        team_ids={fact.holder: pk for fact, pk in teams},
    )


def _traces(incident: Incident, items: dict[str, int]) -> Iterable[Trace]:
    rows = IncidentItem.objects.filter(incident=incident).order_by()
    columns = (f"item__{name}" for name in _ITEM)
    for pk, at, *values in rows.values_list("item_id", "occurred_at", *columns).iterator(2000):
        told = dict(zip(_ITEM, values, strict=True))
        details = told["details"] if isinstance(told["details"], dict) else {}
        page = details.get("incident") or details.get("alert")
        author, name = ("", "") if told["is_bot"] else (told["author_id"], told["author_name"])
        items[told["key"]] = pk
        yield Trace(
            key=told["key"],
            kind=told["kind"],
            occurred_at=at,
            channel=told["channel"],
            thread=told["thread"],
            author=author or name,
            name=name,
            state=_text(details.get("state")) or _text(details.get("subtype")),
            about=f"{told['source']}:{page}" if isinstance(page, str) and page else "",
            of=_text(details.get("of")),
            reactions=_reactions(details.get("reactions")),
        )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _reactions(value: Any) -> dict[str, list[str]]:
    """Who reacted with what; some tools tell only how many."""
    if not isinstance(value, dict):
        return {}
    return {
        str(name): [who for who in people if isinstance(who, str) and who]
        for name, people in value.items()
        if isinstance(people, list)
    }


def _events(incident: Incident) -> list[EventTrace]:
    rows = EventItem.objects.filter(event__incident=incident, event__removed_at=None)
    keys: dict[str, list[str]] = defaultdict(list)
    for event, key in rows.order_by("item_id").values_list("event_id", "item__key"):
        keys[event].append(key)
    events = Event.objects.filter(incident=incident, removed_at=None, event_items__isnull=False).distinct()
    return [
        EventTrace(pk, at, EventKind(kind), Precision(precision), tuple(keys[pk]))
        for pk, at, kind, precision in events.order_by("occurred_at", "id").values_list(
            "pk", "occurred_at", "kind", "precision"
        )
    ]


def _there(incident: Incident) -> set[tuple[str, str]]:
    """Who is said to have known already, acted in it, or of whom that was taken back by hand."""
    whose = whose_names(incident)
    acted = Event.objects.filter(incident=incident, account__isnull=False).values_list("pk", "account_id")
    found = {(event, f"person:{who}") for event, who in acted}
    proposed = set(
        KnowledgeProposal.objects.filter(event__incident=incident, answer=None).values_list(
            "event_id", "account_id", "team_id", "name"
        )
    )
    rows = Knowledge.objects.filter(event__incident=incident).order_by()
    for event, who, of_team, slug, name, withdrawn_at in rows.values_list(
        "event_id", "account_id", "team_id", "team__slug", "name", "withdrawn_at"
    ):
        # An acceptance that was taken back left its statement behind; the proposal waits again.
        if withdrawn_at is None or (event, who, of_team, name) not in proposed:
            found.add((event, holder_key(who or whose.get(name), slug, name)))
    return found


def _teams() -> list[tuple[TeamFact, str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for of_team, who in Membership.objects.values_list("team_id", "account_id"):
        members[of_team].add(f"person:{who}")
    return [
        (TeamFact(f"team:{slug}", name, frozenset(members[pk])), pk)
        for pk, slug, name in Team.objects.values_list("pk", "slug", "name")
    ]
