"""Events explained by a mistake, a slip or an inadvertent act."""

from collections.abc import Iterator

from secondsight.language.en.subjects import subject_of
from secondsight.language.en.verbs import is_participle
from secondsight.language.en.words import ADVERBS
from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence

_BY_ACCIDENT = frozenset(
    "accidentally inadvertently mistakenly unintentionally unwittingly erroneously".split()
)
_ACCIDENTAL = frozenset("accidental inadvertent unintentional mistaken".split())
_SLIPS = frozenset("mistake mistakes typo typos slip misclick blunder goof typing misconfigured".split())
_OF_PEOPLE = frozenset(
    "human user operator operational operators manual pilot engineer admin clerical".split()
)
_ACTS = frozenset(
    """execution deletion removal change push deploy deployment commit merge run command click release update
    upgrade edit configuration use omission inclusion termination deletion reversion revert shutdown restart
    destroy destruction wipe drop truncation push reboot shutdown upload leak
    misconfiguration overwrite modification disabling publication switch exposure drop apply""".split()
)
_IS = frozenset("is are was were does do can could cannot should".split())
_CRITICS = frozenset(
    """never not rather instead avoid term label word blame blaming symptom learn learning learned prevent
    future possible against reduce likelihood prone risk chance guard protect next no""".split()
)


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark where somebody's slip explains the event, not where software errs or the term is criticised."""
    word, words = sentence.words[at], sentence.words
    if word in ("error", "errors") and "made" in words[max(0, at - 3) : at]:
        made = at - 1 - words[at - 1 :: -1].index("made")
        if subject_of(sentence, made).is_people:
            yield _mark(sentence, at, at, 0.75)
    elif word in _WRONGLY:
        verb = sentence.at(at + 1)
        if subject_of(sentence, at).is_people and is_participle(verb) and verb not in _THOUGHT:
            yield _mark(sentence, at, at + 1, 0.65)
    elif word in ("error", "errors"):
        if sentence.at(at - 1) in _OF_PEOPLE - {"manual", "operational"} and not _is_critical(sentence, at):
            if sentence.at(at + 1) not in ("message", "messages", "page", "rate", "rates", "log", "logs"):
                yield _mark(sentence, at - 1, at, 0.85)
    elif word in _BY_ACCIDENT:
        yield from _adverb(sentence, at)
    elif word in _ACCIDENTAL:
        act = sentence.skip(at + 1, ADVERBS)
        near = set(words[at + 1 : at + 3])
        is_act = near & _ACTS or sentence.at(at + 1).endswith(
            ("ting", "sing", "ning", "ding", "tion", "sion", "oval")
        )
        if is_act and sentence.at(act) and not _is_critical(sentence, at):
            yield _mark(sentence, at, at + 1, 0.8)
    elif word in ("mistake", "mistakes", "typo", "typos", "slip", "misclick", "blunder", "goof"):
        yield from _noun(sentence, at)
    elif word == "accident":
        if sentence.at(at - 1) in ("by", "on") and not {*_FINDS, "not", "no"} & set(
            words[max(0, at - 7) : at]
        ):
            subject = subject_of(sentence, at - 2)
            passive = {"was", "were", "been", "got", "is", "are"} & set(words[max(0, at - 6) : at])
            if subject.is_people or subject.kind in ("name", "none") or passive:
                yield _mark(sentence, at - 1, at, 0.75)
    elif word in ("fat", "mistyped", "misclicked", "mistook"):
        if (
            word != "fat"
            or sentence.at(at + 1).startswith("finger")
            or sentence.at(at + 2).startswith("finger")
        ):
            yield _mark(sentence, at, at + (word == "fat"), 0.8)


