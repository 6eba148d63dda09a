"""One page that has a text open: what is still to be sent to it, and how fast it may talk."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field

from secondsight.inquiry.shared_notes import protocol

MOST_WAITING = 4 * 1024 * 1024  # bytes that a slow page may lag behind
A_SECOND, AT_ONCE = 100.0, 500.0  # messages


@dataclass(eq=False)
class Member:
    """A page of somebody; `client` is its number in the document, 0 until it has said it."""

    account: str
    name: str
    session: str
    may_write: bool
    client: int = 0
    clock: int = 0
    is_claimed: bool = False
    waiting: deque[bytes | str] = field(default_factory=deque)
    size: int = 0
    ended: tuple[int, str] | None = None
    allowance: float = AT_ONCE
    talked_at: float = field(default_factory=time.monotonic)
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    def send(self, message: bytes | str) -> None:
        """Have a message sent. A page that lags too far behind is let go: it comes back and asks anew."""
        if self.ended:
            return
        self.waiting.append(message)
        self.size += len(message)
        if self.size > MOST_WAITING:
            self.end(1013, "too slow")
        self.wake.set()

    def take(self) -> bytes | str | None:
        """Return the next message to send, None if there is none."""
        if not self.waiting:
            return None
        message = self.waiting.popleft()
        self.size -= len(message)
        return message

    def end(self, code: int, reason: str) -> None:
        """Have the socket closed, with a code that says why; the first reason stands."""
        if self.ended is None:
            self.ended = (code, reason)
        self.wake.set()

    def talks(self) -> None:
        """Count a message of theirs. Raises protocol.Junk for more than anybody types."""
        at = time.monotonic()
        self.allowance = min(AT_ONCE, self.allowance + (at - self.talked_at) * A_SECOND) - 1
        self.talked_at = at
        if self.allowance < 0:
            raise protocol.Junk("more messages than anybody types")
