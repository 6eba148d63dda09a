"""The same work as public peers do it, side by side in one run, each in an environment of its own.

Imports: slack-export-viewer's load of the same ZIP, which stores nothing. Reading: Datasette over a copy of
the same rows. Both come from the package registry into a folder that is kept for the next run.
"""

import http.client
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlencode, urlsplit

from bench.figures import Figure, spread
from bench.instances import run, with_bytecode
from demo.generate import write_slack_export
from tests.live_server import environment_for, serving
from tests.servers import free_port

HOME = Path(tempfile.gettempdir()) / "secondsight-bench-peers"
MESSAGES = int(os.environ.get("BENCH_MESSAGES", "100000"))
READS = 60
WORDS = ("pool", "rolling back", "checkout latency", "tea")
TOKEN = (
    "import django; django.setup(); from tests.cast import make_administrator, make_token; "
    "print(make_token(make_administrator())[1])"
)

LOADED = (
    "import django; django.setup(); import secondsight.record.actions.imports, secondsight.cli.evidence; "
    "from secondsight.record import readers; readers.readers()"
)


def measure(size: int) -> list[Figure]:
    """Return imports and reads beside the peers'; BENCH_MESSAGES says how many messages (100,000)."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="secondsight-peers-") as kept:
        folder = Path(kept)
        export = folder / "export.zip"
        write_slack_export(export, MESSAGES)
        environment = with_bytecode(
            environment_for(folder, DJANGO_SETTINGS_MODULE="secondsight.web.settings")
        )
        run(environment, "-m", "django", "migrate", "--verbosity", "0")
        figures += imports(folder, export, environment)
        figures += reads(folder, environment)
    return figures


def imports(folder: Path, export: Path, environment: dict[str, str]) -> list[Figure]:
    """Return CPU seconds and peak memory of an import, of the peer's load, and of a second import."""
    viewer = peer("slack-export-viewer")
    theirs = {**os.environ, "SLACKVIEWER_TEMP_PATH": str(folder / "viewer")}
    loaded, their_peak = spent([str(viewer), "-z", str(export), "--test", "--no-browser"], theirs)
    command = [sys.executable, "-m", "secondsight.cli", "import", str(export), "--json"]
    # What Python compiles once, at the first start ever, is no part of an import.
    run(environment, "-c", LOADED)
    first, peak = spent(command, environment)
    again, _ = spent(command, environment)
    on = f"{MESSAGES:,} messages"
    return [
        Figure(
            "peers", "slack-export-viewer's load", loaded, "CPU s", on=on, spread=f"peak {their_peak:.0f} MB"
        ),
        Figure(
            "peers",
            "import, all stored",
            first,
            "CPU s",
            "≤ ½",
            first <= loaded / 2,
            on,
            f"peak {peak:.0f} MB",
        ),
        Figure("peers", "its peak memory", their_peak / peak, "× less", "≥ 5", their_peak >= 5 * peak, on),
        Figure("peers", "import again", again, "CPU s", "≤ ⅕ of the first", again <= first / 5, on),
    ]


def reads(folder: Path, environment: dict[str, str]) -> list[Figure]:
    """Return p50 of a channel's 100 messages and of a search, over HTTP, ours and Datasette's."""
    token = run(environment, "-c", TOKEN).split()[-1]
    copy = folder / "rows.db"
    with sqlite3.connect(folder / "data" / "secondsight.sqlite3") as ours:
        channels = [
            row[0] for row in ours.execute("SELECT DISTINCT channel FROM record_evidenceitem LIMIT 5")
        ]
        ours.execute("VACUUM INTO ?", [str(copy)])
    head = {"Authorization": f"Bearer {token}"}
    with serving(folder, "--no-worker") as server:
        channel = asked(server.url, head, [f"/api/items?{urlencode({'channel': c})}" for c in channels])
        search = asked(server.url, head, [f"/api/items?{urlencode({'q': w})}" for w in WORDS])
    table = "/rows/record_evidenceitem.json?_size=100&_shape=objects&_col=text&_col=occurred_at&_nocount=1&"
    with datasette(copy) as url:
        their_channel = asked(
            url, {}, [table + urlencode({"channel": c, "_sort": "occurred_at"}) for c in channels]
        )
        their_search = asked(url, {}, [table + urlencode({"_search": w}) for w in WORDS])
    on = f"{MESSAGES:,} messages"
    return [
        beside("messages of a channel", channel, their_channel, on),
        beside("full-text search", search, their_search, on),
    ]


def beside(name: str, ours: list[float], theirs: list[float], on: str) -> Figure:
    """Return our p50 with Datasette's as its budget."""
    budget = median(theirs)
    return Figure(
        "peers",
        name,
        median(ours),
        "ms",
        f"≤ {budget:.1f} (Datasette)",
        median(ours) <= budget,
        on,
        spread(ours),
    )


def asked(url: str, headers: dict[str, str], paths: list[str]) -> list[float]:
    """Return the milliseconds of each answer over one connection, after a warm-up. Raises on any error."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    times = []
    for number in range(READS + len(paths)):
        start = time.perf_counter()
        connection.request("GET", paths[number % len(paths)], headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{paths[number % len(paths)]} answers {answer.status}: {body[:300]!r}")
        if number >= len(paths):
            times.append((time.perf_counter() - start) * 1000)
    connection.close()
    return times


@contextmanager
def datasette(database: Path) -> Iterator[str]:
    """Serve a database file by Datasette, and stop it by its process id."""
    port = free_port()
    command = [str(peer("datasette")), "serve", str(database), "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--setting", "sql_time_limit_ms", "60000"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until(lambda: http.client.HTTPConnection("127.0.0.1", port, timeout=2).connect())
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def spent(
    command: list[str], environment: dict[str, str], *, codes: tuple[int, ...] | None = (0,)
) -> tuple[float, float]:
    """Return a command's CPU seconds and peak memory in MB.

    Raises RuntimeError where it ends with none of the codes, or by a signal. None stands for any code: some
    linters end with the number of their findings.
    """
    script = (
        "import json,resource,subprocess,sys;"
        "done=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.PIPE);"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps([u.ru_utime+u.ru_stime,u.ru_maxrss/1024,done.returncode,done.stderr.decode()[-2000:]]))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script, *command], env=environment, capture_output=True, text=True, check=True
    ).stdout
    seconds, peak, code, words = json.loads(printed)
    if code < 0 or (codes is not None and code not in codes):
        raise RuntimeError(f"{command[0]} ended with {code}: {words}")
    return seconds, peak


def peer(package: str, pinned: str = "") -> Path:
    """Return a peer's command, installed into a folder of its own on the first run, at a version if told."""
    home = HOME / package
    command = home / "bin" / package
    if not command.exists():
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(home / "bin" / "pip"), "install", "--quiet", pinned or package], check=True)
    return command


def _until(attempt: Callable[[], None]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            return attempt()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
