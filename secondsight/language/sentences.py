"""Sentences and their words, each with its exact place in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from secondsight.language.lexicon import Lexicon, lexicon

# What stands in the place of code, quoted words and addresses: private-use characters, as many as were there.
CODE, QUOTED, ADDRESS = "\ue000", "\ue001", "\ue002"
_STAND_INS = "\ue000\ue001\ue002"
# The parts of each alternative share no characters, so that matching takes time in proportion to the text.
_WORD = re.compile(
    rf"[{CODE}]+|[{QUOTED}]+|[{ADDRESS}]+|[^\W{_STAND_INS}]+(?:(?:['’]|\.(?=[a-z0-9]))[^\W{_STAND_INS}]+)*|[^\w\s]"
)
# What takes a closer look: apostrophes, and what stands for code or quotations.
_SPECIAL = re.compile(rf"['’{_STAND_INS}]")
_SPLIT = {"n't": "not", "'ve": "have", "'ll": "will", "'d": "would", "'re": "are", "'m": "am"}
_SHORTENED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_END = re.compile(r"[.!?][.!?\"'”’)\]]{0,8}(?=\s)")
_ABBREVIATIONS = frozenset("e.g i.e etc vs approx mr mrs ms dr st no fig resp incl cf al a.k.a".split())
MOST_WORDS = 400  # a longer sentence is read in pieces: nobody wrote it as one


@dataclass
class Sentence:
    """Words in small letters with contractions taken apart ("didn't" is "did", "not").

    `starts` and `ends` are offsets into `text`. `kind` is what it stands in: "paragraph", "item", "heading"
    or "line" (told nothing); `section` is the heading above, in small letters.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    lexicon: Lexicon
    kind: str = "line"
    section: str = ""
    # Terms that the text has used before.
    seen: set[str] = field(default_factory=set)
    # What one rule worked out and another can use.
    memo: dict[str, object] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def is_entry(self) -> bool:
        """Whether it stands in a timeline."""
        return self.kind == "entry" or any(one in self.section for one in self.lexicon.timeline_headings)

    @property
    def is_listed_action(self) -> bool:
        """Whether it stands in a list of actions."""
        under = self.kind == "item" and any(one in self.section for one in self.lexicon.action_headings)
        return self.kind == "action" or under

    def at(self, index: int) -> str:
        """Return a word, "" beyond either end."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def said(self, first: int, last: int) -> str:
        """Return the text from word `first` to word `last`, on one line."""
        last = min(last, len(self.words) - 1)
        return " ".join(self.text[self.starts[first] : self.ends[last]].split())

    def original(self, index: int) -> str:
        """Return a word as it was written."""
        return self.text[self.starts[index] : self.ends[index]]

    def skip(self, index: int, among: frozenset[str], step: int = 1) -> int:
        """Return the first index from `index` on whose word is not among some."""
        while 0 <= index < len(self.words) and self.words[index] in among:
            index += step
        return index


def spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a stretch of text begins and ends."""
    begin = start
    for found in _END.finditer(text, start, end):
        if _is_end(text, begin, found.start(), found.end(), end):
            yield begin, found.end()
            begin = found.end()
    if begin < end:
        yield begin, end


def _is_end(text: str, begin: int, dot: int, after: int, end: int) -> bool:
    """Tell whether a full stop ends a sentence: not in "e.g. this" nor in "17. November"."""
    if text[dot] != ".":
        return True
    word = text[max(begin, dot - 8) : dot].rpartition(" ")[2].lower().lstrip("(")
    if word in _ABBREVIATIONS or (word.isdigit() and len(word) < 3):
        return False
    ahead = text[after : after + 4].lstrip()[:1] if after < end else ""
    return not ahead.islower()


def words_of(text: str, start: int, end: int) -> tuple[list[str], list[int], list[int]]:
    """Return the words of a stretch of text in small letters, their starts and their ends."""
    stretch = text[start:end]
    small = stretch.lower()
    if len(small) == len(stretch) and not _SPECIAL.search(small):
        found_at = [found.span() for found in _WORD.finditer(stretch)]
        plain = [small[begin:stop] for begin, stop in found_at]
        return plain, [start + begin for begin, _ in found_at], [start + stop for _, stop in found_at]
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _WORD.finditer(text, start, end):
        word = found.group().lower()
        begin, stop = found.span()
        if word[0] in _STAND_INS:
            word = word[0]
        elif "'" in word or "’" in word:
            word = word.replace("’", "'")
            tail = "n't" if word.endswith("n't") else word[word.rindex("'") :]
            if tail in _SPLIT and len(tail) < len(word):
                head = word[: -len(tail)]
                cut = stop - len(tail)
                words += (_SHORTENED.get(head, head), _SPLIT[tail])
                starts += (begin, cut)
                ends += (cut, stop)
                continue
        words.append(word)
        starts.append(begin)
        ends.append(stop)
    return words, starts, ends


def sentence(text: str, kind: str = "line", section: str = "", language: str = "en") -> Sentence:
    """Return a text as one sentence."""
    return Sentence(text, *words_of(text, 0, len(text)), lexicon(language), kind, section)
