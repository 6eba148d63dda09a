"""Invitations and busy times against a real calendar server."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
import time_machine
import vobject
from django.test import Client, override_settings

from secondsight.base.models import Mail
from secondsight.inquiry.actions.dates import agree_date, call_off_date
from secondsight.inquiry.actions.roles import give_role
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import BusyTime
from tests.cast import AT, make_account, make_incident, make_review
from tests.integrations.icalendar.calendars import calendar, event
from tests.servers import free_port

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.server]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A CalDAV server without sign-in; gives the address of a calendar in it."""
    port = free_port()
    config = tmp_path / "config"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n"
        f"[storage]\nfilesystem_folder = {tmp_path / 'collections'}\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "radicale", "--config", str(config)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    home = f"http://ines:open@127.0.0.1:{port}/ines/meetings/"
    try:
        for _ in range(100):
            try:
                _ask("MKCALENDAR", home)
                break
            except httpx2.ConnectError:
                time.sleep(0.1)
        yield home
    finally:
        process.terminate()
        process.wait(10)


def _ask(method: str, address: str, content: bytes = b"") -> bytes:
    answer = httpx2.request(
        method,
        address,
        content=content or None,
        headers={"Content-Type": "text/calendar; charset=utf-8"},
        trust_env=False,
    )
    answer.raise_for_status()
    return answer.content


def test_a_calendar_server_takes_an_invitation_its_move_and_its_end(server: str, worked_off) -> None:
    noor, ines = make_account("Noor Haddad"), make_account("Ines Calloway")
    review = make_review(noor, make_incident(noor))
    give_role(review, role=Role.PARTICIPANT, account=ines, by=noor, at=AT)
    begins = AT + timedelta(days=2)

    def put() -> vobject.base.Component:
        with time_machine.travel(AT):
            worked_off()
        newest = max(
            Mail.objects.filter(to=ines.email).exclude(calendar=""), key=lambda mail: mail.once.split(":")[-1]
        )
        # What a calendar program stores has no METHOD (RFC 4791, 4.1).
        stored = "".join(line for line in newest.calendar.splitlines(True) if not line.startswith("METHOD"))
        _ask("PUT", f"{server}review.ics", stored.encode())
        return vobject.readOne(_ask("GET", f"{server}review.ics").decode()).vevent

    date = agree_date(review, starts_at=begins, minutes=60, by=noor, at=AT)
    first = put()
    agree_date(review, starts_at=begins + timedelta(hours=2), minutes=60, by=noor, at=AT)
    second = put()
    call_off_date(date, by=noor, at=AT)
    third = put()

    assert first.dtstart.value == begins
    assert second.dtstart.value == begins + timedelta(hours=2)
    assert third.status.value == "CANCELLED"
    assert len({one.uid.value for one in (first, second, third)}) == 1
    sequences = [int(one.sequence.value) for one in (first, second, third)]
    assert sequences == sorted(set(sequences))


def test_a_calendar_is_fetched_from_its_address_and_only_when_its_owner_is_busy_is_kept(
    server: str, worked_off
) -> None:
    ines = make_account("Ines Calloway")
    meeting = event(DTSTART="20260316T090000Z", DTEND="20260316T100000Z", SUMMARY="Dentist Krause")
    _ask("PUT", f"{server}dentist.ics", calendar(meeting))
    page = Client()
    page.force_login(ines)

    with time_machine.travel(AT), override_settings(REACHABLE_HOSTS={"127.0.0.1"}):
        page.post("/account/calendar/address", {"address": server})
        worked_off()
        shown = page.get("/account/calendar/").content.decode()

    assert "16 Mar" in shown
    [kept] = BusyTime.objects.filter(account=ines).values()
    assert "Dentist" not in str(kept)
    assert server not in str(list(ines.__class__.objects.values())) + shown


def test_an_address_within_our_own_network_is_not_asked_unless_it_was_allowed(
    server: str, worked_off
) -> None:
    ines = make_account("Ines Calloway")
    page = Client()
    page.force_login(ines)

    page.post("/account/calendar/address", {"address": server})
    worked_off()

    assert "lies within a private network" in page.get("/account/calendar/").content.decode()
    assert not BusyTime.objects.exists()


def test_a_calendar_that_is_gone_is_said_and_what_it_told_stays(server: str, worked_off) -> None:
    ines = make_account("Ines Calloway")
    _ask("PUT", f"{server}a.ics", calendar(event(DTSTART="20260316T090000Z", DTEND="20260316T100000Z")))
    page = Client()
    page.force_login(ines)
    with override_settings(REACHABLE_HOSTS={"127.0.0.1"}), time_machine.travel(AT, tick=True) as traveller:
        page.post("/account/calendar/address", {"address": server})
        worked_off()
        _ask("DELETE", server)
        traveller.shift(timedelta(hours=2))
        from secondsight.base.clock import now
        from secondsight.base.jobs import enqueue_due

        enqueue_due(now())
        worked_off()
        shown = page.get("/account/calendar/").content.decode()

    assert "answered 404; expected 200" in shown
    assert BusyTime.objects.filter(account=ines).count() == 1


def test_a_calendar_server_refuses_what_is_no_calendar(server: str) -> None:
    """So that a passing test above means something."""
    with pytest.raises(httpx2.HTTPStatusError):
        _ask("PUT", f"{server}x.ics", b"nothing")
