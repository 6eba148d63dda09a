"""Lengths of time as people say them."""

from datetime import timedelta


def spoken(length: timedelta) -> str:
    """Return a length in its two largest units: "45 s", "12 min", "1 h 25 min", "3 d 4 h".

    Seconds are left out from ten minutes up. A negative length is said without its sign.
    """
    seconds = round(abs(length).total_seconds())
    days, seconds = divmod(seconds, 86_400)
    hours, seconds = divmod(seconds, 3_600)
    minutes, seconds = divmod(seconds, 60)
    if days:
        return _two((days, "d"), (hours, "h"))
    if hours:
        return _two((hours, "h"), (minutes, "min"))
    if minutes:
        return _two((minutes, "min"), (seconds if minutes < 10 else 0, "s"))
    return f"{seconds} s"


def _two(large: tuple[int, str], small: tuple[int, str]) -> str:
    said = f"{large[0]} {large[1]}"
    return f"{said} {small[0]} {small[1]}" if small[0] else said
