"""What the hook endpoint bears: 500 deliveries a second, each acknowledged in time, and none of them lost."""

import asyncio
import json
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bench.figures import Figure, percentile
from bench.instances import DATABASES
from tests.integrations.alertmanager.sample import alert, notification
from tests.live_server import Running, serving
from tests.servers import start_postgresql
from tests.web.hook_server import in_python, make_hook

RATE = 500  # a second
SECONDS = 30
CONNECTIONS = 64
SLOWEST = 50.0  # ms
PATIENCE = 600.0  # seconds for the worker to read them all
LOOK = (
    "from secondsight.record.models import EvidenceItem, HookDelivery\n"
    "print(EvidenceItem.objects.count(), HookDelivery.objects.exclude(state='done').count(), "
    "HookDelivery.objects.count())"
)


def measure(size: int) -> list[Figure]:
    """Return how fast deliveries are acknowledged at 500 a second, and how many became evidence after."""
    return [figure for database in DATABASES for figure in measured_on(database)]


def measured_on(database: str) -> list[Figure]:
    """Return the figures of one database."""
    with server_on(database) as server:
        address = make_hook(server, "--tool", "alertmanager", "--name", "Alerts")
        asyncio.run(send(address, 1, 200))  # to warm up
        sent = asyncio.run(send(address, RATE, RATE * SECONDS, first=200))
        began = time.monotonic()
        items, waiting, taken = all_read(server, RATE * SECONDS + 200)
        caught_up = time.monotonic() - began
    wanted = RATE * SECONDS + 200
    rate, slow = len(sent.times) / sent.seconds, percentile(sent.times, 0.99)
    words = f"{min(sent.times):.1f}–{max(sent.times):.1f}, n={len(sent.times):,}"
    lost = wanted - items
    return [
        Figure(
            "hooks",
            f"acknowledged, {RATE} a second offered",
            rate,
            "a second",
            "≥ 495",
            rate >= 495,
            database,
        ),
        Figure("hooks", "acknowledged, p50", percentile(sent.times, 0.5), "ms", on=database, spread=words),
        Figure("hooks", "acknowledged, p99", slow, "ms", f"< {SLOWEST:.0f}", slow < SLOWEST, database, words),
        Figure("hooks", "refused", sent.refused, "deliveries", "0", sent.refused == 0, database),
        Figure(
            "hooks", "lost", lost, "deliveries", "0", lost == 0 and waiting == 0, database, f"{taken:,} taken"
        ),
        Figure("hooks", f"all {wanted:,} are evidence, after the last", caught_up, "s", on=database),
    ]


@dataclass
class Sent:
    """What came of a run: milliseconds from when each was due, and how many were not acknowledged."""

    times: list[float] = field(default_factory=list)
    refused: int = 0
    seconds: float = 0.0


async def send(address: str, rate: float, count: int, first: int = 0) -> Sent:
    """Send deliveries at a steady rate, whether or not the server keeps up, each told apart by its time."""
    parts = urlsplit(address)
    requests = [request(parts.path, parts.netloc, first + number) for number in range(count)]
    done = Sent()
    due: asyncio.Queue[tuple[float, bytes] | None] = asyncio.Queue()
    senders = [
        asyncio.create_task(sender(parts.hostname or "", parts.port or 80, due, done))
        for _ in range(CONNECTIONS)
    ]
    start = time.perf_counter()
    for number, each in enumerate(requests):
        at = start + number / rate if rate > 1 else time.perf_counter()
        while (ahead := at - time.perf_counter()) > 0:
            await asyncio.sleep(ahead)
        due.put_nowait((at, each))
    for _ in senders:
        due.put_nowait(None)
    await asyncio.gather(*senders)
    done.seconds = time.perf_counter() - start
    return done


async def sender(host: str, port: int, due: "asyncio.Queue[tuple[float, bytes] | None]", done: Sent) -> None:
    """Send what is due over one connection that stays open."""
    reader, writer = await asyncio.open_connection(host, port)
    while (each := await due.get()) is not None:
        at, told = each
        writer.write(told)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.partition(b":")[2])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        await reader.readexactly(length)
        done.times.append((time.perf_counter() - at) * 1000)
        done.refused += b" 202 " not in head.partition(b"\r\n")[0]
    writer.close()


def request(path: str, host: str, number: int) -> bytes:
    """Return one notification as it goes over the wire; each is of an alert of its own."""
    labels = {"alertname": f"Lamp{number}", "severity": "warning", "service": "checkout"}
    told = notification(alert(labels=labels, fingerprint=f"{number:016x}"), groupLabels=labels)
    body = json.dumps(told).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: "
    return head.encode() + str(len(body)).encode() + b"\r\n\r\n" + body


def all_read(server: Running, wanted: int) -> tuple[int, int, int]:
    """Return items, deliveries that are no evidence yet, and deliveries, once nothing waits any more."""
    deadline = time.monotonic() + PATIENCE
    while True:
        items, waiting, taken = map(int, in_python(server, LOOK).split())
        if (taken >= wanted and waiting == 0) or time.monotonic() > deadline:
            return items, waiting, taken
        time.sleep(0.5)


@contextmanager
def server_on(database: str):
    """A server with its worker, on a database of its own."""
    settings = {"SECONDSIGHT_DATABASE_URL": start_postgresql()} if database == "postgresql" else {}
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), **settings) as server:
        yield server
