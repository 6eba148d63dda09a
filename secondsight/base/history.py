"""The journal told to people: the change history of a page (R11.5)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import NotFound
from secondsight.base.live.access import may_listen
from secondsight.base.models import JournalEntry
from secondsight.base.paging import Page, page

SIZE = 50
MOST_TOPICS = 20
# Particulars that say what it was about, the best one first.
NAMES = ("what", "title", "name", "role", "kind", "key")


@dataclass(frozen=True)
class Told:
    """One change in words."""

    id: int
    at: datetime
    who: str
    verb: str
    what: str
    before: str
    after: str


def history(viewer: Any, topics: list[str], cursor: str = "") -> Page:
    """Return a page of what changed under some topics, newest first, as `Told` rows.

    Raises NotFound when the viewer may not see one of them (C12), InvalidInput for a foreign cursor.
    """
    asked = list(dict.fromkeys(topics))[:MOST_TOPICS]
    if not asked or not all(may_listen(viewer, topic) for topic in asked):
        raise NotFound("There is no history here that you may see.")
    found = page(journal.history(*asked), order=("-id",), size=SIZE, cursor=cursor)
    return Page([told(entry) for entry in found.rows], found.next, found.previous)


def told(entry: JournalEntry) -> Told:
    """Return one entry in words; the program itself goes by the product's name."""
    words = entry.verb.replace("_", " ").capitalize()
    name = next((str(entry.particulars[key]) for key in NAMES if entry.particulars.get(key)), "")
    return Told(
        id=entry.pk,
        at=entry.at,
        who=entry.actor_name or "Secondsight",
        verb=entry.verb,
        what=f"{words}: {name}" if name else words,
        before=str(entry.particulars.get("before") or ""),
        after=str(entry.particulars.get("after") or ""),
    )
