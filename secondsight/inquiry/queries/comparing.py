"""Opened accounts laid beside each other and over the timeline, said in words (R2.6, R3.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from secondsight.base.errors import InvalidInput
from secondsight.inquiry.models import AccountMoment, OpenedAccount, Review
from secondsight.inquiry.queries.accounts import events_of, opened_accounts
from secondsight.inquiry.queries.reviews import reviews_of
from secondsight.inquiry.rules.accounts import TIMELINE, Belief, Telling
from secondsight.inquiry.rules.divergences import Comparison, Divergence, DivergenceKind, Side, compare
from secondsight.inquiry.rules.meeting_questions import propose_question
from secondsight.inquiry.rules.same_moment import Tie, Together, put_together
from secondsight.record.models import Event, Incident
from secondsight.record.queries.timeline_rows import said_time
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.vocabulary import Precision

THE_TIMELINE = "The timeline"
MYSELF = frozenset(("i", "me", "myself", "we"))


@dataclass(frozen=True)
class ToldMoment:
    """What one account says of a moment, in words, and why it counts as being of an event."""

    moment: AccountMoment
    author: str
    time: str
    belief: str
    event: Event | None
    why: str
    is_said: bool  # a person said which event it is of, or that it is of none
    link: str  # "" as found or as the author linked it, "said" where somebody said so since


@dataclass(frozen=True)
class SideShown:
    """What one teller says in a divergence."""

    who: str
    says: str
    words: str  # their own words for the moment
    time: str
    moment: AccountMoment | None  # None for the timeline


@dataclass(frozen=True)
class DivergenceShown:
    """A divergence in words, with the question that could be asked of it."""

    key: str
    kind: DivergenceKind
    what: tuple[str, ...]  # the words of the moments it is about
    events: tuple[Event | None, ...]
    sides: tuple[SideShown, ...]
    question: str
    is_disputable: bool  # about an event on the timeline, so that its tellings can become versions


@dataclass(frozen=True)
class Agreed:
    """A moment that several tell alike."""

    what: str
    event: Event | None
    time: str
    who: tuple[str, ...]


@dataclass(frozen=True)
class Laid:
    """All that the opened accounts of a review say, beside each other."""

    accounts: list[OpenedAccount]
    told: dict[str, ToldMoment]  # by the moment's id
    agreed: list[Agreed]
    divergences: list[DivergenceShown]

    def of_event(self, event_id: str) -> list[ToldMoment]:
        """Return what the accounts say of one event, in the order of the accounts."""
        return [one for one in self.told.values() if one.event is not None and one.event.pk == event_id]

    def find(self, key: str) -> DivergenceShown:
        """Return a divergence by its key. Raises InvalidInput for one that is not there any more."""
        found = next((one for one in self.divergences if one.key == key), None)
        if found is None:
            raise InvalidInput(
                "There is no such divergence any more; load the page again.", field="divergence"
            )
        return found


def lay_side_by_side(viewer: Any, review: Review, zone: tzinfo) -> Laid:
    """Return what the accounts that the viewer may read say of the same moments; times are in `zone`.

    Six statements, however many accounts and moments there are.
    """
    accounts = opened_accounts(viewer, review)
    if not accounts:
        return Laid([], {}, [], [])
    events = events_of(viewer, review)
    compared = compare(
        put_together(
            [_telling(moment, one) for one in accounts for moment in one.moments.all()],
            [_as_told(event) for event in events],
        ),
        [one.author_id for one in accounts],
    )
    return _Words(accounts, events, zone).say(compared)


def told_of_event(viewer: Any, event: Event, zone: tzinfo) -> list[tuple[Review, list[ToldMoment]]]:
    """Return what accounts say of an event, by the reviews that cover it; reviews without are left out."""
    found = [
        (review, lay_side_by_side(viewer, review, zone).of_event(event.pk))
        for review in reviews_of(viewer, event.incident).filter(opened_accounts__isnull=False).distinct()[:5]
    ]
    return [(review, told) for review, told in found if told]


def told_of_incident(viewer: Any, incident: Incident, zone: tzinfo) -> list[tuple[Review, Laid]]:
    """Return what accounts say of an incident's timeline, by the reviews that cover it."""
    rows = reviews_of(viewer, incident).filter(opened_accounts__isnull=False).distinct()[:5]
    found = [(review, lay_side_by_side(viewer, review, zone)) for review in rows]
    return [(review, laid) for review, laid in found if laid.accounts]


