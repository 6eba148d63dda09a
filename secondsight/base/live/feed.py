"""One reader of the journal per process, for all the pages that listen.

It looks when something was committed in this process, or in another that says so over Redis, and else four
times a second while somebody listens; not at all otherwise. That needs no broker, sees what other processes
and the command line write, and works alike on both databases.
"""

import asyncio
import logging
import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import close_old_connections, connection

from secondsight.base.live.carrying import Carried, carried_by
from secondsight.base.live.waking import listen_for_others, news
from secondsight.base.models import JournalEntry

log = logging.getLogger(__name__)
INTERVAL = 0.25
GATHER = 0.004  # seconds in which changes that come together are read together


@dataclass(frozen=True)
class Change:
    """What a page is told: names, and for a few topics what they show (`base.live.carrying`)."""

    id: int
    topic: str
    verb: str
    subject_kind: str
    subject: str
    carried: Carried | None = None


Listener = asyncio.Queue[Change | None]


class Feed:
    """Hands changes to listeners. Listeners are asyncio queues of the process's event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[str, set[Listener]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._last: int | None = None
        self.is_closed = False

    def listen(self, topics: list[str], after: int) -> Listener:
        """Return a queue that gets every change of these topics after an entry, and None at the end.

        It may also get a few that are older; the listener knows them by their ids.
        """
        queue: Listener = asyncio.Queue()
        with self._lock:
            self._loop = asyncio.get_running_loop()
            # Nothing that is committed between the page's last look and our first may fall between.
            self._last = after if self._last is None else self._last
            for topic in topics:
                self._listeners[topic].add(queue)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._read, name="live-feed", daemon=True)
                self._thread.start()
        self._wake.set()
        return queue

    def leave(self, queue: Listener) -> None:
        """Forget a listener."""
        with self._lock:
            for topic in [t for t, queues in self._listeners.items() if queue in queues]:
                self._listeners[topic].discard(queue)
                if not self._listeners[topic]:
                    del self._listeners[topic]
            if not self._listeners:
                self._wake.clear()

    def close(self) -> None:
        """End every open stream, so that the server can stop at once."""
        self.is_closed = True
        with self._lock:
            queues = {queue for listening in self._listeners.values() for queue in listening}
        self._hand((queue, None) for queue in queues)

    def _read(self) -> None:
        listen_for_others(lambda: self.is_closed)
        while not self.is_closed:
            if not self._wake.wait(timeout=5):
                connection.close()
                continue
            if news.wait(INTERVAL):
                threading.Event().wait(GATHER)
            news.clear()
            try:
                close_old_connections()
                self._read_once()
            except Exception:
                # The database may be away for a moment. What was missed is read when it is back.
                connection.close()
        connection.close()

    def _read_once(self) -> None:
        newest = newest_id()
        last = self._last or 0
        if newest <= last:
            return
        with self._lock:
            topics = list(self._listeners)
        rows = JournalEntry.objects.filter(id__gt=last, id__lte=newest, topic__in=topics).order_by("id")
        for row in rows:
            change = _change(row, _carried(row))
            with self._lock:
                queues = list(self._listeners.get(row.topic, ()))
            self._hand((queue, change) for queue in queues)
        self._last = newest

    def _hand(self, told: Iterable[tuple[Listener, Change | None]]) -> None:
        """Give everybody theirs in one go: waking the loop once for each would cost more than the rest."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(_put, list(told))


def _put(told: list[tuple[Listener, Change | None]]) -> None:
    for queue, change in told:
        queue.put_nowait(change)


def since(topics: list[str], last: int) -> list[Change]:
    """Return the changes of these topics after an entry, oldest first: what a lost connection missed."""
    rows = JournalEntry.objects.filter(topic__in=topics, id__gt=last).order_by("id")[:1000]
    return [_change(row) for row in rows]


def newest_id() -> int:
    """Return the id of the newest journal entry, 0 if there is none."""
    return JournalEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _carried(row: JournalEntry) -> Carried | None:
    try:
        return carried_by(row.topic, row.subject_kind, row.subject)
    except Exception:
        # Pages then fetch what changed.
        log.exception("what %s shows could not be drawn", row)
        return None


def _change(row: JournalEntry, carried: Carried | None = None) -> Change:
    return Change(row.pk, row.topic, row.verb, row.subject_kind, row.subject, carried)


feed = Feed()
