"""The linter beside others from the package registries, over the same 200 post-mortems, in one run.

Each peer runs in an environment of its own, as a whole process over all files, and is told in seconds of the
processor. They hear other things than we do: what is compared is what a person waits for. textlint parses
Markdown and runs one small rule; ours runs all of its rules, parses Markdown and makes suggestions.
BENCH_POSTMORTEMS names a folder of Markdown to take instead of the invented one.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, spread
from bench.instances import with_bytecode
from bench.peers import HOME, peer, spent
from secondsight.language.findings import example
from secondsight.language.registry import rules

FILES = 200
RUNS = 2
LONG_LINE, LONG_FILE, MANY_FILES = 1_000_000, 50_000_000, 100_000
MOST_MEMORY = 60.0  # MB
PACKAGES = ("write-good@1.0.8", "alex@11.0.1", "textlint@15.8.0", "textlint-rule-no-todo@2.0.1")
PROSELINT = "proselint==0.16.0"
ROOT = Path(__file__).resolve().parents[1]
_INSTALLED: list[Path] = []  # where ours is, once it is


def measure(size: int) -> list[Figure]:
    """Return CPU seconds of each linter over the same files, and our memory on what is very long or many."""
    with tempfile.TemporaryDirectory(prefix="secondsight-prose-") as kept:
        folder = Path(kept)
        given = os.environ.get("BENCH_POSTMORTEMS")
        files = (
            sorted(Path(given).rglob("*.md")) if given else list(postmortems(folder / "postmortems", FILES))
        )
        kilobytes = sum(path.stat().st_size for path in files) / 1000
        on = f"{len(files)} files, {kilobytes:,.0f} KB"
        ours = timed(our_command(files))
        figures = [
            Figure("prose", "secondsight, all rules", min(ours), "CPU s", on=on, spread=spread(ours, 2))
        ]
        for name, command in peers(files):
            theirs = timed(command)
            ratio = min(theirs) / min(ours)
            least = 3.0 if name == "write-good" else 1.0
            figures += [
                Figure("prose", name, min(theirs), "CPU s", on=on, spread=spread(theirs, 2)),
                Figure("prose", f"faster than {name}", ratio, "×", f"≥ {least:.0f}", ratio >= least, on),
            ]
        return figures + memory(folder)


def memory(folder: Path) -> list[Figure]:
    """Return the peak memory over a line of 1 MB, a file of 50 MB and a folder of 100,000 files."""
    text = next(text for text in texts(1))
    line, long, many = folder / "line.md", folder / "long.md", folder / "many"
    flat = " ".join(text.split())
    line.write_text(flat * (LONG_LINE // len(flat) + 1), encoding="utf-8")
    with long.open("w", encoding="utf-8") as file:
        for _ in range(LONG_FILE // len(text.encode()) + 1):
            file.write(text)
    for number in range(MANY_FILES):
        path = many / f"{number // 1000:03}" / f"{number:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "# Night\n\nThe engineer failed to notice the falling free space.\n", encoding="utf-8"
        )
    made = []
    for name, what in (("a line of 1 MB", line), ("a file of 50 MB", long), ("100,000 files", many)):
        seconds, peak = spent(our_command([what]), with_bytecode(dict(os.environ)))
        told = f"{seconds:.1f} CPU s"
        made.append(
            Figure(
                "prose",
                f"peak memory, {name}",
                peak,
                "MB",
                f"≤ {MOST_MEMORY:.0f}",
                peak <= MOST_MEMORY,
                "",
                told,
            )
        )
    return made


def postmortems(folder: Path, count: int) -> Iterator[Path]:
    """Write invented post-mortems and yield their paths."""
    folder.mkdir(parents=True)
    for number, text in enumerate(texts(count)):
        path = folder / f"{number:03}.md"
        path.write_text(text, encoding="utf-8")
        yield path


def texts(count: int) -> Iterator[str]:
    """Yield Markdown as teams write it, 5 KB each: prose of our docs and, here and there, an example."""
    chance = random.Random(20260401)
    examples = [example(one).text for rule in rules() for one in (*rule.flagged, *rule.fine)]
    pages = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))
    plain = [line for line in pages.splitlines() if line[:1].isalpha() and 6 < len(line.split()) < 40]

    def told(sentences: int) -> str:
        said = [chance.choice(examples if chance.random() < 1 / 8 else plain) for _ in range(sentences)]
        return " ".join(one if one.endswith((".", "?")) else f"{one}." for one in said)

    for number in range(count):
        rows = [f"| 14:{minute:02} | {told(1)} |" for minute in range(0, 60, 6)]
        items = [
            f"- [ ] {told(1)} ([#{number}{item}](https://example.org/issues/{item}))" for item in range(8)
        ]
        parts = [f"{told(6)} `importer --retry {part}` **{told(1)}**\n" for part in range(4)]
        code = "\n```\nfailed to notice: should have been caught\n```\n"
        yield "\n".join(
            [
                f"# Incident {number}: orders were slow\n", *parts,
                "## Timeline\n\n| Time | Event |\n| --- | --- |", *rows, code,
                "## Action items\n", *items, "\n## What we learned\n", f"{told(9)}\n",
            ]
        )  # fmt: skip


def our_command(files: list[Path]) -> list[str]:
    """Return our command with every rule on, installed into an environment of its own."""
    home = HOME / "secondsight"
    if not _INSTALLED:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        installing = [str(home / "bin" / "pip"), "install", "--quiet", "--no-deps", str(ROOT)]
        subprocess.run(installing, check=True)
        _INSTALLED.append(home)
    command = [str(home / "bin" / "secondsight"), "lint", "--select", "all", "--fail-on", "never"]
    return [*command, *map(str, files)]


def peers(files: list[Path]) -> Iterator[tuple[str, list[str]]]:
    """Yield each peer's name and command, installed on the first run; those of Node where Node is at hand."""
    named = list(map(str, files))
    yield "proselint", [str(peer("proselint", PROSELINT)), "check", *named]
    if not shutil.which("npm"):
        print("npm is not installed: write-good, alex and textlint are left out", file=sys.stderr)
        return
    home = HOME / "prose"
    if not (home / "node_modules" / ".bin" / "textlint").exists():
        home.mkdir(parents=True, exist_ok=True)
        installing = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(home)]
        subprocess.run([*installing, *PACKAGES], check=True, stdout=subprocess.DEVNULL)
    commands = home / "node_modules" / ".bin"
    yield "write-good", [str(commands / "write-good"), *named]
    yield "alex", [str(commands / "alex"), "--quiet", *named]
    rule = home / "node_modules" / "textlint-rule-no-todo"
    yield "textlint", [str(commands / "textlint"), "--rule", str(rule), *named]


def timed(command: list[str]) -> list[float]:
    """Return the CPU seconds of some runs, after one that nobody counts."""
    spent(command, with_bytecode(dict(os.environ)), codes=None)
    return [spent(command, with_bytecode(dict(os.environ)), codes=None)[0] for _ in range(RUNS)]
