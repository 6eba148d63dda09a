"""A meeting in four browsers at once: who leads, who writes, two phones, one of which loses the network."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.live_server import Running, serving
from tests.web.hook_server import until
from tests.web.meeting_world import made_on
from tests.web.watching import Person

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture(scope="module")
def server(tmp_path_factory: Any) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("meeting") / "instance", "--no-worker") as running:
        yield running
        assert "Traceback" not in running.output()


class InRoom(Person):
    """Somebody in the meeting, signed in, at one of its screens."""

    def __init__(
        self, browser: Browser, server: Running, told: dict[str, Any], number: int, screen: str
    ) -> None:
        super().__init__(browser, server.url)
        person = told["people"][number]
        cookie = {"name": "secondsight_session", "value": person["cookie"], "url": server.url}
        self.context.add_cookies([cookie])  # type: ignore[list-item]
        self.opens(f"/reviews/{told['reviews'][0]}/session/{screen}/")

    def notes(self, words: str) -> None:
        """Type a line into the field and note it."""
        self.page.locator("#words").fill(words)
        self.page.get_by_role("button", name="Note it").click()

    def lines(self) -> list[str]:
        """What stands in the list, in its order."""
        return self.page.locator(".line .line-words").all_inner_texts()

    def sees(self, *words: str) -> None:
        """Wait until these lines are the list, and no other."""
        expect(self.page.locator(".line:not(.line--waiting) .line-words")).to_have_text(
            list(words), timeout=20_000
        )

    def is_at(self, moment: str) -> None:
        """Wait until this moment is on the stage."""
        expect(self.page.locator("#stage .stage-what")).to_contain_text(moment, timeout=20_000)


@pytest.fixture
def room(server: Running, browser: Browser) -> Iterator[tuple[InRoom, InRoom, InRoom, InRoom]]:
    told = made_on(server)
    people = tuple(
        InRoom(browser, server, told, number, screen)
        for number, screen in enumerate(("console", "desk", "mine", "mine"))
    )
    yield people  # type: ignore[misc]
    for person in people:
        person.context.close()


def test_what_is_said_is_on_every_screen_and_a_lost_connection_loses_nothing(room: Any) -> None:
    noor, ines, bo, mara = room
    noor.presses("On")
    for person in room:
        person.is_at("Moment 1 of outage")

    ines.page.keyboard.press("s")
    ines.page.keyboard.type("The pool had no alert")
    ines.page.keyboard.press("Enter")
    for person in room:
        person.sees("The pool had no alert")

    bo.context.set_offline(True)
    bo.notes("I looked at the wrong graph")
    bo.notes("It was named like the other")
    expect(bo.page.locator(".line--waiting")).to_have_count(2)
    noor.presses("On")
    mara.is_at("Moment 2 of outage")
    ines.page.keyboard.press("l")
    ines.page.keyboard.type("Two graphs share a name")
    ines.page.keyboard.press("Enter")
    mara.sees("The pool had no alert", "Two graphs share a name")
    bo.context.set_offline(False)

    said = (
        "The pool had no alert",
        "Two graphs share a name",
        "I looked at the wrong graph",
        "It was named like the other",
    )
    for person in room:
        person.sees(*said)
        person.is_at("Moment 2 of outage")
    expect(bo.page.locator(".line--waiting")).to_have_count(0)
    late = bo.page.locator(".line", has_text="wrong graph")
    expect(late).to_contain_text("Moment 1 of outage")  # where the room was when it was typed
    bo.faults[:] = [fault for fault in bo.faults if "INTERNET_DISCONNECTED" not in fault]
    assert [person.faults for person in room] == [[], [], [], []]


def test_line_waits_in_the_browser_while_the_page_is_closed(room: Any) -> None:
    noor, _, bo, _ = room
    bo.context.set_offline(True)
    bo.notes("Typed on a train")
    expect(bo.page.locator(".line--waiting")).to_have_count(1)
    address = bo.page.url
    bo.page.close()
    bo.context.set_offline(False)

    bo.page = bo.context.new_page()
    bo.page.goto(address)

    bo.sees("Typed on a train")
    noor.sees("Typed on a train")


def test_who_comes_late_sees_where_the_room_is_and_what_was_said(
    room: Any, browser: Browser, server: Running
) -> None:
    noor, ines, bo, _ = room
    noor.presses("Next decision")
    ines.page.keyboard.press("w")
    ines.page.keyboard.type("Somebody asked in the channel")
    ines.page.keyboard.press("Enter")
    noor.sees("Somebody asked in the channel")

    late = bo.context.new_page()
    late.goto(bo.page.url)

    expect(late.locator("#stage .stage-what")).to_contain_text("Moment 3 of outage")
    expect(late.locator(".line-words")).to_have_text("Somebody asked in the channel")


def test_line_off_the_record_is_gone_from_every_screen(room: Any) -> None:
    noor, ines, bo, mara = room
    ines.page.keyboard.press("u")
    ines.page.keyboard.type("It was only luck that Zyzzogeton was awake")
    ines.page.keyboard.press("Enter")
    mara.sees("It was only luck that Zyzzogeton was awake")

    ines.page.keyboard.press("e")
    ines.page.get_by_role("button", name="Take this off the record").click()

    for person in room:
        expect(person.page.locator(".line")).to_have_text("Ines Okafor took a line off the record.")
        until(lambda page=person.page: "Zyzzogeton" not in page.content(), 20)


def test_room_votes_and_the_pulse_says_a_number_alone(room: Any) -> None:
    noor, ines, bo, mara = room
    noor.presses("Vote on 3 more")
    for person in (bo, mara):
        person.presses("Yes")
    noor.reads("2 yes, 0 no")
    noor.presses("Close the vote")
    noor.presses("Ask who has just learnt something")
    for person in (ines, bo, mara):
        person.presses("I have" if person is not mara else "Not just now")
        expect(person.page.get_by_role("button", name="I have")).to_be_disabled()
    noor.presses("Close the pulse")

    for person in room:
        person.reads("2 of 3 had just learnt something.")


def test_ended_session_says_so_everywhere_and_is_in_the_record(room: Any) -> None:
    noor, ines, bo, _ = room
    ines.page.keyboard.press("l")
    ines.page.keyboard.type("The pool is shared by two teams")
    ines.page.keyboard.press("Enter")
    noor.sees("The pool is shared by two teams")

    noor.page.get_by_text("End the session").click()
    noor.presses("End it now")

    bo.reads("The session is over.")
    bo.opens(bo.page.url.replace("session/mine/", "understand/").removeprefix(bo.address))
    bo.reads("The pool is shared by two teams")


@pytest.mark.parametrize(("number", "screen"), [(0, "console"), (1, "desk"), (2, "mine"), (3, "screen")])
def test_every_screen_is_fit_for_everybody(
    browser: Browser, server: Running, number: int, screen: str
) -> None:
    told = made_on(server)
    person = InRoom(browser, server, told, number, screen)
    if screen != "screen":
        person.notes("A line that is neither short nor long, as people speak")
        person.sees("A line that is neither short nor long, as people speak")
    person.page.wait_for_timeout(1000)  # the console's parts come by themselves

    person.looks(screen)

    assert person.faults == []
    person.context.close()
