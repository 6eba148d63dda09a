"""The room of a text while somebody has it open: its document, who is there, what is to be stored yet.

What comes in is shown to the others at once, stored every quarter of a second, and acknowledged then.
"""

import asyncio
import contextlib
import logging
import time
from dataclasses import dataclass, field
from functools import partial

from django.db import Error

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, SecondsightError
from secondsight.base.rich_text import documents
from secondsight.inquiry.actions import shared_texts as actions
from secondsight.inquiry.queries import shared_texts as queries
from secondsight.inquiry.shared_notes import protocol, threads
from secondsight.inquiry.shared_notes.across import Across
from secondsight.inquiry.shared_notes.member import Member

log = logging.getLogger(__name__)

STORED_EVERY = 0.25  # seconds
SHOWN_EVERY = 0.02
PRESENCE_EVERY = 0.1
WORDS_EVERY = 2.0
TOLD_EVERY = 60.0  # how often the journal says that somebody writes
SQUASHED_EVERY = 300  # changes
PRESENT_FOR = 40.0  # seconds that somebody of another process is believed to be there
MOST_PAGES = 500
MOST_PAGES_EACH = 20

Presence = tuple[int, str, float]  # clock, state as JSON, when it was told


@dataclass
class Sent:
    """A change that a page sent and that is not stored yet."""

    update: bytes
    member: Member
    number: int
    hands: set[str]


