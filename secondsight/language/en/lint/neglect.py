"""Trouble put down to somebody's neglect, forgetting or ignorance."""

from collections.abc import Iterator

from secondsight.language.en.subjects import Subject, subject_of
from secondsight.language.en.verbs import MENTAL, base_of
from secondsight.language.en.words import ADVERBS
from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence

_FORGOT = frozenset("forgot forget forgets forgotten neglected neglects overlooked overlooks".split())
_FAILED = frozenset("failed fails failing failure".split())
_UNTHOUGHT = frozenset(
    """consider anticipate foresee appreciate account think bother realise realize understand grasp
    recognise recognize prioritise prioritize plan""".split()
)
_DUTIES = frozenset("follow adhere comply stick obey read pay respect heed bother".split())
_MISSED = frozenset({"missed", "unaware"})
# What is missed without anybody having looked away.
_MEASURED = frozenset(
    "sla slo slas slos target targets deadline deadlines objective window call calls".split()
)
_MISJUDGED = frozenset(
    "underestimated misjudged misunderstood miscalculated misread mishandled misdiagnosed ignored disregarded".split()
)
# What only people can ignore.
_SIGNALS = frozenset(
    "alert alerts alarm alarms warning warnings page pages concern concerns advice notice".split()
)
_RASH = frozenset(
    "slow late hasty optimistic eager confident trusting quick careless reliant focused".split()
)
_OMITTED = frozenset(
    "test verify check review communicate inform tell notify document rehearse coordinate consult escalate declare warn".split()
)
_POORLY = frozenset(
    "extensively properly adequately sufficiently carefully thoroughly fully correctly enough".split()
)
_OVERSIGHT = frozenset(
    {"inexperience", "ignorance", "oversight", "negligence", "carelessness", "inattention", "complacency"}
)


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark where people are said to have failed to do, forgotten, ignored or not considered."""
    word, words = sentence.words[at], sentence.words
    if sentence.at(at + 1) == "-":
        return  # "forgot-password"
    if word in _OVERSIGHT:
        if word != "oversight" or _is_lapse(sentence, at):
            yield Mark(
                at, at, 0.7, "What was attention on at that moment, and what signals were there to see?"
            )
        return
    if word in ("lack", "lacked"):
        yield from _lack(sentence, at)
        return
    subject = subject_of(sentence, at)
    if word in _FAILED:
        verb = at + 2 if sentence.at(at + 1) == "to" else -1
        base = sentence.at(verb)
        if verb < 0 or not base:
            return
        if word == "failure":
            is_ours = sentence.at(at - 1) in ("our", "their", "his", "her", "my") or "'s" in sentence.at(
                at - 1
            )
            if is_ours and base in MENTAL:
                yield _mark(sentence, at, verb, Subject("person", "we"), 0.75)
            return
        is_checking = (
            subject.kind == "none"
            and base in ("verify", "check", "ensure")
            and sentence.at(verb + 1) == "that"
        )
        if is_checking or _is_theirs(subject, base):
            yield _mark(sentence, at, verb, subject, 0.9)
    elif word in _FORGOT:
        if word in ("forget", "forgets") and not {"did", "do", "does"} & set(words[:at]):
            return
        if subject.kind in ("customer",) or sentence.at(at - 1) in ("long", "never", "not", "-"):
            return
        if subject.is_people or subject.kind in ("name", "none") or _is_passive(sentence, at):
            last = at + 2 if sentence.at(at + 1) == "to" else at
            yield _mark(sentence, at, last, subject, 0.85)
    elif word in _MISJUDGED:
        if subject.is_people and not _is_passive(sentence, at):
            yield _mark(sentence, at, at, subject, 0.75)
        elif _is_passive(sentence, at) and word in ("misjudged", "underestimated", "ignored", "disregarded"):
            is_signal = word not in ("ignored", "disregarded") or _SIGNALS & set(words[max(0, at - 8) : at])
            if is_signal and "why" not in words[:2] and "by" not in words[at : at + 2]:
                yield _mark(sentence, at, at, Subject("unknown"), 0.65)
    elif word == "bothered":
        if words[max(0, at - 3) : at] and {"nobody", "no", "not", "never"} & set(words[max(0, at - 3) : at]):
            yield _mark(sentence, at, at, subject, 0.75)
    elif word == "too":
        if subject.is_people and sentence.at(at - 1) in ("was", "were") and sentence.at(at + 1) in _RASH:
            yield _mark(sentence, at, at + 1, subject, 0.6)
    elif word in ("not", "never"):
        yield from _not_done(sentence, at)
    elif subject.is_people and subject.head not in ("who", "nobody") and not _is_denied(words, at):
        if word == "unaware" and _is_passive(sentence, at):
            yield _mark(sentence, at, at, subject, 0.6)
        elif (
            word == "missed"
            and sentence.at(at + 1) not in ("", ".", ",", "it")
            and not _is_passive(sentence, at)
            and not _MEASURED & set(words[at + 1 : at + 5])
        ):
            yield _mark(sentence, at, at, subject, 0.65)


def _not_done(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield "we did not consider", "the team had not fully tested", "they were not careful"."""
    words = sentence.words
    before = sentence.at(at - 1)
    if before not in ("did", "had", "was", "were", "do") or "why" in words[:3]:
        return
    subject = subject_of(sentence, at)
    verb = sentence.skip(at + 1, ADVERBS | _POORLY)
    said = sentence.at(verb)
    base = base_of(said) or said
    if base == "give" and (subject.is_people or subject.kind == "name"):
        if {"notice", "warning", "heads"} & set(words[verb : verb + 9]):
            yield _mark(sentence, at, verb, subject, 0.6)
        return
    if not subject.is_people or subject.head in ("who", "you", "nobody", "anyone"):
        return
    is_poorly = any(word in _POORLY for word in words[at + 1 : verb + 3])
    if before in ("was", "were"):
        if said in ("careful", "diligent", "vigilant", "attentive", "thorough", "paying", "aware"):
            sure = 0.8 if said != "aware" else 0.45 if subject.head in ("we", "they") else 0.6
            yield _mark(sentence, at - 1, verb, subject, sure)
        return
    if base in ("follow", "read", "pay") and before != "do":
        yield _mark(sentence, at, verb, subject, 0.8)
    elif base == "think" and sentence.at(verb + 1) not in ("to", "of", "about", "through", "ahead"):
        return  # "we did not think that it came from the disk" tells what was believed
    elif base in _UNTHOUGHT or base in _DUTIES:
        yield _mark(sentence, at, verb, subject, 0.7)
    elif "yet" in words or before != "did" or sentence.is_entry:
        return
    elif is_poorly and base in MENTAL:
        yield _mark(sentence, at, verb, subject, 0.75)
    elif base in _OMITTED and "because" not in words[verb:]:
        yield _mark(sentence, at, verb, subject, 0.6)


