"""Bursts and silences: where the talk of a channel sets in at once, or stops while things still go wrong.

Both are told against the channel's own pace: what is a burst among three is a pause among thirty. A quiet
channel that wakes for a birthday is no incident: there have to be other signs around.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median

from secondsight.record.rules.candidates.facts import CandidateFact, EvidenceFact, fingerprint, shorten
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.candidates.turns import is_said
from secondsight.record.rules.candidates.weighing import place_of
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.vocabulary import EventKind

FEWEST = 20  # messages of a channel that has a pace at all
WITHIN = timedelta(minutes=4)  # in which a burst is counted
BEFORE = timedelta(minutes=15)  # in which the talk before a silence is counted
SHORTEST, LONGEST = timedelta(minutes=8), timedelta(minutes=30)  # of what counts as quiet
TIMES_SLOWER = 6  # than the median pause
LOUD, TIMES_LOUDER = 8, 1.5  # messages within four minutes; than the median of four minutes with any
TALK = 8  # messages before a silence
LONGEST_SILENCE = timedelta(minutes=90)  # beyond it, people had simply gone
NEIGHBOURHOOD, NEIGHBOURS = timedelta(minutes=20), 3
BURST, SILENCE, ADDED = 0.5, 0.48, 0.08


@dataclass(frozen=True, slots=True)
class _Beat:
    """A message with which the talk set in or went on, and what was seen."""

    message: EvidenceFact
    sign: Sign
    why: str


def add_rhythm(candidates: Sequence[CandidateFact], facts: Sequence[EvidenceFact]) -> list[CandidateFact]:
    """Return the candidates and those of bursts and silences; one that was there gains the reason.

    Source: R3.7.
    """
    by_place: dict[str, list[EvidenceFact]] = defaultdict(list)
    for fact in facts:
        if fact.kind == "message" and is_said(fact):
            by_place[fact.channel].append(fact)
    times = sorted(candidate.occurred_at for candidate in candidates)
    over = _called_over(candidates)
    beats = [
        beat
        for said in by_place.values()
        for beat in _beats(sorted(said, key=lambda fact: (fact.occurred_at, fact.key)))
        if _is_among_others(beat.message.occurred_at, times)
        # Once it is called over, people may well fall silent.
        and (over is None or beat.message.occurred_at <= over or beat.sign is Sign.BURST)
    ]
    holding = {key: place for place, each in enumerate(candidates) for key in each.item_keys}
    told = list(candidates)
    for beat in beats:
        place = holding.get(beat.message.key)
        if place is None:
            told.append(_candidate(beat))
        else:
            each = told[place]
            clause = beat.why[0].lower() + beat.why[1:].rstrip(".")
            told[place] = replace(each, score=each.score + ADDED, reasons=(*each.reasons, clause))
    return told


def _beats(said: Sequence[EvidenceFact]) -> list[_Beat]:
    if len(said) < FEWEST:
        return []
    times = [fact.occurred_at for fact in said]
    pauses = [after - before for before, after in zip(times, times[1:], strict=False)]
    usual = timedelta(seconds=median(pause.total_seconds() for pause in pauses))
    quiet = min(max(SHORTEST, TIMES_SLOWER * usual), LONGEST)
    loud = max(LOUD, TIMES_LOUDER * _usual(times))
    beats = []
    for number, pause in enumerate(pauses, start=1):
        if pause < quiet:
            continue
        message, place = said[number], place_of(said[number])
        after = bisect_left(times, times[number] + WITHIN) - number
        before = number - bisect_left(times, times[number - 1] - BEFORE)
        if before >= TALK and pause <= LONGEST_SILENCE:
            told = f"after {before} messages in the {_minutes(BEFORE)} before"
            why = f"Nobody wrote in {place} for {spoken(pause)}, {told}."
            beats.append(_Beat(message, Sign.SILENCE, why))
        elif after >= loud:
            told = f"after {spoken(pause)} without any"
            why = f"{after} messages within {_minutes(WITHIN)} in {place}, {told}."
            beats.append(_Beat(message, Sign.BURST, why))
    return beats


def _called_over(candidates: Sequence[CandidateFact]) -> datetime | None:
    """When it was first called over after the last alert; before it comes back, that was too soon."""
    alarms = [each.occurred_at for each in candidates if each.sign is Sign.ALERT_FIRED]
    last = max(alarms, default=None)
    calls = [each.occurred_at for each in candidates if each.sign is Sign.CALLED_OVER]
    return min((at for at in calls if last is None or at > last), default=None)


def _usual(times: Sequence[datetime]) -> float:
    """The median number of messages in four minutes in which there were any."""
    counts: dict[int, int] = defaultdict(int)
    for at in times:
        counts[(at - times[0]) // WITHIN] += 1
    return median(counts.values())


def _minutes(length: timedelta) -> str:
    return f"{round(length.total_seconds() / 60)} minutes"


def _is_among_others(at: datetime, times: Sequence[datetime]) -> bool:
    around = bisect_right(times, at + NEIGHBOURHOOD) - bisect_left(times, at - NEIGHBOURHOOD)
    return around >= NEIGHBOURS


def _candidate(beat: _Beat) -> CandidateFact:
    message = beat.message
    return CandidateFact(
        fingerprint=fingerprint(message.key),
        occurred_at=message.occurred_at,
        text=shorten(message.text),
        kind=EventKind.COMMUNICATION,
        phase=None,
        actor=message.author_name or message.author_id,
        item_keys=(message.key,),
        why=beat.why,
        sign=beat.sign,
        score=BURST if beat.sign is Sign.BURST else SILENCE,
    )
