"""The living guide holds every component to the same promises (R11.7)."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser

from tests.web.tokens import STATIC

PATTERNS = STATIC.parent / "templates" / "patterns"


@pytest.mark.parametrize("part", sorted(PATTERNS.glob("*.html")), ids=lambda path: path.stem)
def test_the_guide_shows_every_pattern(part: Path) -> None:
    assert f'"patterns/{part.name}"' in (PATTERNS.parent / "patterns.html").read_text()


def test_the_guide_is_drawn_from_the_parts_that_pages_use(client: Client, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.guide"
    # The guide stands alone: nobody has to be there before it is shown.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith(".FirstRun")]

    answer = client.get("/patterns")

    assert answer.status_code == 200
    for seen in (
        "Checkouts accepted, orders lost",
        "Sev-1",
        "Near miss",
        "This field is required.",
        "Amara Diallo",
    ):
        assert seen in answer.content.decode()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_no_component_breaks_an_accessibility_rule(
    guide: str, browser: Browser, scheme: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{guide}/patterns")

    found = Axe().run(page).response["violations"]

    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 768, 1100, 1400])
def test_the_page_never_scrolls_sideways(guide: str, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{guide}/patterns")

    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.browser
def test_targets_on_touch_are_44_pixels(guide: str, browser: Browser) -> None:
    page = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ).new_page()
    page.goto(f"{guide}/patterns")

    small = page.evaluate(
        """[...document.querySelectorAll(".button, .pill, .tabs a, .stages a, .monogram, .filters input")]
        .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 44)
        .map((each) => each.textContent.trim())"""
    )

    assert small == []
