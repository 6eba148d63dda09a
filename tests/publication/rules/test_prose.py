"""What people wrote comes out of every form as they wrote it, and does nothing."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from secondsight.publication.exports.md import escape
from secondsight.publication.rules.prose import plain_text, read_prose
from secondsight.publication.rules.times import clock, instant

NASTY = [
    "*not* _emphasised_ `code` **at all**",
    "# no heading",
    "1. no list",
    "12) no list",
    "- no list",
    "+ no list",
    "=== no underline",
    "<script>alert(1)</script>",
    "<b>&amp;</b> &lt; &#60;",
    "[no link](javascript:alert(1)) ![no picture](x)",
    "a | b | c",
    "back\\slash \\* and \\\\",
    "snake_case_name and _edge_",
    "~~struck~~ $x^2$ :fire:",
    "https://example.com/a_b?c=d&e=f",
    '#let x = sys.inputs #eval("1") $ @ref <label>',
    "{{ csrf_token }} {% load x %}",
    "> no quote",
    "--- no rule",
]


def read_back(markdown: str) -> str:
    """The words that a reader of Markdown shows for one paragraph."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = reader.parse(markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"], tokens
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}, children
    return "".join(child.content for child in children)


@pytest.mark.parametrize("text", NASTY)
def test_line_with_marks_reads_as_it_was_written(text: str) -> None:
    assert read_back(escape(text)) == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60))
@settings(deadline=None)
def test_any_line_reads_as_it_was_written(text: str) -> None:
    said = " ".join(text.split())

    if said:
        assert read_back(escape(text)) == said


@given(st.text("*_`[]()<>#+-=|~\\&!1. \nab", min_size=1, max_size=40))
@settings(deadline=None)
def test_any_heap_of_marks_reads_as_it_was_written(text: str) -> None:
    said = " ".join(text.split())

    if said:
        assert read_back(escape(text)) == said


@given(st.text("*_`[]()<>#+-=|~\\&!1. \n\tab:/", max_size=200))
@settings(deadline=None)
def test_any_markdown_is_read_to_its_end_and_holds_no_html(text: str) -> None:
    nodes = read_prose(text)

    kinds = set()
    pending = list(nodes)
    while pending:
        node = pending.pop()
        kinds.add(node.kind)
        pending.extend(node.children)
    assert not any("html" in kind for kind in kinds)


def test_raw_html_is_text_and_a_script_address_is_no_link() -> None:
    nodes = read_prose(
        "Look <b>here</b> and [there](javascript:alert(1)) or [on the web](https://example.com)"
    )

    assert "<b>here</b>" in plain_text(nodes)
    links = [node for node in nodes[0].children if node.kind == "link"]
    assert [link.url for link in links] == ["https://example.com"]


def test_deep_nesting_ends_in_text() -> None:
    assert "bottom" in plain_text(read_prose("> " * 60 + "bottom"))


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/Berlin", "15:02 CET"),
        ("Asia/Kolkata", "19:32 IST"),
        ("America/Sao_Paulo", "11:02 UTC-03:00"),
        ("UTC", "14:02 UTC"),
    ],
)
def test_times_carry_their_zone(zone: str, said: str) -> None:
    assert clock(datetime(2026, 3, 11, 14, 2, tzinfo=UTC), ZoneInfo(zone)) == said


def test_precision_is_said_and_seconds_only_where_they_are_known() -> None:
    at = datetime(2026, 3, 11, 14, 2, 7, tzinfo=UTC)

    said = [clock(at, UTC, precision) for precision in ("second", "minute", "hour", "day", "about")]

    assert said == [
        "14:02:07 UTC",
        "14:02 UTC",
        "in the hour from 14:02 UTC",
        "some time that day",
        "about 14:02 UTC",
    ]
    assert re.fullmatch(r"11 March 2026, 14:02 UTC", instant(at, UTC))
