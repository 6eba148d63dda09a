"""Who reads the journal for open pages is woken when something was committed, here and in other processes.

In one process a flag does. Where Redis is configured, a word on a channel wakes the others; without it, and
whenever Redis is away, they look four times a second.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings

log = logging.getLogger(__name__)
CHANNEL = "secondsight:journal"
AWAY = 5.0  # seconds that Redis is left alone after it did not answer

news = threading.Event()
_lock = threading.Lock()
_client: Any = None
_away_until = 0.0


def wake() -> None:
    """Say that the journal has something new: to our own reader, and to those of other processes."""
    news.set()
    if settings.REDIS_URL:
        _publish()


def listen_for_others(is_over: Callable[[], bool]) -> None:
    """Start to hear what other processes commit, until it is over; nothing where Redis is not configured."""
    if settings.REDIS_URL:
        threading.Thread(target=_hear, args=(is_over,), name="live-waking", daemon=True).start()


def _publish() -> None:
    global _away_until
    if time.monotonic() < _away_until:
        return
    try:
        _connection().publish(CHANNEL, "")
    except Exception:
        # A page hears of it a quarter of a second later; what was written is written.
        _away_until = time.monotonic() + AWAY
        log.warning("Redis does not answer; open pages in other processes hear of changes a little later")


def _hear(is_over: Callable[[], bool]) -> None:
    while not is_over():
        try:
            channel = _connection().pubsub(ignore_subscribe_messages=True)
            channel.subscribe(CHANNEL)
            while not is_over():
                if channel.get_message(timeout=1.0):
                    news.set()
        except Exception:
            # Until it is back, pages hear of what others commit when the journal is next looked at.
            log.warning("Redis cannot be listened to; trying again in %s seconds", AWAY, exc_info=True)
            time.sleep(AWAY)


def _connection() -> Any:
    global _client
    with _lock:
        if _client is None:
            import redis  # most instances have none

            _client = redis.Redis.from_url(
                settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=0.5, health_check_interval=30
            )
        return _client
