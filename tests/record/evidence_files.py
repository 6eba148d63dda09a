"""Evidence files made on the spot, and their import in one line."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from secondsight.base.files import keep_path
from secondsight.organisation.models import Account
from secondsight.record.actions.imports import ask_for_import, run_import
from secondsight.record.models import EvidenceFile, Import
from tests.cast import AT
from tests.integrations.slack.exports import make_export, message

DAY = "incident-42/2026-03-11.json"
NOON = 1773230400  # 2026-03-11T12:00:00Z, when the worked outage began


def said(*texts: str, start: float = NOON, **fields: object) -> list[dict[str, object]]:
    """Return messages half a minute apart."""
    return [message(text=t, ts=f"{start + 30 * n:.6f}", **fields) for n, t in enumerate(texts)]


def slack(path: Path, *texts: str, **days: object) -> Path:
    """Write an export in which #incident-42 said these texts."""
    return make_export(path, {DAY: said(*texts), **days})


def table(path: Path, header: str, *rows: Iterable[str]) -> Path:
    """Write a CSV file."""
    with path.open("w", newline="", encoding="utf-8") as out:
        written = csv.writer(out)
        written.writerow(header.split(","))
        written.writerows(rows)
    return path


def bring(by: Account | None, *paths: Path, **asked: Any) -> Import:
    """Import files as the command line does, and return the import."""
    options = {"use_proposed": True, **asked.pop("options", {})}
    files = [(path.name, keep_path(path)) for path in paths]
    going = ask_for_import(files, by=by, at=AT, options=options, is_queued=False, **asked)
    run_import(going.pk)
    going.refresh_from_db()
    return going


def counts(file: EvidenceFile) -> tuple[int, int, int, int]:
    """Return read, imported, merged, left out."""
    return file.read, file.imported, file.merged, file.left_out
