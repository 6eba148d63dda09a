"""Where a sentence asks for something to be done, and in which form."""

import re

from secondsight.language.en.action_judging import has_threshold, judged
from secondsight.language.en.action_owing import owed
from secondsight.language.en.action_promises import promised
from secondsight.language.en.action_words import (
    ALSO_NOUNS,
    ARTEFACTS,
    FORM_OF,
    GENERIC,
    PURPOSE,
    SOFT,
    VERBS,
    VIRTUES,
)
from secondsight.language.en.actions import Action, Change, action
from secondsight.language.en.verbs import is_participle
from secondsight.language.en.words import ADVERBS, FIRST_PERSON
from secondsight.language.sentences import CODE, Sentence


def read_action(sentence: Sentence, *, is_told: bool = False) -> Action | None:
    """Return the action that a sentence asks for, None where it asks for none.

    `is_told` says that the place tells that it is one, so that a bare noun phrase counts as well.
    """
    key = f"action {is_told}"
    if key not in sentence.memo:
        sentence.memo[key] = _read(sentence, is_told)
    found = sentence.memo[key]
    return found if isinstance(found, Action) else None


def _read(sentence: Sentence, is_told: bool) -> Action | None:
    start = _start(sentence)
    if start < 0 or _is_elsewhere(sentence) or _is_told_to_readers(sentence, is_told):
        return None
    return promised(sentence, start) or _begun(sentence, start) or owed(sentence, start) or (
        _bare(sentence, start) if is_told else None
    )  # fmt: skip


def _start(sentence: Sentence) -> int:
    """Return where the action begins: behind "Action item:", a label with a colon, or a sign."""
    words = sentence.words
    index = 0
    while index < len(words) and not words[index][0].isalpha() and words[index] != CODE:
        index += 1
    if sentence.at(index) in (
        "todo",
        "action",
        "actions",
        "ai",
        "next",
        "followup",
        "follow",
        "ticket",
        "p0",
        "p1",
    ):
        colon = next((n for n in range(index, min(index + 4, len(words))) if words[n] == ":"), -1)
        index = colon + 1 if colon >= 0 else index
    colon = next((n for n in range(index, min(index + 9, len(words))) if words[n] == ":"), -1)
    if colon > 0 and sentence.at(index) not in VERBS and sentence.at(colon + 1):
        begun = sentence.skip(colon + 1, ADVERBS)
        if sentence.at(begun) in VERBS or sentence.at(begun) in FORM_OF:
            index = begun
    while sentence.at(index) in (
        "please",
        "also",
        "then",
        "and",
        "further",
        "furthermore",
        "additionally",
        ",",
    ):
        index += 1
    return index if index < len(words) else -1


def _is_elsewhere(sentence: Sentence) -> bool:
    section = sentence.section
    return sentence.is_entry or "went well" in section or "lucky" in section


_STAMP = re.compile(r"\W{0,6}(?:\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2})")


def _is_told_to_readers(sentence: Sentence, is_told: bool) -> bool:
    """Tell whether a sentence is an entry with its time, or advice to whoever reads it."""
    if is_told:
        return False
    if _STAMP.match(sentence.text, sentence.starts[0] if sentence.words[0][0].isalnum() else 0):
        return True
    return bool({"your", "yours", "yourself"} & set(sentence.words)) and not FIRST_PERSON & set(
        sentence.words[:6]
    )


def _begun(sentence: Sentence, start: int) -> Action | None:
    """Return an action that begins with its verb ("Add …", "Adding …", "Added …") or its degree ("Better …")."""
    words = sentence.words
    if words[start] in ("a", "an") and sentence.at(start + 1) in _COMPARATIVES:
        start += 1
    word = words[start]
    if sentence.kind == "heading" and not sentence.section:
        return None
    if word in ("do", "please") and sentence.at(start + 1) == "not":
        if sentence.at(start + 2) in _MECHANISMS:
            return action(sentence, sentence.at(start + 2), start, start + 2, "", 0.6, "system")
        return action(sentence, "avoid", start, start + 2, "behaviour", 0.6, "individual")
    if word == "need" and sentence.at(start + 1) == "to" and sentence.at(start + 2) in VERBS:
        return judged(sentence, words[start + 2], start, start + 2)
    if word in ("always", "never") and sentence.at(start + 1) in VERBS:
        return action(sentence, words[start + 1], start, start + 1, "behaviour", 0.75, "individual")
    if word in _COMPARATIVES:
        return _compared(sentence, start)
    if word == "do" and sentence.at(start + 1) in ("we", "you", "they", "i", "the", "any"):
        return None
    if word in VERBS:
        after = sentence.at(start + 1)
        if word in ALSO_NOUNS and (after in _NOT_BEHIND_A_VERB or _is_verb_like(sentence, start + 1)):
            if (word, after) not in (
                ("work", "on"),
                ("look", "at"),
                ("look", "into"),
                ("focus", "on"),
                ("start", "of"),
            ):
                return None
        if _tells(sentence, start + 1):
            return None
        return judged(sentence, word, start, start)
    if word.endswith("ing") and word in FORM_OF and sentence.kind in _ALONE:
        base = FORM_OF[word]
        clause = words[
            start + 1 : next((n for n in range(start, len(words)) if words[n] in _CLAUSES), len(words))
        ]
        if (
            _TELLS & set(clause)
            or _tells(sentence, start + 1)
            or base
            in (
                "be",
                "start",
                "keep",
                "come",
                "look",
                "give",
                "work",
                "follow",
                "try",
                "attempt",
            )
        ):
            return None
        if word in (
            "testing",
            "monitoring",
            "training",
            "alerting",
            "logging",
            "building",
            "including",
            "turning",
        ):
            return None
        return judged(sentence, base, start, start)
    return None


