"""A real browser on pages that only tests draw."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.cast import make_account

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start Debian's Chromium, which asks the network for nothing."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture
def guide(live_server: Any, settings: Any) -> str:
    """The address of a server that draws the living guide and a page of elements."""
    settings.ROOT_URLCONF = "tests.web.guide"
    make_account()  # while nobody is there, every page leads to the welcome page
    return str(live_server.url)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A fresh page of the browser, closed with everything it opened."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    yield context.new_page()
    context.close()
