"""What a measurement gives, and how the table shows it."""

import json
import os
import platform
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One measured figure. `budget` is in words, since some budgets are ratios to other figures."""

    subject: str
    name: str
    value: float
    unit: str
    budget: str = ""
    is_met: bool | None = None
    on: str = ""  # the database, or the size that it was measured at
    spread: str = ""  # least to most over the runs, with how many there were


def percentile(values: list[float], share: float) -> float:
    """Return the smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1))]


def spread(values: Iterable[float], digits: int = 1) -> str:
    """Return least, most and how many."""
    known = sorted(values)
    return f"{known[0]:.{digits}f}–{known[-1]:.{digits}f}, n={len(known)}"


def noise() -> Figure:
    """Return how much the machine itself varies: the same arithmetic, timed again and again."""
    times = []
    for _ in range(15):
        start = time.process_time()
        sum(n * n for n in range(300_000))
        times.append((time.process_time() - start) * 1000)
    share = (max(times) - min(times)) / median(times) * 100
    return Figure("machine", "noise of the same work", share, "%", spread=spread(times))


def machine() -> dict[str, str]:
    """Return what the figures were measured on."""
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    return {
        "cores": str(os.cpu_count()),
        "processor": names[0].partition(":")[2].strip() if names else platform.processor(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def table(figures: list[Figure]) -> str:
    """Return the figures as a plain text table."""
    head = ("subject", "figure", "on", "value", "budget", "", "spread")
    rows = [head] + [
        (
            f.subject,
            f.name,
            f.on,
            f"{f.value:,.1f} {f.unit}" if f.value < 1000 else f"{f.value:,.0f} {f.unit}",
            f.budget,
            {None: "", True: "met", False: "MISSED"}[f.is_met],
            f.spread,
        )
        for f in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in [lines[0], "-" * len(lines[0].rstrip()), *lines[1:]])


def write(figures: list[Figure], path: Path, about: dict[str, str]) -> None:
    """Write the figures as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"machine": about, "figures": [asdict(figure) for figure in figures]}
    path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
