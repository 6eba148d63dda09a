"""A page of a shared text without a browser: its own document, over a real socket."""

import json
import time
from collections.abc import Callable
from typing import Any

import requests
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from secondsight.base.rich_text import documents
from secondsight.base.rich_text.reading import from_markdown
from secondsight.base.rich_text.writing import to_markdown
from secondsight.inquiry.shared_notes import protocol


class Peer:
    """Somebody's page: what it writes goes out, what comes in is merged."""

    def __init__(
        self, url: str, session: requests.Session, review: str, client: int, kind: str = "notes"
    ) -> None:
        self.client, self.session = client, session
        self.path = f"/reviews/{review}/texts/{kind}/socket"
        self.document = documents.opened((), client=client)
        self.sent = self.saved = 0
        self.join(url)

    def join(self, url: str) -> None:
        """Open the line, and send whatever the server lacks."""
        cookie = f"secondsight_session={self.session.cookies['secondsight_session']}"
        opening = connect(
            url.replace("http", "ws", 1) + self.path,
            origin=url,  # type: ignore[arg-type]
            additional_headers={"Cookie": cookie},
            compression=None,
            max_size=None,
        )
        self.line = opening.__enter__()  # it stays open over a whole story
        self.told: dict[str, Any] = json.loads(self.line.recv(timeout=20))
        first = bytes([protocol.STATE]) + protocol.number(self.client)
        self.line.send(first + self.document.get_state())
        state = self._bytes(20)
        assert state[0] == protocol.STATE
        length, at = protocol.number_at(state, 1)
        theirs = state[at : at + length]
        documents.apply(self.document, state[at + length :])
        if self.sent:
            self._put(self.document.get_update(theirs))

    def writes(self, words: str) -> None:
        """Make the text say this."""
        before = self.document.get_state()
        documents.change(self.document, from_markdown(words))
        self._put(self.document.get_update(before))

    def writes_alone(self, words: str) -> None:
        """Make the text say this while there is no line; it goes out with the next one."""
        documents.change(self.document, from_markdown(words))
        self.sent += 1

    def hears(self, seconds: float = 0.05) -> None:
        """Take in what comes for a while."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                self._take(self._bytes(left))
            except TimeoutError:
                return

    def hears_until(self, is_so: Callable[[], bool], seconds: float = 10) -> None:
        """Take in what comes until something is so."""
        until = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < until, self.words
            self.hears(0.05)

    def is_closed_with(self) -> int:
        """Wait until the server ends the line, and return its code."""
        try:
            while True:
                self._take(self._bytes(15))
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006

    @property
    def words(self) -> str:
        """What the text says here."""
        return to_markdown(documents.read(self.document))

    @property
    def is_saved(self) -> bool:
        """Whether all that was written here is known to be on disk."""
        return self.saved == self.sent

    def _put(self, update: bytes) -> None:
        self.sent += 1
        self.line.send(bytes([protocol.UPDATE]) + protocol.number(self.sent) + update)

    def _take(self, message: bytes) -> None:
        if message[0] == protocol.UPDATE:
            documents.apply(self.document, message[1:])
        elif message[0] == protocol.SAVED:
            self.saved = max(self.saved, protocol.number_at(message, 1)[0])

    def _bytes(self, timeout: float) -> bytes:
        message = self.line.recv(timeout=timeout)
        return message if isinstance(message, bytes) else message.encode()
