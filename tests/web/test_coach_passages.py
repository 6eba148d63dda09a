"""What of a long text is sent to be heard, and how long the coach waits, asked without a browser."""

from typing import Any

from tests.web.javascript import ask

PARAGRAPH = "We looked at the graph and saw nothing. " * 20 + "\n\n"


def passages(expression: str, *given: Any) -> Any:
    return ask("coach/passages", expression, *given)


def test_a_short_text_is_one_passage() -> None:
    assert passages("passages(given[0])", "One.\n\nTwo.") == [{"start": 0, "text": "One.\n\nTwo."}]


def test_the_passages_of_a_long_text_are_all_of_it_in_order() -> None:
    text = PARAGRAPH * 30 + "The end"

    found = passages("passages(given[0])", text)

    assert len(found) > 10
    assert "".join(one["text"] for one in found) == text
    assert all(text[one["start"] :].startswith(one["text"]) for one in found)


def test_one_key_in_a_long_text_changes_one_passage() -> None:
    text = PARAGRAPH * 30
    other = text[:5000] + "x" + text[5000:]

    changed = passages(
        "(([a, b]) => b.filter(x => !a.some(y => y.text === x.text)))(given.map(passages))",
        text.replace("graph", "graph 1", 1),
        other.replace("graph", "graph 1", 1),
    )

    assert len(changed) == 1
    assert len(changed[0]["text"]) < 3000


def test_fenced_code_is_never_cut() -> None:
    code = "```\n" + "a line\n\n" * 900 + "```\n\n"
    text = PARAGRAPH * 3 + code + PARAGRAPH * 3

    found = passages("passages(given[0])", text)

    assert any(code.strip() in one["text"] for one in found)


def test_what_was_heard_in_joined_passages_is_told_apart_again() -> None:
    sent = [{"text": "We failed. "}, {"text": "Obviously so."}]
    heard = {"findings": [{"start": 3, "end": 9}, {"start": 11, "end": 20}], "questions": []}

    assert passages("sorted(given[0], given[1])", sent, heard) == [
        {"findings": [{"start": 3, "end": 9}], "questions": []},
        {"findings": [{"start": 0, "end": 9}], "questions": []},
    ]


def test_pauses_are_short_and_grow_where_answers_are_slow() -> None:
    waited = ask("coach/pause", "given.map(pauseAfter)", 0, 10, 40, 100, 5000)

    assert waited == [12, 12, 12, 132, 800]
    assert ask("coach/pause", "[smoothed(0, 30), smoothed(30, 90)]") == [30, 50]


def test_findings_go_before_questions_and_marks_never_lie_on_each_other() -> None:
    heard = {
        "findings": [{"start": 10, "end": 20, "rule": "why"}, {"start": 12, "end": 15, "rule": "fault"}],
        "questions": [{"start": 0, "end": 5, "ask": "How?"}, {"start": 18, "end": 25, "ask": "What?"}],
    }
    starts = "shown(given[0], given[1]).map(each => each.start)"

    assert ask("coach/telling", starts, heard, {}) == [10]
    assert ask("coach/telling", starts, heard, {"asks": True}) == [0, 10]
    assert ask("coach/telling", starts, heard, {"isPrivate": True}) == [0, 18]


def test_a_screen_reader_hears_how_many_of_what_and_the_key() -> None:
    said = ask("coach/telling", "[summary([]), summary([{}, {ask: 'How?'}])]")

    assert said[0] == ""
    assert said[1].startswith("2 places to look at: 1 for the wording, 1 with a question.")


def test_keys_are_alt_alone_and_known_by_place_on_a_mac() -> None:
    pressed = {"altKey": True, "ctrlKey": False, "metaKey": False, "shiftKey": False}
    keys = [
        {**pressed, "key": "."},
        {**pressed, "key": "≥", "code": "Period"},
        {**pressed, "key": ".", "ctrlKey": True},
        {**pressed, "key": "."} | {"altKey": False},
    ]

    assert ask("coach/keys", "given.map(isNext)", *keys) == [True, True, False, False]
