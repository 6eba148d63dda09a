"""How a table's columns are read: said by a person, remembered for its header, or proposed (R2.4a)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from secondsight.organisation.models import Account
from secondsight.record.models import EvidenceFile, EvidenceItem, RememberedMapping
from secondsight.record.rules.evidence import Head, Proposal, Reader, ReadOptions, UnreadableFile


def settle(file: EvidenceFile, reader: Reader, head: Head) -> ReadOptions | Proposal:
    """Return how a file is to be read, or what has to be asked first.

    What a person said about this file comes first, then what was remembered for its header (of the same
    source, else of any), then, where that is allowed, the proposal if it leaves no question. What is used
    is noted in the file's options. Raises UnreadableFile where nobody can be asked.
    """
    if reader.propose is None:
        options = said_options(file.options)
        return replace(options, channel_id=_known_channel(reader, options.channel))
    proposal = reader.propose(head)
    said = file.options
    source = said.get("source", "")
    if not said.get("is_said"):
        remembered = _remembered(source, proposal.columns)
        if remembered is not None:
            said = {**said, **remembered.mapping, "zone": said.get("zone") or remembered.zone}
            said["is_remembered"] = True
        elif not said.get("use_proposed"):
            return proposal
        elif not proposal.is_complete and not _is_answered(said, proposal):
            raise UnreadableFile(f"{file.name}: {proposal.question}", file=file.name, place="header")
        else:
            said = {**said, "mapping": dict(proposal.mapping)}
    file.options = {**said, "columns": list(proposal.columns)}
    return said_options(said)


def said_options(said: Mapping[str, Any]) -> ReadOptions:
    """Return what was said of a file, as its reader takes it."""
    zone, starts_at, on_date = (said.get(name) for name in ("zone", "starts_at", "on_date"))
    return ReadOptions(
        mapping=said.get("mapping") or {},
        zone=ZoneInfo(zone) if zone else None,
        source=said.get("source", ""),
        day_first=said.get("day_first"),
        starts_at=datetime.fromisoformat(starts_at) if starts_at else None,
        on_date=date.fromisoformat(on_date) if on_date else None,
        repeated_hour=said.get("repeated_hour", ""),
        channel=said.get("channel", ""),
    )


def _known_channel(reader: Reader, name: str) -> str:
    """Return the id that the tool's earlier evidence gives a channel of this name, "" if none."""
    channel_of = getattr(reader, "channel_of", None)
    if channel_of is None or not name:
        return ""
    tool = reader.format.partition("-")[0]
    known = EvidenceItem.objects.filter(channel=name.strip().removeprefix("#"), source=tool)
    key = known.order_by("-occurred_at", "-id").values_list("key", flat=True).first()
    return str(channel_of(key)) if key else ""


def table_source(file: EvidenceFile) -> str:
    """Return the name of where a table comes from: as a person said, else as its file is called."""
    return str(file.options.get("source") or Path(file.name).stem)


def remember(file: EvidenceFile, options: ReadOptions, *, by: Account | None) -> None:
    """Keep what a person said of a table that could be read, for the next file with its header."""
    said = file.options
    if not said.get("is_said") or "columns" not in said:
        return
    RememberedMapping.objects.update_or_create(
        columns=_digest(options.source, said["columns"]),
        defaults={
            "mapping": {"mapping": dict(options.mapping), "day_first": options.day_first},
            "zone": said.get("zone", ""),
            "set_by": by,
        },
    )


def _is_answered(said: dict[str, object], proposal: Proposal) -> bool:
    # What is still open may be the zone or the order of day and month; then reading tells.
    return bool(
        {"time", "text"} <= proposal.mapping.keys()
        and (said.get("zone") or said.get("day_first") is not None)
    )


def _remembered(source: str, columns: Sequence[str]) -> RememberedMapping | None:
    keys = [_digest(source, columns), _digest("", columns)]
    found = {row.columns: row for row in RememberedMapping.objects.filter(columns__in=keys)}
    return found.get(keys[0]) or found.get(keys[1])


def _digest(source: str, columns: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps([source, *columns]).encode()).hexdigest()
