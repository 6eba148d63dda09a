"""How long the command takes to answer, and what an idle server holds."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.figures import Figure, spread
from tests.live_server import serving

RUNS = 15


def measure(size: int) -> list[Figure]:
    """Return the time of `secondsight --help` and the memory of an idle server with its worker."""
    return [help_time(), *idle_memory()]


def help_time() -> Figure:
    """Return the median wall time of `secondsight --help`."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "secondsight.cli", "--help"], capture_output=True, check=True)
        times.append((time.perf_counter() - start) * 1000)
    typical = median(times)
    return Figure("starting", "--help", typical, "ms", "< 300", typical < 300, spread=spread(times))


def idle_memory() -> list[Figure]:
    """Return the resident memory of the server process, and of it and its worker, after a first page."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        time.sleep(3)
        own = resident(server.process.pid)
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
        both = own + sum(resident(int(child)) for child in children)
    return [
        Figure("starting", "idle server", own, "MB", "< 200", own < 200),
        Figure("starting", "idle server and worker", both, "MB", "< 200", both < 200),
    ]


def resident(pid: int) -> float:
    """Return a process's own share of memory in MB (shared pages are divided among their users)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
