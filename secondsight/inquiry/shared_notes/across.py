"""Other processes that have the same text open, through Redis; without Redis there are none to tell.

Redis carries what is quick and may be lost: whatever it drops is read from the database a moment later.
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

CHANNEL = "secondsight:shared-text:"
AGAIN_AFTER = 0.5  # seconds
MOST_WAITING = 1000  # messages

Hear = Callable[[str, int, bytes], None]


class Across:
    """What this process tells others, and hears of them: `hear(text, what, held)`."""

    def __init__(self, url: str, hear: Hear) -> None:
        self._url, self._hear = url, hear
        self._own = secrets.token_bytes(8)
        self._out: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue(MOST_WAITING)
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to listen, once."""
        if self._url and not self._tasks:
            self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._send())]

    def tell(self, text: str, what: int, held: bytes) -> None:
        """Tell the other processes; where they cannot be told now, they read it from the database."""
        if self._url:
            with contextlib.suppress(asyncio.QueueFull):
                self._out.put_nowait((CHANNEL + text, self._own + bytes([what]) + held))

    async def _send(self) -> None:
        redis: Redis = Redis.from_url(self._url, socket_timeout=2, socket_connect_timeout=2)
        while True:
            channel, message = await self._out.get()
            try:
                await redis.publish(channel, message)
            except (RedisError, OSError):
                await asyncio.sleep(AGAIN_AFTER)

    async def _listen(self) -> None:
        while True:
            redis: Redis = Redis.from_url(self._url, socket_connect_timeout=2)
            try:
                async with redis.pubsub() as heard:
                    await heard.psubscribe(CHANNEL + "*")
                    async for message in heard.listen():
                        self._take(message)
            except (RedisError, OSError) as error:
                log.warning("Redis is away (%s); other processes are heard through the database", error)
                await asyncio.sleep(AGAIN_AFTER)
            finally:
                await redis.aclose()

    def _take(self, message: dict[str, Any]) -> None:
        held = message.get("data")
        if message.get("type") != "pmessage" or not isinstance(held, bytes) or held[:8] == self._own:
            return
        self._hear(message["channel"].decode().removeprefix(CHANNEL), held[8], held[9:])
