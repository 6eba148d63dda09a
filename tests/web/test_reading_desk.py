"""An hour at the reading desk in a real browser: thousands of messages read, tagged, asked about."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.integrations.slack.exports import make_export, message
from tests.live_server import Running, serving
from tests.record.evidence_files import NOON
from tests.web.watching import Person

pytestmark = [pytest.mark.browser, pytest.mark.server]

COUNT = 4_000
PASSWORD = "four plain words here"


def test_thousands_of_messages_are_read_tagged_questioned_and_made_into_events(
    browser: Browser, tmp_path: Path
) -> None:
    with serving(tmp_path / "instance") as server:
        mara = Person(browser, server.url)
        make_the_first_account(mara)
        desk = bring_the_conversation_in(server, tmp_path / "export.zip")
        open_the_desk(mara, desk)
        scroll_far(mara)
        tag_by_key(mara)
        make_an_event_by_key(mara)
        raise_a_hypothesis(mara)
        ask_a_question(mara)
        jump_between_event_and_message(mara)
        feed_the_event(mara)
        jonas = let_a_second_person_in(browser, server)
        see_what_another_does(mara, jonas, desk)
        find_all_of_it_after_reloading(mara)
        narrow(mara)

        assert mara.faults + jonas.faults == []
        assert "Traceback" not in server.output()


def make_the_first_account(mara: Person) -> None:
    mara.opens("/")
    mara.writes({"What is your organisation": "Lantern Goods", "Your name": "Mara Ellery"})
    mara.writes({"Your e-mail": "mara@example.org", "Your time zone": "UTC", "Password": PASSWORD})
    mara.presses("Begin")
    expect(mara.page.locator(".masthead nav").first).to_be_visible()


def bring_the_conversation_in(server: Running, path: Path) -> str:
    said = [
        message(
            text=f"message {n}: " + ("the pool waits " * (1 + n % 7)),
            ts=f"{NOON + n * 2}.{n % 1000:03d}000",
            user="U02" if n % 3 else "U01",
            **({"thread_ts": f"{NOON + (n - 9) * 2}.{(n - 9) % 1000:03d}000"} if n % 10 == 9 else {}),
        )
        for n in range(COUNT)
    ]
    make_export(path, {"incident-42/2026-03-11.json": said})
    done = server.command("import", str(path), "--title", "A long night", "--severity", "sev-1")
    assert done.returncode == 0, done.stderr
    found = re.search(r"belong to incident (\w+)", done.stdout)
    assert found, done.stdout
    return f"/incidents/{found[1]}/evidence/"


def open_the_desk(mara: Person, desk: str) -> None:
    mara.opens(desk)
    expect(mara.page.locator("reading-desk[data-on]")).to_be_visible()
    expect(row(mara, 0)).to_be_visible()
    assert mara.page.locator(".said").count() <= 400
    mara.looks("the reading desk")


def scroll_far(mara: Person) -> None:
    mara.page.keyboard.press("End")
    expect(row(mara, COUNT - 1)).to_be_visible()
    expect(current(mara)).to_contain_text(f"message {COUNT - 1}:")
    mara.page.locator(".desk-scroll").evaluate("box => { box.scrollTop = box.scrollHeight / 2; }")
    expect(
        mara.page.locator(".said", has_text=re.compile("message (19|20)[0-9][0-9]:")).first
    ).to_be_visible()
    assert mara.page.locator(".said").count() <= 400


def tag_by_key(mara: Person) -> None:
    mara.page.keyboard.press("Home")
    expect(current(mara)).to_contain_text("message 0:")
    for key in ("j", "j", "6"):
        mara.page.keyboard.press(key)
    expect(row(mara, 2).locator(".chip--tag")).to_have_text("Confusion")
    mara.page.keyboard.press("j")
    mara.page.keyboard.press("8")
    expect(row(mara, 3).locator(".chip--tag")).to_have_text("Decision")
    mara.page.keyboard.press("8")
    expect(row(mara, 3).locator(".chip--tag")).to_have_count(0)
    mara.page.keyboard.press("End")
    expect(current(mara)).to_contain_text(f"message {COUNT - 1}:")
    mara.page.keyboard.press("p")
    expect(current(mara)).to_contain_text("message 2:")


def make_an_event_by_key(mara: Person) -> None:
    mara.page.keyboard.press("e")
    what = mara.page.locator("#desk-form").get_by_label("What happened")
    expect(what).to_have_value(re.compile("^message 2:"))
    mara.looks("an event that is made of a message")
    what.fill("The pool waits, says Bo")
    what.press("Enter")
    expect(row(mara, 2).locator(".chip--event")).to_have_text("On the timeline: The pool waits, says Bo")
    expect(mara.page.locator(".beside-event")).to_contain_text("The pool waits, says Bo")


def raise_a_hypothesis(mara: Person) -> None:
    mara.page.keyboard.press("j")
    expect(current(mara)).to_contain_text("message 3:")
    mara.page.keyboard.press("h")
    form = mara.page.locator("#desk-form")
    form.get_by_label("What they took to be going on").fill("The pool is too small")
    mara.presses("Raise it", within=form)
    expect(row(mara, 3).locator(".chip--hypothesis")).to_have_text("Raised: The pool is too small")
    expect(mara.page.locator("#beside")).to_contain_text("The pool is too small")


def ask_a_question(mara: Person) -> None:
    mara.page.keyboard.press("q")
    form = mara.page.locator("#desk-form")
    expect(form.get_by_label("Of whom")).to_have_value("Ida Moreau")
    form.get_by_label("What do you want to know?").fill("How did you know that it was the pool?")
    mara.presses("Ask", within=form)
    expect(row(mara, 3).locator(".chip--question")).to_contain_text("How did you know that it was the pool?")


def jump_between_event_and_message(mara: Person) -> None:
    mara.page.keyboard.press("End")
    expect(current(mara)).to_contain_text(f"message {COUNT - 1}:")
    mara.page.locator(".beside-event a").click()
    expect(current(mara)).to_contain_text("message 2:")
    current(mara).focus()
    mara.page.keyboard.press("g")
    expect(mara.page.locator(".beside-event a")).to_be_focused()


def feed_the_event(mara: Person) -> None:
    row(mara, 4).locator(".said-words").click()
    mara.page.keyboard.press("f")
    expect(row(mara, 4).locator(".chip--event")).to_be_visible()
    row(mara, 5).locator("time").drag_to(mara.page.locator(".beside-event"))
    expect(row(mara, 5).locator(".chip--event")).to_be_visible()
    expect(mara.page.locator(".beside-event .count")).to_contain_text("3")


def let_a_second_person_in(browser: Browser, server: Running) -> Person:
    made = subprocess.run(
        [sys.executable, "-m", "secondsight.cli", "account", "create"]
        + ["--email", "jonas@example.org", "--name", "Jonas Weir"],
        env=server.environment,
        input=f"{PASSWORD}\n",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert made.returncode == 0, made.stderr
    jonas = Person(browser, server.url)
    jonas.opens("/")
    jonas.writes({"E-mail": "jonas@example.org", "Password": PASSWORD})
    jonas.presses("Sign in")
    expect(jonas.page.locator(".masthead nav").first).to_be_visible()
    return jonas


def see_what_another_does(mara: Person, jonas: Person, desk: str) -> None:
    jonas.opens(desk)
    expect(jonas.page.locator("reading-desk[data-on]")).to_be_visible()
    expect(row(jonas, 2).locator(".chip--tag")).to_have_text("Confusion")
    row(jonas, 6).locator(".said-words").click()
    jonas.page.keyboard.press("0")

    expect(row(mara, 6).locator(".chip--tag")).to_have_text("Surprise", timeout=3000)


def find_all_of_it_after_reloading(mara: Person) -> None:
    row(mara, 6).locator(".said-words").click()
    expect(mara.page).to_have_url(re.compile(f"item={row(mara, 6).get_attribute('data-item')}$"))
    mara.page.reload()
    expect(mara.page.locator("reading-desk[data-on]")).to_be_visible()
    expect(current(mara)).to_contain_text("message 6:")
    for place, kind in ((2, "tag"), (2, "event"), (3, "hypothesis"), (3, "question"), (6, "tag")):
        expect(row(mara, place).locator(f".chip--{kind}")).to_be_visible()
    mara.looks("a desk that was worked at")


def narrow(mara: Person) -> None:
    mara.page.get_by_text("Narrow it, or go to a time").click()
    mara.writes({"Tag": "Surprise"}, within=mara.page.locator(".desk-filters"))
    mara.presses("Show")
    expect(mara.page.locator(".said")).to_have_count(1)
    expect(row(mara, 6)).to_be_visible()


def row(person: Person, number: int) -> Locator:
    return person.page.locator(
        ".said", has=person.page.locator(f".said-words:text-matches('^message {number}:')")
    )


def current(person: Person) -> Any:
    return person.page.locator('.said[aria-current="true"]')
