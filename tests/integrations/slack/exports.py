"""Small Slack exports, made on the spot in the shapes that real ones have."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from secondsight.integrations.slack.parse import SlackExport
from secondsight.record import readers
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions

USERS = [
    {"id": "U01", "name": "ida", "profile": {"real_name": "Ida Moreau", "display_name": "ida"}},
    {"id": "U02", "name": "bo", "real_name": "Bo Lindqvist"},
    {"id": "U03", "name": "ama", "profile": {"real_name": ""}},
    {
        "id": "U0123ABCD",
        "real_name": "Ines Carvalho",
        "deleted": True,
        "profile": {"email": "ines@shop.example"},
    },
    {"id": "U09", "name": "deploybot", "is_bot": True, "profile": {"real_name": "Deploy Bot"}},
]
CHANNELS = [{"id": "C01", "name": "incident-42"}, {"id": "C02", "name": "general"}]


def message(**fields: object) -> dict[str, object]:
    """Return one message as an export has it; None takes a field away."""
    whole = {"type": "message", "user": "U01", "text": "the pool is dry", "ts": "1791986531.000200"} | fields
    return {name: value for name, value in whole.items() if value is not None}


def make_export(path: Path, days: Mapping[str, object], **indexes: object) -> Path:
    """Write an export; `days` are its day files, `indexes` replace users and channels (None: none)."""
    files = {"users": USERS, "channels": CHANNELS} | indexes
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if content is not None:
                archive.writestr(f"{name}.json", json.dumps(content))
        for name, content in days.items():
            archive.writestr(
                name, content if isinstance(content, bytes | str) else json.dumps(content, indent=4)
            )
    return path


def read(path: Path) -> Iterator[Item | LeftOut]:
    """Return what an export holds."""
    head = readers.inspect(path, "export.zip")
    return readers.read(SlackExport(), head, ReadOptions())


def read_one(tmp_path: Path, record: object) -> Item | LeftOut:
    """Return what becomes of one record, alone in #incident-42."""
    [found] = read(make_export(tmp_path / "one.zip", {"incident-42/2026-10-14.json": [record]}))
    return found


def item(tmp_path: Path, **fields: object) -> Item:
    """Return the item of one message, alone in #incident-42."""
    found = read_one(tmp_path, message(**fields))
    assert isinstance(found, Item), found
    return found