def _is_denied(words: list[str], at: int) -> bool:
    return bool({"not", "never", "almost", "nearly"} & set(words[max(0, at - 3) : at]))


def _lack(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield "lack of attention", "lacked the discipline": what people are short of, not what systems are."""
    for index in range(at + 1, min(at + 5, len(sentence))):
        if sentence.words[index] in _VIRTUES:
            yield Mark(at, index, 0.75, "What did the situation ask of people, and what did it show them?")
            return


def _is_theirs(subject: Subject, base: str) -> bool:
    """Tell whether failing to do this is said of people: names are people where the verb is theirs."""
    if subject.is_people:
        return True
    if subject.kind == "none":
        return base in _UNTHOUGHT | {"communicate", "notice", "escalate", "inform", "tell", "follow"}
    return subject.kind in ("name", "paper") and base in MENTAL


def _is_passive(sentence: Sentence, at: int) -> bool:
    before = sentence.skip(at - 1, ADVERBS, -1)
    return sentence.at(before) in ("was", "were", "been", "is", "got", "being")


def _is_lapse(sentence: Sentence, at: int) -> bool:
    before = sentence.words[max(0, at - 3) : at]
    return bool({"an", "due", "simple", "our", "this", "through", "human"} & set(before)) and sentence.at(
        at + 1
    ) not in ("board", "committee", "team", "of")


def _mark(sentence: Sentence, first: int, last: int, subject: Subject, sure: float) -> Mark:
    words = sentence.words
    verb = sentence.at(last)
    base = base_of(verb) or verb
    replacement = None
    if (
        words[first] in ("failed", "forgot", "neglected")
        and sentence.at(first + 1) == "to"
        and last == first + 2
    ):
        replacement = f"did not {sentence.original(last)}"
    if last > first and base.isalpha():
        you = "you" if subject.is_first_person else "they"
        ask = f"What was going on when {you} would usually {base}, and what made the case look settled?"
    else:
        ask = "What was seen at that moment, what else was going on, and what made it look settled?"
    return Mark(first, last, sure, ask, replacement)


_VIRTUES = frozenset(
    """attention care discipline diligence awareness knowledge experience rigour rigor understanding ownership
    responsibility foresight oversight competence expertise vigilance""".split()
)

RULE = Rule(
    name="neglect",
    label="blame_person",
    title="Failed to, forgot to, did not consider",
    message="This explains the event by what somebody left undone or did not think of.",
    why="People were busy with something else that made sense. Naming what they left out stops the inquiry "
    "where it should begin: at what they saw and what they were dealing with.",
    triggers=_FAILED
    | _FORGOT
    | _MISJUDGED
    | _MISSED
    | _OVERSIGHT
    | frozenset({"not", "never", "lack", "lacked", "bothered", "too"}),
    look=look,
    flagged=(
        "The engineer failed to notice the falling free space.",
        "We forgot to renew the certificate of the old gateway.",
        "Our team did not consider the cost of a full scan.",
        "The operator ignored the second warning.",
        "The cause was a lack of attention during the change.",
        "The release manager missed a step of the guide.",
        "We did not tell the database team of the migration.",
        "Also failed to verify that the restore worked.",
        "We did not give the vendor enough notice.",
        "We dramatically underestimated the load.",
        "The alert was overlooked during the night shift.",
    ),
    fine=(
        "The job failed to start after the upgrade.",
        "Failed to load the certificate.",
        "The node at app.eu.example.dev failed to check the header.",
        "The scheduler did not consider pods without a request.",
        "The engineer noticed the falling free space at 14:02.",
        "Customers did not realise that their orders were held.",
        "There was a lack of disk space on the node.",
        "We did not have an alert on the queue's length.",
        "The team missed its target for the quarter.",
        "The setting was ignored by the new version.",
        "The oversight board meets in June.",
        "We did not think that the delay came from the disk.",
        "We did not fully test the second path yet, because the hosts are missing.",
    ),
)
