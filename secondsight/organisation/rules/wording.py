"""Which words a finding is about, however they are spaced."""

from secondsight.language.sentences import spans

MOST = 80  # characters that an organisation's own word may have


def own(words: str) -> str:
    """Return words as they are compared: in small letters, with single spaces."""
    return " ".join(words.lower().split())


def sentence_at(text: str, place: int) -> str:
    """Return the sentence of a text around a place, within its line, as `own` writes it."""
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    for begin, stop in spans(text, start, end):
        if place < stop:
            return own(text[begin:stop])
    return own(text[start:end])
