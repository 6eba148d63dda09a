"""How far each sweep over a decision has come, and what it still leaves open, as questions (R3.4, R3.9)."""

from collections.abc import Sequence
from dataclasses import dataclass

from secondsight.record.rules.decisions.vocabulary import OF_OPTIONS, SWEEP_OF, Probe, Sweep


@dataclass(frozen=True, slots=True)
class NoteFact:
    """That somebody answered a probe in a sweep; `option` is set where it is about one."""

    probe: Probe
    sweep: Sweep
    speaker: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True)
class OptionFact:
    """A way to go on that was in view."""

    id: str
    what: str


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What is there of a decision; notes and options that were taken back are left out."""

    question: str = ""
    choice: str = ""
    decider: str = ""
    is_timed: bool = True
    context: str = ""  # the event's own words (R3.9)
    options: tuple[OptionFact, ...] = ()
    notes: tuple[NoteFact, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What is not told yet; `about` is a probe, or question, choice, decider, time, options."""

    about: str
    words: str
    option: str = ""


@dataclass(frozen=True, slots=True)
class SweepStanding:
    """A sweep as it stands: who spoke in it, how often, and what is open."""

    sweep: Sweep
    notes: int
    speakers: tuple[str, ...]
    open: tuple[OpenQuestion, ...]


def sweeps(facts: DecisionFacts) -> tuple[SweepStanding, ...]:
    """Return every sweep in its order, with what it still leaves open.

    A question is open until somebody answered it, in whichever sweep. An option is asked about until
    something spoke for it or against it.
    Source: R3.4; the Critical Decision Method's sweeps.
    """
    opened = {
        Sweep.RECOUNT: _recount(facts),
        Sweep.TIMELINE: _timeline(facts),
        Sweep.DEEPEN: _options(facts),
        Sweep.WHAT_IF: (),
    }
    answered = {note.probe for note in facts.notes}
    standings = []
    for sweep in Sweep:
        own = [note for note in facts.notes if note.sweep is sweep]
        unanswered = tuple(
            OpenQuestion(probe.value, probe.hint)
            for probe in Probe
            if SWEEP_OF[probe] is sweep and probe not in answered and probe not in OF_OPTIONS
        )
        speakers = tuple(dict.fromkeys(note.speaker for note in own if note.speaker))
        standings.append(SweepStanding(sweep, len(own), speakers, (*opened[sweep], *unanswered)))
    return tuple(standings)


def open_questions(standings: Sequence[SweepStanding]) -> tuple[OpenQuestion, ...]:
    """Return what all sweeps leave open, in their order."""
    return tuple(question for standing in standings for question in standing.open)


def lacking_context(facts: DecisionFacts) -> str:
    """Return the question that this outcome without context raises, or an empty string.

    A decision has its context when it says what was seen, what else was considered and what made it the
    right call then; words on the event itself count for all three.
    Source: R3.9.
    """
    if facts.context.strip():
        return ""
    told = {note.probe for note in facts.notes}
    asked = []
    if not told & {Probe.SIGNAL, Probe.MISLED}:
        asked.append("what was seen")
    if len(facts.options) < 2:
        asked.append("what else was considered")
    if not told & {Probe.REASONABLE, Probe.SPOKE_FOR}:
        asked.append("what made it the right call then")
    if not asked:
        return ""
    words = " and ".join([", ".join(asked[:-1]), asked[-1]] if len(asked) > 1 else asked)
    return f"{words[0].upper()}{words[1:]}?"


def _recount(facts: DecisionFacts) -> tuple[OpenQuestion, ...]:
    found = []
    if not facts.question:
        found.append(OpenQuestion("question", "Which question did they face?"))
    if not facts.choice:
        found.append(OpenQuestion("choice", "Which way did they go?"))
    return tuple(found)


def _timeline(facts: DecisionFacts) -> tuple[OpenQuestion, ...]:
    found = []
    if not facts.decider:
        found.append(OpenQuestion("decider", "Who decided: one person, a team, the room?"))
    if not facts.is_timed:
        found.append(OpenQuestion("time", "When was it decided, as closely as anybody can tell?"))
    return tuple(found)


def _options(facts: DecisionFacts) -> tuple[OpenQuestion, ...]:
    if len(facts.options) < 2:
        return (OpenQuestion("options", "Which ways to go on were in view at that moment?"),)
    weighed = {note.option for note in facts.notes if note.probe in OF_OPTIONS}
    return tuple(
        OpenQuestion(
            Probe.SPOKE_FOR.value, f"What spoke for “{option.what}” then, and what against it?", option.id
        )
        for option in facts.options
        if option.id not in weighed
    )
