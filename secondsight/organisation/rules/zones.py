"""Time zones by their IANA names."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from secondsight.base.errors import InvalidInput


@cache
def zone_names() -> tuple[str, ...]:
    """Return the names a person may choose from, in alphabetical order: places, and UTC."""
    return tuple(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones()) - {"localtime", "Factory"}


def check_time_zone(name: str, *, field: str = "time_zone") -> str:
    """Return the name of a time zone that exists. Raises InvalidInput for any other."""
    if name not in _known():
        raise InvalidInput(
            f"“{name[:60]}” is not a time zone that we know; choose one such as Europe/Berlin or UTC.",
            field=field,
        )
    return name


def zone(name: str) -> ZoneInfo:
    """Return a stored time zone; UTC for one that this machine does not know (any more)."""
    return ZoneInfo(name) if name in _known() else ZoneInfo("UTC")
