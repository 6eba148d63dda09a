"""The arithmetic of lists that are too long to draw, asked in a browser without any page around it."""

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

MARKS = [
    "2026-03-11T12:00:00+00:00~5",
    "2026-03-11T12:00:00+00:00~40",
    "2026-03-11T12:00:00.500000+00:00~7",
    "2026-03-11T12:00:10+00:00~3",
]


@pytest.fixture
def module(guide: str, tab: Page) -> Any:
    """Run an expression with the module's functions in hand."""
    tab.goto(f"{guide}/patterns")

    def run(expression: str, *given: Any) -> Any:
        return tab.evaluate(
            "async ([body, given]) => {"
            f" const m = await import('{settings.STATIC_URL}modules/windowing.js');"
            f" return (({{Heights, pagesBetween, compareMarks, placeOf, density, timeOf}}, given) =>"
            f" {expression})(m, given); }}",
            [expression, list(given)],
        )

    return run


def test_pages_stand_where_what_is_known_of_their_heights_puts_them(module: Any) -> None:
    seen = module(
        "{ const h = new Heights(4, 100); const before = h.total;"
        " const was = [h.set(1, 250), h.set(1, 250)];"
        " const at = [-5, 0, 99, 100, 349, 350, 9e9].map(y => h.at(y));"
        " return [before, h.total, was, h.top(2), h.height(1), at]; }"
    )

    assert seen == [400, 550, [True, False], 350, 250, [0, 0, 0, 1, 1, 2, 3]]


def test_the_pages_in_the_middle_of_what_is_seen_come_first_and_not_too_many(module: Any) -> None:
    of = (
        "{ const h = new Heights(1000, 100);"
        " return given.map(([a, b, most]) => pagesBetween(h, a, b, most)); }"
    )

    assert module(of, [-50, 120, 4], [450, 650, 4], [0, 5000, 3]) == [[0, 1], [5, 4, 6], [25, 24, 26]]


@pytest.mark.parametrize(
    ("mark", "place"),
    [
        (MARKS[0], 0),
        (MARKS[1], 1),
        ("2026-03-11T12:00:00+00:00~39", 0),
        ("2026-03-11T12:00:00.100000+00:00~0", 1),
        (MARKS[2], 2),
        ("2026-03-11T12:00:09.999999+00:00~999", 2),
        ("2027-01-01T00:00:00+00:00~0", 3),
        ("2020-01-01T00:00:00+00:00~0", 0),
    ],
)
def test_a_mark_finds_the_last_that_does_not_stand_behind_it(module: Any, mark: str, place: int) -> None:
    assert module("placeOf(given[0], given[1])", MARKS, mark) == place


def test_marks_follow_time_first_and_numbers_as_numbers_next(module: Any) -> None:
    assert module("[...given].reverse().sort(compareMarks)", *MARKS) == MARKS


def test_a_burst_stands_out_of_a_quiet_hour(module: Any) -> None:
    times = [0, 1000, 2000, 2010, 2020, 2030, 4000]

    busy = module("[...density(given[0], 10, 4)]", times)

    assert busy.index(max(busy)) == 2
    assert max(busy) == 1
    assert min(busy) >= 0


@pytest.mark.parametrize(("times", "busy"), [([], [0, 0]), ([5], [1, 1]), ([5, 5, 5], [1, 1])])
def test_one_moment_or_none_is_no_trouble(module: Any, times: list[int], busy: list[int]) -> None:
    assert module("[...density(given[0], 10, 2)]", times) == busy
