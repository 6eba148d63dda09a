"""Something told as plain to everybody: test it with the room."""

from collections.abc import Iterator

from secondsight.language.asking import Heard, Kind
from secondsight.language.en.turning import lowered, phrase_after, turned
from secondsight.language.sentences import Sentence


def hear(sentence: Sentence, at: int) -> Iterator[Heard]:
    """Yield a question for what makes it plain, and to whom."""
    words = sentence.words
    word = words[at]
    last = at
    if word == "course":
        if sentence.at(at - 1) != "of":
            return
    elif word in ("everyone", "everybody"):
        if sentence.at(at + 1) not in ("knows", "knew"):
            return
        last = at + 1
    begin = last + 2 if sentence.at(last + 1) in (",", "that") else last + 1
    end = phrase_after(sentence, begin)
    what = lowered(turned(sentence, begin, end)) if end > begin else ""
    if not what and at > 1:
        what = lowered(turned(sentence, 0, at - (2 if word == "course" else 1)))
    told = f"What makes it plain that {what}?" if what and len(what.split()) > 2 else "What makes it plain?"
    yield Heard(at - (word == "course"), max(last, at), f"{told} Is it so for everybody here?")


KIND = Kind(
    name="obvious",
    title="“obviously”",
    ask_about="whether the room agrees",
    triggers=frozenset("obviously course everyone everybody".split()),
    hear=hear,
    examples=(
        (
            "Obviously the cache was cold.",
            "What makes it plain that the cache was cold? Is it so for everybody here?",
        ),
        (
            "Everyone knows that the importer is slow.",
            "What makes it plain that the importer is slow? Is it so for everybody here?",
        ),
    ),
    fine=("Everyone joined the call.", "In the course of the night it went away."),
)
