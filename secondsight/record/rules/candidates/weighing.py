"""How much speaks for what somebody said being a turning point: its cues, its figures, others' answers."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from secondsight.record.rules.candidates.cues import Cue, Vocabulary
from secondsight.record.rules.candidates.english import ENGLISH
from secondsight.record.rules.candidates.facts import EvidenceFact
from secondsight.record.rules.candidates.turns import Turn, code_blocks, sentences
from secondsight.record.rules.vocabulary import EventKind

VOCABULARIES: dict[str, Vocabulary] = {"en": ENGLISH}

FIGURE = 0.7
REACTION = 0.4  # for each person who reacted, from two to three
FIRST_WORDS = 0.3
DASHBOARD = 0.5
BROADCAST = 0.4
SECOND_CUE = 0.3  # of its own weight
SMALL_TALK = -1.5
FEW_WORDS = -0.6

_UNITS = (
    r"%|ms|s|sec|min|x|k|gb|mb|/s|/min|rps|qps|errors?|sessions?|connections?|requests?|pods?|waiting|clients?|"
    r"tickets?|contacts?|baskets?|orders?|chats?"
)
_FIGURE = re.compile(
    rf"(?<![\w.:])\d+(?:[.,]\d+)?\s?(?:{_UNITS})(?!\w)|\d+\s*(?:→|->|in|of|out of)\s*(?:\d+|them\b)|=\d+",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"`[^`\n]+`|(?<![\d:.])\d{3,}(?![\d:])|\bv?\d+\.\d+\.\d+\b|"  # code, a large number, a version
    r"\b[a-zA-Z]+_[a-zA-Z_]+\b|\b[a-z]+[A-Z]\w+\b|\b[A-Z]{5,}\b|\b\w+-(?:api|db|svc)\b"  # identifiers
)
_TROUBLE = re.compile(
    r"\b(?:error|fatal|exception|traceback|timed out|refused|denied|panic|oom|warn)\b", re.IGNORECASE
)
_DASHBOARD = re.compile(
    r"https?://[^\s>|)]*(?:grafana|kibana|datadog|dashboard|newrelic|honeycomb|splunk|cloudwatch|sentry|/explore\b|"
    r"/graph\b|/traces?\b|prometheus|jaeger)",
    re.IGNORECASE,
)
_LINKED = Cue(EventKind.OBSERVATION, "a link to a dashboard", 2.2, _DASHBOARD)
_PASTED = Cue(EventKind.OBSERVATION, "a system's answer", 2.4, _TROUBLE)
_ASKED_LESS = (EventKind.ACTION, EventKind.DECISION, EventKind.STATUS_UPDATE)


@dataclass(frozen=True, slots=True)
class Found:
    """A cue in a turn: in which message and in which words."""

    cue: Cue
    message: EvidenceFact
    words: str
    weight: float
    sentence: str = ""  # in which the words stand; "" where nothing but the message was read


@dataclass(frozen=True, slots=True)
class Weighed:
    """A turn with what speaks for it; `reasons` are clauses for a person to read."""

    turn: Turn
    best: Found
    score: float
    reasons: tuple[str, ...]


class Scales:
    """Weighs turns. `names` are systems that other evidence knows, `first_words` keys of first messages."""

    def __init__(
        self, names: Iterable[str], first_words: Collection[str], languages: Collection[str] = ("en",)
    ) -> None:
        self._vocabularies = [VOCABULARIES[name] for name in languages if name in VOCABULARIES]
        self._known = re.compile(
            "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names)) or r"(?!)", re.IGNORECASE
        )
        self._first_words = first_words

    def weigh(self, turn: Turn) -> Weighed | None:
        """Return what speaks for a turn, or None where nothing does."""
        found = [each for vocabulary in self._vocabularies for each in self._cues(turn, vocabulary)]
        found += [each for message in turn.messages for each in (_pasted(message), _linked(message)) if each]
        if not found:
            return None
        found.sort(key=lambda each: -each.weight - (0.4 if _FIGURE.search(each.message.text) else 0))
        score, reasons = self._answers(turn)
        return Weighed(turn, found[0], _together(found) + score, tuple(reasons))

    def _cues(self, turn: Turn, vocabulary: Vocabulary) -> list[Found]:
        patterns = (_FIGURE, _NAME, self._known)
        is_about_systems = vocabulary.system_words.search(turn.text.lower()) is not None or any(
            pattern.search(turn.text) for pattern in patterns
        )
        cues = (
            vocabulary.cues if is_about_systems else [cue for cue in vocabulary.cues if not cue.needs_system]
        )
        # Sentences once for all cues: parting them costs more than most cues do.
        read = [
            (message, [(sentence, sentence.lower()) for sentence in sentences(message.text)])
            for message in turn.messages
        ]
        return [
            found
            for message, said in read
            for cue in cues
            if (found := _find(cue, message, said, vocabulary))
        ]

    def _answers(self, turn: Turn) -> tuple[float, list[str]]:
        """The weight of everything but the cues, with the clauses that say so."""
        score, reasons = 0.0, []
        has_figure = _FIGURE.search(turn.text) is not None
        if has_figure:
            score += FIGURE
            reasons.append("it gives a figure")
        if any(_DASHBOARD.search(fact.text) for fact in turn.facts):
            score += DASHBOARD
            reasons.append("it links to a dashboard")
        if (people := _people_who_reacted(turn)) >= 2:
            score += REACTION * min(people, 3)
            reasons.append(f"{people} people reacted to it")
        if turn.facts[0].key in self._first_words:
            score += FIRST_WORDS
            reasons.append(f"it is the first that they said in {place_of(turn.facts[0])}")
        if turn.facts[0].details.get("subtype") == "thread_broadcast":
            score += BROADCAST
        if any(vocabulary.small_talk.search(turn.text.lower()) for vocabulary in self._vocabularies):
            score += SMALL_TALK
        if len(turn.text.split()) < 3 and not has_figure:
            score += FEW_WORDS
        return score, reasons


def place_of(fact: EvidenceFact) -> str:
    """Return where something was said, as people call it."""
    return f"#{fact.channel.lstrip('#')}" if fact.kind == "message" and fact.channel else fact.channel or "it"


def first_words(turns: Iterable[Turn]) -> set[str]:
    """Return the keys of messages with which somebody first spoke in a channel where others had spoken."""
    spoke: dict[str, set[str]] = {}
    first = set()
    for turn in turns:
        start = turn.facts[0]
        people = spoke.setdefault(start.channel, set())
        if people and start.author_id not in people:
            first.add(start.key)
        people.add(start.author_id)
    return first


def _find(
    cue: Cue, message: EvidenceFact, said: Sequence[tuple[str, str]], vocabulary: Vocabulary
) -> Found | None:
    """The cue in a message, whose sentences come as they were written and in small letters."""
    for sentence, small in said:
        match = cue.pattern.search(small)
        if match is None:
            continue
        is_asked = small.endswith("?")
        if cue.needs_fact and (is_asked or vocabulary.not_a_fact.search(small[: match.start()])):
            continue
        weight = cue.weight - (0.8 if is_asked and cue.kind in _ASKED_LESS else 0)
        # A few letters grow when they are made small: then the words are quoted as they were searched.
        written = sentence if len(sentence) == len(small) else small
        return Found(cue, message, written[match.start() : match.end()].strip(), weight, sentence)
    return None


def _pasted(message: EvidenceFact) -> Found | None:
    """What somebody pasted from a terminal or a log, where it tells of trouble."""
    for block in code_blocks(message.text):
        if match := _TROUBLE.search(block):
            return Found(_PASTED, message, match[0], _PASTED.weight)
    return None


def _linked(message: EvidenceFact) -> Found | None:
    match = _DASHBOARD.search(message.text)
    return Found(_LINKED, message, match[0], _LINKED.weight) if match else None


def _together(found: Sequence[Found]) -> float:
    """The best cue's weight, and a share of the best two of other kinds."""
    best = found[0]
    others = {each.cue.kind: each.weight for each in found if each.cue.kind is not best.cue.kind}
    return best.weight + SECOND_CUE * sum(sorted(others.values())[-2:])


def _people_who_reacted(turn: Turn) -> int:
    people: set[object] = set()
    for fact in turn.facts:
        reactions = fact.details.get("reactions")
        if isinstance(reactions, dict):
            people.update(person for who in reactions.values() if isinstance(who, list) for person in who)
    return len(people)
