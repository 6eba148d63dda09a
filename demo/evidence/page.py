"""What customers were told: an incident of the status page with its updates."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from demo.evidence import ids
from demo.evidence.alerts import stamp
from demo.facts import StatusUpdate

_PAGE = {
    "id": "kq7rbw3s2lnd",
    "name": "Quillbarrow",
    "url": "https://status.quillbarrow.example",
    "time_zone": "Etc/UTC",
}


def newest_first(updates: Sequence[StatusUpdate]) -> list[StatusUpdate]:
    """Return updates in the order in which the page gives them."""
    return sorted(updates, key=lambda update: update.at, reverse=True)


def write_status(path: Path, updates: Sequence[StatusUpdate], start: datetime) -> Path:
    """Write the status page's answer about one incident and return the path."""
    newest, oldest = newest_first(updates)[0], newest_first(updates)[-1]
    seed = f"{path.stem} {start:%Y%m%d}"
    incident = {
        "id": ids.sha(seed)[:12],
        "name": "Purchases are not going through",
        "status": newest.state,
        "impact": "major",
        "created_at": stamp(start + oldest.at),
        "started_at": stamp(start + oldest.at),
        "updated_at": stamp(start + newest.at),
        "resolved_at": stamp(start + newest.at) if newest.state == "resolved" else None,
        "shortlink": "https://status.quillbarrow.example/i/" + ids.sha(seed)[:8],
        "page_id": _PAGE["id"],
        "components": [{"id": "c8h2k4pay", "name": "Checkout", "status": "operational"}],
        "incident_updates": [
            {
                "id": ids.sha(f"{seed} {update.key}")[:12],
                "status": update.state,
                "body": update.text,
                "created_at": stamp(start + update.at),
                "display_at": stamp(start + update.at),
                "affected_components": None,
            }
            for update in newest_first(updates)
        ],
    }
    answer = {"page": _PAGE, "incidents": [incident]}
    path.write_text(json.dumps(answer, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
