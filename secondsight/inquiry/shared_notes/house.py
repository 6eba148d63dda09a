"""All the texts that are open in this process, and what is looked after while they are."""

import asyncio
import logging
import time
from collections import Counter, defaultdict
from functools import partial

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import Error

from secondsight.base.rich_text import documents
from secondsight.inquiry.queries import shared_texts as queries
from secondsight.inquiry.shared_notes import protocol, threads
from secondsight.inquiry.shared_notes.across import Across
from secondsight.inquiry.shared_notes.member import Member
from secondsight.inquiry.shared_notes.rooms import MOST_PAGES, MOST_PAGES_EACH, Room

log = logging.getLogger(__name__)

LOOKED_AFTER_EVERY = 0.5  # seconds
ASKED_AGAIN_EVERY = 2.0  # who may still be here


class House:
    """The rooms of this process, by text."""

    def __init__(self) -> None:
        self._rooms: dict[str, Room] = {}
        self._doors: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._across = Across(settings.REDIS_URL, self._hear)
        self._keeper: asyncio.Task[None] | None = None

    async def enter(self, text: str, review: str, kind: str, member: Member, vector: bytes) -> Room:
        """Let a page into a text's room, which is opened for the first, and return it. Raises Junk."""
        async with self._doors[text]:
            room = self._rooms.get(text)
            if room is None:
                self._across.start()
                document, number = await threads.read(partial(_load, text))
                writers = await threads.read(partial(queries.writers_of, text))
                room = Room(text, review, kind, self._across, document, number, writers, squashed=number)
                self._rooms[text] = room
                await room.catch_up()
            own = Counter(one.account for one in room.members)[member.account]
            if len(room.members) >= MOST_PAGES or own >= MOST_PAGES_EACH:
                raise protocol.Junk("more pages than anybody needs")
            stored = (await threads.read(partial(_load, text)))[0].get_state() if settings.REDIS_URL else None
            room.enter(member, vector, stored)
        if self._keeper is None or self._keeper.done():
            self._keeper = asyncio.create_task(self._keep())
        return room

    async def leave(self, room: Room, member: Member) -> None:
        """Let a page go; the last one closes the room, once everything is stored."""
        async with self._doors[room.text]:
            await room.leave(member)
            if not room.members and not room.pending and self._rooms.get(room.text) is room:
                del self._rooms[room.text]

    def _hear(self, text: str, what: int, held: bytes) -> None:
        if room := self._rooms.get(text):
            room.hear(what, held)

    async def _keep(self) -> None:
        asked_at = 0.0
        while True:
            await asyncio.sleep(LOOKED_AFTER_EVERY)
            if not self._rooms:
                continue
            rooms = list(self._rooms.values())
            is_asked = time.monotonic() - asked_at > ASKED_AGAIN_EVERY
            asked_at = time.monotonic() if is_asked else asked_at
            try:
                known = await threads.read(partial(queries.numbers, [room.text for room in rooms]))
                for room in rooms:
                    await self._look_after(room, known.get(room.text), is_asked)
            except Error:
                log.warning("the database is away; what is written stays here and is stored when it is back")
            except Exception:
                log.exception("a shared text was not looked after")

    async def _look_after(self, room: Room, number: int | None, is_asked: bool) -> None:
        if number is not None and number > room.number:
            await room.catch_up()
        await room.tell_words()
        await room.heal()
        room.forget_the_gone()
        if not room.members and not room.pending:
            self._rooms.pop(room.text, None)
        if is_asked and room.members:
            await _cut_off(room)


async def _cut_off(room: Room) -> None:
    members = list(room.members)
    accounts, sessions = {one.account for one in members}, {one.session for one in members}
    seeing = await threads.read(partial(queries.who_may_see, room.review, accounts, room.kind))
    there = await threads.read(partial(_sessions, sessions))
    for member in members:
        if member.session not in there:
            member.end(4401, "signed out")
        elif member.account not in seeing:
            member.end(4403, "this review is not for you any more")
        elif member.may_write != seeing[member.account]:
            member.end(4409, "what you may do here has changed")  # the page comes back and asks


def _sessions(keys: set[str]) -> set[str]:
    return set(Session.objects.filter(session_key__in=keys).values_list("session_key", flat=True))


def _load(text: str) -> tuple[documents.Document, int]:
    return queries.stored_document(text)


house = House()
