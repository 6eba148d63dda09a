"""What holds for any text: spans lie inside, nothing raises, nothing takes long."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsight.language.check import Checker
from secondsight.language.findings import example
from secondsight.language.fixing import fixed
from secondsight.language.markdown import blocks, mask
from secondsight.language.registry import rules

CHECKER = Checker(select=["all"])
EXAMPLES = [example(one).text for rule in rules() for one in (*rule.flagged, *rule.fine)]
SIGNS = [
    "`",
    "```",
    "**",
    "_",
    "[",
    "](",
    ")",
    "<!--",
    "-->",
    '"',
    "“",
    "”",
    "|",
    "---",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "    ",
]
PIECES = st.one_of(st.sampled_from(EXAMPLES), st.sampled_from(SIGNS), st.text(max_size=20))
TEXTS = st.lists(PIECES, max_size=12).map(" ".join)


@given(st.text())
@settings(max_examples=150, deadline=None)
def test_no_text_at_all_raises(text: str) -> None:
    CHECKER.check(text)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_span_lies_in_the_text_and_says_what_stands_there(text: str) -> None:
    lines = text.splitlines(keepends=True)

    for found in CHECKER.check(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.excerpt == " ".join(text[found.start : found.end].split())
        assert 1 <= found.line <= found.end_line <= len(lines)
        assert 0 < found.confidence <= 1


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_masking_keeps_every_character_in_its_place(text: str) -> None:
    assert len(mask(text)) == len(text)
    for block in blocks(text.splitlines(keepends=True)):
        assert len(block.text) == len(block.raw)
        assert text[block.start : block.start + len(block.raw)] == block.raw


@given(st.permutations(EXAMPLES[:12]))
@settings(max_examples=30, deadline=None)
def test_paragraphs_in_any_order_are_heard_alike(order: list[str]) -> None:
    checker = Checker()

    found = [(one.rule, one.excerpt) for one in checker.check("\n\n".join(order))]

    alone = [(one.rule, one.excerpt) for text in order for one in checker.check(text)]
    assert found == alone


@given(st.permutations([rule.name for rule in rules()]))
@settings(max_examples=20, deadline=None)
def test_rules_in_any_order_hear_alike(order: list[str]) -> None:
    text = "\n\n".join(EXAMPLES)

    assert Checker(select=order).check(text) == CHECKER.check(text)


@pytest.mark.parametrize(
    "piece",
    ["a", " ", "_", "*", "`", "[", "](", "\"", "<", "<a", "(", "- ", "a.", "a. ", "we ", "should have ", "not ", "' ",
     "https://", "“", "1.", "#", "a_", "_a", "](a(", ")", "secondsight: off ", "<!-- ", "need to ", "why not ",
     "the root cause ", "and ", ", "],
)  # fmt: skip
def test_a_long_line_of_anything_takes_time_in_proportion(piece: str) -> None:
    began = time.process_time()

    CHECKER.check(piece * (60_000 // len(piece)))

    assert time.process_time() - began < 4


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_rewording_again_changes_nothing_and_touches_only_what_was_heard(text: str) -> None:
    once, made = fixed(text, CHECKER)

    assert fixed(once, CHECKER) == (once, 0)
    if not made:
        assert once == text
