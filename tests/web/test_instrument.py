"""The drawn timeline in a browser: the cursor, two vantages, two editors, a lost connection, keys alone."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.live_server import Running, serving
from tests.web.test_reading_desk import let_a_second_person_in, make_the_first_account
from tests.web.watching import Person

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture(scope="module")
def server(tmp_path_factory: Any) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("instrument") / "instance") as running:
        yield running
        if running.process.poll() is None:
            running.process.send_signal(signal.SIGINT)
            running.process.wait(timeout=15)
        assert "Traceback" not in running.output()


@pytest.fixture(scope="module")
def ready(server: Running, browser: Browser) -> tuple[Person, str, str, str]:
    """Somebody who is signed in, and the addresses of timelines: to look at, to change, of 600 events."""
    mara = Person(browser, server.url)
    make_the_first_account(mara)
    few, changed, many = (f"/incidents/{incident}/timeline/" for incident in in_world(server).split())
    return mara, few, changed, many


@pytest.fixture
def mara(ready: Any) -> Iterator[Person]:
    person = ready[0]
    person.faults.clear()
    yield person
    assert person.faults == []


def opens(person: Person, path: str) -> Locator:
    """Open a timeline, wait until it is drawn, and go to the picture with the keyboard's focus."""
    person.opens(path)
    expect(person.page.locator("incident-timeline[data-on]")).to_be_visible()
    stage = person.page.locator(".instrument-stage")
    stage.focus()
    return stage


def title(person: Person) -> Locator:
    return person.page.locator(".instrument-title")


def said(person: Person) -> Locator:
    return person.page.locator(".instrument-said")


def row(person: Person, what: str) -> Locator:
    return person.page.locator("li.moment", has_text=what)


def drawn(person: Person) -> list[str]:
    """What stands in the picture as marks, by its words."""
    return person.page.evaluate(
        "(() => { const { stage } = document.querySelector('incident-timeline');"
        " return stage.drawn.marks.map((mark) => stage.picture.events.what[mark.event]); })()"
    )


def test_the_cursor_walks_through_the_incident_as_a_team_saw_it(mara: Person, ready: Any) -> None:
    opens(mara, f"{ready[1]}?for=team:api")
    keys = mara.page.keyboard

    keys.press("ArrowRight")
    expect(title(mara)).to_have_text("12:02:00, as API saw it")
    expect(said(mara)).to_have_text("12:02:00, Latency above two seconds: API knew at once")

    keys.press("ArrowRight")
    expect(said(mara)).to_have_text("12:05:00, Connections wait in the pool: API did not know yet")
    expect(row(mara, "Connections wait")).to_have_attribute("data-knowing", "unknown")
    expect(row(mara, "Connections wait")).to_contain_text("not known to them (API)")
    expect(row(mara, "Roll back")).to_be_hidden()
    expect(mara.page.locator(".veiled-count")).to_have_text("5 later events are veiled.")
    assert drawn(mara) == ["Latency above two seconds", "Connections wait in the pool"]
    expect(mara.page).to_have_url(re.compile("at=2026-03-11T12%3A05%3A00"))

    keys.press("d")
    expect(said(mara)).to_contain_text("Roll back 4.18?: API knew at once")
    keys.press("l")
    expect(title(mara)).to_contain_text("12:20:00")
    keys.press("l")
    expect(title(mara)).to_contain_text("12:25:00")
    expect(row(mara, "Connections wait")).to_have_attribute("data-knowing", "known")

    keys.press("h")
    expect(row(mara, "Checkout succeeds")).to_be_visible()
    assert len(drawn(mara)) == 7


def test_a_link_opens_the_same_picture(mara: Person, ready: Any) -> None:
    opens(mara, f"{ready[1]}?for=team:database&at=2026-03-11T12:21:00Z&lanes=person&q=kind:action")

    expect(title(mara)).to_have_text("12:21:00, as Database saw it")
    expect(mara.page.get_by_label("Lanes by")).to_have_value("person")
    expect(mara.page.locator("[data-part=count]")).to_have_text("1 of 7 events")
    assert drawn(mara) == ["The release is back"]
    expect(row(mara, "The release is back")).to_have_attribute("data-knowing", "unknown")
    expect(row(mara, "Latency above")).to_have_count(0)


