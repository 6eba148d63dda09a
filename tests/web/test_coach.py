"""The coach in a real browser: in a commitment, in a story, in confidence, and where it is not."""

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from secondsight.base.models import JournalEntry
from secondsight.organisation.models import OwnWord, WordingDismissal
from tests.cast import make_account, make_review, make_soaked
from tests.confidence.cast import make_request
from tests.web.watching import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SLIP = "Tell everybody who failed to check the disk"
UNWRITTEN = re.compile("ERR_INTERNET_DISCONNECTED")


@pytest.fixture
def enter(browser: Browser, live_server: Any) -> Any:
    """Somebody with a browser of their own who is signed in: `enter(account)`."""
    entered = []

    def into(account: Any, **more: Any) -> Person:
        client = Client()
        client.force_login(account)
        person = Person(browser, live_server.url)
        (cookie,) = (one for one in client.cookies.values() if "session" in one.key)
        person.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        entered.append(person)
        return person

    yield into
    for person in entered:
        person.context.close()


def marks(page: Page) -> Locator:
    return page.locator(".coach-mark")


def card(page: Page) -> Locator:
    return page.locator(".coach-card:visible")


def write(page: Page, label: str, words: str) -> Locator:
    field = page.get_by_label(label, exact=True)
    field.click()
    field.press_sequentially(words)
    return field


def test_a_commitment_is_heard_as_it_is_typed_taken_left_and_undone_by_keys(enter: Any) -> None:
    ada, bo = make_account("Ada Nkemelu"), make_account("Bo Varga")
    review = make_soaked(ada, bo)
    writer = enter(ada)
    page = writer.page
    writer.opens(f"/reviews/{review.pk}/commitments")

    what = write(page, "What will be done", SLIP)

    expect(marks(page).filter(has_text="failed to check")).to_be_visible()
    expect(card(page)).to_have_count(0)  # it waits to be asked
    expect(what).to_be_focused()

    go_to(what, page, "failed to check")
    expect(what).to_be_focused()
    expect(card(page)).to_contain_text("did not check")
    expect(page.locator(".coach-card:visible").get_by_role("link")).to_have_attribute(
        "href", "/rules/neglect/"
    )
    expect(page.get_by_role("status").filter(has_text="Write it so")).to_be_attached()
    writer.looks("the coach's card in a commitment")

    what.press("Alt+Enter")
    expect(what).to_have_value(SLIP.replace("failed to check", "did not check"))
    expect(marks(page).filter(has_text="failed to check")).to_have_count(0)
    what.press("Control+z")
    expect(what).to_have_value(SLIP)

    go_to(what, page, "failed to check")
    what.press("Alt+,")
    expect(card(page)).to_contain_text("Left as it is, in this text.")
    expect(marks(page).filter(has_text="failed to check")).to_have_count(0)
    writer.looks("a finding that was left")

    reader = enter(bo)
    for person in (writer, reader):
        person.opens(f"/reviews/{review.pk}/commitments")
        with person.page.expect_response("**/api/language/check"):
            write(person.page, "What will be done", SLIP)
        person.page.wait_for_timeout(300)
        expect(marks(person.page).filter(has_text="failed to check")).to_have_count(0)

    write(reader.page, "What will be done", " of the queue")
    expect(marks(reader.page).filter(has_text="failed to check")).to_be_visible()
    assert writer.faults + reader.faults == []


def test_a_commitment_that_can_be_checked_says_when_it_is_done(enter: Any) -> None:
    ada = make_account("Ada Nkemelu")
    writer = enter(ada)
    writer.opens(f"/reviews/{make_soaked(ada).pk}/commitments")
    done = writer.page.locator(".coach-done")

    what = write(writer.page, "What will be done", "Add an alert on the queue")
    expect(done).to_have_text("Done when it is in place: an alert on the queue.")
    writer.looks("a commitment that can be checked")
    what.fill("Improve monitoring")

    expect(marks(writer.page)).to_have_text("Improve")
    expect(done).to_have_text("")
    assert writer.faults == []


def go_to(field: Locator, page: Page, words: str) -> None:
    """Press the key of the next place until it is the one with these words."""
    expect(marks(page).filter(has_text=words)).to_be_visible()
    for _ in range(4):
        field.press("Alt+.")
        if page.locator(".coach-mark--current", has_text=words).count():
            return
    raise AssertionError(f"never came to {words}")


def test_what_was_left_can_be_taken_back_from_the_card(enter: Any) -> None:
    ada = make_account("Ada Nkemelu")
    review = make_soaked(ada)
    writer = enter(ada)
    page = writer.page
    writer.opens(f"/reviews/{review.pk}/commitments")
    what = write(page, "What will be done", SLIP)
    go_to(what, page, "failed to check")

    card(page).get_by_text("Leave it").click()
    expect(what).to_be_focused()
    card(page).get_by_role("button", name="Take that back").click()

    expect(marks(page).filter(has_text="failed to check")).to_be_visible()
    assert WordingDismissal.objects.count() == 0
    assert writer.faults == []


