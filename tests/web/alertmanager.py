"""The real Alertmanager, started on a free port and ended by its process id."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import requests

from tests.servers import free_port

PROGRAM = "prometheus-alertmanager"
CONFIGURATION = """
route:
  receiver: reviews
  group_by: [alertname]
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 1s
receivers:
  - name: reviews
    webhook_configs:
      - url: {url}
        send_resolved: true
"""


class Alertmanager:
    """An Alertmanager that listens at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url

    def tell(
        self, labels: dict[str, str], since: datetime, until: datetime | None = None, **notes: str
    ) -> None:
        """Tell it, as Prometheus does, that an alert fires since then, or that it ended."""
        alert: dict[str, Any] = {"labels": labels, "annotations": notes, "startsAt": since.isoformat()}
        if until is not None:
            alert["endsAt"] = until.isoformat()
        requests.post(f"{self.url}/api/v2/alerts", json=[alert], timeout=10).raise_for_status()


@contextmanager
def alertmanager(folder: Path, sends_to: str) -> Iterator[Alertmanager]:
    """Start Alertmanager with one receiver, which sends to an address, again every second or so."""
    folder.mkdir(parents=True, exist_ok=True)
    configuration = folder / "alertmanager.yml"
    configuration.write_text(CONFIGURATION.format(url=sends_to))
    port = free_port()
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            [
                PROGRAM,
                f"--config.file={configuration}",
                f"--storage.path={folder / 'storage'}",
                f"--web.listen-address=127.0.0.1:{port}",
                "--cluster.listen-address=",
            ],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    running = Alertmanager(f"http://127.0.0.1:{port}")
    try:
        _wait(running, process, folder)
        yield running
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(running: Alertmanager, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if requests.get(f"{running.url}/-/ready", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise RuntimeError(f"Alertmanager does not answer: {(folder / 'output.txt').read_text()}")