def test_two_vantages_stand_one_above_the_other_and_differ_where_they_did(mara: Person, ready: Any) -> None:
    opens(mara, f"{ready[1]}?for=team:api&beside=team:database&at=2026-03-11T12:06:00Z")

    expect(title(mara)).to_have_text("12:06:00, as API saw it, and as Database saw it")
    expect(said(mara)).to_contain_text("API did not know yet; Database knew at once")
    assert len(drawn(mara)) == 4
    differing = "[...document.querySelector('incident-timeline').differences.map(([, , count]) => count)]"
    assert mara.page.evaluate(differing)[:2] == [1, 2]
    mara.looks("two vantages")


def test_what_is_pressed_opens_beside_and_sliding_replays(mara: Person, ready: Any) -> None:
    stage = opens(mara, ready[1])
    box = stage.bounding_box()
    assert box
    mouse = mara.page.mouse

    places = mara.page.evaluate(
        "document.querySelector('incident-timeline').stage.drawn.marks.map((m) => [m.x, m.y])"
    )
    mouse.click(box["x"] + places[2][0], box["y"] + places[2][1])
    expect(mara.page.locator("#moment .moment-heading")).to_have_text("Roll back 4.18?")
    expect(mara.page.locator("#moment")).to_contain_text("API, 12:09:00")

    box = stage.bounding_box()
    assert box
    right, top = box["x"] + box["width"] - 20, box["y"] + 10
    mouse.move(right, top)
    mouse.down()
    mouse.move(right - 200, top, steps=4)
    mouse.move(box["x"] + box["width"] / 2, top, steps=8)
    mouse.up()
    expect(title(mara)).to_contain_text("as the room saw it")
    assert 0 < len(drawn(mara)) < 7
    mara.looks("a moment beside the picture")


def test_five_hundred_are_counted_together_and_open_when_pressed(mara: Person, ready: Any) -> None:
    stage = opens(mara, ready[3])
    counted = (
        "(() => { const { drawn } = document.querySelector('incident-timeline').stage;"
        " const clusters = drawn.clusters.map((each) => [each.events.length, each.x, each.y]);"
        " return [drawn.marks.length, clusters]; })()"
    )

    marks, clusters = mara.page.evaluate(counted)
    assert marks + sum(count for count, _, _ in clusters) == 600
    assert len(clusters) > 5

    box = stage.bounding_box()
    assert box
    _, x, y = clusters[3]
    mara.page.mouse.click(box["x"] + x + 20, box["y"] + y + 11)
    expect(mara.page).to_have_url(re.compile("from=.*to="))
    assert mara.page.evaluate(counted)[0] > marks
    mara.page.keyboard.press("0")
    expect(mara.page).not_to_have_url(re.compile("from="))


def test_keys_alone_are_enough(mara: Person, ready: Any) -> None:
    mara.opens(ready[1])
    expect(mara.page.locator("incident-timeline[data-on]")).to_be_visible()
    keys = mara.page.keyboard
    stage = mara.page.locator(".instrument-stage")
    for _ in range(60):
        if stage.evaluate("stage => stage === document.activeElement"):
            break
        keys.press("Tab")
    expect(stage).to_be_focused()

    keys.press("?")
    expect(mara.page.locator("dialog.instrument-keys")).to_be_visible()
    mara.looks("the keys")
    keys.press("Escape")
    expect(stage).to_be_focused()
    keys.press("Home")
    keys.press("ArrowRight")
    keys.press("Enter")
    expect(mara.page.locator("#moment .moment-heading")).to_have_text("Connections wait in the pool")
    keys.press("ArrowRight")
    expect(mara.page.locator("#moment .moment-heading")).to_have_text("Roll back 4.18?")
    expect(stage).to_have_attribute("aria-valuetext", re.compile("12:09:00, Roll back"))
    keys.press("Escape")
    expect(mara.page.locator(".instrument-beside")).to_be_hidden()

    row(mara, "Latency above").locator(".moment-title a").focus()
    keys.press("ArrowDown")
    expect(row(mara, "Connections wait").locator(".moment-title a")).to_be_focused()
    expect(title(mara)).to_contain_text("12:05:00")
    expect(mara.page.locator("[data-part=live]")).to_contain_text("Connections wait in the pool")
    stops = mara.page.locator("li.moment a[tabindex='0'], li.moment button[tabindex='0']")
    assert {stop.evaluate("stop => stop.closest('li').id") for stop in stops.all()} == {
        row(mara, "Connections wait").get_attribute("id")
    }


