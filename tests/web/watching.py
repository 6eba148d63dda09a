"""Somebody at a browser, watched: what breaks, what breaks a rule, what does not fit."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Response, expect

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PHONE, DESK = 390, 1400
AXE = Axe()


class Person:
    """Somebody in a browser of their own. `faults` says what went wrong on any page that they saw."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.context = browser.new_context(
            viewport={"width": DESK, "height": 900}, reduced_motion="reduce", accept_downloads=True
        )
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.looked_at: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("response", self._answered)
        self.page.on("requestfailed", self._failed)

    def opens(self, path: str) -> None:
        """Go to an address of the instance."""
        self.page.goto(self.address + path)

    def presses(self, name: str, *, within: Locator | None = None) -> None:
        """Press the button, else follow the link, that bears this name."""
        place = within or self.page
        button = place.get_by_role("button", name=name, exact=True)
        button.or_(place.get_by_role("link", name=name, exact=True)).first.click()

    def writes(self, values: dict[str, str], *, within: Locator | None = None) -> None:
        """Fill fields by their labels, as far as a label begins so; a choice is made by its words."""
        place = within or self.page
        for label, value in values.items():
            field = place.get_by_label(re.compile(f"^{re.escape(label)}")).first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)

    def reads(self, words: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Wait until the page shows these words."""
        expect(
            (within or self.page.locator("body")).get_by_text(words).filter(visible=True).first
        ).to_be_visible(timeout=20_000)

    def looks(self, name: str) -> None:
        """Look at the page by day and by night, at a desk and on a phone: nothing may be amiss."""
        page = self.page
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for rule in self._violations():
                nodes = [node["html"][:200] for node in rule["nodes"][:3]]
                self.faults.append(f"{name}, {scheme}: {rule['id']} {nodes}")
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size({"width": PHONE, "height": 844})
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE:
            self.faults.append(f"{name}: {width} wide on a phone: {page.evaluate(WIDE)}")
        page.set_viewport_size({"width": DESK, "height": 900})
        self.looked_at.append(name)

    def _violations(self) -> list[dict[str, Any]]:
        """Return the broken rules of the page as it comes to rest.

        A colour that still glides, or a part that is exchanged just then, is looked at again.
        """
        found: list[dict[str, Any]] = []
        for _ in range(3):
            # Not `wait_for_function`, which polls by `eval`: the pages forbid it.
            for _ in range(20):
                if self.page.evaluate(AT_REST):
                    break
                self.page.wait_for_timeout(100)
            found = AXE.run(self.page).response["violations"]
            if not found:
                break
            self.page.wait_for_timeout(500)
        return found

    @contextmanager
    def refused(self, status: int) -> Iterator[None]:
        """Expect what is done inside to be answered with this status; that is no fault then."""
        before = list(self.faults)
        yield
        expect(self.page.locator("h1")).to_be_visible()
        found = [fault for fault in self.faults if fault not in before]
        assert [fault for fault in found if fault.startswith(f"{status} ")], f"not refused: {found}"
        self.faults[:] = before + [
            fault
            for fault in found
            if not fault.startswith(f"{status} ") and f"status of {status}" not in fault
        ]

    def downloads(self, name: str) -> bytes:
        """Choose this from the downloads and return the bytes that come."""
        menu = self.page.locator("details.menu", has_text="Download").first
        if menu.get_attribute("open") is None:
            menu.locator("summary").click()
        with self.page.expect_download() as coming:
            menu.get_by_role("link", name=re.compile(name)).first.click()
        return coming.value.path().read_bytes()

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text} ({self.page.url})")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")

    def _failed(self, request: Any) -> None:
        # Leaving a page ends what it still listened to or had asked for.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"failed: {request.url} {request.failure}")


AT_REST = """!document.querySelector(".htmx-added, .htmx-swapping, .htmx-settling")
    && document.getAnimations().every((each) => each.playState !== "running")"""
WIDE = """[...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .slice(-3).map((each) => each.outerHTML.slice(0, 120))"""
