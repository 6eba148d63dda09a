"""Statements that point to tacit knowledge raise the question that fits their own words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsight.language.asking import kinds, prompts, questions

EXAMPLES = [(kind.name, said, ask) for kind in kinds() for said, ask in kind.examples]
FINE = [(kind.name, said) for kind in kinds() for said in kind.fine]


@pytest.mark.parametrize(("kind", "said", "ask"), EXAMPLES)
def test_a_statement_raises_its_question(kind: str, said: str, ask: str) -> None:
    assert [(one.kind, one.ask) for one in questions([said])] == [(kind, ask)]


@pytest.mark.parametrize(("kind", "said"), FINE)
def test_what_is_no_such_statement_raises_none(kind: str, said: str) -> None:
    assert kind not in [one.kind for one in questions([said])]


def test_nine_kinds_of_statement_are_heard() -> None:
    assert len(kinds()) == 9
    assert all(kind.examples and kind.fine for kind in kinds())


def test_a_question_says_where_its_statement_stands() -> None:
    text = "It was quiet.\n\nBo: The latency graph looked off.\n"

    (found,) = questions(text.splitlines(keepends=True))

    assert found.line == 3
    assert text[found.start : found.end] == "The latency graph looked off"
    assert found.probe


def test_after_a_while_in_the_weeds_comes_a_question_that_looks_wider() -> None:
    deep = "The gateway's cache held the old certificate.\n\n"
    met = "Bo asked the network team about the gateway.\n\n"

    assert [one.kind for one in questions((deep * 6).splitlines(keepends=True))] == ["wider"]
    assert "wider" not in [one.kind for one in questions((deep * 5 + met + deep).splitlines(keepends=True))]


def test_what_is_claimed_as_plain_is_looked_at_more_closely() -> None:
    (found,) = questions(["Obviously the disk was full.\n"])

    assert found.kind == "obvious"
    assert "each of us" in found.probe


def test_every_phase_of_a_timeline_has_prompts_and_an_unknown_one_has_none() -> None:
    phases = ("detection", "triage", "investigation", "mitigation", "resolution", "recovery")

    assert all(len(prompts(phase)) > 2 for phase in phases)
    assert prompts("lunch") == ()


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from([said for _kind, said, _ask in EXAMPLES] + ["(", ", "])).map("".join)
)
@settings(max_examples=100, deadline=None)
def test_no_text_at_all_raises(text: str) -> None:
    for found in questions(text.splitlines(keepends=True)):
        assert 0 <= found.start < found.end <= len(text)
        assert found.ask.endswith("?")
