"""What else was kept: the cluster's events, the transcript of a call, a saved graph."""

import json
import struct
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from demo.evidence import ids
from demo.evidence.alerts import stamp
from demo.facts import ClusterEvent, Picture, Spoken
from demo.people import PERSON

_WIDTH, _HEIGHT, _MARGIN = 480, 160, 12
_PAPER, _GRID, _LINE = b"\xfa\xf8\xf3", b"\xdd\xd8\xcc", b"\xb3\x3a\x2a"


def write_cluster_events(
    path: Path, events: Sequence[ClusterEvent], start: datetime, ahead: timedelta
) -> Path:
    """Write what `kubectl get events -o json` says where the clock is `ahead`, and return the path."""
    items = [_event(event, start + event.at + ahead) for event in events]
    answer = {"apiVersion": "v1", "kind": "List", "metadata": {"resourceVersion": ""}, "items": items}
    path.write_text(json.dumps(answer, indent=1) + "\n", encoding="utf-8")
    return path


def _event(event: ClusterEvent, at: datetime) -> dict[str, Any]:
    shown = stamp(at, "seconds")
    return {
        "apiVersion": "v1",
        "kind": "Event",
        "metadata": {
            "name": f"{event.name}.{ids.sha(event.key)[:16]}",
            "namespace": "shop",
            "uid": ids.uuid(f"{event.key} {shown}"),
            "creationTimestamp": shown,
        },
        "involvedObject": {"kind": event.kind, "namespace": "shop", "name": event.name},
        "reason": event.reason,
        "message": event.message.replace("{commit}", ids.sha(event.ref)[:7]),
        "type": "Warning" if event.is_warning else "Normal",
        "count": 1,
        "firstTimestamp": shown,
        "lastTimestamp": shown,
        "source": {"component": "kubelet" if event.kind == "Pod" else "controller-manager"},
    }


def write_call(path: Path, said: Sequence[Spoken], start: datetime) -> Path:
    """Write the transcript of a call as WebVTT, which notes when it was recorded, and return the path."""
    began = start + said[0].at - timedelta(seconds=2)
    blocks = [
        "WEBVTT - Orders with changed prices",
        f"NOTE\nRecorded {began.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC",
    ]
    for number, each in enumerate(said, start=1):
        at = start + each.at - began
        until = at + timedelta(seconds=each.seconds)
        words = f"<v {PERSON[each.who].name}>{each.text}</v>"
        blocks.append(f"{number}\n{_clock(at)} --> {_clock(until)}\n{words}")
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    return path


def _clock(length: timedelta) -> str:
    seconds, millis = divmod(round(length / timedelta(milliseconds=1)), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{millis:03}"


def write_picture(path: Path, picture: Picture) -> Path:
    """Draw a graph as PNG and return the path."""
    rows = [[_PAPER] * _WIDTH for _ in range(_HEIGHT)]
    for part in range(5):
        rows[_y(part / 4)][_MARGIN:-_MARGIN] = [_GRID] * (_WIDTH - 2 * _MARGIN)
    last = None
    for x in range(_MARGIN, _WIDTH - _MARGIN):
        place = (x - _MARGIN) / (_WIDTH - 2 * _MARGIN) * (len(picture.values) - 1)
        before = int(place)
        after = min(before + 1, len(picture.values) - 1)
        value = picture.values[before] + (picture.values[after] - picture.values[before]) * (place - before)
        y = _y(value)
        for filled in range(min(y, last or y) - 1, max(y, last or y) + 2):
            rows[filled][x] = _LINE
        last = y
    pixels = b"".join(b"\0" + b"".join(row) for row in rows)
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, inside) for kind, inside in chunks))
    return path


def _y(value: float) -> int:
    return round(_HEIGHT - 1 - _MARGIN - value * (_HEIGHT - 2 * _MARGIN - 1))


def _chunk(kind: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))
