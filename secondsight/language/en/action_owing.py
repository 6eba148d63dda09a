"""What is said to be owed: "we should …", "the team needs to …", "X needs to be clearer"."""

from typing import NamedTuple

from secondsight.language.en.action_judging import has_threshold, judged
from secondsight.language.en.action_words import (
    BEHAVIOUR,
    CONCRETE,
    DEGREE,
    FORM_OF,
    IMPROVING,
    MODALS,
    PURPOSE,
    SOFT,
    VERBS,
    VIRTUES,
)
from secondsight.language.en.actions import Action, action
from secondsight.language.en.subjects import Subject, subject_of
from secondsight.language.en.verbs import is_participle
from secondsight.language.en.words import ADVERBS
from secondsight.language.sentences import Sentence

_OWING = MODALS | {"require", "requires"}
_LONGEST_LEAD = 40  # words before the modal verb
_ASKED = frozenset("if whether how what when where why which".split())
_TO = frozenset("going plan planning want aim intend ought".split())  # nothing without "to"
_LACKING = (DEGREE | SOFT | {"comprehensive", "solid", "extensive"}) - {"some", "something", "clear"}
_WISHES = SOFT - {"something", "some", "generally", "everything", "more", "properly"}
_TALK = frozenset("talk discussion chat conversation think look".split())
_SAID_AGAIN = frozenset(
    "reiterate re-iterate remind emphasise emphasize encourage educate communicate".split()
)


class _Owed(NamedTuple):
    """A modal verb with its subject, the words up to its verb and that verb's index and form."""

    modal: str
    at: int
    subject: Subject
    between: list[str]
    verb: int
    said: str


def owed(sentence: Sentence, start: int) -> Action | None:
    """Return the action that somebody or something is said to owe, None where nothing is."""
    words = sentence.words
    if (
        _OWING.isdisjoint(words)
        or "?" in words[-2:]
        and words[start] in ("what", "how", "why", "should", "do", "can")
    ):
        return None
    for index in range(start, min(len(words) - 1, start + _LONGEST_LEAD)):
        modal = words[index]
        if modal in ("require", "requires") and _is_degree(words[index + 1 : index + 3]):
            return action(sentence, "improve", index, index + 2, "quality", 0.65, "system")
        if modal not in MODALS or modal in _TO | {"have"} and words[index + 1] != "to":
            continue
        return _judged(sentence, _group(sentence, index), start)
    return None


def _group(sentence: Sentence, index: int) -> _Owed:
    """Return the verb that belongs to a modal: in "will need to start monitoring" it is "start"."""
    words = sentence.words
    verb = sentence.skip(index + 1, ADVERBS | {"to"})
    between = words[index + 1 : verb]
    while sentence.at(verb) in ("need", "have", "want", "like", "continue") and sentence.at(verb + 1) == "to":
        verb = sentence.skip(verb + 2, ADVERBS)
    said = sentence.at(verb)
    if said == "re" and sentence.at(verb + 1) == "-":
        verb, said = verb + 2, "re-" + sentence.at(verb + 2)
    return _Owed(words[index], index, subject_of(sentence, index), between, verb, said)


def _judged(sentence: Sentence, it: _Owed, start: int) -> Action | None:
    words, subject, verb, said = sentence.words, it.subject, it.verb, it.said
    is_effect = it.modal == "should" and sentence.at(it.at - 1) in ("which", "that")
    if is_effect or sentence.at(subject.first - 1) in _ASKED or subject.kind == "customer":
        return None
    if "not" in it.between or (said == "have" and is_participle(sentence.at(verb + 1))):
        return None
    if (
        it.modal == "want"
        and said not in IMPROVING | BEHAVIOUR
        or subject.head in ("you", "who", "he", "she")
    ):
        return None
    if it.modal in ("need", "needs") and "to" not in it.between:
        if _LACKING & set(words[verb : verb + 4]) and not has_threshold(words[verb:]):
            return action(sentence, "improve", it.at, verb, "quality", 0.7, "system")
        return None
    if subject.is_first_person or subject.kind == "team":
        return _by_us(sentence, it)
    if it.modal == "will" and (
        subject.kind == "name"
        and said in CONCRETE
        or said in _SAID_AGAIN
        and subject.kind in ("name", "software", "unknown")
    ):
        return judged(sentence, said, verb, verb)
    if subject.kind == "person" and it.modal in ("should", "must") and said in VERBS - {"be"}:
        return action(sentence, said, it.at, verb, "behaviour", 0.6, "individual")
    if it.modal in ("need", "needs", "should", "must") and _is_degree(words[it.at + 1 : verb + 2]):
        return action(sentence, "improve", it.at, verb, "quality", 0.65, "system")
    return _of_things(sentence, it, start)