def test_two_people_edit_one_moment_and_the_second_chooses(
    mara: Person, ready: Any, server: Running, browser: Browser
) -> None:
    jonas = let_a_second_person_in(browser, server)
    for person in (mara, jonas):
        opens(person, ready[2])
        row(person, "Bo tells the channel").locator(".moment-title a").click()
        person.presses("Edit", within=person.page.locator("#moment"))
        expect(person.page.locator("#moment-form form")).to_be_visible()

    mara.page.locator("#moment-form").get_by_label("What happened").fill("Bo tells everybody")
    jonas.page.locator("#moment-form").get_by_label("What happened").fill("Bo tells the incident's channel")
    jonas.presses("Save the event")
    expect(jonas.page.locator("#moment .moment-heading")).to_have_text("Bo tells the incident's channel")
    expect(row(mara, "Bo tells the incident's channel")).to_be_visible()

    field = mara.page.locator("#moment-form").get_by_label("What happened")
    expect(field).to_have_value("Bo tells everybody")
    with mara.refused(422):
        mara.presses("Save the event")
        expect(mara.page.locator("#moment-form .notice--heed").first).to_contain_text(
            "Bo tells the incident's channel"
        )
    expect(field).to_have_value("Bo tells everybody")
    mara.looks("what another has saved meanwhile")
    mara.presses("Save the event")
    expect(mara.page.locator("#moment .moment-heading")).to_have_text("Bo tells everybody")

    expect(jonas.page.locator("#moment .moment-heading")).to_have_text("Bo tells everybody")
    expect(row(jonas, "Bo tells everybody")).to_be_visible()
    assert "Bo tells everybody" in drawn(jonas)
    assert jonas.faults == []


def test_a_lost_connection_is_said_and_what_was_missed_is_drawn(
    mara: Person, ready: Any, server: Running
) -> None:
    opens(mara, f"{ready[2]}?for=team:api&at=2026-03-11T12:26:00Z")
    before = title(mara).text_content() or ""

    server.process.send_signal(signal.SIGINT)
    server.process.wait(timeout=10)
    expect(mara.page.locator(".live-status")).to_contain_text("Reconnecting", timeout=15_000)
    mara.page.keyboard.press("ArrowLeft")
    expect(title(mara)).not_to_have_text(before)
    in_world(server, ready[2].split("/")[2])
    start_again(server)

    expect(row(mara, "The shift changes")).to_be_visible(timeout=40_000)
    mara.page.wait_for_timeout(300)
    assert "The shift changes" in drawn(mara)
    mara.faults[:] = [fault for fault in mara.faults if "net::ERR_" not in fault]  # while nobody answered


def in_world(server: Running, *told: str) -> str:
    command = [sys.executable, "-m", "tests.web.timeline_world", *told]
    root = Path(__file__).parents[2]
    made = subprocess.run(
        command, env=server.environment, capture_output=True, text=True, timeout=120, cwd=root
    )
    assert made.returncode == 0, made.stderr
    return made.stdout


def start_again(server: Running) -> None:
    """Serve the same data at the same address."""
    port = server.url.rpartition(":")[2]
    command = [sys.executable, "-m", "secondsight.cli", "serve", "--port", port]
    with (server.folder / "output.txt").open("ab") as output:
        server.process = subprocess.Popen(command, env=server.environment, stdout=output, stderr=output)