def _telling(moment: AccountMoment, account: OpenedAccount) -> Telling:
    link = getattr(moment, "link", None)
    linked = link.event_id or "" if link else moment.event_id
    return Telling(
        id=moment.pk,
        teller=account.author_id,
        what=moment.what,
        occurred_at=moment.occurred_at,
        precision=Precision(moment.precision),
        actors=_names(account.author.name if moment.actor.casefold() in MYSELF else moment.actor),
        belief=moment.belief,
        place=moment.place,
        linked=linked,
    )


def _as_told(event: Event) -> Telling:
    account, team = event.account, event.team
    return Telling(
        id=event.pk,
        teller=TIMELINE,
        what=event.what,
        occurred_at=event.occurred_at,
        precision=Precision(event.precision),
        actors=_names(event.actor, account.name if account else "", team.name if team else ""),
    )


def _names(*names: str) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if name)


class _Words:
    """Puts a comparison into words."""

    def __init__(self, accounts: list[OpenedAccount], events: list[Event], zone: tzinfo) -> None:
        self.accounts = accounts
        self.authors = {one.author_id: one.author.name for one in accounts}
        self.moments = {moment.pk: moment for one in accounts for moment in one.moments.all()}
        self.author_of = {m.pk: one.author.name for one in accounts for m in one.moments.all()}
        self.events = {event.pk: event for event in events}
        self.zone = zone

    def say(self, compared: Comparison) -> Laid:
        groups = {group.key: group for group in compared.groups}
        found = {
            telling.id: self._moment(telling, tie, group)
            for group in compared.groups
            for telling, tie in zip(group.told, group.ties, strict=True)
        }
        told = {pk: found[pk] for pk in self.moments}
        return Laid(
            self.accounts,
            told,
            [self._agreed(group) for group in compared.agreements],
            [self._divergence(one, groups) for one in compared.divergences],
        )

    def _moment(self, telling: Telling, tie: Tie, group: Together) -> ToldMoment:
        moment = self.moments[telling.id]
        event = self.events.get(group.event.id) if group.event else None
        link = getattr(moment, "link", None)
        return ToldMoment(
            moment=moment,
            author=self.author_of[telling.id],
            time=said_time(moment.occurred_at, moment.precision, self.zone),
            belief=Belief(moment.belief).label.lower() if moment.belief else "",
            event=event,
            why=_why(tie, link, self.author_of[telling.id], event),
            is_said=telling.linked is not None,
            link="said" if link else "",
        )

    def _agreed(self, group: Together) -> Agreed:
        first = group.event or group.told[0]
        tellers = dict.fromkeys([TIMELINE] * (group.event is not None) + [t.teller for t in group.told])
        return Agreed(
            first.what,
            self.events.get(group.event.id) if group.event else None,
            said_time(first.occurred_at, first.precision, self.zone),
            tuple(self._name(teller) for teller in tellers),
        )

    def _divergence(self, one: Divergence, groups: dict[str, Together]) -> DivergenceShown:
        about = [groups[key] for key in one.about]
        what = tuple((group.event or group.told[0]).what for group in about)
        events = tuple(self.events.get(group.event.id) if group.event else None for group in about)
        sides = tuple(self._side(one.kind, side) for side in one.sides)
        question = propose_question(one.kind, what, tuple((side.who, side.says) for side in sides))
        is_disputable = one.kind is not DivergenceKind.PRESENCE and len(events) == 1 and events[0] is not None
        return DivergenceShown(one.key, one.kind, what, events, sides, question, is_disputable)

    def _side(self, kind: DivergenceKind, side: Side) -> SideShown:
        telling = side.telling
        time = said_time(telling.occurred_at, telling.precision, self.zone)
        says = {
            DivergenceKind.TIME: time,
            DivergenceKind.ORDER: side.says,
            DivergenceKind.ACTOR: " / ".join(telling.actors[:1]),
            DivergenceKind.BELIEF: Belief(telling.belief).label.lower() if telling.belief else "",
            DivergenceKind.PRESENCE: time,
        }[kind]
        return SideShown(self._name(side.teller), says, telling.what, time, self.moments.get(telling.id))

    def _name(self, teller: str) -> str:
        return self.authors.get(teller, THE_TIMELINE)


def _why(tie: Tie, link: Any, author: str, event: Event | None) -> str:
    if link is not None:
        who = link.said_by.name if link.said_by else "Somebody"
        return f"{who} said that it is of this event" if event else f"{who} said that the timeline lacks it"
    if tie.is_said:
        return f"{author} said so"
    if not event:
        return ""
    words = _and([f"“{word}”" for word in tie.words[:4]])
    said = f"both say {words}" if words else "the same words"
    if tie.apart is None:
        return said
    return f"{said}, {spoken(tie.apart)} apart" if tie.apart else f"{said}, at the same time"


def _and(parts: Iterable[str]) -> str:
    said = list(parts)
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}" if said else ""
