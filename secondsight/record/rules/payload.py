"""Fields of a tool's JSON, read without trust: what is not there or of another type is "" or {} or []."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

Payload = Mapping[str, object]


class Unusable(ValueError):
    """A record of a kind that is read, from which no item can be made; becomes a LeftOut."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


def part(payload: object, *path: str) -> Payload:
    """Return the object at a path of names, {} if there is none."""
    for name in path:
        payload = payload.get(name) if isinstance(payload, dict) else None
    return payload if isinstance(payload, dict) else {}


def listed(payload: Payload, name: str) -> list[object]:
    """Return a field's list, [] if it is none."""
    value = payload.get(name)
    return value if isinstance(value, list) else []


def parts(payload: Payload, name: str) -> list[Payload]:
    """Return the objects in a field's list; what else is in it is passed over."""
    return [each for each in listed(payload, name) if isinstance(each, dict)]


def text(payload: Payload, *names: str) -> str:
    """Return the first of the fields that is text with something in it, without blanks around; else ""."""
    return next(
        (value.strip() for name in names if isinstance(value := payload.get(name), str) and value.strip()), ""
    )


def word(payload: Payload, *names: str) -> str:
    """Return the first of the fields that is text or a whole number, as text; else ""."""
    for name in names:
        value = payload.get(name)
        if type(value) is int or (isinstance(value, str) and value.strip()):
            return str(value).strip()
    return ""


def kept(payload: Payload, *names: str) -> dict[str, object]:
    """Return those of the fields that are text, numbers or truth values and not empty, by their names."""
    found = {name: payload.get(name) for name in names}
    return {
        name: value for name, value in found.items() if isinstance(value, str | int | float) and value != ""
    }


def filled(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields that say something: not None, "", [] or {}."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def unwrapped(value: object) -> Iterator[Payload]:
    """Return a record and what it may be a wrapping of: a recorder's `payload`, `body`, `request.payload`."""
    if not isinstance(value, dict):
        return
    yield value
    for inner in (value.get("payload"), value.get("body"), part(value, "request").get("payload")):
        if isinstance(inner, dict):
            yield inner


def identity(payload: Payload, *names: str) -> str:
    """Return a tool's own id of a record. Raises Unusable where it has none."""
    found = word(payload, *(names or ("id",)))
    if not found:
        raise Unusable("no id", f"expected {' or '.join(names or ('id',))}")
    return found


def instant(payload: Payload, *names: str) -> datetime:
    """Return the first of the times that is there, in UTC.

    Raises Unusable where none is there, or one is not a time with a zone.
    """
    for name in names:
        value = payload.get(name)
        if value not in (None, ""):
            return instant_from(value)
    raise Unusable("no time", f"expected {' or '.join(names)}")


def received_at(payload: Payload, around: Payload) -> datetime:
    """Return when a notification came in, as its recorder says: for tools that do not tell a time.

    Told as `received_at`, `timestamp` or `time`, in the notification or around it. Raises Unusable.
    """
    return instant({**around, **payload}, "received_at", "timestamp", "time")


def instant_from(value: object) -> datetime:
    """Return the instant of ISO 8601 text with a zone, or of a count since 1970, in UTC.

    Seconds, milli-, micro- and nanoseconds are told apart by their size, which holds from 2001 on;
    fractions are exact to the microsecond. Raises Unusable.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unusable("time not understood", f"{str(value)[:80]!r}; expected ISO 8601 or a count since 1970")
    said = str(value).strip()
    whole, _, fraction = said.partition(".")
    if whole.isascii() and whole.isdigit() and (not fraction or (fraction.isascii() and fraction.isdigit())):
        return _since_1970(whole, fraction, said)
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        raise Unusable("time not understood", f"{said[:80]!r}; expected ISO 8601") from None
    if at.tzinfo is None:
        raise Unusable("time not understood", f"{said[:80]!r} has no zone")
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise Unusable("time not understood", f"{said[:80]!r} is out of range") from None


def _since_1970(whole: str, fraction: str, said: str) -> datetime:
    longer = next((n for n in (10, 13, 16, 19) if len(whole) in (n, n - 1)), 0)
    if not longer:
        raise Unusable("time not understood", f"{said[:80]!r} is no count since 1970")
    split = len(whole) - (longer - 10)
    micro = (whole[split:] + fraction)[:6].ljust(6, "0")
    return datetime.fromtimestamp(int(whole[:split]), UTC).replace(microsecond=int(micro))
