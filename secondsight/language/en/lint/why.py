"""Why-questions that ask people to justify themselves."""

from collections.abc import Iterator

from secondsight.language.en.subjects import kind_of
from secondsight.language.en.verbs import DONE_BY_PEOPLE, base_of, is_participle
from secondsight.language.en.words import DETERMINERS, PRONOUNS
from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence

_AUXILIARIES = frozenset("did do does was were is are had has have would could should".split())
_CHOSEN = frozenset(
    """merged approved deployed misjudged ignored skipped chosen allowed reviewed tested checked requested
    considered noticed caught documented escalated communicated involved asked verified planned rushed
    overlooked missed accepted released pushed bypassed disabled changed forgotten detected monitored
    validated informed notified told consulted taken done made raised included followed""".split()
)
_HANDS = frozenset("get merge deploy approve stop skip happen".split())
_CHANGE = frozenset("request change pr commit patch fix release deployment".split())
_WORK_DONE = frozenset("test cover include mention document consider check review contain describe".split())
_WORK = frozenset("plan review test process refactoring rollout decision".split())


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark for "why did you not …", "why was it not tested", not for a why about mechanism."""
    words = sentence.words
    lead = [
        word
        for word in words[:at]
        if word.isalnum() and word not in ("q", "so", "and", "but", "then", "well")
    ]
    is_question = "?" in words[at:] or not lead
    indirect = bool({"ask", "asked", "explain", "justify", "tell", "wonder", "understand"} & set(lead))
    if lead and not indirect and not (is_question and len(lead) < 5 and "?" in words):
        return
    if lead and not indirect and lead[-1] in ("reason", "is", "reasons", "thats"):
        return
    if not is_question and not indirect:
        return
    verb = at + 1
    if sentence.at(verb) not in _AUXILIARIES:
        if indirect and sentence.at(verb) in PRONOUNS and "not" in words[verb : verb + 4]:
            yield _mark(sentence, at, verb, 0.7, True, "person", verb)
        elif sentence.at(verb) in ("not", "no", "nobody"):
            return
        return
    after = verb + 1
    is_denied = "not" in words[verb : verb + 7] or sentence.at(after) in ("no", "nobody", "none", "never")
    is_denied = is_denied or any(
        word in ("no", "never", "none", "nobody") for word in words[after : after + 4]
    )
    who = sentence.skip(after, DETERMINERS | {"not"})
    head = who
    while (
        sentence.at(head + 1) and kind_of(sentence.at(head), "", sentence.lexicon) in ("unknown", "software", "paper")
        and sentence.at(head + 1) not in DETERMINERS and head - who < 3
        and (kind_of(sentence.at(head + 1), "", sentence.lexicon) != "unknown")
    ):  # fmt: skip
        head += 1
    kind = kind_of(sentence.at(head), "", sentence.lexicon)
    word = sentence.at(after)
    if word in ("it", "this", "that", "there", "these") and not is_denied:
        kind = "unknown"
    rest = words[after : after + 10]
    passive = next((one for one in rest if is_participle(one)), "")
    if (
        word == "nobody"
        or words[after : after + 2] == ["no", "one"]
        or sentence.at(head) in ("nobody", "anyone", "anybody", "someone", "one")
    ):
        yield _mark(sentence, at, head, 0.85, True, "person", head)
    elif kind in ("person", "team"):
        if kind == "person" and sentence.at(head) in ("they",) and not is_denied:
            yield _mark(sentence, at, head, 0.6, False, kind, head)
        else:
            yield _mark(sentence, at, head, 0.9 if is_denied else 0.7, is_denied, kind, head)
    elif words[verb] in ("was", "were", "are", "is") and (
        passive in _CHOSEN or (is_denied and passive in DONE_BY_PEOPLE)
    ):
        yield _mark(sentence, at, verb, 0.85 if is_denied else 0.7, is_denied, kind, head)
    elif is_denied and (
        kind == "paper" or _WORK & set(words[after : head + 1]) or "already" in words[after:]
    ):
        yield _mark(sentence, at, verb, 0.8, True, kind, head)
    elif is_denied and _CHANGE & set(words[after : after + 6]) and _WORK_DONE & set(rest):
        yield _mark(sentence, at, verb, 0.7, True, kind, head)
    elif words[verb] in ("did", "does") and not is_denied and "get" in rest[:2] and passive in _CHOSEN:
        yield _mark(sentence, at, verb, 0.65, False, kind, head)


def _mark(
    sentence: Sentence, first: int, last: int, sure: float, is_denied: bool, kind: str, head: int
) -> Mark:
    """Return the mark with the same question asked of what was seen."""
    words = sentence.words
    if kind in ("person", "team"):
        verb = next((n for n in range(head + 1, min(head + 5, len(words))) if base_of(words[n])), -1)
        if is_denied and verb > 0 and base_of(words[verb]) == words[verb]:
            rest = _tail(sentence, verb + 1)
            ask = f"What was in view at that moment, and what would have pointed to {_doing(words[verb])}{rest}?"
            return Mark(first, last, sure, ask)
        if not is_denied and verb > 0:
            rest = _tail(sentence, verb + 1)
            ask = f"What brought about {_doing(base_of(words[verb]))}{rest}, and which other ways were open?"
            return Mark(first, last, sure, ask)
    return Mark(
        first, last, sure, "How did it come to be so: what was known, what was weighed, what was in the way?"
    )


def _doing(base: str) -> str:
    from secondsight.language.en.verbs import gerund_of

    return gerund_of(base)


def _tail(sentence: Sentence, first: int) -> str:
    last = first
    while sentence.at(last) not in ("", "?", ".", ",", ";", ":", "(") and last - first < 8:
        last += 1
    return " " + sentence.said(first, last - 1) if last > first and last - first < 8 else ""


RULE = Rule(
    name="why",
    label="why_didnt_you",
    title="Why didn't you",
    message="This asks somebody to justify what they did.",
    why="Who is asked why defends; who is asked how and what describes. The description is what is missing.",
    triggers=frozenset({"why"}),
    look=look,
    flagged=(
        "Why didn't you check the database first?",
        "Why was the change not reviewed?",
        "Why was it not caught by the tests?",
        "Why did nobody call the network team?",
        "Why did the team choose to restart it?",
        "Why does the test plan not cover restores?",
        "Why did the change not include a test for the old header?",
    ),
    fine=(
        "Why did the queue fill up?",
        "Why was this hard to detect?",
        "Why did it happen?",
        "Why did the change not take effect on the second host?",
        "How did you notice that the queue was filling up?",
        "That is why the proxy did not answer.",
    ),
)
