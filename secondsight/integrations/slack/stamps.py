"""Slack's time stamps, which are its messages' ids too."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(ts: object) -> datetime | None:
    """Return the instant of a Slack timestamp such as "1433558319.000002", to the microsecond.

    The digits are taken as text: a float would lose the last of them.
    """
    if type(ts) is int:
        ts = str(ts)
    if not isinstance(ts, str):
        return None
    seconds, _, fraction = ts.partition(".")
    if not seconds.isdecimal() or (fraction and not fraction.isdecimal()):
        return None
    try:
        return _EPOCH + timedelta(0, int(seconds), int(fraction[:6].ljust(6, "0")) if fraction else 0)
    except (OverflowError, ValueError):
        return None
