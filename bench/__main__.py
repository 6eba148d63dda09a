"""Measure everything, or the subjects named: `python -m bench [SUBJECT…] [--size N]`."""

import argparse
import pkgutil
import sys
from importlib import import_module
from pathlib import Path

import bench
from bench.figures import Figure, machine, noise, table, write

RESULTS = Path(__file__).resolve().parent / "results" / "latest.json"


def main() -> int:
    """Print one table, write JSON; return 1 when a budget was missed."""
    subjects = {
        found.name: import_module(f"bench.{found.name}")
        for found in pkgutil.iter_modules(bench.__path__)
        if found.name != "__main__" and hasattr(import_module(f"bench.{found.name}"), "measure")
    }
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("subject", nargs="*", help=f"some of: {', '.join(subjects)} (default: all)")
    parser.add_argument("--size", type=int, default=13_000, help="incidents (default: %(default)s)")
    asked = parser.parse_args()
    unknown = set(asked.subject) - set(subjects)
    if unknown:
        parser.error(f"no such subject: {', '.join(sorted(unknown))}; there are {', '.join(subjects)}")
    about = machine()
    figures: list[Figure] = [noise()]
    for name in asked.subject or subjects:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        figures += subjects[name].measure(asked.size)
    print(", ".join(f"{key}: {value}" for key, value in about.items()))
    print(table(figures))
    write(figures, RESULTS, about)
    return 1 if any(figure.is_met is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
