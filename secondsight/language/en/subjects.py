"""Who or what does what a verb says: a walk from the verb to the left, with a lexicon."""

from dataclasses import dataclass
from typing import Literal

from secondsight.language.en.words import (
    ADVERBS,
    AUXILIARIES,
    BOUNDARIES,
    DETERMINERS,
    FIRST_PERSON,
    PREPOSITIONS,
    PRONOUNS,
    THINGS,
)
from secondsight.language.lexicon import Lexicon
from secondsight.language.sentences import ADDRESS, CODE, QUOTED, Sentence

Kind = Literal["person", "team", "customer", "software", "paper", "unknown", "name", "none"]
PEOPLE_KINDS: frozenset[str] = frozenset({"person", "team"})
_LONGEST = 14  # words of one subject


@dataclass(frozen=True)
class Subject:
    """Who acts: what kind it is, the head word, and the first and last word's index (-1 when there is none).

    "name" is a capitalised word that no lexicon knows: a person's or a product's.
    """

    kind: Kind
    head: str = ""
    first: int = -1
    last: int = -1

    @property
    def is_people(self) -> bool:
        """Whether somebody who works on the system acts."""
        return self.kind in PEOPLE_KINDS

    @property
    def is_first_person(self) -> bool:
        """Whether the writer acts."""
        return self.head in FIRST_PERSON


def subject_of(sentence: Sentence, verb: int) -> Subject:
    """Return who or what the verb at an index belongs to, `none` where nothing stands before it."""
    lexicon = sentence.lexicon
    words = sentence.words
    last = _back(sentence, verb - 1)
    if last < 0:
        return Subject("none")
    word = words[last]
    if word == "that" or word == "which":
        before = _phrase(sentence, last - 1 - (words[last - 1] == ","), lexicon)
        return before if before.kind != "none" else Subject("unknown", word, last, last)
    if word == "who":
        before = _phrase(sentence, last - 1 - (words[last - 1] == ","), lexicon)
        return before if before.kind == "customer" else Subject("person", "who", last, last)
    if word in ("and", "or", ",", "but"):
        return _first_subject(sentence, last, lexicon)
    return _phrase(sentence, last, lexicon)


def kind_of(word: str, original: str, lexicon: Lexicon) -> Kind:
    """Return what a noun names."""
    if word in PRONOUNS or word in lexicon.people:
        return "person"
    if word in lexicon.customers:
        return "customer"
    if word in lexicon.software:
        return "software"
    if word in lexicon.teams:
        return "team"
    if word in lexicon.papers:
        return "paper"
    if word in (CODE, ADDRESS, QUOTED) or "_" in word or "." in word[1:] or any(map(str.isdigit, word)):
        return "software"
    if original[:1].isupper() and original[1:].islower():
        return "name"
    if original.isupper() and len(original) > 1:
        return "software"
    return "unknown"


def _back(sentence: Sentence, index: int) -> int:
    """Return the index of the last word of the subject: over adverbs, auxiliaries and asides in brackets."""
    words = sentence.words
    while index >= 0:
        if words[index] == ")":
            opened = index
            while opened >= 0 and words[opened] != "(" and index - opened < 20:
                opened -= 1
            if opened < 0 or words[opened] != "(":
                return index - 1
            index = opened - 1
        elif (
            words[index] in ADVERBS
            and words[index] not in ("both", "all", "each", "one")
            or words[index] in AUXILIARIES
            and index > 0
            and words[index - 1] not in ("the", "a")
        ):
            index -= 1
        elif words[index] == "," and index > 1 and words[index - 1] in ADVERBS:
            index -= 1  # "we, unfortunately, …"
        else:
            return index
    return -1


def _phrase(sentence: Sentence, last: int, lexicon: Lexicon) -> Subject:
    """Return the noun phrase that ends at an index; its head stands before its first preposition."""
    words = sentence.words
    if last < 0:
        return Subject("none")
    if words[last] in THINGS:
        return Subject("unknown", words[last], last, last)
    if words[last] in PRONOUNS:
        return _pronoun(sentence, last, lexicon)
    first = head = last
    index = last
    while index >= 0 and last - index < _LONGEST:
        word = words[index]
        if word in BOUNDARIES or word in ("that", "which", "who"):
            break
        if word in PREPOSITIONS and sentence.at(index + 1) != "-":  # not "on-call"
            # What was gathered so far belongs to a preposition: the head is further left.
            if index == 0 or words[index - 1] in BOUNDARIES:
                break
            head = index - 1
        elif word in PRONOUNS and index < last:
            break
        first = index
        if word in DETERMINERS and (index == 0 or words[index - 1] not in PREPOSITIONS):
            break
        if word in AUXILIARIES and index < last:
            first = index + 1
            break
        index -= 1
    if words[head] in BOUNDARIES or head < first:
        return Subject("none")
    kind = kind_of(words[head], sentence.original(head), lexicon)
    if kind == "person" and words[head] in PRONOUNS:
        return _pronoun(sentence, head, lexicon)
    if kind == "unknown":
        # "the on-call" is three words, "the code reviewers on duty" ends with none that is known.
        near = " ".join(words[max(first, head - 2) : head + 1])
        kind = "person" if near.endswith(("on - call", "on call")) else kind
    return Subject(kind, words[head], first, last)


def _pronoun(sentence: Sentence, index: int, lexicon: Lexicon) -> Subject:
    """Return whom a pronoun stands for: "they" are things or customers where only such came before."""
    word = sentence.words[index]
    if word != "they":
        return Subject("person", word, index, index)
    for before in range(index - 1, max(-1, index - 30), -1):
        kind = kind_of(sentence.words[before], sentence.original(before).lower(), lexicon)
        is_many = sentence.words[before].endswith("s")
        if kind == "customer" or is_many and kind in ("software", "person", "team"):
            return Subject(kind, word, index, index)
    return Subject("person", word, index, index)


def _first_subject(sentence: Sentence, verb: int, lexicon: Lexicon) -> Subject:
    """Return who began a sentence whose verbs are joined: "we saw it and should have called"."""
    for index in range(verb - 1, -1, -1):
        word = sentence.words[index]
        if word in PRONOUNS:
            return _pronoun(sentence, index, lexicon)
        if word in BOUNDARIES and word not in ("and", "or", ","):
            break
    for index, word in enumerate(sentence.words[: min(verb, 8)]):
        if kind_of(word, word, lexicon) != "unknown":
            return Subject(kind_of(word, word, lexicon), word, 0, index)
    return Subject("unknown")
