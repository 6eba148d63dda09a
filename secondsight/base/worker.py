"""The worker: hands the journal over, starts what is due, runs what is queued."""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import close_old_connections, connection
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from secondsight.base.clock import now
from secondsight.base.jobs import enqueue_due, those_beside
from secondsight.base.outbox import pump
from secondsight.base.transaction import write

log = logging.getLogger(__name__)

LONGEST_JOB = timedelta(hours=2)
TIDY_EVERY = timedelta(minutes=1)


def work(stop: threading.Event, *, interval: float = 0.25) -> None:
    """Work until `stop` is set, looking for something to do every `interval` seconds.

    Several workers may run, on one machine or many: each job is claimed by one of them.
    """
    tidied_at = None
    for function in those_beside():
        threading.Thread(target=call_beside, args=(function, stop, interval), daemon=True).start()
    while not stop.is_set():
        try:
            if tidied_at is None or now() - tidied_at > TIDY_EVERY:
                take_back_orphans()
                tidied_at = now()
            enqueue_due(now())
            work_off(stop)
        except Exception:
            # The database may be away for a moment; the worker is still there when it is back.
            log.exception("the worker met an error and goes on")
            stop.wait(1)
        close_old_connections()
        stop.wait(interval)
    connection.close()


def call_beside(function: Callable[[], object], stop: threading.Event, interval: float) -> None:
    """Call a function again and again until `stop` is set; an error of one call does not end it."""
    while not stop.wait(interval):
        try:
            close_old_connections()
            function()
        except Exception:
            log.exception("the worker met an error beside its jobs and goes on")
            stop.wait(1)
    connection.close()


def work_off(stop: threading.Event | None = None) -> int:
    """Run everything that is ready now, also what that sets off; return how many jobs ran."""
    done = 0
    while stop is None or not stop.is_set():
        pump()
        if not DBTaskResult.objects.ready().exists():
            return done
        worker = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=f"{_machine()}:{os.getpid()}:{secrets.token_hex(4)}",
            excluded_queue_names=[],
        )
        worker.run()
        done += 1
    return done


def take_back_orphans() -> int:
    """Queue again what a killed worker left half-done; return how many jobs that were."""
    taken = 0
    for left in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if _is_orphan(left):
            with write():
                taken += DBTaskResult.objects.filter(pk=left.pk, status=TaskResultStatus.RUNNING).update(
                    status=TaskResultStatus.READY
                )
    return taken


def _is_orphan(running: "DBTaskResult[..., object]") -> bool:
    if running.started_at is not None and now() - running.started_at > LONGEST_JOB:
        return True
    machine, _, rest = (running.worker_ids or [""])[-1].partition(":")
    pid = rest.partition(":")[0]
    if machine != _machine() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _machine() -> str:
    return socket.gethostname()[:30].replace(":", "-")