def _adverb(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield "we accidentally deleted", "was mistakenly removed"; software errs without a mark."""
    words = sentence.words
    verb = sentence.skip(at + 1, ADVERBS)
    if _is_critical(sentence, at):
        return
    before = sentence.skip(at - 1, ADVERBS, -1)
    subject = subject_of(sentence, at)
    said = sentence.at(verb)
    if sentence.at(before) in ("was", "were", "been", "being", "got", "is"):
        if (is_participle(said) or sentence.at(at - 1) in ("was", "were")) and not _has_software_doer(
            sentence, verb
        ):
            yield _mark(sentence, at, verb, 0.75)
    elif subject.is_people or (subject.kind == "name" and said in _HANDS):
        yield _mark(sentence, at, verb, 0.85)
    elif subject.kind == "none" and is_participle(said):
        yield _mark(sentence, at, verb, 0.75)
    elif sentence.at(at + 1) in _BEHIND and is_participle(sentence.at(at - 1)):
        earlier = subject_of(sentence, at - 1)
        passive = {"was", "were", "been", "is", "are", "got"} & set(words[max(0, at - 6) : at])
        if earlier.is_people or (passive and not _has_software_doer(sentence, at)):
            yield _mark(sentence, at, at, 0.7)


def _noun(sentence: Sentence, at: int) -> Iterator[Mark]:
    words = sentence.words
    word = words[at]
    if sentence.at(at - 1) == "by" and word == "mistake":
        if "not" not in words[max(0, at - 3) : at]:
            yield _mark(sentence, at - 1, at, 0.75)
        return
    if _is_critical(sentence, at):
        return
    if word.startswith("typo"):
        verbs = {"fix", "fixed", "correct", "corrected", "fixes"} & set(words[max(0, at - 4) : at])
        if not verbs and sentence.at(at - 1) in ("a", "the", "this", "simple", "small", "our", "to", "by"):
            yield _mark(sentence, at, at, 0.75)
        return
    if word == "slip":
        if sentence.at(at - 1) in ("a", "small", "simple") and "memory" not in words:
            yield _mark(sentence, at, at, 0.6)
        return
    if word.endswith("s") and word == "mistakes":
        made = {"made", "make"} & set(words[max(0, at - 4) : at])
        if made and subject_of(sentence, at - 1).is_people:
            yield _mark(sentence, at, at, 0.7)
        return
    before = set(words[max(0, at - 4) : at])
    if sentence.at(at - 1) == "by" or before & {
        "a", "the", "my", "our", "his", "her", "their", "this", "simple", "honest", "configuration", "made",
        "to", "an", "manual",
    }:  # fmt: skip
        yield _mark(sentence, at, at, 0.75)


def _has_software_doer(sentence: Sentence, verb: int) -> bool:
    """Tell whether "by the script" stands behind a verb."""
    words = sentence.words
    for index in range(verb + 1, min(verb + 6, len(words))):
        if words[index] == "by":
            return bool(set(words[index + 1 : index + 5]) & sentence.lexicon.software)
    return False


def _is_critical(sentence: Sentence, at: int) -> bool:
    """Tell whether the word is denied, criticised or spoken of in general."""
    words = sentence.words
    if set(words[max(0, at - 7) : at]) & _CRITICS:
        return True
    if {"not", "never", "rather", "instead", "label"} & set(words[at + 2 : at + 4]) and words[at + 1] in _IS:
        return True
    after = words[at + 1 : at + 5]
    return (
        bool(after) and after[0] in ("is", "are") and bool({"symptom", "label", "effect"} & set(words[at:]))
    )


def _mark(sentence: Sentence, first: int, last: int, sure: float) -> Mark:
    verb = sentence.at(last)
    if sentence.words[first] in _BY_ACCIDENT and is_participle(verb):
        ask = f"What did the screen show before it was {verb}, and what made that look like the right thing?"
        passive = {"was", "were", "been", "got"} & set(sentence.words[max(0, first - 3) : first])
        ask = ask if passive else "What did they mean to do, and what made this look like it?"
    else:
        ask = "What were they trying to do, what did it look like to them, and what let it go through?"
    return Mark(first, last, sure, ask)


_BEHIND = frozenset(
    ". , ) by when during while instead and as on in to from into because rather while at with before".split()
) | {""}
_FINDS = frozenset(
    "found find discovered discover noticed spotted stumbled learned learnt learn detected".split()
)
_WRONGLY = frozenset({"incorrectly", "wrongly"})
_THOUGHT = frozenset("assumed thought believed concluded expected".split())
_HANDS = frozenset(
    "deleted removed pushed merged ran executed applied committed deployed clicked disabled changed typed".split()
)

RULE = Rule(
    name="human-error",
    label="human_error",
    title="Mistake, slip, human error",
    message="This explains the event by somebody's slip.",
    why="An error is where the inquiry begins, not where it ends: what people meant to do, what they saw, and "
    "what let one act reach so far can be learnt from.",
    triggers=_BY_ACCIDENT
    | _ACCIDENTAL
    | _SLIPS
    | _WRONGLY
    | frozenset({"accident", "error", "errors", "fat", "mistyped", "misclicked", "mistook"}),
    look=look,
    flagged=(
        "The outage was caused by human error.",
        "An engineer accidentally deleted the queue.",
        "The flag was mistakenly removed during the clean-up.",
        "The operator made an error in the third step.",
        "An engineer incorrectly entered the address.",
        "A typo in the region's name sent the traffic to the wrong place.",
        "This was a mistake in the load balancer's settings.",
        "An accidental deletion of the bucket took the images away.",
        "Accidental overwriting of the table removed the accounts.",
        "The release job is started accidentally instead of the packaging job.",
        "The channels were closed by accident.",
    ),
    fine=(
        "The parser erroneously returned an empty list.",
        "The term human error is not an explanation.",
        "A change inadvertently caused the proxy to drop headers.",
        "Users saw an error message for ten minutes.",
        "We can learn from mistakes.",
        "The probe of app.eu.example.dev is incorrectly configured.",
        "The leak was found by accident.",
        "The accident happened in May.",
        "Fixed a typo in the runbook.",
    ),
)
