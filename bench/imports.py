"""What importing a Slack export costs: messages a CPU second, and memory as files grow."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.figures import Figure
from bench.instances import DATABASES, instance
from demo.generate import write_slack_export

SMALL, LARGE = 20_000, 200_000


def measure(size: int) -> list[Figure]:
    """Return throughput and peak memory at two sizes, and what a second import of the same file does."""
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        exports = {}
        for count in (SMALL, LARGE):
            exports[count] = Path(folder) / f"{count}.zip"
            write_slack_export(exports[count], count)
        for database in DATABASES:
            figures += measured_on(database, exports)
    return figures


def measured_on(database: str, exports: dict[int, Path]) -> list[Figure]:
    """Return the figures of one database."""
    figures: list[Figure] = []
    peaks: dict[int, float] = {}
    spent: dict[int, float] = {}
    for count, path in exports.items():
        with instance(database) as environment:
            seconds, peak, receipt = timed_import(environment, path)
            imported = sum(file["imported"] for file in receipt["files"])
            peaks[count], spent[count] = peak, seconds
            rate = imported / seconds
            figures.append(
                Figure(
                    "import",
                    f"{count:,} Slack messages, with the program's start",
                    rate,
                    "a CPU second",
                    on=database,
                    spread=f"{imported:,} imported in {seconds:.1f} s of CPU, peak {peak:.0f} MB",
                )
            )
            if count == SMALL:
                _, _, again = timed_import(environment, path)
                doubled = sum(file["imported"] for file in again["files"])
                words = f"{sum(file['merged'] for file in again['files']):,} merged"
                name = "imported by a second import"
                figures.append(
                    Figure("import", name, doubled, "messages", "0", doubled == 0, database, words)
                )
    # The start costs the same for any file; between two sizes it cancels out.
    rate = (LARGE - SMALL) / (spent[LARGE] - spent[SMALL])
    name = "Slack messages, once started"
    figures.append(Figure("import", name, rate, "a CPU second", "≥ 20,000", rate >= 20_000, database))
    ratio = peaks[LARGE] / peaks[SMALL]
    name = f"peak memory, {LARGE:,} to {SMALL:,}"
    figures.append(Figure("import", name, ratio, "×", "≤ 1.15", ratio <= 1.15, database))
    return figures


def timed_import(environment: dict[str, str], path: Path) -> tuple[float, float, dict]:
    """Import a file with the command; return its CPU seconds, peak memory in MB, and receipt."""
    script = (
        "import resource,subprocess,sys,json;"
        "done=subprocess.run([sys.executable,'-m','secondsight.cli','import',sys.argv[1],'--json'],"
        "stdout=subprocess.PIPE);"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps([u.ru_utime+u.ru_stime,u.ru_maxrss/1024,done.returncode,done.stdout.decode()]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], env=environment, capture_output=True, text=True, check=True
    )
    seconds, peak, code, printed = json.loads(done.stdout)
    if code != 0:
        raise RuntimeError(f"the import ended with {code}: {printed[-500:]} {done.stderr[-2000:]}")
    return seconds, peak, json.loads(printed)
