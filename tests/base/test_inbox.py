"""What comes in from outside is on disk before it is answered, many at once, and taken once it rests."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from secondsight.base.inbox import Batch, GroupWriter, Inbox, InboxFull, InboxWriter


def entries(box: Inbox) -> list[list[bytes] | None]:
    return [box.entries(path) for path in box.batches()]


def test_batches_are_found_in_the_order_they_came(tmp_path: Path) -> None:
    box = Inbox(tmp_path / "inbox")
    assert box.batches() == []

    box.keep([b"one", b"two"])
    box.keep([b"three"])

    assert entries(box) == [[b"one", b"two"], [b"three"]]


def test_a_batch_is_not_taken_while_somebody_adds_to_it(tmp_path: Path) -> None:
    box = Inbox(tmp_path)
    batch = Batch(tmp_path)
    batch.add([b"one"])
    assert entries(box) == [None]

    batch.add([b"two"])
    batch.close()

    assert entries(box) == [[b"one", b"two"]]


def test_a_batch_that_was_taken_meanwhile_holds_nothing(tmp_path: Path) -> None:
    assert Inbox.entries(tmp_path / "gone.batch") is None


def test_what_a_killed_process_had_made_safe_can_be_taken(tmp_path: Path) -> None:
    code = (
        "import os, sys, time; from pathlib import Path; from secondsight.base.inbox import Batch\n"
        "batch = Batch(Path(sys.argv[1])); batch.add([b'safe']); print('added', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"added\n"
        assert entries(Inbox(tmp_path)) == [None]
        process.kill()

    assert entries(Inbox(tmp_path)) == [[b"safe"]]


def test_groups_share_a_batch_until_it_rests(tmp_path: Path) -> None:
    box = Inbox(tmp_path)
    writer = InboxWriter(box)
    writer.write([b"one"])
    writer.write([b"two"])
    writer.rest()

    writer.write([b"three"])
    writer.rest()

    assert entries(box) == [[b"one", b"two"], [b"three"]]


def test_many_callers_wait_for_one_write_and_none_for_less_than_it() -> None:
    groups: list[list[bytes]] = []

    def write(group: list[bytes]) -> None:
        time.sleep(0.02)
        groups.append(group)

    async def all_of_them() -> None:
        writer = GroupWriter(write, most_bytes=10_000)

        async def put(number: int) -> None:
            await writer.put(b"%d" % number)
            assert any(b"%d" % number in group for group in groups)

        await asyncio.gather(*(put(number) for number in range(100)))

    asyncio.run(all_of_them())

    assert sorted(entry for group in groups for entry in group) == sorted(b"%d" % n for n in range(100))
    assert len(groups) < 5


def test_a_group_that_could_not_be_written_is_acknowledged_to_nobody_and_the_next_is() -> None:
    tries = []

    def write(group: list[bytes]) -> None:
        tries.append(group)
        if len(tries) == 1:
            raise OSError("the disk is full")

    async def twice() -> list[object]:
        writer = GroupWriter(write, most_bytes=100)
        first = await asyncio.gather(writer.put(b"one"), writer.put(b"two"), return_exceptions=True)
        return [*first, await writer.put(b"three")]

    one, two, three = asyncio.run(twice())

    assert isinstance(one, OSError)
    assert isinstance(two, OSError)
    assert three is None


def test_more_than_there_is_room_for_is_refused_at_once() -> None:
    async def too_much() -> None:
        writer = GroupWriter(lambda group: time.sleep(0.05), most_bytes=10)
        kept = asyncio.create_task(writer.put(b"12345678"))
        await asyncio.sleep(0)
        with pytest.raises(InboxFull):
            await writer.put(b"12345678")
        await kept
        await writer.put(b"12345678")

    asyncio.run(too_much())


def test_a_writer_rests_when_nothing_more_comes() -> None:
    rested = []

    async def once() -> None:
        writer = GroupWriter(lambda group: None, lambda: rested.append(1), most_bytes=10)
        await writer.put(b"1")
        await asyncio.sleep(0.3)
        await writer.put(b"2")
        await asyncio.sleep(0.3)

    asyncio.run(once())

    assert len(rested) == 2


def test_a_full_disk_leaves_the_writer_able_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = InboxWriter(Inbox(tmp_path))
    real = os.fdatasync

    def full(descriptor: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fdatasync", full)
    with pytest.raises(OSError, match="no space"):
        writer.write([b"one"])
    monkeypatch.setattr(os, "fdatasync", real)
    writer.write([b"two"])
    writer.rest()

    assert [b"two"] in entries(Inbox(tmp_path))
