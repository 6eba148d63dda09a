"""Where a sentence asks for something to be done, and in which form."""

from secondsight.language.en.action_judging import has_threshold, judged
from secondsight.language.en.action_words import (
    ALSO_NOUNS,
    ARTEFACTS,
    BEHAVIOUR,
    CONCRETE,
    DEGREE,
    FORM_OF,
    GENERIC,
    IMPROVING,
    MODALS,
    PURPOSE,
    SOFT,
    VERBS,
    VIRTUES,
)
from secondsight.language.en.actions import Action, Change, action
from secondsight.language.en.subjects import subject_of
from secondsight.language.en.verbs import is_participle
from secondsight.language.en.words import ADVERBS
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
    if start < 0 or _is_elsewhere(sentence):
        return None
    return _phrase(sentence, start) or _begun(sentence, start) or _owed(sentence, start) or (
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
    return "timeline" in section or "went well" in section or "lucky" in section


def _phrase(sentence: Sentence, start: int) -> Action | None:
    """Return what set phrases promise: "do everything we can", "do better"."""
    words = sentence.words
    for index in range(start, min(len(words) - 1, start + 24)):
        word = words[index]
        if word in ("do", "doing") and words[index + 1] in ("everything", "better", "all", "whatever"):
            if (
                index > 0
                and subject_of(sentence, index).is_people
                or words[index - 1] in ("to", "must", "will")
            ):
                return action(sentence, "do", index, index + 1, "quality", 0.75, "individual")
        if word in ("take", "taking") and words[index + 1] in ("steps", "measures"):
            if {"will", "are", "to"} & set(words[max(start, index - 3) : index]):
                return action(sentence, "take", index, index + 1, "quality", 0.65, "system")
        if word == "committed" and words[index + 1] == "to" and subject_of(sentence, index).is_people:
            return action(sentence, "improve", index, index + 1, "quality", 0.65, "individual")
        if word in ("are", "am") and FORM_OF.get(words[index + 1]) in _UNDER_WAY:
            if subject_of(sentence, index).is_first_person:
                return action(
                    sentence, FORM_OF[words[index + 1]], index + 1, index + 1, "direction", 0.65, "system"
                )
        if word in ("strive", "endeavour", "endeavor") or (word == "work" and words[index + 1] == "hard"):
            return action(sentence, word, index, index + 1, "quality", 0.7, "individual")
        if word in ("ensure", "sure") and _never_again(words[index + 1 : index + 10]):
            return action(sentence, "ensure", index, index + 1, "quality", 0.7, "system")
    if sentence.at(start) == "something" and sentence.at(start + 1) in ("about", "like", "around"):
        return action(sentence, "", start, start + 1, "quality", 0.7, "inquiry")
    return None


def _never_again(words: list[str]) -> bool:
    return "again" in words and bool({"happen", "happens", "occur", "repeat", "happening"} & set(words))


def _begun(sentence: Sentence, start: int) -> Action | None:
    """Return an action that begins with its verb ("Add …", "Adding …", "Added …") or its degree ("Better …")."""
    words = sentence.words
    word = words[start]
    if sentence.kind == "heading" and not sentence.section:
        return None
    if word in ("do", "please") and sentence.at(start + 1) == "not":
        return action(sentence, "avoid", start, start + 2, "behaviour", 0.6, "individual")
    if word == "need" and sentence.at(start + 1) == "to" and sentence.at(start + 2) in VERBS:
        return judged(sentence, words[start + 2], start, start + 2)
    if word in ("always", "never") and sentence.at(start + 1) in VERBS:
        return action(sentence, words[start + 1], start, start + 1, "behaviour", 0.75, "individual")
    if word in (
        "better",
        "more",
        "improved",
        "clearer",
        "faster",
        "stronger",
        "stricter",
        "tighter",
        "clear",
        "continuous",
    ):
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
        if _tells(sentence, start + 1) or base in (
            "be",
            "start",
            "keep",
            "come",
            "look",
            "give",
            "work",
            "follow",
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
    if words[start] in ("clear", "more", "continuous") and not (VIRTUES | GENERIC | {"granular"}) & set(
        words[start : start + 5]
    ):
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


def _owed(sentence: Sentence, start: int) -> Action | None:
    """Return "we should …", "the team needs to …", "X needs more …"."""
    words = sentence.words
    if "?" in words[-2:] and words[start] in ("what", "how", "why", "should", "do", "can"):
        return None
    for index in range(start, min(len(words) - 1, start + 22)):
        modal = words[index]
        if modal not in MODALS or modal == "have" and words[index + 1] != "to":
            continue
        if (
            modal in ("going", "plan", "planning", "want", "aim", "intend", "ought", "need")
            and words[index + 1] != "to"
        ):
            if modal != "need":
                continue
        subject = subject_of(sentence, index)
        if sentence.at(subject.first - 1) in (
            "if",
            "whether",
            "how",
            "what",
            "when",
            "where",
            "why",
            "which",
        ):
            return None
        verb = sentence.skip(index + 1, ADVERBS | {"to"})
        between = words[index + 1 : verb]
        said = sentence.at(verb)
        if "not" in between or said in ("have",) and is_participle(sentence.at(verb + 1)):
            return None
        if modal == "want" and said not in IMPROVING | BEHAVIOUR:
            return None
        if subject.kind == "customer" or subject.head in ("you", "who", "he", "she"):
            return None
        if modal in ("need", "needs") and "to" not in between:
            near = set(words[verb : verb + 4])
            if near & (DEGREE | SOFT) - {"some", "something", "clear"} and not has_threshold(words[verb:]):
                return action(sentence, "improve", index, verb, "quality", 0.7, "system")
            return None
        if subject.is_people and (subject.is_first_person or subject.kind == "team"):
            if said == "be" and modal != "will":
                if DEGREE & set(words[verb + 1 : verb + 4]) or sentence.at(verb + 1) in SOFT:
                    return action(sentence, "be", verb, verb + 2, "behaviour", 0.8, "individual")
                return None
            if said == "be" and sentence.at(verb + 1) in FORM_OF:
                return judged(sentence, FORM_OF[words[verb + 1]], verb + 1, verb + 1)
            if "always" in between or "never" in between:
                return action(sentence, said, index, verb, "behaviour", 0.7, "individual")
            if said == "have":
                is_talk = {"talk", "discussion", "chat", "conversation", "think", "look"} & set(
                    words[verb : verb + 4]
                )
                return (
                    action(sentence, "discuss", verb, verb + 2, "inquiry", 0.75, "inquiry")
                    if is_talk
                    else None
                )
            if said == "start" and sentence.at(verb + 1) in FORM_OF:
                return judged(sentence, FORM_OF[words[verb + 1]], verb, verb + 1)
            if said in VERBS:
                return judged(sentence, said, verb, verb)
            return None
        if subject.kind == "name" and modal == "will" and said in CONCRETE:
            return judged(sentence, said, verb, verb)
        if said == "be" and modal in ("should", "must", "will", "needs", "need"):
            inside = set(words[start:index]) if index - start < 8 else set()
            near = set(between) | set(words[verb + 1 : verb + 4])
            if VIRTUES & inside and modal == "will":
                return action(
                    sentence, "train", start, min(start + 1, index), "behaviour", 0.65, "individual"
                )
            if near & {"always", "never", "carefully", "properly", "better", "improved"}:
                return action(sentence, "be", index, verb + 1, "behaviour", 0.65, "individual")
            return None
        if modal == "will" and said == "help" and VIRTUES & set(words[start:index]):
            return action(sentence, "train", start, min(start + 1, index), "behaviour", 0.65, "individual")
        return None
    return None


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
_UNDER_WAY = frozenset("review improve strengthen enhance refine revise rethink streamline".split())
# Kinds of block in which a bare "Adding …" or "Better …" is an action.
_ALONE = ("item", "line", "action")


def _is_told_done(words: list[str]) -> bool:
    """Tell whether something "has been documented"."""
    return any(
        words[n] in ("has", "have") and words[n + 1] == "been" and is_participle(words[n + 2])
        for n in range(len(words) - 2)
    )