def test_a_story_is_heard_asked_about_and_has_words_of_its_own(enter: Any) -> None:
    ada, bo = make_account("Ada Nkemelu"), make_account("Bo Varga")
    review = make_review(ada)
    writer = enter(ada)
    page = writer.page
    writer.opens(f"/reviews/{review.pk}/narrative")
    story = page.get_by_label("The story")
    story.fill("We watched the queue.\n\n" * 400)

    story.press("Control+End")
    story.press_sequentially("Bo failed to check it. I knew that the cache was cold.")

    slip = marks(page).filter(has_text="failed to check")
    question = page.locator(".coach-mark--ask")
    expect(slip).to_be_visible()
    expect(question.last).to_be_attached()
    assert aligned(page, slip.first) < 3

    slip_box = slip.first.bounding_box()
    assert slip_box
    page.mouse.click(slip_box["x"] + 5, slip_box["y"] + slip_box["height"] / 2)
    expect(card(page)).to_contain_text("did not check")
    inside(page, card(page))
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)

    page.mouse.click(slip_box["x"] + 5, slip_box["y"] + slip_box["height"] / 2)
    card(page).get_by_role("button", name="Fine as a word here").click()
    expect(card(page)).to_contain_text("fine for everybody here")
    expect(slip).to_have_count(0)
    assert OwnWord.objects.get().words == "failed to check"

    reader = enter(bo)
    reader.opens("/organisation/words/")
    reader.looks("own words")
    reader.presses("Take “failed to check” back")
    reader.reads("No words of your own yet")
    reader.opens("/rules/neglect/")
    reader.looks("a rule's page")
    story.press("Control+End")
    story.press_sequentially(" Then")
    expect(slip).to_be_visible()
    assert writer.faults + reader.faults == []


def aligned(page: Page, mark: Locator) -> float:
    """How far the mark stands from where the field's own words would be, by its share of the line above."""
    return float(
        mark.evaluate(
            """mark => {
              const mirror = mark.closest('.coach-mirror');
              const field = mirror.parentElement.querySelector('textarea, input');
              const a = mirror.getBoundingClientRect(), b = field.getBoundingClientRect();
              const apart = [a.left - b.left - field.clientLeft, a.top - b.top - field.clientTop,
                mirror.scrollHeight - field.scrollHeight, mirror.scrollTop - field.scrollTop];
              return Math.max(...apart.map(Math.abs));
            }"""
        )
    )


def inside(page: Page, shown: Locator) -> None:
    box = shown.bounding_box()
    size = page.viewport_size
    assert box
    assert size
    assert 0 <= box["x"] <= size["width"] - box["width"]
    assert 0 <= box["y"] <= size["height"] - box["height"]


def test_in_an_account_it_only_asks_and_nothing_of_it_is_kept(enter: Any) -> None:
    ada = make_account("Ada Nkemelu")
    asked = make_request(make_review(make_account("Noor Haddad")), ada)
    before = JournalEntry.objects.count()
    writer = enter(ada)
    page = writer.page
    writer.opens(f"/independent-accounts/{asked.pk}/")

    account = write(page, "What you saw, in your words", "Bo failed to check it. I knew it was the cache.")

    expect(page.locator(".coach-mark--ask").first).to_be_visible()
    expect(page.locator(".coach-mark:not(.coach-mark--ask)")).to_have_count(0)
    account.press("Alt+.")
    expect(card(page)).to_contain_text("There may be more to tell here.")
    expect(card(page).get_by_role("button", name="Fine as a word here")).to_have_count(0)
    writer.looks("the coach's question in an account")
    account.press("Alt+,")
    expect(page.locator(".coach-mark")).to_have_count(0)
    assert WordingDismissal.objects.count() == OwnWord.objects.count() == 0
    assert not JournalEntry.objects.filter(pk__gt=before, verb__contains="wording").exists()
    assert writer.faults == []


def test_without_a_connection_it_is_silent_and_hears_again_at_the_next_pause(enter: Any) -> None:
    ada = make_account("Ada Nkemelu")
    writer = enter(ada)
    page = writer.page
    writer.opens(f"/reviews/{make_soaked(ada).pk}/commitments")
    what = page.get_by_label("What will be done", exact=True)
    what.click()
    writer.context.set_offline(True)

    what.press_sequentially(SLIP)
    page.wait_for_timeout(200)
    expect(marks(page)).to_have_count(0)
    writer.context.set_offline(False)
    what.press_sequentially(".")

    expect(marks(page).filter(has_text="failed to check")).to_be_visible()
    assert [fault for fault in writer.faults if not UNWRITTEN.search(fault)] == []


def test_without_scripts_the_field_is_a_plain_field(browser: Browser, enter: Any, live_server: Any) -> None:
    ada = make_account("Ada Nkemelu")
    review = make_soaked(ada)
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(enter(ada).context.cookies())
    page = context.new_page()
    page.goto(f"{live_server.url}/reviews/{review.pk}/commitments")

    page.get_by_label("What will be done", exact=True).fill(SLIP)

    expect(page.get_by_label("What will be done", exact=True)).to_have_value(SLIP)
    expect(page.locator("wording-coach .coach-mirror")).to_have_count(0)
    context.close()
