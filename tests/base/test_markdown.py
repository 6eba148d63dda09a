"""What people write is formatted and never acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.base.markdown import Figure, split_figures, to_html, to_html_with_lines, to_words


def test_the_first_heading_is_a_second_level_heading_of_the_page():
    assert to_html("# What we saw") == "<h2>What we saw</h2>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "![x](https://example.org/pixel.png)",
        '<a href="https://example.org" style="color:red" onclick="x()">x</a>',
    ],
)
def test_nothing_in_it_acts_or_loads(text):
    made = to_html(text)

    assert "<script" not in made
    assert "<img" not in made
    assert 'href="javascript' not in made
    assert "<a href" not in made


def test_tables_and_links_are_kept():
    made = to_html("| a | b |\n|---|---|\n| 1 | [2](https://example.org) |")

    assert "<table>" in made
    assert 'href="https://example.org"' in made


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## What we saw\n\nThe **pool** ran *dry*.", "What we saw\n\nThe pool ran dry."),
        ("- one\n- two\n  1. three", "one\ntwo\n  three"),
        ('See [the runbook](https://run.example/a_b "Rollback") first', "See the runbook first"),
        ("> quoted\n> again", "quoted\nagain"),
        ("`max_pool = 20` and ``a``", "max_pool = 20 and a"),
        ("```sql\nSELECT 1;\n```\nand on", "SELECT 1;\nand on"),
        ("| when | what |\n| --- | :-: |\n| 14:02 | alert |", " when · what \n 14:02 · alert "),
        ("***both*** ~~gone~~ __strong__ _soft_", "both gone strong soft"),
        ("one\n\n---\n\ntwo", "one\n\n\ntwo"),
    ],
)
def test_an_excerpt_has_the_words_without_the_marks(text, words):
    assert to_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "pool_max_size and __init__x",
        "2 * 3 * 4",
        "rebalanc*",
        "a | b",
        "#432 and C#",
        "-5 degrees",
        "[sic]",
        "1.5 s",
    ],
)
def test_what_only_looks_like_a_mark_stays(text):
    assert to_words(text).replace(" · ", " | ") == text


@given(st.text(alphabet="ab *_#>|-\n1.", max_size=60))
def test_no_letter_is_lost(text):
    assert [letter for letter in to_words(text) if letter in "ab"] == [one for one in text if one in "ab"]


def test_places_to_jump_to_are_the_lines_of_the_text():
    text = "# Title\n\nWords\nover two lines.\n\n- one\n- two\n\n| a |\n|---|\n| b |\n"

    made, lines = to_html_with_lines(text, marked={7})

    assert lines == [1, 3, 6, 7, 9, 11]
    assert '<h2 id="line-1">Title</h2>' in made
    assert '<li id="line-7" class="is-marked">two</li>' in made
    assert '<tr id="line-11">' in made


@pytest.mark.parametrize(
    "text", ['<p id="line-1" onclick="x()">a</p>', "[x](javascript:alert(1))", "<script>1</script>"]
)
def test_nothing_acts_beside_places_either(text):
    made, _ = to_html_with_lines(text)

    assert "<script" not in made
    assert 'href="javascript' not in made
    assert '<p id="line-1" onclick' not in made


def test_a_picture_of_the_scheme_by_itself_is_a_figure_and_all_else_stays_text():
    text = (
        "Before.\n\n![One](timeline:a?x=1)\n\nA ![mark](timeline:b) in a line.\n\n"
        "> ![quoted](timeline:c)\n\n![other](https://quillbarrow.example/a.png)\n\n![Two](timeline:d)\n"
    )

    first, one, middle, two = split_figures(text, "timeline")

    assert first == "Before.\n"
    assert one == Figure("One", "timeline:a?x=1")
    assert "in a line" in middle
    assert "quoted" in middle
    assert "other" in middle
    assert two == Figure("Two", "timeline:d")


@given(st.lists(st.text(alphabet="ab \x0b\x85\u2028\r", max_size=12), max_size=4))
def test_every_figure_is_found_and_every_word_between_stays_whatever_parts_the_lines(texts):
    text = "".join(f"word {n} {words}\r\n\r\n![{n}](timeline:{n})\r\n\r\n" for n, words in enumerate(texts))

    parts = split_figures(text, "timeline")

    assert [part.caption for part in parts if isinstance(part, Figure)] == [str(n) for n in range(len(texts))]
    assert all(
        f"word {n}" in "".join(part for part in parts if isinstance(part, str)) for n in range(len(texts))
    )
