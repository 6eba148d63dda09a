"""What to ask next: the statements that point to tacit knowledge, and the questions that fit those very words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from secondsight.language.lexicon import lexicon
from secondsight.language.markdown import Block, blocks
from secondsight.language.sentences import CODE, Sentence, spans, words_of

_LONGEST = 160  # characters of a statement that are shown
# So many sentences in a row that speak of nothing but machinery are the weeds: time to look wider.
_WEEDS, _OF_MACHINERY = 6, 2
WIDER = "wider"


class Heard(NamedTuple):
    """A statement of a kind: words `first` to `last`, and the question made for it."""

    first: int
    last: int
    ask: str


@dataclass(frozen=True)
class Kind:
    """One kind of statement: what to ask about, when it is heard, and the examples that are its tests.

    `examples` hold statements with the question that each of them raises; `fine` raise none of this kind.
    """

    name: str
    title: str
    ask_about: str
    triggers: frozenset[str]
    hear: Callable[[Sentence, int], Iterator[Heard]]
    examples: tuple[tuple[str, str], ...]
    fine: tuple[str, ...]


class Question(NamedTuple):
    """A question that a statement deserves. Offsets and lines are of the whole text."""

    kind: str
    title: str
    line: int
    start: int
    end: int
    said: str
    ask: str
    probe: str = ""


@cache
def kinds(language: str = "en") -> tuple[Kind, ...]:
    """Return the kinds of statement of a language."""
    folder = import_module(f"secondsight.language.{language}.questions")
    modules = [import_module(f"{folder.__name__}.{found.name}") for found in iter_modules(folder.__path__)]
    return tuple(sorted((module.KIND for module in modules), key=lambda kind: kind.name))


def questions(lines: Iterable[str], *, language: str = "en") -> Iterator[Question]:
    """Yield the questions of a text given as lines, one a statement, in order.

    Where the text has been in the weeds for some sentences, one of the kind `wider` follows.
    """
    known = lexicon(language)
    probes = import_module(f"secondsight.language.{language}.prompts")
    by_word: dict[str, list[Kind]] = defaultdict(list)
    for kind in kinds(language):
        for word in kind.triggers:
            by_word[word].append(kind)
    weeds = 0
    for block in blocks(lines, known=known):
        if block.kind == "heading" or not block.text:
            continue
        for start, end in spans(block.text, 0, len(block.text)):
            sentence = Sentence(
                block.text, *words_of(block.text, start, end), known, block.kind, block.section
            )
            if not sentence.words:
                continue
            found = _first(sentence, by_word)
            weeds = weeds + 1 if _is_machinery(sentence) else 0
            is_deep = weeds == _WEEDS
            if found is None and not is_deep:
                continue
            said = " ".join(block.raw[sentence.starts[0] : sentence.ends[-1]].split())
            said = said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(" ", 1)[0] + " …"
            if is_deep:
                weeds = 0
                last = Heard(0, len(sentence) - 1, probes.ZOOM_OUT)
                yield _question(block, sentence, said, WIDER, probes.ZOOM_OUT_TITLE, last, "")
            if found:
                kind, heard = found
                probe = probes.probe_for(frozenset(sentence.words), kind.name)
                yield _question(block, sentence, said, kind.name, kind.title, heard, probe)


def _question(
    block: Block, sentence: Sentence, said: str, kind: str, title: str, heard: Heard, probe: str
) -> Question:
    """Return a question with its place in the whole text."""
    first, last = sentence.starts[heard.first], sentence.ends[heard.last]
    line = block.place(first)[0]
    return Question(kind, title, line, block.start + first, block.start + last, said, heard.ask, probe)


def _is_machinery(sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of machinery and of nobody."""
    words, known = sentence.words, sentence.lexicon
    if any(word in known.people or word in known.teams or word in known.customers for word in words):
        return False
    return sum(word == CODE or word in known.software for word in words) >= _OF_MACHINERY


def prompts(phase: str, *, language: str = "en") -> tuple[str, ...]:
    """Return the prompts that fit a phase of an incident, () for a phase that nobody knows (R4.2)."""
    found = import_module(f"secondsight.language.{language}.prompts")
    return tuple(found.PROMPTS.get(found.PHASES.get(phase, phase), ()))


def phases(language: str = "en") -> tuple[str, ...]:
    """Return the phases that have prompts, in their order."""
    found = import_module(f"secondsight.language.{language}.prompts")
    return tuple(dict.fromkeys([*found.PHASES, *found.PROMPTS]))


def openings(*, language: str = "en") -> tuple[str, ...]:
    """Return what a talk of two before the meeting begins with (R2.5)."""
    return tuple(import_module(f"secondsight.language.{language}.prompts").OPENINGS)


def probes(*, language: str = "en") -> tuple[str, ...]:
    """Return the three probes for what somebody knows without saying it: typicality, distinctions, future."""
    return tuple(import_module(f"secondsight.language.{language}.prompts").PROBES.values())


def _first(sentence: Sentence, by_word: dict[str, list[Kind]]) -> tuple[Kind, Heard] | None:
    """Return the first statement of a sentence that raises a question."""
    for index, word in enumerate(sentence.words):
        for kind in by_word.get(word, ()):
            for heard in kind.hear(sentence, index):
                return kind, heard
    return None
