"""Ten sources in one order, two of them with a clock that was wrong, beside what lnav takes for the same.

Ours are rows of an incident as `secondsight incident evidence` prints them; lnav's are ten files of the same
lines, which it knows no offset for. What giving the rows to the incident and moving two clocks costs stands
beside: lnav finds its order anew each time, we find it once. PostgreSQL's own time is not counted.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.figures import Figure, spread
from bench.instances import DATABASES, instance, measured_in
from bench.peers import spent

SOURCES, EACH, RUNS = 10, 50_000, 5
STARTED = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
WRONG = {"source3": timedelta(minutes=3, milliseconds=250), "source7": timedelta(seconds=-41)}
SAID = "checkout is returning errors for a third of the requests pool of connections waits"
WORDS = SAID.split()


def measure(size: int) -> list[Figure]:
    """Return CPU seconds for 500,000 entries on each database, and lnav's where it is installed."""
    figures = []
    with tempfile.TemporaryDirectory(prefix="secondsight-merging-") as folder:
        theirs = lnav(Path(folder))
        if theirs:
            words = spread(theirs, 2)
            figures.append(Figure("merging", "lnav -n", min(theirs), "CPU s", on=total(), spread=words))
        for database in DATABASES:
            with instance(database) as environment:
                figures += measured_in(environment, "-m", "bench.merging", database)
                incident = figures.pop().spread
                command = [sys.executable, "-m", "secondsight.cli", "incident", "evidence", incident]
                ours = [spent(command, environment)[0] for _ in range(RUNS)]
            limit = "≤ ⅔ of lnav's" if theirs else ""
            met = min(ours) * 1.5 <= min(theirs) if theirs else None
            name, words = "one order, all printed, with the start", spread(ours, 2)
            on = f"{database}, {total()}"
            figures.append(Figure("merging", name, min(ours), "CPU s", limit, met, on, words))
    return figures


def total() -> str:
    """Return how many entries there are, in words."""
    return f"{SOURCES * EACH:,} entries"


def lnav(folder: Path) -> list[float]:
    """Return the CPU seconds of lnav over ten files of the entries; nothing where it is not installed."""
    if shutil.which("lnav") is None:
        return []
    files = []
    for source in range(SOURCES):
        path = folder / f"source{source}.log"
        lines = (f"{at.isoformat()} INFO {words}\n" for at, words in entries(source))
        path.write_text("".join(lines), encoding="utf-8")
        files.append(str(path))
    return [
        spent(["lnav", "-n", *files], {"HOME": str(folder), "PATH": "/usr/bin:/bin"})[0] for _ in range(RUNS)
    ]


def entries(source: int) -> Iterator[tuple[datetime, str]]:
    """Return a source's entries: their instants, microseconds and all, and their words."""
    chance, at = random.Random(source), STARTED
    for _ in range(EACH):
        at += timedelta(microseconds=chance.randrange(3_000_000))
        yield at, " ".join(chance.choices(WORDS, k=10))


def fill(database: str) -> list[Figure]:
    """Write the entries into an instance; return what belonging and clocks cost, and the incident's id."""
    import django

    django.setup()
    from secondsight.base import bulk
    from secondsight.base.models import StoredFile
    from secondsight.base.transaction import write
    from secondsight.organisation.actions import create_account
    from secondsight.organisation.models import Severity
    from secondsight.record.actions.clocks import set_clock
    from secondsight.record.actions.evidence import link
    from secondsight.record.actions.incidents import open_incident
    from secondsight.record.models import ITEM_WORDS, EvidenceFile, EvidenceItem, Import
    from secondsight.record.rules.selection import Selection

    at = STARTED + timedelta(days=2)
    reader = create_account("reader@quillbarrow.example", "Reader", by=None, at=at)
    severity = Severity.objects.get(slug="sev-1")
    incident = open_incident(title="Ten systems", severity=severity, started_at=STARTED, by=reader, at=at)
    stored = StoredFile.objects.create(sha256="0" * 64, size=1)
    going = Import.objects.create(asked_by=reader)
    file = EvidenceFile.objects.create(going=going, stored=stored, name="ten.log")
    instant = bulk.instant_writer()
    columns = ("file_id", "key", "kind", "source", "occurred_at", "precision", "channel", "author_id")
    columns += ("author_name", "is_bot", "title", "text", "thread", "url", "place", "details", "raw")
    with write(), ITEM_WORDS.in_bulk():
        for source in range(SOURCES):
            rows = (
                (file.pk, f"s{source}:{n}", "message", f"source{source}", instant(when), "second", "", "")
                + (f"Person {n % 40}", False, "", words, "", "", f"line {n}", "{}", "{}")
                for n, (when, words) in enumerate(entries(source))
            )
            bulk.insert(EvidenceItem._meta.db_table, columns, rows)
    start = time.process_time()
    with write():
        link(incident, EvidenceItem.objects.filter(file=file), Selection())
    belonging = time.process_time() - start
    start = time.process_time()
    for source, offset in WRONG.items():
        set_clock(incident, source, offset, by=reader, at=at)
    clocks = time.process_time() - start
    on = f"{database}, {total()}"
    return [
        Figure("merging", "given to an incident, once", belonging, "CPU s", on=on),
        Figure("merging", "two clocks put right, once", clocks, "CPU s", on=on),
        Figure("merging", "incident", 0, "", spread=str(incident.pk)),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    sys.stdout.write(json.dumps([asdict(figure) for figure in fill(parser.parse_args().database)]) + "\n")
