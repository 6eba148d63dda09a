"""Turning points in what people said: which of it belongs on the timeline (R3.7).

What stands alone in a quiet week weighs less than the same words among others like them: an incident is
a dense half hour.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from secondsight.record.rules.candidates.facts import (
    LONGEST_TEXT,
    CandidateFact,
    EvidenceFact,
    fingerprint,
    shorten,
)
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.candidates.turns import take_turns
from secondsight.record.rules.candidates.weighing import Scales, Weighed, first_words
from secondsight.record.rules.vocabulary import EventKind, Phase

THRESHOLD = 2.8
ALONE = 2.0  # taken off where too little like it happened around that time
NEIGHBOURHOOD = timedelta(minutes=20)
NEIGHBOURS = 2
LONGEST_INCIDENT = timedelta(hours=24)  # after a declaration, as far as its channel goes
DECLARED_AGAIN = timedelta(minutes=45)
SAME_MOMENT = timedelta(seconds=45)
FIRST_OF_ITS_KIND = 0.4
FEWEST = 16  # that may be proposed however short the chat
SHARE = 0.3  # of the turns, at most
LANDMARK, TURN = 0.2, 0.08
LEAST, A_POINT, MOST = 0.4, 0.2, 0.97  # the score at the threshold, of each weight above, and at most

_LANDMARKS = frozenset({Sign.DECLARED, Sign.COMMAND_TAKEN, Sign.CALLED_MITIGATED, Sign.CALLED_OVER})
_TURNS = frozenset({Sign.WORSENED, Sign.DROPPED, Sign.EXPLAINED})
_ORDER = {phase: place for place, phase in enumerate(Phase)}


@dataclass(frozen=True, slots=True)
class TurningPoints:
    """The candidates, oldest first, and the instants from which the incident was in a later phase."""

    candidates: tuple[CandidateFact, ...]
    course: tuple[tuple[datetime, Phase], ...]


def find_turning_points(
    facts: Sequence[EvidenceFact],
    *,
    names: Iterable[str] = (),
    busy_at: Iterable[datetime] = (),
    languages: Collection[str] = ("en",),
) -> TurningPoints:
    """Return what people said that belongs on a timeline.

    `names` are systems that other evidence knows, `busy_at` the instants of alerts and changes. Of a
    dense incident the weightiest fifth of the messages comes back, of a quiet week next to none.
    Source: R3.7.
    """
    turns = take_turns(facts)
    scales = Scales(names, first_words(turns), languages)
    weighed = _first_of_its_kind([each for turn in turns if (each := scales.weigh(turn))])
    kept = [each for each in _in_company(weighed, sorted(busy_at)) if each.score >= THRESHOLD]
    kept = _without_repeats(kept)
    kept = sorted(kept, key=lambda each: -each.score)[: max(FEWEST, round(SHARE * len(turns)))]
    return _with_phases(sorted(kept, key=_when))


def _when(each: Weighed) -> tuple[datetime, str]:
    return each.best.message.occurred_at, each.best.message.key


def _first_of_its_kind(weighed: Sequence[Weighed]) -> list[Weighed]:
    """Add weight to the first hypothesis, the first impact...: where something began matters more."""
    first: dict[Sign, Weighed] = {}
    for each in weighed:
        if each.score >= THRESHOLD - FIRST_OF_ITS_KIND:
            first.setdefault(each.best.cue.sign, each)
    return [
        replace(each, score=each.score + FIRST_OF_ITS_KIND) if first.get(each.best.cue.sign) is each else each
        for each in weighed
    ]


def _in_company(weighed: Sequence[Weighed], busy_at: Sequence[datetime]) -> list[Weighed]:
    """Take weight off what stands alone: too few turning points, alerts or changes around that time.

    In a channel in which an incident was declared nothing stands alone, however slowly it goes on.
    """
    hot = sorted(each.best.message.occurred_at for each in weighed if each.score >= THRESHOLD)
    among = [_is_among_others(each, hot, busy_at) for each in weighed]
    declared: dict[str, datetime] = {}
    for each, is_among in zip(weighed, among, strict=True):
        if is_among and _is_declaration(each) and each.score >= THRESHOLD:
            declared.setdefault(each.best.message.channel, each.best.message.occurred_at)
    return [
        each if is_among or _is_since(each, declared) else replace(each, score=each.score - ALONE)
        for each, is_among in zip(weighed, among, strict=True)
    ]


def _is_among_others(each: Weighed, hot: Sequence[datetime], busy_at: Sequence[datetime]) -> bool:
    return _around(each, hot) - (each.score >= THRESHOLD) + _around(each, busy_at) >= NEIGHBOURS


def _is_since(each: Weighed, declared: Mapping[str, datetime]) -> bool:
    began = declared.get(each.best.message.channel)
    return began is not None and timedelta() <= each.best.message.occurred_at - began <= LONGEST_INCIDENT


def _around(each: Weighed, instants: Sequence[datetime]) -> int:
    at = each.best.message.occurred_at
    return bisect_right(instants, at + NEIGHBOURHOOD) - bisect_left(instants, at - NEIGHBOURHOOD)


def _without_repeats(kept: Sequence[Weighed]) -> list[Weighed]:
    """Drop what only repeats: a declaration spoken of again, what two people see at the same moment."""
    chosen: list[Weighed] = []
    for each in sorted(kept, key=_when):
        earlier = [other for other in chosen[-5:] if _repeats(each, other)]
        if not earlier:
            chosen.append(each)
        elif each.score > earlier[-1].score and not _is_declaration(each):
            chosen[chosen.index(earlier[-1])] = each
    return chosen


def _repeats(each: Weighed, earlier: Weighed) -> bool:
    apart = each.best.message.occurred_at - earlier.best.message.occurred_at
    if _is_declaration(each) and _is_declaration(earlier):
        return apart <= DECLARED_AGAIN
    is_same_place = each.best.message.channel == earlier.best.message.channel
    is_seen_by_both = each.best.cue.kind is earlier.best.cue.kind is EventKind.OBSERVATION
    return is_same_place and is_seen_by_both and apart <= SAME_MOMENT


def _is_declaration(each: Weighed) -> bool:
    return each.best.cue.sign is Sign.DECLARED


def _with_phases(kept: Sequence[Weighed]) -> TurningPoints:
    """Give each its phase: the cue's own, else the one that the course of things has reached.

    Until somebody declares or takes command, if anybody does, all of it is detection.
    """
    alarm = next((n for n, each in enumerate(kept) if each.best.cue.then is Phase.TRIAGE), 0)
    candidates, course = [], [(datetime.min.replace(tzinfo=UTC), Phase.DETECTION)]
    for number, each in enumerate(kept):
        cue, reached = each.best.cue, course[-1][1]
        if number < alarm:
            candidates.append(_candidate(each, Phase.DETECTION))
            continue
        candidates.append(_candidate(each, cue.phase or reached))
        if cue.then is not None and _ORDER[cue.then] > _ORDER[reached]:
            course.append((each.best.message.occurred_at, cue.then))
    return TurningPoints(tuple(candidates), tuple(course[1:]))


def _candidate(each: Weighed, phase: Phase) -> CandidateFact:
    message, cue = each.best.message, each.best.cue
    others = (fact.key for fact in each.turn.facts if fact.key != message.key)
    return CandidateFact(
        fingerprint=fingerprint(message.key),
        occurred_at=message.occurred_at,
        text=_told(each),
        kind=cue.kind,
        phase=phase,
        actor=message.author_name or message.author_id,
        item_keys=(message.key, *others),
        why=f"“{shorten(each.best.words, 60)}” reads like {cue.reads_like}.",
        sign=cue.sign,
        score=min(LEAST + A_POINT * (each.score - THRESHOLD) + _more(cue.sign), MOST),
        reasons=each.reasons,
    )


def _more(sign: Sign) -> float:
    return LANDMARK if sign in _LANDMARKS else TURN if sign in _TURNS else 0.0


def _told(each: Weighed) -> str:
    """The message; of one that is too long to show, what was said from the telling sentence on."""
    text = " ".join(each.best.message.text.replace("```", " ").split())
    if len(text) > LONGEST_TEXT and each.best.sentence:
        start = text.find(" ".join(each.best.sentence.split())[:40])
        text = f"…{text[start:]}" if start > 0 else text
    return shorten(text)
