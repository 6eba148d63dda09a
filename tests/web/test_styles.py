"""The style sheets and templates keep to the house's shape (C25, C27)."""

import re
from pathlib import Path

import pytest

from secondsight.followup.rules.vocabulary import CommitmentState
from secondsight.record.rules.vocabulary import EventKind, Standing
from tests.web.tokens import STATIC, STYLES

ROOMS = STATIC.parents[1]
TEMPLATES = sorted(ROOMS.glob("*/templates/**/*.html"))
SHEETS = sorted(STYLES.glob("*.css"))
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", re.IGNORECASE)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_colours_are_named_in_the_tokens_alone(sheet: Path) -> None:
    if sheet.stem in ("tokens", "print"):  # print says what paper is
        return

    assert COLOUR.findall(sheet.read_text()) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_every_token_that_is_used_is_defined(sheet: Path) -> None:
    defined = set(re.findall(r"(--[\w-]+):", "".join(other.read_text() for other in SHEETS)))

    assert set(re.findall(r"var\((--[\w-]+)", sheet.read_text())) <= defined


def test_every_style_sheet_is_linked_once_with_the_layers_order_first() -> None:
    linked = re.findall(r"styles/(\w+)\.css", (ROOMS / "web/templates/_styles.html").read_text())

    assert linked[0] == "tokens"
    assert sorted(linked) == [sheet.stem for sheet in SHEETS]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOMS)))
def test_no_template_carries_inline_style_or_script(template: Path) -> None:
    markup = template.read_text()

    assert re.findall(r"""<style|\sstyle=|\son\w+=["']|\shx-on|javascript:""", markup) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", markup) == []


def test_every_icon_that_a_template_names_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    named = set(re.findall(r"icons\.svg' %}#([\w-]+)\"", "".join(path.read_text() for path in TEMPLATES)))

    assert named <= drawn


@pytest.mark.parametrize("kind", [kind.value for kind in EventKind])
def test_every_kind_of_moment_has_a_shape(kind: str) -> None:
    assert f'id="kind-{kind}"' in (STATIC / "icons.svg").read_text()


@pytest.mark.parametrize("state", [state.value for state in (*CommitmentState, Standing.DISPUTED)])
def test_every_state_of_a_commitment_has_a_mark_of_its_own_kind(state: str) -> None:
    assert f'[data-state="{state}"]' in (STYLES / "badges.css").read_text()
