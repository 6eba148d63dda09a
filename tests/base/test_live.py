"""Live push: what a page is told, when, and what a lost connection misses."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient

from secondsight.base import journal
from secondsight.base.live import access
from secondsight.base.live.feed import feed
from secondsight.base.models import StoredFile
from secondsight.base.transaction import write
from secondsight.organisation.models import Account

AT = datetime(2026, 3, 11, tzinfo=UTC)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.anyio]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def _topic(monkeypatch):
    monkeypatch.setitem(access._checks, "shelf", lambda viewer, name: name != "secret")


@sync_to_async
def change(topic: str, verb: str = "file_kept") -> int:
    stored, _ = StoredFile.objects.get_or_create(sha256="a" * 64, defaults={"size": 1})
    with write():
        return journal.record(verb, by=None, subject=stored, at=AT, topic=topic).pk


@sync_to_async
def make_client() -> AsyncClient:
    client = AsyncClient()
    account = Account.objects.create(email="bo@shop.example", name="Bo")
    client.force_login(account)
    return client


async def told(stream: AsyncIterator[bytes], count: int) -> list[dict[str, str]]:
    heard: list[dict[str, str]] = []

    async def read() -> None:
        async for chunk in stream:
            lines = dict(line.split(": ", 1) for line in chunk.decode().strip().splitlines() if ": " in line)
            if lines.get("event") == "changed":
                heard.append({"id": lines["id"], **json.loads(lines["data"])})
            if len(heard) >= count:
                return

    await asyncio.wait_for(read(), timeout=10)
    return heard


async def test_a_listener_is_told_within_a_second_and_only_names():
    client = await make_client()
    response = await client.get("/live?topic=shelf:1")
    stream = aiter(response.streaming_content)
    await anext(stream)

    await change("shelf:2", "other_page_changed")
    before = asyncio.get_running_loop().time()
    await change("shelf:1")
    heard = await told(stream, 1)

    assert asyncio.get_running_loop().time() - before < 1
    assert heard[0]["verb"] == "file_kept"
    assert set(heard[0]) == {"id", "topic", "verb", "kind", "subject"}
    await stream.aclose()


async def test_what_a_lost_connection_missed_comes_first_and_once():
    client = await make_client()
    seen = await change("shelf:1", "seen_before")
    await change("shelf:1", "missed_one")
    await change("shelf:1", "missed_two")

    response = await client.get("/live?topic=shelf:1", headers={"Last-Event-ID": str(seen)})
    stream = aiter(response.streaming_content)
    missed = await told(stream, 2)
    await change("shelf:1", "new_one")
    later = await told(stream, 1)

    assert [h["verb"] for h in missed + later] == ["missed_one", "missed_two", "new_one"]
    await stream.aclose()


async def test_many_changes_reach_two_listeners_in_order_without_a_gap():
    client = await make_client()
    streams = []
    for _ in range(2):
        response = await client.get("/live?topic=shelf:1")
        streams.append(aiter(response.streaming_content))
        await anext(streams[-1])

    ids = [str(await change("shelf:1")) for _ in range(30)]
    for stream in streams:
        assert [h["id"] for h in await told(stream, 30)] == ids
        await stream.aclose()


@pytest.mark.parametrize("query", ["", "?topic=", "?topic=shelf:secret", "?topic=shelf:1&topic=shelf:secret"])
async def test_what_may_not_be_seen_is_not_found(query):
    client = await make_client()

    assert (await client.get(f"/live{query}")).status_code == 404


async def test_a_stranger_is_told_nothing():
    assert (await AsyncClient().get("/live?topic=shelf:1")).status_code == 404


async def test_streams_end_when_the_server_stops():
    client = await make_client()
    response = await client.get("/live?topic=shelf:1")
    stream = aiter(response.streaming_content)
    await anext(stream)
    try:
        feed.close()
        rest = [chunk async for chunk in stream]
    finally:
        feed.is_closed = False

    assert rest == []
