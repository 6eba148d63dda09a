"""What a live meeting bears: 60 people in a session, ten sessions at once, servers killed over captures."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.figures import Figure, percentile
from bench.instances import instance
from tests.live_server import Running, serving
from tests.web.meeting_world import made_on

PEOPLE = 60
SESSIONS = 10
LINES = 12  # captured in each session
EVERY = 2.5  # seconds between a session's lines
BUDGET = 250.0  # ms until a line is on a screen, p95
MEMORY = 500.0  # MB of the server's process
KILLS = 1000


def measure(size: int) -> list[Figure]:
    """Return how soon a captured line is on every screen, what the server holds, and what kills lose."""
    return [*in_the_room(1), *in_the_room(SESSIONS), *killed(int(os.environ.get("BENCH_KILLS", KILLS)))]


@dataclass
class Heard:
    """Milliseconds from when a line was sent until each screen had it, and how many never did."""

    times: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    sent: dict[str, float] = field(default_factory=dict)
    wanted: int = 0


def in_the_room(sessions: int) -> list[Figure]:
    """Return the figures of so many sessions at once, with everybody listening in each."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        told = made_on(server, sessions=sessions, people=PEOPLE, is_guarded=False)
        heard = asyncio.run(_meet(server, told))
        memory = _resident(server.process.pid)
    lost = heard.wanted - len(heard.times)
    on = f"{sessions} × {PEOPLE} people"
    late = percentile(heard.times, 0.95)
    words = f"{min(heard.times):.0f}–{max(heard.times):.0f}, n={len(heard.times):,}"
    return [
        Figure("meeting", "on a screen, p50", percentile(heard.times, 0.5), "ms", on=on, spread=words),
        Figure("meeting", "on a screen, p95", late, "ms", f"< {BUDGET:.0f}", late < BUDGET, on, words),
        Figure("meeting", "acknowledged, p95", percentile(heard.answers, 0.95), "ms", on=on),
        Figure("meeting", "lines that a screen never had", lost, "lines", "0", lost == 0, on),
        Figure("meeting", "memory of the server", memory, "MB", f"< {MEMORY:.0f}", memory < MEMORY, on),
    ]


async def _meet(server: Running, told: dict[str, Any]) -> Heard:
    parts = urlsplit(server.url)
    host, port = parts.hostname or "", parts.port or 80
    heard = Heard()
    streams = [
        _listen(host, port, session, person["cookie"], heard)
        for session in told["sessions"]
        for person in told["people"]
    ]
    listening = await _opened(streams)
    await asyncio.gather(
        *(
            _capture(host, port, review, told["people"], number, heard)
            for number, review in enumerate(told["reviews"])
        )
    )
    heard.wanted = len(heard.sent) * len(told["people"])
    await asyncio.sleep(3)
    for task in listening:
        task.cancel()
    return heard


async def _opened(streams: Iterable[Awaitable[asyncio.Task[None]]]) -> list[asyncio.Task[None]]:
    """Open the streams a few at a time, as people come in."""
    tasks = []
    for stream in streams:
        tasks.append(await stream)
    await asyncio.sleep(1)
    return tasks


async def _listen(host: str, port: int, session: str, cookie: str, heard: Heard) -> asyncio.Task[None]:
    reader, writer = await asyncio.open_connection(host, port, limit=2**20)
    head = f"GET /live?topic=session:{session} HTTP/1.1\r\nHost: {host}:{port}\r\n"
    writer.write(f"{head}Cookie: secondsight_session={cookie}\r\n\r\n".encode())
    await reader.readuntil(b"retry:")
    return asyncio.create_task(_hear(reader, writer, heard))


async def _hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, heard: Heard) -> None:
    seen: set[str] = set()
    try:
        while True:
            event = await reader.readuntil(b"\n\n")
            at = time.perf_counter()
            place = event.find(b'data: {"id": "')
            if place < 0 or b"event: line" not in event:
                continue
            line = event[place + 14 : place + 30].decode()
            if line in heard.sent and line not in seen:
                seen.add(line)
                heard.times.append((at - heard.sent[line]) * 1000)
    except (asyncio.IncompleteReadError, ConnectionError):
        return
    finally:
        writer.close()


async def _capture(
    host: str, port: int, review: str, people: list[dict[str, str]], number: int, heard: Heard
) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    await asyncio.sleep(number * EVERY / SESSIONS)
    for count in range(LINES):
        began = time.perf_counter()
        line = f"{number:02d}{count:02d}".ljust(16, "0")
        said = {"kind": "luck", "words": f"Line {count} of meeting {number}", "once": line}
        token = people[count % len(people)]["token"]
        body = json.dumps(said).encode()
        head = (
            f"POST /api/reviews/{review}/session/captures HTTP/1.1\r\nHost: {host}:{port}\r\n"
            f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        heard.sent[line] = began
        writer.write(head.encode() + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        assert b" 201 " in answer.partition(b"\r\n")[0], answer
        length = answer.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
        heard.answers.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - began)))
    writer.close()


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def killed(rounds: int) -> list[Figure]:
    """Return what is missing after servers were killed with signal 9 at random moments over captures."""
    with instance("sqlite") as environment:
        done = subprocess.run(
            [sys.executable, "-m", "tests.web.meeting_world", str(rounds), "7"],
            env={**environment, "SECONDSIGHT_LOG_LEVEL": "CRITICAL"},
            capture_output=True,
            text=True,
            check=True,
        )
    told = json.loads(done.stdout.splitlines()[-1])
    on, words = (
        f"{rounds:,} kills",
        f"{told['acknowledged']:,} acknowledged, {told['cut_short']:,} sent again",
    )
    return [
        Figure("meeting", f"acknowledged lines, {name}", told[key], "lines", "0", told[key] == 0, on, words)
        for key, name in (("missing", "missing"), ("doubled", "doubled"), ("out_of_order", "out of order"))
    ]
