"""Where findings stand while a text is written, asked without a browser (C26)."""

from typing import Any

import pytest

from tests.web.javascript import ask


def spans(expression: str, *given: Any) -> Any:
    return ask("coach/spans", expression, *given)


def test_offsets_of_the_server_count_signs_and_those_of_the_page_half_pairs() -> None:
    text = "\U0001f600 We failed \U0001f600 to check"
    found = [{"start": text.index("failed"), "end": text.index(" to")}]

    moved = spans("inString(given[0], given[1]).map(f => given[0].slice(f.start, f.end))", text, found)

    assert moved == ["failed \U0001f600"]


@pytest.mark.parametrize(
    ("after", "left"),
    [
        ("Then we failed to check it. Obviously.", ["failed to check", "Obviously"]),  # before both
        ("We failed to check it at noon. Obviously.", ["failed to check", "Obviously"]),  # between
        ("We failed to double-check it. Obviously.", ["Obviously"]),  # inside the first
        ("We failed to checkmate it. Obviously.", ["Obviously"]),  # the word goes on
        ("We failed to check it. Obviously", ["failed to check", "Obviously"]),  # behind the last
        ("We failed to check", ["failed to check"]),  # the rest is gone
        ("", []),
    ],
)
def test_marks_move_with_the_words_and_go_with_them(after: str, left: list[str]) -> None:
    before = "We failed to check it. Obviously."
    found = [{"start": 3, "end": 18}, {"start": 23, "end": 32}]

    told = "carried(given[2], given[0], given[1]).map(f => given[1].slice(f.start, f.end))"

    assert spans(told, before, after, found) == left


def test_what_was_carried_holds_the_words_that_it_held_whatever_was_written() -> None:
    before = "ab cd ef gh"
    found = [{"start": 3, "end": 5}, {"start": 6, "end": 8}]
    edits = [
        before[:start] + put + before[end:]
        for start in range(12)
        for end in range(start, 12)
        for put in ("", "x", "xy z")
    ]

    told = (
        "given[1].flatMap(after => carried(given[2], given[0], after)"
        ".map(f => [given[0].slice(f.was, f.was + 2), after.slice(f.start, f.end)]))"
    )
    pairs = spans(told, before, edits, [{**one, "was": one["start"]} for one in found])

    assert len(pairs) > 100
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


def test_the_next_place_is_behind_the_caret_and_after_the_last_the_first_again() -> None:
    found = [{"start": 3, "end": 8}, {"start": 20, "end": 25}]

    seen = spans(
        "[nextAfter(given[0], 0), nextAfter(given[0], 9), nextAfter(given[0], 26),"
        " nextAfter(given[0], 8, given[0][0]), nextAfter(given[0], 25, given[0][1])].map(f => f.start)",
        found,
    )

    assert seen == [3, 20, 3, 20, 3]
    assert spans("nextAfter([], 0)") is None


def test_the_caret_finds_the_narrower_of_two_marks() -> None:
    found = [{"start": 0, "end": 30}, {"start": 5, "end": 9}]

    seen = spans("[6, 9, 20].map(at => findingAt(given[0], at).start)", found)

    assert seen == [5, 5, 0]
    assert spans("findingAt(given[0], 31)", found) is None


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("One. Why did you wait? Two.", "Why", "Why did you wait?"),
        ("One. Why did you wait", "wait", "Why did you wait"),
        ("- first\n- why did it?\n- last", "why", "- why did it?"),
        ("He said “why?” Then we went.", "went", "Then we went."),
    ],
)
def test_a_sentence_reaches_from_stop_to_stop_within_its_line(text: str, word: str, sentence: str) -> None:
    start = text.index(word)

    around = spans("sentenceAround(...given)", text, start, start + len(word))

    assert text[around["start"] : around["end"]] == sentence


def test_better_words_stand_in_for_the_mark_or_for_the_question_that_is_questioned() -> None:
    text = "We waited. Why did you not check it?"
    better = "given[1].map(f => betterWords(given[0], f))"
    safe = {"start": 3, "end": 9, "replacement": "went on", "suggestion": "What did you see?"}
    why = {"start": 11, "end": 18, "replacement": None, "suggestion": "What did the graph show?"}
    of_a_statement = {"start": 3, "end": 9, "replacement": None, "suggestion": "What did you see?"}

    assert spans(better, text, [safe, why, of_a_statement]) == [
        {"start": 3, "end": 9, "words": "went on"},
        {"start": 11, "end": 36, "words": "What did the graph show?"},
        None,
    ]
