"""What may be typed into a field: the limits that hold whichever door it comes through."""

from secondsight.base.errors import InvalidInput


def line(value: str, *, field: str, most: int, is_required: bool = True) -> str:
    """Return one line of text without the spaces around it.

    Raises InvalidInput if it is empty but required, longer than `most` characters, or holds
    characters that no line of text has (a line break, NUL).
    """
    cleaned = text(value, field=field, most=most, is_required=is_required)
    if any(ord(sign) < 32 for sign in cleaned):
        raise InvalidInput("This has to fit on one line; write it without line breaks.", field=field)
    return cleaned


def text(value: str, *, field: str, most: int = 20_000, is_required: bool = True) -> str:
    """Return text of several lines, with plain line ends and without the spaces around it.

    Raises InvalidInput as `line` does, line breaks aside.
    """
    cleaned = value.replace("\r\n", "\n").strip()
    if "\0" in cleaned:
        raise InvalidInput("This holds a NUL character, which no text needs; take it out.", field=field)
    if is_required and not cleaned:
        raise InvalidInput("This is empty; write a few words.", field=field)
    if len(cleaned) > most:
        raise InvalidInput(
            f"This has {len(cleaned)} characters; {most} is the most that is kept. Shorten it.", field=field
        )
    return cleaned
