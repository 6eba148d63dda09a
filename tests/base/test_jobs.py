"""Jobs: retries, regular ones, and what a killed worker leaves."""

import os
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from secondsight.base import jobs
from secondsight.base.clock import now
from secondsight.base.errors import Refused
from secondsight.base.worker import call_beside, take_back_orphans

ran: list[str] = []
MACHINE = socket.gethostname()[:30].replace(":", "-")


@jobs.job(attempts=3)
def stumble(times: int = 0) -> None:
    ran.append("try")
    if len(ran) <= times:
        raise OSError("the other side is away")


@jobs.job()
def refuse() -> None:
    ran.append("try")
    raise Refused("No.")


@pytest.fixture(autouse=True)
def _forget():
    ran.clear()


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_is_tried_again_later_until_it_works(worked_off):
    start = now()
    stumble.enqueue(1)

    worked_off()
    assert ran == ["try"]
    with time_machine.travel(start + timedelta(minutes=1)):
        worked_off()
        worked_off()
    assert ran == ["try", "try"]


@pytest.mark.django_db(transaction=True)
def test_a_job_gives_up_after_its_attempts(worked_off):
    start = now()
    stumble.enqueue(99)

    for minutes in range(10):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            worked_off()
    assert len(ran) == 3


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_not_tried_again(worked_off):
    refuse.enqueue()

    worked_off()
    with time_machine.travel(now() + timedelta(hours=1)):
        worked_off()
    assert ran == ["try"]


@pytest.mark.django_db(transaction=True)
def test_a_regular_job_runs_once_per_interval(worked_off, monkeypatch):
    monkeypatch.setattr(jobs, "_regular", {})
    jobs.every(timedelta(hours=1))(stumble)
    start = datetime(2026, 3, 11, 9, tzinfo=UTC)

    for minutes in (0, 20, 59, 61, 90):
        jobs.enqueue_due(start + timedelta(minutes=minutes))
    worked_off()
    assert len(ran) == 2


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_killed_worker_is_taken_up_again(worked_off):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    stumble.enqueue(0)
    DBTaskResult.objects.update(status="RUNNING", started_at=now(), worker_ids=[f"{MACHINE}:{dead.pid}:ab"])

    assert take_back_orphans() == 1
    worked_off()
    assert ran == ["try"]


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_living_worker_is_left_alone():
    stumble.enqueue(0)
    alive = f"{MACHINE}:{os.getpid()}:ab"
    DBTaskResult.objects.update(status="RUNNING", started_at=now(), worker_ids=[alive])

    assert take_back_orphans() == 0


def test_what_is_called_beside_the_jobs_goes_on_after_an_error():
    stop = threading.Event()

    def look() -> None:
        ran.append("look")
        if len(ran) == 1:
            raise OSError("the disk is away")
        stop.set()

    beside = threading.Thread(target=call_beside, args=(look, stop, 0.01))
    beside.start()
    beside.join(timeout=20)

    assert ran == ["look", "look"]
