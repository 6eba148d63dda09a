"""Words of a document made to fit: a line for a list, the rest for the context."""

import re

LONGEST = 500  # characters of what happened, of a factor, of an action


def fitted(text: str, *more: str) -> tuple[str, str]:
    """Return one line of at most 500 characters, and what did not fit or stands below as the context.

    A longer text is cut at the end of a sentence where there is one; the context then has all of it.
    """
    flat = " ".join(text.split())
    below = [part.strip() for part in more if part.strip()]
    if len(flat) <= LONGEST:
        return flat, "\n".join(below)
    cut = flat[: LONGEST - 1]
    stop = max((found.end() for found in re.finditer(r"[.!?](?=\s)", cut)), default=0)
    head = cut[:stop] if stop >= 60 else cut[: cut.rfind(" ")] + "…"
    return head, "\n".join([text.strip(), *below])