def _by_us(sentence: Sentence, it: _Owed) -> Action | None:
    """Return what the writers or a team owe."""
    words, verb, said = sentence.words, it.verb, it.said
    following = sentence.at(verb + 1)
    if said == "be" and "priority" in words[verb + 1 : verb + 5]:
        return action(sentence, "be", it.at, verb + 1, "quality", 0.65, "system")
    if said == "be" and it.modal != "will":
        if DEGREE & set(words[verb + 1 : verb + 4]) or following in SOFT:
            return action(sentence, "be", verb, verb + 2, "behaviour", 0.8, "individual")
        return None
    if said in ("be", "start") and following in FORM_OF:
        at = verb + 1 if said == "be" else verb
        return judged(sentence, FORM_OF[following], at, verb + 1)
    if "always" in it.between or "never" in it.between:
        return action(sentence, said, it.at, verb, "behaviour", 0.7, "individual")
    if said == "have":
        if not _TALK & set(words[verb : verb + 4]):
            return None
        return action(sentence, "discuss", verb, verb + 2, "inquiry", 0.75, "inquiry")
    return judged(sentence, said, verb, verb) if said in VERBS - {"be"} else None


def _of_things(sentence: Sentence, it: _Owed, start: int) -> Action | None:
    """Return what a thing "needs to be", and training that "will help"."""
    words, verb = sentence.words, it.verb
    inside = set(words[start : it.at]) if it.at - start < 8 else set()
    is_training = it.modal == "will" and bool(VIRTUES & inside)
    if is_training and it.said in ("be", "help"):
        return action(sentence, "train", start, min(start + 1, it.at), "behaviour", 0.65, "individual")
    if it.said != "be" or it.modal not in ("should", "must", "will", "needs", "need"):
        return None
    if it.modal != "will" and _is_wished(words[verb + 1 : verb + 9]):
        return action(sentence, "be", it.at, verb + 1, "quality", 0.65, "system")
    near = set(it.between) | set(words[verb + 1 : verb + 4])
    near -= {"always", "never"} if it.modal == "will" else set()
    if near & {"always", "never", "carefully", "properly", "better", "improved"}:
        return action(sentence, "be", it.at, verb + 1, "behaviour", 0.65, "individual")
    return None


def _is_degree(words: list[str]) -> bool:
    """Tell whether "more careful", "better", "more closely" stands there: more, without how much."""
    kept = [word for word in words if word not in ("to", "much", "a", "lot", "even", "far")]
    if not kept:
        return False
    if kept[0] in ("better", "clearer", "stronger", "improved", "stricter", "tighter"):
        return True
    return kept[0] == "more" and len(kept) > 1 and (kept[1] in SOFT | DEGREE or kept[1].endswith("ly"))


def _is_wished(words: list[str]) -> bool:
    """Tell whether what something "needs to be" leaves open when it is: "clear", "more resilient", "a priority"."""
    kept = words[: next((n for n, word in enumerate(words) if word in PURPOSE), len(words))]
    if not kept or has_threshold(kept) or "enough" in kept[:3]:
        return False
    if "priority" in kept[:4] or kept[0] in ("prioritised", "prioritized"):
        return True
    if "possible" in kept and "as" in kept:
        return True
    return kept[0] in _WISHES or (kept[0] == "more" and len(kept) > 1 and kept[1] not in ("than", "of"))
