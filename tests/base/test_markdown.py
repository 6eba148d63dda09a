"""What people write is formatted and never acts."""

import pytest

from secondsight.base.markdown import to_html


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
