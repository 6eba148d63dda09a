"""A real server process for the tests that need one: `secondsight serve` on a free port."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError

from tests.servers import free_port


@dataclass
class Running:
    """A server that listens."""

    url: str
    process: subprocess.Popen[bytes]
    folder: Path
    environment: dict[str, str]

    def command(self, *arguments: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run `secondsight …` beside the server, on the same data."""
        return subprocess.run(
            [sys.executable, "-m", "secondsight.cli", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    def output(self) -> str:
        """What the server has printed so far."""
        return (self.folder / "output.txt").read_text(encoding="utf-8")


def environment_for(folder: Path, **settings: str) -> dict[str, str]:
    """The environment of an instance of its own, on SQLite unless a setting says otherwise."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SECONDSIGHT_")}
    return {**kept, "SECONDSIGHT_DATA_DIR": str(folder / "data"), **settings}


@contextmanager
def serving(folder: Path, *arguments: str, **settings: str) -> Iterator[Running]:
    """Start `secondsight serve`, wait until it answers, and stop it by its process id."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    environment = environment_for(folder, **settings)
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "secondsight.cli", "serve", "--port", str(port), *arguments],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    running = Running(f"http://127.0.0.1:{port}", process, folder, environment)
    try:
        _wait(running)
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(running: Running) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if running.process.poll() is not None:
            raise RuntimeError(f"the server ended: {running.output()}")
        try:
            urllib.request.urlopen(f"{running.url}/sign-in/", timeout=5).close()
            return
        except HTTPError:
            return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"the server does not answer: {running.output()}")
