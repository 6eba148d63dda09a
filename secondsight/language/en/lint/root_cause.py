"""One thing told as the root or only cause."""

from collections.abc import Iterator

from secondsight.language.en.words import ADVERBS
from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence

_DEEPEST = frozenset("ultimate underlying fundamental principal true actual real main primary".split())
_IS = frozenset("was is were are be being seems turned proved became".split())
_FOUND = frozenset("determined identified found traced established concluded confirmed attributed".split())
_UNKNOWN = frozenset(
    """unknown unclear unidentified undetermined undiagnosed elusive missing known investigated investigating
    clear determined found identified established understood still being under""".split()
)
_SEARCH = frozenset(
    """find finding identify identifying investigate investigating determine determining understand
    understanding seek seeking establish look looking search searching discover discovering what whether
    for debug debugging diagnose diagnosing isolate isolating pinpoint uncover clarify confirm examines
    examine analyse analyze discuss describe explain another different no any unknown never not potential
    possible likely suspected multiple several various many few""".split()
)
_SUSPECTED = frozenset(
    "suspect suspected suspects suspecting whether hypothesis hypothesised guessed".split()
)
_LIKELY = frozenset(
    "the a an likely probably actually indeed also really to be as true real primary main actual most our".split()
)
_FIND = frozenset(
    "identifies confirms determines identify determine pinpoint pinpointed isolate isolated establish confirm".split()
)
_NAMED = _FOUND | frozenset("named pointed seen considered regarded flagged confirming".split())
_RULED_OUT = frozenset("ruled excluded eliminated dismissed not rejected discarded".split())
_OF = frozenset("into of for on about to in at regarding towards behind".split())
_NOUNS = frozenset("analysis analyses investigation category field section template review".split())


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark where a sentence asserts that one thing is the root, sole or only cause."""
    words = sentence.words
    word = words[at]
    if word == "root":
        cause = at + 2 if sentence.at(at + 1) == "-" else at + 1
        if sentence.at(cause) != "cause" or sentence.at(cause + 1) in _NOUNS:
            return
        if "?" in words[cause:] or words[0] in ("what", "how", "why", "whether"):
            return
        sure = _asserted(sentence, at, cause)
        if sure:
            yield _mark(sentence, at, cause, sure)
    elif word in ("sole", "only", "single", "one"):
        if sentence.at(at + 1) in ("cause", "reason") and word in ("sole", "only", "single"):
            is_of_event = sentence.at(at + 2) in ("of", "for", "was", "is", "behind", "why")
            is_of_event = is_of_event or (
                sentence.at(at + 2) == "the" and bool({"was", "is"} & set(words[at + 4 :]))
            )
            if is_of_event and not {"not", "no", "never", "rarely"} & set(words[max(0, at - 4) : at]):
                yield _mark(sentence, at, at + 1, 0.75)
    elif word == "cause" and sentence.at(at - 1) in _DEEPEST:
        if _is_told_of_event(sentence, at):
            yield _mark(sentence, at - 1, at, 0.75)
    elif word in ("solely", "entirely", "purely", "exclusively"):
        after = words[at + 1 : at + 4]
        is_caused = words[at - 1 : at] in (["caused"], ["due"]) and after[:1] in (["by"], ["to"])
        if (
            is_caused or {"due", "caused"} & set(after[:1]) or (after[:2] == ["because", "of"])
        ) and "not" not in words[max(0, at - 3) : at]:
            yield _mark(sentence, at, at + 1, 0.65)


def _asserted(sentence: Sentence, root: int, cause: int) -> float:
    """Return how surely a sentence says what the root cause is, 0 where it does not."""
    words = sentence.words
    if _SUSPECTED & set(words[max(0, root - 7) : root]):
        return 0
    before = words[max(0, root - 5) : root]
    for opener in ("that", ",", ":"):
        before = before[before.index(opener) + 1 :] if opener in before else before
    article = sentence.at(root - 1)
    if (article if article not in ("the", "this", "its") else sentence.at(root - 2)) in _OF:
        return 0  # "the search for the root cause is …"
    if article == "a" and "was" in before:
        article = "the"
    after = cause + 1
    if sentence.at(after) == "(":
        close = next((n for n in range(after, min(after + 14, len(words))) if words[n] == ")"), -1)
        inside = words[after + 1 : close] if close > 0 else []
        if inside and not set(inside) & {"s", "rca"} and len(inside) < 9:
            return 0.7
        after = close + 1 if close > 0 else after
    if sentence.at(after) == ")" and article in ("primary", "the", "main", "likely", "actual", "real"):
        return 0.7  # "undersized nodes (primary root cause)"
    if sentence.at(after) == "as" and (_FOUND | _FIND) & set(before) and not {"try", "trying"} & set(before):
        return 0.85
    if "traced" in before and "to" in words[after : after + 3]:
        return 0.8
    found_it = _FOUND | {"find", "know", "knew", "understood", "fix", "fixed", "discovered", "knows"}
    if set(before) & (_SEARCH | found_it) and "as" not in words[after : after + 7] and not _says(before):
        return 0
    # "the root cause of the outage was …": the verb may stand some words on.
    stop = min(len(words), after + 24)
    for index in range(after, stop):
        word = words[index]
        if word == "as" and index - after < 7 and (_FOUND | _FIND) & set(before):
            return 0.8
        if word in ("at", "before", "after", "when", "while") and index == after:
            break
        if word in _IS or (word in ("turned", "lies", "lay")):
            return _after_is(sentence, index, index == after)
        if word == ":" and index - after < 8 and len(words) - index > 3 and sentence.kind != "heading":
            return 0.75 if not set(words[index : index + 6]) & _UNKNOWN else 0
        if (
            word in ("has", "had")
            and words[index + 1 : index + 2] == ["been"]
            and sentence.at(index + 2) in _FOUND
        ):
            return 0.85 if sentence.at(index + 3) in ("as", "to") else 0
        if word in (",", ";", ".", "?", "(", "and", "but", "so", "has", "had", "can", "will"):
            break
        if word in _FOUND and index == after:
            return 0
    # "X was the root cause", "we identified X as the root cause"
    if _says(before):
        return 0 if set(before) & {"not", "no", "never", "if", "whether", "maybe", "another"} else 0.85
    if "as" in before[-3:] and set(words[:root]) & _NAMED and not set(words[:root]) & _RULED_OUT:
        return 0.8
    return 0


def _is_told_of_event(sentence: Sentence, cause: int) -> bool:
    """Tell whether "the ultimate cause" is followed, soon or behind "of the outage", by what it was."""
    words = sentence.words
    if sentence.at(cause - 2) not in ("the", "its", "our", "whose") or sentence.at(cause - 3) in _OF:
        return False
    if set(words[max(0, cause - 7) : cause - 2]) & (_SEARCH | {"if"}) or "?" in words[cause:]:
        return False
    for index in range(cause + 1, min(len(words), cause + 14)):
        if words[index] in ("was", "is", "turned", "lies", "lay"):
            after = [word for word in words[index + 1 : index + 5] if word not in _PASSED_OVER]
            return bool(after) and after[0] not in _UNKNOWN | {"not", "hard", "difficult", "what"}
        if words[index] in (",", ";", ".", "and", "but", "that", "which"):
            return False
    return False


def _says(before: list[str]) -> bool:
    """Tell whether the words before end in "was the", "is likely the": what stands before is the cause."""
    tail = before[-4:]
    last = max((n for n, word in enumerate(tail) if word in _IS and word != "are"), default=-1)
    return last >= 0 and set(tail[last + 1 :]) <= _LIKELY and not {"what", "of"} & set(tail)


def _after_is(sentence: Sentence, verb: int, is_near: bool) -> float:
    """Return how surely what follows "the root cause was" is a cause."""
    words = sentence.words
    after = [word for word in words[verb + 1 : verb + 7] if word not in _PASSED_OVER]
    if not after or after[0] in (
        "not",
        "unknown",
        "unclear",
        "never",
        "being",
        "under",
        "yet",
        "hard",
        "difficult",
    ):
        return 0
    if after[0] in _FOUND:
        rest = after[1:3]
        return 0.85 if {"to", "as"} & set(rest) else 0
    if after[0] in (
        "has",
        "have",
        "quickly",
        "soon",
        "eventually",
        "finally",
        "understood",
        "fixed",
        "known",
    ):
        return 0.0
    return 0.9 if is_near else 0.85


_PASSED_OVER = (ADVERBS | {"then", "later"}) - {"not", "never"}


def _mark(sentence: Sentence, first: int, last: int, sure: float) -> Mark:
    ask = "What else had to be so for this to happen, and how did it work together with this?"
    article = sentence.at(first - 1)
    if (
        sentence.at(first) == "root"
        and article in ("the", "a")
        and sentence.at(first - 2) not in ("and", "or")
    ):
        new = "a contributing factor"
        if sentence.original(first - 1)[0].isupper():
            new = "A contributing factor"
        return Mark(first - 1, last, sure, ask, new)
    return Mark(first, last, sure, ask)


RULE = Rule(
    name="root-cause",
    label="single_root_cause",
    title="One root cause",
    message="This tells one thing as the cause.",
    why="It took several conditions together. The one that is called the root is the one at which the "
    "inquiry stopped.",
    triggers=frozenset(
        {"root", "cause", "sole", "only", "single", "solely", "entirely", "purely", "exclusively"}
    ),
    look=look,
    flagged=(
        "The root cause was an expired certificate.",
        "The root cause of the delay was a slow disk on the primary.",
        "A missing index was the root cause of the slow queries.",
        "The root cause was determined to be a bad route.",
        "We identified the root cause as a full disk.",
        "Bo confirms the root cause of the delay as a full disk.",
        "It was found that the root cause was a loop in the retry code.",
        "Root cause: the connection pool was set to ten.",
        "The sole cause of the outage was the new flag.",
        "The underlying cause of the delay was a full queue.",
        "We were quickly able to identify the root cause as an expired key.",
        "The root cause is finally determined to be a loop in the retry code.",
        "The delay was entirely due to the vendor's maintenance.",
    ),
    fine=(
        "Root cause analysis",
        "The root cause is unknown.",
        "We are still investigating the root cause.",
        "What was the root cause?",
        "We ruled out the disk as the root cause.",
        "There was not a single root cause.",
        "The team found the root cause at 14:40 and rolled back.",
        "It turned out to be another root cause than in May.",
        "The search for the root cause is carried on by the vendor.",
        "The underlying cause is not known yet.",
    ),
)
