"""A review as JSON: complete, to bring into another instance or to work on with a program."""

import json
from datetime import UTC, datetime
from typing import Any

from secondsight.publication.queries.portable import portable_rows
from secondsight.publication.rules.portable import FORMAT, NOTE, VERSION

LABEL = "JSON"
HINT = "Complete: importing it into another Secondsight gives the same review."
SUFFIX = "json"
MEDIA_TYPE = "application/json"


def render(viewer: Any, review: Any, *, at: datetime) -> bytes:
    """Return the file in UTF-8."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": at.astimezone(UTC).isoformat(),
        "note": NOTE,
        "review": review.pk,
        "rows": portable_rows(viewer, review),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