def _compared(sentence: Sentence, start: int) -> Action | None:
    """Return "Better monitoring of X": a wish for more, without a verb that tells or a number that says."""
    words = sentence.words
    finite = {"would", "was", "were", "is", "are", "has", "had", "did", "could", "than", "may", "led", "can"}
    if sentence.kind not in _ALONE or finite & set(words[start : start + 12]):
        return None
    if words[start] in ("clear", "more", "continuous", "increased") and not (
        VIRTUES | GENERIC | {"granular"}
    ) & set(words[start : start + 5]):
        if words[start] != "more" or sentence.at(start + 1) not in ADVERBS | SOFT:
            return None
    if any(word.endswith("ed") and word not in SOFT for word in words[start + 1 : start + 3]):
        return None
    if words[start] == "improved" and sentence.at(start + 1) in ("the", "our"):
        return None
    if has_threshold(words[start:]):
        return None
    kind: Change = "individual" if VIRTUES & set(words[start : start + 5]) else "system"
    last = min(start + 1, len(words) - 1)
    return action(sentence, "improve", start, last, "quality", 0.8, kind)


def _bare(sentence: Sentence, start: int) -> Action | None:
    """Return a noun phrase that stands where actions stand: nobody can say when "load testing" is done."""
    words = sentence.words[start:]
    if sentence.text[: sentence.starts[start]].strip(" \t\n[]xX") or words[0] in (
        "see",
        "this",
        "that",
        "it",
        "note",
    ):
        return None  # a remark behind an action
    if words[0] in FORM_OF and words[0].endswith("ed") or _is_told_done(words):
        return action(sentence, FORM_OF.get(words[0], "do"), start, start, "", 0.6, "system")
    if len(words) < 2 or any(is_participle(word) and word not in ("set", "put") for word in words[:6]):
        return None
    if {
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "will",
        "should",
        "need",
        "must",
        "might",
        "could",
        "?",
    } & set(words):
        return None
    if has_threshold(words) or ARTEFACTS & set(words[-2:]):
        return None
    return action(sentence, "", start, min(start + 2, len(sentence) - 1), "generic", 0.6, "system")


_MECHANISMS = frozenset(
    "allow show display load log send expose store retry cache render accept serve start create".split()
)
_TELLS = frozenset(
    "was were is are did would could had has might fixed solved helped resolved led caused allowed showed brought".split()
)
_CLAUSES = frozenset("that which when where if because so until while who whether what how .".split())
_NOT_BEHIND_A_VERB = frozenset(
    "in of was is were are has had have started began showed from went did failed and or by took".split()
)


def _is_verb_like(sentence: Sentence, index: int) -> bool:
    word = sentence.at(index)
    return word.endswith("ed") and word not in (
        "automated",
        "distributed",
        "needed",
        "scheduled",
        "shared",
        "failed",
    )


def _tells(sentence: Sentence, index: int) -> bool:
    """Tell whether a verb of telling stands soon behind: "Test run was …" is no request."""
    words = sentence.words
    for place in range(index, min(index + 6, len(words))):
        word = words[place]
        if word in PURPOSE or word in ("that", "to", "how", "if", "when", "which", "why", "whether", "sure"):
            return False
        if word in ("was", "were", "had", "did", "is", "are", "has", "would", "could", "might"):
            return place - index < 5
    return False


# "We are reviewing our procedures": under way, and nobody could say when it is done.
# Kinds of block in which a bare "Adding …" or "Better …" is an action.
_COMPARATIVES = frozenset(
    "better more improved increased clearer faster stronger stricter tighter clear continuous".split()
)
_ALONE = ("item", "line", "action")


def _is_told_done(words: list[str]) -> bool:
    """Tell whether something "has been documented"."""
    return any(
        words[n] in ("has", "have") and words[n + 1] == "been" and is_participle(words[n + 2])
        for n in range(len(words) - 2)
    )
