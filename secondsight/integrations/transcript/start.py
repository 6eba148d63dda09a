"""When a recording began, where its transcript says so."""

import re
from datetime import datetime

_MOMENT = re.compile(
    r"\b(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?)\s?(Z\b|UTC\b|GMT\b|[+-]\d\d:?\d\d\b)?"
)


def moment_in(words: str) -> datetime | None:
    """Return the first moment named in a note, aware where it names its zone; None if there is none."""
    for match in _MOMENT.finditer(words):
        date, time, zone = match.groups()
        offset = "+00:00" if zone in ("Z", "UTC", "GMT") else zone or ""
        try:
            return datetime.fromisoformat(f"{date}T{time.replace(',', '.')}{offset}")
        except ValueError:
            continue
    return None
