"""Where accounts agree on a moment and where they differ: in time, order, actor, belief, presence (R2.6).

A divergence says nothing of who is right. It says that two people stood in different places, which is where
a meeting has most to learn.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from secondsight.inquiry.rules.accounts import TIMELINE, Telling
from secondsight.inquiry.rules.same_moment import Together
from secondsight.organisation.rules.term import Term

BEFORE, AFTER = "before", "after"


class DivergenceKind(Term):
    """In what tellings of one moment differ."""

    TIME = "time", "When", "Their times lie further apart than either is vague."
    ORDER = "order", "In which order", "One tells it before, another after."
    ACTOR = "actor", "Who acted", "They name different people, teams or tools."
    BELIEF = "belief", "What was taken for true", "What one knew, another believed, or took to be otherwise."
    PRESENCE = "presence", "Told by one alone", "Nobody else tells of it, and the timeline does not have it."


@dataclass(frozen=True, slots=True)
class Side:
    """What one teller says: their telling, and for an order whether it is "before" or "after"."""

    teller: str
    telling: Telling
    says: str = ""


@dataclass(frozen=True, slots=True)
class Divergence:
    """One thing that tellers differ in; `about` are the keys of the moments, two for an order.

    `sides` has everybody who says something of it, by teller, the timeline first.
    """

    kind: DivergenceKind
    about: tuple[str, ...]
    sides: tuple[Side, ...]

    @property
    def key(self) -> str:
        """Return what it is called by as long as its moments stay the same."""
        return ":".join((self.kind.value, *self.about))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that accounts say of the same moments, laid side by side."""

    groups: tuple[Together, ...]
    agreements: tuple[Together, ...]  # told by at least two, the timeline counted, and nothing differs
    divergences: tuple[Divergence, ...]


def compare(groups: Sequence[Together], tellers: Iterable[str]) -> Comparison:
    """Return where tellers agree and where they differ, in the order of the moments.

    `tellers` are all who handed an account in, also those who told of no moment. Source: R2.6.
    """
    several = len(set(tellers)) > 1
    found: list[Divergence] = []
    for group in groups:
        found += _of_moment(group, several)
    found += _orders(groups)
    place = {group.key: number for number, group in enumerate(groups)}
    kinds = list(DivergenceKind)
    found.sort(key=lambda one: (place[one.about[0]], kinds.index(one.kind), one.about))
    differing = {key for one in found for key in one.about}
    agreed = tuple(g for g in groups if len(_by_teller(g)) > 1 and g.key not in differing)
    return Comparison(tuple(groups), agreed, tuple(found))


def _of_moment(group: Together, several: bool) -> list[Divergence]:
    by_teller = _by_teller(group)
    if len(by_teller) == 1:
        [(teller, told)] = by_teller.items()
        if several and group.event is None:
            return [Divergence(DivergenceKind.PRESENCE, (group.key,), (Side(teller, told[0]),))]
        return []
    found = []
    for kind, says, agree in _COMPARED:
        telling = {who: [t for t in told if says(t)] for who, told in by_teller.items()}
        telling = {who: told for who, told in telling.items() if told}
        if any(
            not any(agree(one, other) for one in mine for other in theirs)
            for mine, theirs in combinations(telling.values(), 2)
        ):
            sides = tuple(Side(who, telling[who][0]) for who in sorted(telling))
            found.append(Divergence(kind, (group.key,), sides))
    return found


def _orders(groups: Sequence[Together]) -> list[Divergence]:
    """Pairs of moments that two tellers have the other way round, next to each other for one of them."""
    sequences = _sequences(groups)
    by_key = {group.key: group for group in groups}
    suspects: set[tuple[str, str]] = set()
    for one, other in combinations(sorted(sequences), 2):
        common = set(sequences[one]) & set(sequences[other])
        for sequence in (sequences[one], sequences[other]):
            kept = [key for key in sequence if key in common]
            suspects |= {(min(pair), max(pair)) for pair in zip(kept, kept[1:], strict=False)}
    found = []
    for first, second in suspects:
        sides = []
        mine, theirs = _by_teller(by_key[first]), _by_teller(by_key[second])
        for teller in sorted(set(mine) & set(theirs)):
            if says := _which_first(teller, mine[teller], theirs[teller]):
                sides.append(Side(teller, mine[teller][0], says))
        if len({side.says for side in sides}) > 1:
            found.append(Divergence(DivergenceKind.ORDER, (first, second), tuple(sides)))
    return found


def _sequences(groups: Sequence[Together]) -> dict[str, list[str]]:
    """The moments of each teller in the order in which they have them, a nameless time where it was told."""
    told: dict[str, list[tuple[int, Telling, str]]] = {}
    for group in groups:
        for teller, tellings in _by_teller(group).items():
            if teller == TIMELINE and tellings[0].occurred_at is None:
                continue
            told.setdefault(teller, []).append((tellings[0].place, tellings[0], group.key))
    sequences = {}
    for teller, rows in told.items():
        last: datetime | None = None
        placed = []
        for place, telling, key in sorted(rows, key=lambda row: (row[0], row[2])):
            last = telling.occurred_at or last
            placed.append((last is not None, last.isoformat() if last else "", place, key))
        sequences[teller] = [key for *_, key in sorted(placed)]
    return sequences


def _which_first(teller: str, first: list[Telling], second: list[Telling]) -> str:
    """Whether a teller has the first moment before or after the second; "" where it could be either."""
    said = {_pair_order(teller, one, other) for one in first for other in second}
    return said.pop() if len(said) == 1 else ""


def _pair_order(teller: str, one: Telling, other: Telling) -> str:
    if one.occurred_at is not None and other.occurred_at is not None:
        slack = one.tolerance + other.tolerance
        if one.occurred_at + slack < other.occurred_at:
            return BEFORE
        return AFTER if other.occurred_at + slack < one.occurred_at else ""
    if teller == TIMELINE:
        return ""
    return BEFORE if one.place < other.place else AFTER


def _by_teller(group: Together) -> dict[str, list[Telling]]:
    told: dict[str, list[Telling]] = {TIMELINE: [group.event]} if group.event else {}
    for telling in sorted(group.told, key=lambda t: (t.place, t.id)):
        told.setdefault(telling.teller, []).append(telling)
    return told


def _same_time(one: Telling, other: Telling) -> bool:
    if one.occurred_at is None or other.occurred_at is None:
        return True
    return abs(one.occurred_at - other.occurred_at) <= one.tolerance + other.tolerance


def _same_actor(one: Telling, other: Telling) -> bool:
    return any(_means(mine, theirs) for mine in one.actors for theirs in other.actors)


def _means(one: str, other: str) -> bool:
    """Whether two names may be the same: "Ilse" and "Ilse Brandvik" are."""
    mine, theirs = set(one.casefold().split()), set(other.casefold().split())
    return mine <= theirs or theirs <= mine


def _same_belief(one: Telling, other: Telling) -> bool:
    return one.belief == other.belief


def _says_time(telling: Telling) -> bool:
    return telling.occurred_at is not None


def _says_actor(telling: Telling) -> bool:
    return bool(telling.actors)


def _says_belief(telling: Telling) -> bool:
    return bool(telling.belief)


# What one moment is compared in: who says something of it, and when two say the same.
_COMPARED: tuple[
    tuple[DivergenceKind, Callable[[Telling], bool], Callable[[Telling, Telling], bool]], ...
] = (
    (DivergenceKind.TIME, _says_time, _same_time),
    (DivergenceKind.ACTOR, _says_actor, _same_actor),
    (DivergenceKind.BELIEF, _says_belief, _same_belief),
)
