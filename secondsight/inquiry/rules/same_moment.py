"""Which moments of several accounts, and of the timeline, are the same one (R2.6).

What a person said counts; else time and shared words do. Precision plays no part in it: a vaguer memory is
of the same moment still, so that it can never make accounts differ more.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from secondsight.inquiry.rules.accounts import Telling

# The closer two times lie, the fewer words need to be shared: (within, share of the shorter, words).
NEEDED = (
    (timedelta(minutes=5), 0.25, 1),
    (timedelta(minutes=30), 0.5, 2),
)
NEEDED_FAR = (0.75, 3)  # further apart, or a time unknown
CLOSE = timedelta(minutes=30)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_ENDINGS = ("ing", "ed", "es", "s")
_EMPTY_WORDS = """
    about after again all also and any are around because been before but can could did does for from get
    got had has have her him his how into its just like more not now off one only our out over saw see she
    still than that the their them then there they this too until was were what when where which while who
    will with would you your
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two moments count as one: the words that both say, how far apart they lie, or that it was said."""

    words: tuple[str, ...] = ()
    apart: timedelta | None = None
    is_said: bool = False  # by a person


@dataclass(frozen=True, slots=True)
class Together:
    """Tellings of one moment; `event` is the timeline's, None where it has none. `ties` follows `told`."""

    key: str
    event: Telling | None
    told: tuple[Telling, ...]
    ties: tuple[Tie, ...]


def put_together(tellings: Iterable[Telling], events: Iterable[Telling]) -> list[Together]:
    """Return all tellings, each in one group: by event, else by one another, else alone.

    The order of the arguments does not matter; groups come by time, those without one last.
    """
    on_timeline = {event.id: event for event in events}
    index = _Index(on_timeline.values())
    of_event: dict[str, list[tuple[Telling, Tie]]] = defaultdict(list)
    left: list[Telling] = []
    for telling in sorted(tellings, key=_order):
        if telling.linked is not None and (telling.linked in on_timeline or not telling.linked):
            found = (telling.linked, Tie(is_said=True)) if telling.linked else None
        else:
            found = index.best(telling)
        if found is None:
            left.append(telling)
        else:
            of_event[found[0]].append((telling, found[1]))
    groups = [
        Together(key, on_timeline[key], tuple(t for t, _ in told), tuple(tie for _, tie in told))
        for key, told in of_event.items()
    ]
    return sorted([*groups, *_among_themselves(left)], key=_group_order)


def shared(one: Telling, other: Telling) -> tuple[float, Tie] | None:
    """Return how much two tellings speak of the same and why, None where too little says so."""
    return _shared(one, other, words_of(one.what), words_of(other.what))


def words_of(text: str) -> frozenset[str]:
    """Return the words that carry a sentence, without endings and without those that any sentence has."""
    return frozenset(_by_stem(text))


def _by_stem(text: str) -> dict[str, str]:
    """The words of a text that carry it, by what is left of them without their endings."""
    found = (word.replace("’", "'").removesuffix("'s") for word in _WORD.findall(text.casefold()))
    return {_stem(word): word for word in found if len(word) > 2 and word not in _EMPTY}


def _shared(
    one: Telling, other: Telling, mine: frozenset[str], theirs: frozenset[str]
) -> tuple[float, Tie] | None:
    both = mine & theirs
    gap = abs(one.occurred_at - other.occurred_at) if one.occurred_at and other.occurred_at else None
    if one.what.casefold() == other.what.casefold():
        share = 1.0
    elif not both:
        return None
    else:
        share = len(both) / min(len(mine), len(theirs))
        least, number = _needed(gap)
        if share < least or len(both) < number:
            return None
    near = 0.0 if gap is None else max(0.0, 1 - gap / CLOSE) / 2
    written = _by_stem(other.what)
    return share + near, Tie(tuple(sorted(written[stem] for stem in both)), gap)


def _needed(gap: timedelta | None) -> tuple[float, int]:
    if gap is not None:
        for within, least, number in NEEDED:
            if gap <= within:
                return least, number
    return NEEDED_FAR


class _Index:
    """Events by their words, so that a long timeline is not gone through for every telling."""

    def __init__(self, events: Iterable[Telling]) -> None:
        self.events = {event.id: (event, words_of(event.what)) for event in events}
        self.by_word: dict[str, list[str]] = defaultdict(list)
        for key, (_, words) in self.events.items():
            for word in words:
                self.by_word[word].append(key)

    def best(self, telling: Telling) -> tuple[str, Tie] | None:
        mine = words_of(telling.what)
        near = {key for word in mine for key in self.by_word.get(word, ())}
        found = []
        for key in near:
            event, theirs = self.events[key]
            if likeness := _shared(telling, event, mine, theirs):
                found.append((-likeness[0], _differs(telling, event), key, likeness[1]))
        if not found:
            return None
        _, _, key, tie = min(found, key=lambda one: one[:3])
        return key, tie


def _among_themselves(left: Sequence[Telling]) -> list[Together]:
    """Group what no event has, the most alike first; a group has one telling of a teller at most."""
    words = {telling.id: words_of(telling.what) for telling in left}
    pairs = []
    for place, one in enumerate(left):
        for other in left[place + 1 :]:
            if one.teller == other.teller:
                continue
            if likeness := _shared(one, other, words[one.id], words[other.id]):
                names = tuple(sorted((one.id, other.id)))
                pairs.append((-likeness[0], _differs(one, other), names, likeness[1]))
    group = {telling.id: {telling.id} for telling in left}
    ties: dict[str, Tie] = {}
    by_id = {telling.id: telling for telling in left}
    for _, _, (one_id, other_id), tie in sorted(pairs, key=lambda pair: pair[:3]):
        mine, theirs = group[one_id], group[other_id]
        if mine is theirs or {by_id[i].teller for i in mine} & {by_id[i].teller for i in theirs}:
            continue
        mine |= theirs
        for member in theirs:
            group[member] = mine
        ties.setdefault(one_id, tie)
        ties.setdefault(other_id, tie)
    found = {min(members): members for members in group.values()}
    made = []
    for key, members in found.items():
        told = tuple(sorted((by_id[i] for i in members), key=_order))
        made.append(Together(key, None, told, tuple(ties.get(t.id, Tie()) for t in told)))
    return made


def _differs(one: Telling, other: Telling) -> int:
    """In how much two tellings of the same likeness differ, so that twins find each other."""
    return (
        (one.occurred_at != other.occurred_at)
        + (one.what != other.what)
        + (one.actors != other.actors)
        + (one.belief != other.belief)
        + (one.place != other.place)
    )


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _order(telling: Telling) -> tuple[bool, str, str, int, str]:
    at = telling.occurred_at
    return at is None, at.isoformat() if at else "", telling.teller, telling.place, telling.id


def _group_order(group: Together) -> tuple[bool, str, str]:
    first = group.event or group.told[0]
    at = first.occurred_at or next((t.occurred_at for t in group.told if t.occurred_at), None)
    return at is None, at.isoformat() if at else "", group.key
