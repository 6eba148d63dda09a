"""The islands do what their first lines say, in a real browser (C26, C28)."""

import queue
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.web.guide import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def elements(guide: str, tab: Page) -> Iterator[Page]:
    Server.shown, Server.drafts, Server.sent, Server.uploaded, Server.is_down = "before", 0, 0, b"", False
    Server.told = queue.Queue()
    tab.goto(f"{guide}/elements")
    yield tab
    Server.told.put("end")


def test_what_changed_is_fetched_when_the_page_is_told(elements: Page) -> None:
    Server.shown = "after"

    Server.told.put("changed")

    expect(elements.locator("#shown")).to_have_text("after")


def test_a_part_with_unsent_words_is_left_alone_until_they_are_gone(elements: Page) -> None:
    words = elements.get_by_label("Words")
    words.fill("I saw the graph and")
    Server.shown = "after"

    Server.told.put("changed")

    expect(elements.locator("#shown")).to_have_text("after")
    expect(words).to_have_value("I saw the graph and")
    assert Server.drafts == 0
    with elements.expect_response("**/draft"):
        words.fill("")
        words.blur()


def test_a_lost_connection_is_said_and_nothing_is_missing_when_it_is_back(elements: Page) -> None:
    Server.told.put("changed")
    expect(elements.locator("#shown")).to_have_text("before")
    Server.is_down = True
    Server.shown = "meanwhile"
    Server.told.put("end")

    expect(elements.locator(".live-status")).to_contain_text("Reconnecting", timeout=8000)
    Server.is_down = False

    expect(elements.locator("#shown")).to_have_text("meanwhile", timeout=12000)
    expect(elements.locator(".live-status")).to_have_text("")


def test_a_form_is_sent_once_however_often_the_button_is_pressed(elements: Page) -> None:
    elements.evaluate(
        "() => { const press = () => document.querySelector('#once button').click();"
        " press(); setTimeout(press, 200); }"  # time enough for the first to have reached the server
    )

    elements.wait_for_url("**/elements?stored=1")
    assert Server.sent == 1


def test_a_file_goes_up_and_the_answer_is_shown(elements: Page) -> None:
    elements.get_by_label("File").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": b"time,text"}
    )

    elements.get_by_role("button", name="Send").click()

    elements.wait_for_url("**/elements?stored=1")
    assert Server.uploaded == b"time,text"


def test_a_file_that_is_refused_leaves_the_errors_in_focus(elements: Page) -> None:
    elements.get_by_label("File").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b""})

    elements.get_by_role("button", name="Send").click()

    expect(elements.locator("#errors")).to_have_text("This file is empty.")


def test_the_chosen_colours_are_in_the_next_page_from_its_first_byte(guide: str, tab: Page) -> None:
    tab.goto(f"{guide}/patterns")
    tab.get_by_role("button", name="You: Ines Okafor").click()
    tab.get_by_role("button", name="Dark").click()

    answer = tab.goto(f"{guide}/patterns")

    assert answer is not None
    assert 'data-theme="dark"' in answer.text()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 22, 20)"
