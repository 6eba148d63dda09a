"""The findings of a text: one pass over its words for all rules."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from secondsight.language.dismissal import Dismissals
from secondsight.language.findings import Finding, Mark, Rule, Severity
from secondsight.language.lexicon import Lexicon, lexicon
from secondsight.language.markdown import Block, blocks, mask
from secondsight.language.registry import rules
from secondsight.language.sentences import MOST_WORDS, Sentence, spans, words_of

LEAST_CONFIDENCE = 0.5
# In the place of a word among a rule's triggers: each sentence of a list of actions or a timeline, and each
# at all.
EACH_ITEM, EACH = "*", "**"
_WORDS = re.compile(r"[a-z]+")


class Checker:
    """Rules made ready once, to go over any number of texts.

    `select` and `ignore` name rules or labels; without `select`, every rule speaks that is not only asked
    for. `errors` names those that are told as errors; `allow` holds phrases that are
    never findings. Raises ValueError for a name that no rule has.
    """

    def __init__(
        self,
        *,
        language: str = "en",
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        errors: Iterable[str] = (),
        allow: Iterable[str] = (),
        known: Lexicon | None = None,
        least: float = LEAST_CONFIDENCE,
    ) -> None:
        everything = rules(language)
        chosen, dropped = frozenset(select), frozenset(ignore)
        self.errors = frozenset(errors)
        names = {name for rule in everything for name in (rule.name, rule.label)}
        if unknown := (chosen | dropped | self.errors) - names - {"all"}:
            raise ValueError(f"no rule or label is called {', '.join(sorted(unknown))}")
        self.allow = frozenset(" ".join(phrase.lower().split()) for phrase in allow)
        self.lexicon = known or lexicon(language)
        self.least = least
        self.rules = tuple(rule for rule in everything if _is_chosen(rule, chosen, dropped))
        self._by_word: dict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules:
            for word in rule.triggers:
                self._by_word[word].append(rule)
        self._of_items = tuple(self._by_word.pop(EACH_ITEM, ()))
        self._of_all = tuple(self._by_word.pop(EACH, ()))
        self._triggers = frozenset(self._by_word)

    def check(self, text: str, *, kind: str = "", section: str = "") -> list[Finding]:
        """Return the findings of a Markdown text, in order of their place.

        With a `kind` ("line", "item", "paragraph"), the text is one block of that kind and no Markdown
        but its inline signs is looked for; `section` is the heading that it stands under.
        """
        if kind:
            block = Block(text, mask(text), 0, 1, kind, section.lower())
            return self._numbered(self.check_block(block), block)
        return list(self.check_lines(text.splitlines(keepends=True), section=section))

    def check_lines(self, lines: Iterable[str], *, section: str = "") -> Iterator[Finding]:
        """Yield the findings of a Markdown text given as lines, holding one block at a time."""
        off = Dismissals()
        seen: set[str] = set()
        for block in blocks(lines, section=section, known=self.lexicon):
            off.turn(block.switches)
            if not block.text:
                continue
            found = self.check_block(block, seen)
            if off.off or block.switches:
                found = [one for one in found if not off.holds(one.rule, one.label, block.switches)]
            yield from self._numbered(found, block)

    def check_block(self, block: Block, seen: set[str] | None = None) -> list[Finding]:
        """Return the findings of one block, their offsets counted from its beginning.

        `seen` remembers the terms of the text that came before, and takes in the block's.
        """
        found: list[Finding] = []
        text, kind = block.text, block.kind
        lower = text.lower().replace("’", "'").replace("n't", " not")
        each = tuple(rule for rule in self._of_all if rule.needs is None or rule.needs.search(text))
        each += self._of_items if self._is_list(block) else ()
        if not each and self._triggers.isdisjoint(_WORDS.findall(lower)):
            return found
        seen = set() if seen is None else seen
        places = list(spans(text, 0, len(text)))
        if kind == "paragraph" and len(places) == 1:
            kind = "line"
        for start, end in places:
            words, starts, ends = words_of(text, start, end)
            for piece in range(0, len(words), MOST_WORDS):
                stop = piece + MOST_WORDS
                sentence = Sentence(
                    text,
                    words[piece:stop],
                    starts[piece:stop],
                    ends[piece:stop],
                    self.lexicon,
                    kind,
                    block.section,
                    seen,
                )
                found += self._heard(sentence, each)
        return found

    def _is_list(self, block: Block) -> bool:
        """Tell whether a block stands where actions or the entries of a timeline stand."""
        if block.kind != "item":
            return block.kind in ("action", "entry")
        headings = self.lexicon.action_headings + self.lexicon.timeline_headings
        return any(name in block.section for name in headings)

    def _heard(self, sentence: Sentence, each: tuple[Rule, ...]) -> list[Finding]:
        if not sentence.words:
            return []
        heard = [(rule, mark) for rule in each for mark in rule.look(sentence, 0)]
        done = {rule.name for rule in each}
        by_word = self._by_word
        for index, word in enumerate(sentence.words):
            if word in self._triggers:
                for rule in by_word[word]:
                    if rule.is_once:
                        if rule.name in done:
                            continue
                        done.add(rule.name)
                    heard += [(rule, mark) for mark in rule.look(sentence, index)]
        return [self._finding(rule, mark, sentence) for rule, mark in _without_repeats(heard, self.least)]

    def _finding(self, rule: Rule, mark: Mark, sentence: Sentence) -> Finding:
        severity: Severity = "error" if self.errors & {rule.name, rule.label, "all"} else "advice"
        return Finding(
            rule.name,
            rule.label,
            sentence.starts[mark.first],
            sentence.ends[min(mark.last, len(sentence) - 1)],
            round(mark.confidence, 2),
            mark.message or rule.message,
            mark.suggestion,
            severity,
            mark.replacement,
        )

    def _numbered(self, found: list[Finding], block: Block) -> list[Finding]:
        """Return a block's findings with their places in the whole text, in order."""
        placed = []
        for one in sorted(found, key=lambda one: (one.start, one.end, one.rule)):
            excerpt = " ".join(block.raw[one.start : one.end].split())
            if excerpt.lower() in self.allow:
                continue
            line, column = block.place(one.start)
            end_line, end_column = block.place(one.end)
            placed.append(
                Finding(
                    one.rule,
                    one.label,
                    block.start + one.start,
                    block.start + one.end,
                    one.confidence,
                    one.message,
                    one.suggestion,
                    one.severity,
                    one.replacement,
                    line,
                    column,
                    end_line,
                    end_column,
                    excerpt,
                )
            )
        return placed


def _is_chosen(rule: Rule, select: frozenset[str], ignore: frozenset[str]) -> bool:
    names = {rule.name, rule.label}
    if names & ignore:
        return False
    return bool(names & select) or "all" in select or (not select and not rule.is_asked_for)


def _without_repeats(heard: list[tuple[Rule, Mark]], least: float) -> list[tuple[Rule, Mark]]:
    """Return the surest of those with one label that overlap, and nothing less sure than `least`."""
    kept: list[tuple[Rule, Mark]] = []
    for rule, mark in sorted(heard, key=lambda one: (-one[1].confidence, one[1].first, one[0].name)):
        if mark.confidence < least:
            continue
        if any(
            other.label == rule.label and mark.first <= there.last and there.first <= mark.last
            for other, there in kept
        ):
            continue
        kept.append((rule, mark))
    return kept
