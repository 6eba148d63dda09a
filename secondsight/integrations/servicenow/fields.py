"""Fields of ServiceNow records, in each of the forms in which its Table API gives them."""

import re
from datetime import UTC, datetime

from secondsight.record.rules.evidence import Ask, NeedsAnswer, ReadOptions
from secondsight.record.rules.local_time import instant_of
from secondsight.record.rules.payload import Payload, Unusable, text, word

_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?")


def value_of(record: Payload, name: str) -> str:
    """Return a field as it is stored: an id, a number, a time in UTC; as shown where nothing else is told."""
    field = record.get(name)
    return word(field, "value", "display_value") if isinstance(field, dict) else word(record, name)


def shown(record: Payload, name: str) -> str:
    """Return a field as a person sees it, "" where only an id is told."""
    field = record.get(name)
    if isinstance(field, dict):
        return word(field, "display_value") if "display_value" in field else ""
    return word(record, name)


def is_as_shown(record: Payload) -> bool:
    """Return whether a record holds its fields only as its exporter saw them, times in their zone."""
    forms = [field for field in record.values() if isinstance(field, dict)]
    if any("value" in field for field in forms):
        return False
    state = text(record, "state")
    return bool(forms) or (bool(state) and not state.lstrip("-").isdigit())


class Clock:
    """Reads a record's times: stored ones are in UTC, shown ones in a zone that somebody has to name."""

    def __init__(self, record: Payload, options: ReadOptions) -> None:
        self._record = record
        self._options = options
        self._is_shown = is_as_shown(record)

    def at(self, name: str) -> datetime | None:
        """Return the instant in a field, None where it is empty.

        Raises Unusable, and NeedsAnswer that names no file.
        """
        said = value_of(self._record, name)
        if not said:
            return None
        if not _TIME.fullmatch(said):
            raise Unusable(
                "time not understood", f"{name} {said[:60]!r}; export with sysparm_display_value=all"
            )
        zone = self._options.zone
        if self._is_shown and zone is None:
            ask = f"{name} is “{said}” as ServiceNow showed it to whoever exported it. Which zone is that in?"
            raise NeedsAnswer("", Ask("zone", ask))
        try:
            local = datetime.fromisoformat(said)
            if zone is None or not self._is_shown:
                return local.replace(tzinfo=UTC)
            return instant_of(local, zone, self._options.repeated_hour)
        except (ValueError, OverflowError) as error:
            raise Unusable("time not understood", f"{name} {said[:60]!r}: {error}") from None
