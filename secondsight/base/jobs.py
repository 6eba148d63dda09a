"""Work that happens later: after commit, with retries, in the worker."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django_tasks import task

from secondsight.base import rooms
from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.base.models import Schedule
from secondsight.base.transaction import write

log = logging.getLogger(__name__)

FIRST_RETRY_AFTER = timedelta(seconds=5)


@dataclass(frozen=True)
class Job:
    """A function that the worker may run, by name; `enqueue` puts one call of it in the queue."""

    name: str
    function: Callable[..., None]
    attempts: int

    def enqueue(self, *args: Any, after: datetime | None = None) -> None:
        """Queue a call with plain JSON arguments, in the transaction that is open.

        Whatever rolls back never runs. `after` is the earliest instant to run at.
        """
        _run.using(run_after=after).enqueue(self.name, list(args), 1)

    def __call__(self, *args: Any) -> None:
        self.function(*args)


_jobs: dict[str, Job] = {}
_regular: dict[str, timedelta] = {}
_beside: list[Callable[[], object]] = []


def job(*, attempts: int = 5) -> Callable[[Callable[..., None]], Job]:
    """Register a function as a job. It may run twice, so running it again must change nothing.

    A failed run is tried again after 5 s, 10 s, 20 s and so on. A `SecondsightError` is an answer, not
    an accident, and is not tried again.
    """

    def register(function: Callable[..., None]) -> Job:
        made = Job(f"{function.__module__}.{function.__qualname__}", function, attempts)
        _jobs[made.name] = made
        return made

    return register


def every(interval: timedelta) -> Callable[[Job], Job]:
    """Let the worker run a job regularly. The first run is due when the worker first sees it."""

    def register(regular: Job) -> Job:
        _regular[regular.name] = interval
        return regular

    return register


def beside(function: Callable[[], object]) -> Callable[[], object]:
    """Let each worker call a function four times a second, in a thread beside the jobs.

    For what comes in from outside the database and must not wait until a long job is done. Several workers
    may call it at once. It has to cost next to nothing where there is nothing to do.
    """
    if function not in _beside:
        _beside.append(function)
    return function


def those_beside() -> list[Callable[[], object]]:
    """Return the functions that workers call beside the jobs."""
    rooms.load()
    return list(_beside)


def enqueue_due(at: datetime) -> int:
    """Queue the regular jobs that are due, move their next date on, return how many."""
    rooms.load()
    due = 0
    for name, interval in _regular.items():
        with write():
            schedule, _ = Schedule.objects.get_or_create(name=name, defaults={"due_at": at})
            if schedule.due_at <= at:
                Schedule.objects.filter(pk=name).update(due_at=at + interval)
                _jobs[name].enqueue()
                due += 1
    return due


@task()
def _run(name: str, args: list[Any], attempt: int) -> None:
    rooms.load()
    wanted = _jobs[name]
    try:
        wanted.function(*args)
    except SecondsightError:
        raise
    except Exception:
        if attempt >= wanted.attempts:
            raise
        later = now() + FIRST_RETRY_AFTER * 2 ** (attempt - 1)
        log.warning("%s failed, attempt %s of %s; again at %s", name, attempt, wanted.attempts, later)
        log.debug("why", exc_info=True)
        _run.using(run_after=later).enqueue(name, args, attempt + 1)