@dataclass
class Room:
    """A text that is open in this process."""

    text: str
    review: str
    kind: str
    across: Across
    document: documents.Document
    number: int
    writers: dict[int, str]
    members: set[Member] = field(default_factory=set)
    present: dict[int, Presence] = field(default_factory=dict)
    pending: list[Sent] = field(default_factory=list)
    unshown: list[bytes] = field(default_factory=list)
    moved: set[int] = field(default_factory=set)
    storing: asyncio.Task[None] | None = None
    showing: asyncio.Task[None] | None = None
    moving: asyncio.Task[None] | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    is_behind: bool = False  # the words tell less than the document
    is_doubtful: bool = False  # something came past this process
    healed_at: float = 0.0
    ahead: dict[int, int] = field(default_factory=dict)  # how much is here that was not stored, a look ago
    words_at: float = 0.0
    squashed: int = 0
    unclaimed: dict[int, str] = field(default_factory=dict)
    untold: set[str] = field(default_factory=set)  # who wrote since the journal said so
    told_at: dict[str, float] = field(default_factory=dict)

    def enter(self, member: Member, vector: bytes, stored: bytes | None = None) -> None:
        """Let a page in that said what it has: it gets what it lacks, and who is there.

        It is told that we have what is `stored`, so that it sends again what another process took from it
        and died with; without it, all that this process has.
        Raises Junk for a number that is somebody else's hand, or a state that is none.
        """
        if self.writers.get(member.client, member.account) != member.account:
            raise protocol.Junk("somebody else's hand")
        if any(one.client == member.client and one is not member for one in self.members):
            raise protocol.Junk("a page that is here already")
        try:
            lacked = self.document.get_update(vector)
        except Exception as error:
            # The library has no one error for bytes from outside that are no state.
            raise protocol.Junk("no state of a document") from error
        self.members.add(member)
        member.send(protocol.state(stored or self.document.get_state(), lacked))
        if self.present:
            member.send(protocol.presence({who: told[:2] for who, told in self.present.items()}))

    async def take(self, member: Member, number: int, update: bytes) -> None:
        """Take a change in, show it to everybody and have it stored. Raises Junk for what is none."""
        if not member.may_write:
            raise protocol.Junk("a change by somebody who only reads")
        if not member.is_claimed:
            claim = partial(actions.claim_hand, self.text, member.client, member.account)
            self.writers[member.client] = await threads.written(claim)
            if self.writers[member.client] != member.account:
                raise protocol.Junk("somebody else's hand")
            member.is_claimed = True
        hands = {member.account}
        for client in self._apply(update):
            if client not in self.writers:  # of a page that left before anything of it was stored
                self.writers[client] = self.unclaimed[client] = member.account
            hands.add(self.writers[client])
        self.pending.append(Sent(update, member, number, hands))
        self._show(update)
        self.across.tell(self.text, protocol.UPDATE, update)
        if self.storing is None:
            self.storing = asyncio.create_task(self._store_soon())

    def hear(self, what: int, held: bytes) -> None:
        """Take in what another process told: a change that it stores, or who is where there."""
        if what == protocol.UPDATE:
            with contextlib.suppress(InvalidInput):
                documents.apply(self.document, held)
                self._show(held)
                self.is_doubtful = True
        elif what == protocol.PRESENCE:
            with contextlib.suppress(protocol.Junk, ValueError):
                client, at = protocol.number_at(held, 0)
                clock, at = protocol.number_at(held, at)
                self._place(client, clock, held[at:].decode())

    def move(self, member: Member, clock: int, told: str) -> None:
        """Say where somebody is now, or that they left ("null")."""
        member.clock = clock
        self._place(member.client, clock, told)
        self.across.tell(
            self.text,
            protocol.PRESENCE,
            protocol.number(member.client) + protocol.number(clock) + told.encode(),
        )

    async def leave(self, member: Member) -> None:
        """Let a page go. What it sent is stored before this returns."""
        if member in self.members:
            self.members.discard(member)
            if member.client in self.present:
                self.move(member, member.clock + 1, "null")
            self.present.pop(member.client, None)
        if not self.members:
            await self.store()
            await self.tell_words(is_last=True)

    async def store(self) -> None:
        """Store what came in and acknowledge it; what cannot be stored now stays, and is tried again."""
        async with self.lock:
            batch, self.pending = self.pending, []
            if not batch:
                return
            merged = documents.merged([sent.update for sent in batch])
            hands = set().union(*(sent.hands for sent in batch))
            writers, self.unclaimed = self.unclaimed, {}
            try:
                stored = await threads.written(
                    partial(actions.store_changes, self.text, merged, writers=writers, by=hands, at=now())
                )
            except (Error, SecondsightError, OSError):
                log.exception("a shared text could not be stored")
                self.pending, self.unclaimed = batch + self.pending, writers | self.unclaimed
                return
            except actions.TextIsGone:
                self.pending = []
                for member in list(self.members):
                    member.end(4404, "this text is not there any more")
                return
            if stored == self.number + 1:
                self.number = stored
            self.is_behind = True
            self.untold |= hands
            latest: dict[Member, int] = {}
            for sent in batch:
                latest[sent.member] = max(sent.number, latest.get(sent.member, 0))
            for member, number in latest.items():
                member.send(protocol.saved(number))

    async def catch_up(self) -> None:
        """Take in what was stored elsewhere: by another process, by the API, by a page without sockets."""
        rows = await threads.read(partial(queries.changes_since, self.text, self.number))
        for number, update in rows:
            self._apply(update)
            self._show(update)
            self.number = max(self.number, number)
        self.is_doubtful = self.is_doubtful or bool(rows)
        self.writers.update(await threads.read(partial(queries.writers_of, self.text)))

    async def tell_words(self, *, is_last: bool = False) -> None:
        """Have the words put down that the text says by now, every few seconds while somebody writes."""
        at = time.monotonic()
        if not self.is_behind or (not is_last and at - self.words_at < WORDS_EVERY):
            return
        due = {who for who in self.untold if is_last or at - self.told_at.get(who, -TOLD_EVERY) >= TOLD_EVERY}
        squash = is_last or self.number - self.squashed > SQUASHED_EVERY
        self.is_behind = False
        try:
            await threads.written(partial(actions.tell_words, self.text, by=due, at=now(), squash=squash))
        except (Error, SecondsightError, OSError):
            log.exception("the words of a shared text could not be put down")
            self.is_behind = True
        except actions.TextIsGone:
            return
        else:
            self.untold -= due
            self.told_at.update(dict.fromkeys(due, at))
            self.squashed = self.number if squash else self.squashed
        self.words_at = time.monotonic()

    async def heal(self) -> None:
        """Take in the text as the database has it, where others store it too.

        What comes from several processes may come before what it builds on, and a document that is open
        loses what was deleted so; the stored changes together lose nothing.
        """
        if not self.is_doubtful or time.monotonic() - self.healed_at < WORDS_EVERY:
            return
        self.is_doubtful, self.healed_at = False, time.monotonic()
        stored, _ = await threads.read(partial(queries.stored_document, self.text))
        before = documents.read(self.document)
        whole = stored.get_update()
        self._apply(whole)
        if documents.read(self.document) != before:
            self._show(whole)
        await self._adopt(stored)

    async def _adopt(self, stored: documents.Document) -> None:
        """Store what another process told of and did not store: it died, and its writer may be gone too."""
        known = documents.clocks(stored.get_state())
        orphans = [client for client, clock in self.ahead.items() if clock > known.get(client, 0)]
        here = documents.clocks(self.document.get_state())
        self.ahead = {client: clock for client, clock in here.items() if clock > known.get(client, 0)}
        if not orphans:
            self.is_doubtful = self.is_doubtful or bool(self.ahead)
            return
        hands = {self.writers[client] for client in orphans if client in self.writers}
        lacked = self.document.get_update(stored.get_state())
        await threads.written(
            partial(actions.store_changes, self.text, lacked, writers={}, by=hands, at=now())
        )
        self.ahead, self.is_behind = {}, True

    def forget_the_gone(self) -> None:
        """Forget those of other processes who have not been heard of."""
        here = {member.client for member in self.members}
        old = time.monotonic() - PRESENT_FOR
        for client, (clock, _, heard_at) in list(self.present.items()):
            if client not in here and heard_at < old:
                self._place(client, clock + 1, "null")

    def _apply(self, update: bytes) -> dict[int, int]:
        try:
            return documents.apply(self.document, update)
        except InvalidInput as error:
            raise protocol.Junk(error.message) from None

    def _place(self, client: int, clock: int, told: str) -> None:
        known = self.present.get(client)
        if known is not None and known[0] > clock:
            return
        self.present[client] = (clock, told, time.monotonic())
        self.moved.add(client)
        if self.moving is None:
            self.moving = asyncio.create_task(self._move_soon())

    def _show(self, update: bytes) -> None:
        self.unshown.append(update)
        if self.showing is None:
            self.showing = asyncio.create_task(self._show_soon())

    async def _show_soon(self) -> None:
        # What several write in the same instant goes out as one message, to everybody, its writers too.
        await asyncio.sleep(SHOWN_EVERY)
        self.showing = None
        updates, self.unshown = self.unshown, []
        message = protocol.update(documents.merged(updates))
        for member in self.members:
            member.send(message)

    async def _move_soon(self) -> None:
        await asyncio.sleep(PRESENCE_EVERY)
        self.moving = None
        moved, self.moved = self.moved, set()
        told = {client: self.present[client][:2] for client in moved if client in self.present}
        for client, (_, words) in told.items():
            if words == "null":
                del self.present[client]
        message = protocol.presence(told)
        for member in self.members:
            member.send(message)

    async def _store_soon(self) -> None:
        while self.pending:
            await asyncio.sleep(STORED_EVERY)
            await self.store()
        self.storing = None
