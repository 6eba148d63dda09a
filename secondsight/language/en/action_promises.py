"""Set phrases that promise: "do everything we can", "make some changes", "keep an eye on"."""

from secondsight.language.en.action_words import FORM_OF
from secondsight.language.en.actions import Action, action
from secondsight.language.en.subjects import subject_of
from secondsight.language.sentences import Sentence

_SOME = frozenset("some several a many the further various more".split())
_CHANGES = frozenset("changes improvements adjustments".split())
_CARE = frozenset(
    {("keep", "an"), ("keep", "in"), ("bear", "in"), ("double", "check"), ("expect", "the"), ("take", "care")}
)
# Without one of these, nothing here can be found.
_WORDS = frozenset(
    """do doing take taking steps making make keep bear double expect committed are am strive endeavour endeavor
    work ensure sure something""".split()
)
_UNDER_WAY = frozenset("review improve strengthen enhance refine revise rethink streamline".split())


def promised(sentence: Sentence, start: int) -> Action | None:
    """Return what set phrases promise: "do everything we can", "do better"."""
    words = sentence.words
    if (
        _WORDS.isdisjoint(words)
        or words[start] in ("how", "what", "why", "when")
        and ("?" in words or sentence.kind == "heading")
    ):
        return None
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
        if (
            word == "steps"
            and words[index + 1] in ("are", "will")
            and "taken" in words[index + 2 : index + 5]
        ):
            return action(sentence, "take", index, index + 1, "quality", 0.65, "system")
        if (
            word in ("making", "make")
            and words[index + 1] in _SOME
            and _CHANGES & set(words[index + 2 : index + 4])
        ):
            if subject_of(sentence, index).is_first_person:
                return action(sentence, "make", index, index + 1, "quality", 0.65, "system")
        if (word, words[index + 1]) in _CARE or (
            word in ("take", "taking") and sentence.at(index + 2) in ("care", "caution")
        ):
            if index == start or words[index - 1] in (
                ",",
                "to",
                "must",
                "should",
                "will",
                "and",
                "but",
                "please",
            ):
                return action(sentence, word, index, index + 1, "behaviour", 0.7, "individual")
        if word in ("take", "taking") and words[index + 1] == "a" and "look" in words[index + 2 : index + 4]:
            if index == start or words[index - 1] in ("be", "will", "should", "must", "also"):
                return action(sentence, "look", index, index + 2, "inquiry", 0.65, "inquiry")
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
