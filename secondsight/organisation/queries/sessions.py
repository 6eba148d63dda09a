"""In which browsers somebody is signed in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account
from secondsight.organisation.rules.browsers import browser_words

MOST = 50


@dataclass(frozen=True)
class OpenSession:
    """One browser that is signed in."""

    id: int
    browser: str
    address: str
    began_at: datetime
    is_current: bool


def sessions(viewer: Account, current: str = "") -> list[OpenSession]:
    """Return the viewer's open sessions, this one (of the key `current`) first, then the newest.

    What has ended is forgotten on the way. Two statements a session.
    """
    rows = [
        OpenSession(row.pk, browser_words(row.user_agent), row.ip, row.created_at, row.session_key == current)
        for row in UserSession.objects.purge_and_list(viewer)
    ]
    rows.sort(key=lambda row: (row.is_current, row.began_at), reverse=True)
    return rows[:MOST]


def session(viewer: Account, id: str) -> UserSession:
    """Return one of the viewer's sessions. Raises NotFound."""
    is_number = id.isascii() and id.isdigit() and len(id) < 19
    found = UserSession.objects.filter(user=viewer, pk=int(id)).first() if is_number else None
    if found is None:
        raise NotFound("You have no such session; it may have ended.")
    return found
