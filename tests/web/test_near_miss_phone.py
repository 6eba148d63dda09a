"""A near miss is told from a phone in a handful of taps, with scripts and without (R1.4)."""

import time
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import Browser

from secondsight.record.models import NearMissReport
from tests.cast import make_account, make_service, make_severities

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
TOLD = "I nearly emptied the live basket table."


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_near_miss_is_told_in_four_taps_from_home(
    has_scripts: bool, live_server: Any, browser: Browser
) -> None:
    client = Client()
    client.force_login(make_account("Hana Mizrahi"))
    make_severities()
    make_service("Checkout")
    session = client.cookies[configured.SESSION_COOKIE_NAME].value
    context = browser.new_context(viewport=PHONE, has_touch=True, java_script_enabled=has_scripts)
    name = configured.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url)
    begun = time.monotonic()

    page.get_by_role("link", name="Report a near miss").tap()
    page.get_by_label("What happened?").tap()
    page.keyboard.type(TOLD)
    page.get_by_label("What kept it from becoming an incident?").tap()
    page.keyboard.type("I read the prompt twice.")
    button = page.get_by_role("button", name="Report it")
    size = button.bounding_box()
    button.tap()
    page.get_by_role("heading", name="Thank you").wait_for()

    assert time.monotonic() - begun < 60
    assert size is not None
    assert size["height"] >= 44
    assert size["x"] + size["width"] <= PHONE["width"]
    assert page.get_by_text(TOLD).first.is_visible()
    assert page.get_by_role("heading", name="What happens next").is_visible()
    assert NearMissReport.objects.get().happened == TOLD
    context.close()
