"""A speaker's words turned towards the speaker: "my graph" becomes "your graph"."""

from secondsight.language.sentences import Sentence

_TURNED = {"i": "you", "we": "you", "me": "you", "us": "you", "my": "your", "our": "your", "mine": "yours",
           "ours": "yours", "myself": "yourself", "ourselves": "yourselves", "am": "are"}  # fmt: skip
_STOPS = frozenset(". , ; : ? ! ( ) — – [ ]".split()) | frozenset(
    "and but so because since when while which who although though before after until if as then that".split()
)
LONGEST = 12  # words of a phrase that a question repeats


def turned(sentence: Sentence, first: int, last: int) -> str:
    """Return the text from one word to another, said to the speaker."""
    pieces: list[str] = []
    for index in range(first, min(last, len(sentence) - 1) + 1):
        gap = " " if pieces and sentence.starts[index] > sentence.ends[index - 1] else ""
        word = sentence.words[index]
        pieces.append(gap + _TURNED.get(word, sentence.original(index)))
    return "".join(pieces).strip()


def lowered(text: str) -> str:
    """Return a phrase with a small first letter, unless it begins with a name or an abbreviation."""
    first = text.split(" ", 1)[0]
    return (
        text
        if first[1:] != first[1:].lower() or len(first) < 2 and first != "A"
        else text[:1].lower() + text[1:]
    )


def phrase_after(sentence: Sentence, index: int, *, stops: frozenset[str] = _STOPS) -> int:
    """Return the last word of the phrase that begins at an index; one less where there is none."""
    last = index - 1
    while last + 1 < len(sentence) and sentence.words[last + 1] not in stops and last - index < LONGEST:
        last += 1
    return last
