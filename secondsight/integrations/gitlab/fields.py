"""What GitLab's records share: projects, people, and times in its several ways of writing them."""

import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import unquote, urlsplit

from secondsight.record.rules.evidence import Item
from secondsight.record.rules.payload import Payload, Unusable, filled, instant_from, part, text

_SPACED = re.compile(r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?) (UTC|[+-]\d\d:?\d\d)")
_NO_PROJECT = "a project without a name"


def moment(payload: Payload, *names: str) -> datetime:
    """Return the first of the times that is there, in UTC: ISO 8601, "… UTC" or "… +0200".

    Raises Unusable.
    """
    for name in names:
        value = payload.get(name)
        if isinstance(value, str) and (match := _SPACED.fullmatch(value.strip())):
            value = match[1] + ("+00:00" if match[2] == "UTC" else match[2])
        if value not in (None, ""):
            return instant_from(value)
    raise Unusable("no time", f"expected {' or '.join(names)}")


def project_of(payload: Payload, *addresses: str) -> str:
    """Return a project's full path, from the record or from an address inside the project."""
    project = part(payload, "project")
    if path := text(project, "path_with_namespace"):
        return path
    for address in filter(None, addresses):
        try:
            path = unquote(urlsplit(address).path)
        except ValueError:
            continue
        inside = re.match(r"/(.+?)/(?:-/|pipelines/|commit/|jobs/)", path)
        if inside:
            return inside[1]
    # Events of jobs name it "shop / checkout".
    return text(payload, "project_name").replace(" / ", "/") or text(project, "name") or _NO_PROJECT


def made_item(
    place: str,
    raw: str,
    *,
    kind: str,
    key: str,
    occurred_at: datetime,
    project: str,
    title: str,
    actor: Payload,
    body: str = "",
    url: str = "",
    details: Mapping[str, object],
) -> Item:
    """Return an item as all of GitLab's look: told of a project, by a person."""
    login, name = text(actor, "username"), text(actor, "name")
    # Who has not made the address public is "[REDACTED]" there.
    email = text(actor, "email", "public_email")
    return Item(
        key=f"gitlab:{key}",
        kind=kind,
        occurred_at=occurred_at,
        text=f"{title}\n{body}" if body else title,
        place=place,
        raw=raw,
        channel=project,
        author_id=login or name,
        author_name=name or login,
        is_bot=bool(re.fullmatch(r"(?:project|group)_\d+_bot\w*", login)) or actor.get("bot") is True,
        url=url,
        title=title,
        details=filled({**details, "author_email": email if "@" in email else ""}),
    )
