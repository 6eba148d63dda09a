"""Something that was known: ask where from."""

from collections.abc import Iterator

from secondsight.language.asking import Heard, Kind
from secondsight.language.en.subjects import subject_of
from secondsight.language.en.turning import phrase_after, turned
from secondsight.language.sentences import Sentence

_THAT = frozenset(". , ; ? ! ( ) because so but when".split())


def hear(sentence: Sentence, at: int) -> Iterator[Heard]:
    """Yield a question for how something was known."""
    word = sentence.words[at]
    if word in ("sure", "certain", "convinced") and sentence.at(at - 1) not in (
        "was",
        "were",
        "am",
        "pretty",
        "quite",
    ):
        return
    subject = subject_of(sentence, at)
    if (
        subject.kind != "person"
        or subject.head in ("nobody", "who")
        or "not" in sentence.words[max(0, at - 2) : at]
    ):
        return
    who = "you" if subject.is_first_person else "they"
    begin = at + 2 if sentence.at(at + 1) == "that" else at + 1
    last = phrase_after(sentence, begin, stops=_THAT)
    told = (
        f" that {turned(sentence, begin, last)}"
        if last > begin and sentence.at(begin) not in ("about", "of", "how", "what", "where")
        else ""
    )
    told = told or (f" {turned(sentence, begin, last)}" if last >= begin else "")
    yield Heard(
        subject.first, last, f"How did {who} know{told}: from being told, or from having seen it before?"
    )


KIND = Kind(
    name="knew",
    title="“I knew”",
    ask_about="how it was known",
    triggers=frozenset("knew sure certain convinced".split()),
    hear=hear,
    examples=(
        (
            "I knew that the cache was cold.",
            "How did you know that the cache was cold: from being told, or from having seen it before?",
        ),
    ),
    fine=("We make sure that it is tested.", "Nobody knew."),
)
