"""Abbreviations that are not explained where they first stand."""

import re
from collections.abc import Iterator

from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence

_COMMON = frozenset(
    """api cpu ram url uri dns http https sql json xml yaml html css pdf utc cet cest gmt est pst ip tcp udp
    tls ssl ssh vm os ui id ok pr it am pm gb mb kb tb ms qa ci cd usa eu uk faq ceo cto io aws gcp iot ssd
    csv todo readme sla slo sre n/a na vpn lan wan db usb pin sms oom""".split()
)


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark at the first use of an abbreviation that no bracket explains."""
    if sentence.kind == "heading":
        return
    words = sentence.words
    for index, word in enumerate(words):
        if not 3 <= len(word) <= 6 or word in _COMMON or word in sentence.seen:
            continue
        original = sentence.original(index)
        if not (original.isupper() and original.isalpha()):
            continue
        sentence.seen.add(word)
        if sentence.at(index + 1) == "(" or sentence.at(index - 1) == "(" or sentence.text.isupper():
            continue
        yield Mark(
            index, index, 0.6, f"What is {original}, in a few words, for a reader who joins next year?"
        )


RULE = Rule(
    name="jargon",
    label="telling",
    title="What does it stand for?",
    message="This abbreviation is not explained where it first stands.",
    why="The reader who was not there, or joins next year, stops here. The word may also mean something else to "
    "the next team.",
    triggers=frozenset({"**"}),
    look=look,
    is_once=True,
    is_asked_for=True,
    needs=re.compile(r"\b[A-Z]{3,6}\b"),
    flagged=("The KTW rejected the packets.",),
    fine=("The KTW (our gateway for partners) rejected the packets.", "The API returned JSON."),
)
