"""Every pair of ink and paper that the style sheets use is readable, light and dark (R11.7)."""

import itertools

import pytest

from tests.web.tokens import colours, contrast

PAPERS = ("paper", "sheet", "sand", "sand-deep", "teal-wash", "heed-wash", "impact-wash")
INKS = ("ink", "ink-soft", "ink-faint", "teal", "teal-deep", "heed", "impact-ink")
# Edges of fields and buttons, and shapes that carry meaning, on the papers they are drawn on.
SHAPES = [("edge", paper) for paper in ("paper", "sheet", "sand")] + [
    (shape, paper) for shape in ("impact", "teal") for paper in ("paper", "sheet", "sand")
]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper"), [*itertools.product(INKS, PAPERS), ("on-teal", "teal"), ("on-teal", "teal-deep")]
)
def test_words_have_a_contrast_of_at_least_four_and_a_half(ink: str, paper: str, mode: str) -> None:
    colour = colours(mode)

    assert contrast(colour[ink], colour[paper]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("shape", "paper"), SHAPES)
def test_edges_and_shapes_have_a_contrast_of_at_least_three(shape: str, paper: str, mode: str) -> None:
    colour = colours(mode)

    assert contrast(colour[shape], colour[paper]) >= 3


def test_contrast_is_measured_as_the_guidelines_do() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
