"""What is written as Markdown reads back the same, and what nobody has a node for is kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsight.base.markdown import to_html
from secondsight.base.rich_text.nodes import Node, Words, joined
from secondsight.base.rich_text.reading import from_markdown
from secondsight.base.rich_text.writing import to_markdown, to_plain

LETTERS = st.text(alphabet="ab1é _*`~[]()<>&;#+-=.:!|\\/\"'@", min_size=1, max_size=12)
MARKS = st.fixed_dictionaries(
    {},
    optional={
        "strong": st.just({}),
        "em": st.just({}),
        "strike": st.just({}),
        "code": st.just({}),
        "link": st.sampled_from(
            [
                {"href": "https://wiki.example/a_(b)", "title": ""},
                {"href": "https://x.example/", "title": 'A "b"'},
            ]
        ),
    },
)
NAMED = st.builds(
    lambda kind, id: Node(kind, {"id": id}),
    st.sampled_from(["moment", "person"]),
    st.sampled_from(["a1", "b2"]),
)
INLINE = st.lists(
    st.builds(Words, LETTERS, MARKS) | NAMED | st.just(Node("hard_break")), min_size=1, max_size=6
)


def _line(children: list[Node | Words]) -> tuple[Node | Words, ...]:
    kept = joined(children)
    while kept and kept[-1] == Node("hard_break"):  # a break at the end shows nothing
        kept = kept[:-1]
    while kept and kept[0] == Node("hard_break"):
        kept = kept[1:]
    return kept or (Words("a"),)


PARAGRAPH = INLINE.map(lambda children: Node("paragraph", {}, _line(children)))
HEADING = st.builds(
    lambda level, words: Node("heading", {"level": level}, joined(words)),
    st.integers(1, 6),
    st.lists(st.builds(Words, LETTERS, MARKS) | NAMED, min_size=1, max_size=4),
)
CODE = st.builds(
    lambda language, code: Node("code_block", {"language": language}, (Words(code),)),
    st.sampled_from(["", "sql"]),
    st.text(alphabet="ab `~\n", min_size=1, max_size=12).filter(lambda code: code.strip("\n")),
)
FIGURE = st.just(Node("figure", {"caption": "The pool fills up", "address": "timeline:abc?from=1"}))
LEAF = PARAGRAPH | HEADING | CODE | FIGURE | st.just(Node("horizontal_rule"))


def _list(items: list[list[Node]], order: int | None) -> Node:
    children = tuple(Node("list_item", {}, tuple(item)) for item in items)
    return (
        Node("bullet_list", {}, children)
        if order is None
        else Node("ordered_list", {"order": order}, children)
    )


def _holding(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.builds(
        _list, st.lists(several, min_size=1, max_size=3), st.none() | st.integers(0, 12)
    ) | several.map(lambda blocks: Node("blockquote", {}, tuple(blocks)))


BLOCKS = st.lists(LEAF | _holding(LEAF) | _holding(_holding(LEAF)), min_size=1, max_size=4)


@settings(max_examples=400, deadline=None)
@given(BLOCKS)
def test_rich_text_comes_back_from_markdown_as_it_was(blocks: list[Node]) -> None:
    written = to_markdown(blocks)

    assert list(from_markdown(written)) == blocks, written


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab1 \n*_`#->|[]()!:=~\\.\t", max_size=60))
def test_any_markdown_means_the_same_after_a_round_trip(text: str) -> None:
    again = to_markdown(from_markdown(text))

    assert _meaning(again) == _meaning(text), again


def _meaning(text: str) -> str:
    import re

    return re.sub(r"\s+", "", re.sub(r"</?p>|<br>|<br />", "", to_html(text)))


@pytest.mark.parametrize(
    "block",
    [
        "| service | minutes |\n| --- | --- |\n| checkout | 46 |",
        "A picture ![of the pool](https://wiki.example/pool.png) among words.",
        "[pool]: https://wiki.example/pool",
    ],
)
def test_what_rich_text_has_no_node_for_is_kept_as_written(block: str) -> None:
    read = from_markdown(f"Before.\n\n{block}\n\nAfter.")

    assert read[1] == Node("markdown", {}, (Words(block),))
    assert to_markdown(read) == f"Before.\n\n{block}\n\nAfter."


def test_moments_and_people_are_named_as_they_are_called_now() -> None:
    read = from_markdown("At [an old title](moment:a1b2) [Ida](person:c3) looked.")

    told = to_markdown(read, lambda kind, id: {"a1b2": "14:07 Errors [rise]", "c3": "Ida Maas"}[id])

    assert told == "At [14:07 Errors \\[rise\\]](moment:a1b2) [Ida Maas](person:c3) looked."
    assert to_plain(read, lambda kind, id: id) == "At a1b2 c3 looked."


def test_plain_words_show_lists_and_quotations_by_lines() -> None:
    read = from_markdown("# Why\n\n- one\n- **two**\n\n1. first\n\n> said")

    assert to_plain(read) == "Why\n\n- one\n- two\n\n1. first\n\nsaid"
