"""An issue's life as items: opened, each change of its fields, each comment."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from urllib.parse import urlsplit

from secondsight.integrations.jira.documents import words_of
from secondsight.record.rules.evidence import Item, LeftOut
from secondsight.record.rules.payload import (
    Payload,
    Unusable,
    filled,
    identity,
    instant,
    part,
    parts,
    text,
    word,
)

_LONG = 200  # of a field's value: longer ones are only said to have changed
_NO_STATE = frozenset({"description", "environment", "comment"})


def opened(issue: Payload, place: str, raw: str) -> Item:
    """Return that an issue was opened, in the state that it had then if the history tells it."""
    fields = part(issue, "fields")
    who = part(fields, "reporter") or part(fields, "creator")
    title = f"{_name(issue)} opened: {text(fields, 'summary') or 'without a summary'}"
    return made(
        issue,
        place,
        raw,
        key=f"issue:{identity(issue, 'id', 'key')}:opened",
        at=instant(fields, "created"),
        title=title,
        body=words_of(fields.get("description")),
        who=who,
        state=_first_state(issue) or "opened",
    )


def changed(issue: Payload, history: Payload, at: datetime, who: Payload, place: str) -> Item:
    """Return one change of an issue, of one field or several at once."""
    lines, state = [], ""
    for item in parts(history, "items"):
        field, before, after = text(item, "field"), text(item, "fromString"), text(item, "toString")
        if field.casefold() == "status":
            state = after
        if len(before) + len(after) > _LONG or field.casefold() in _NO_STATE:
            lines.append(f"{field} changed")
        else:
            lines.append(f"{field}: {before or 'none'} → {after or 'none'}")
    if not lines:
        raise Unusable("a change of nothing", "expected items with field, fromString and toString")
    summary = text(part(issue, "fields"), "summary")
    first, *others = sorted(lines, key=lambda line: not line.casefold().startswith("status:"))
    title = f"{_name(issue)} {first}"
    return made(
        issue,
        place,
        json.dumps(history, ensure_ascii=False),
        key=f"history:{identity(history)}",
        at=at,
        title=title,
        body="\n".join(filter(None, (*others, summary))),
        who=who,
        state=state,
    )


def commented(issue: Payload, comment: Payload, place: str) -> Item:
    """Return one comment."""
    title = f"{_name(issue)} comment"
    return made(
        issue,
        place,
        json.dumps(comment, ensure_ascii=False),
        key=f"comment:{identity(comment)}",
        at=instant(comment, "created", "updated"),
        title=title,
        body=words_of(comment.get("body")),
        who=part(comment, "author"),
        state="",
    )


def history_of(issue: Payload, place: str) -> Iterator[Item | LeftOut]:
    """Return the changes and comments that came with an issue, and how many the answer kept back."""
    changelog, comments = part(issue, "changelog"), part(issue, "fields", "comment")
    histories = parts(changelog, "histories")
    for number, history in enumerate(histories, start=1):
        here = f"{place}, change {number}"
        yield _or_left_out(
            here,
            lambda history=history, here=here: changed(  # type: ignore[misc]
                issue, history, instant(history, "created"), part(history, "author"), here
            ),
        )
    said = parts(comments, "comments")
    for number, comment in enumerate(said, start=1):
        here = f"{place}, comment {number}"
        yield _or_left_out(here, lambda comment=comment, here=here: commented(issue, comment, here))  # type: ignore[misc]
    for found, around, noun in ((histories, changelog, "changes"), (said, comments, "comments")):
        total = around.get("total")
        if type(total) is int and total > len(found):
            yield LeftOut(
                place,
                f"{noun} that the answer kept back",
                _project(issue),
                f"{_name(issue)}: {len(found)} of {total}; ask Jira for the issue alone to have them all",
            )


def made(
    issue: Payload,
    place: str,
    raw: str,
    *,
    key: str,
    at: datetime,
    title: str,
    body: str,
    who: Payload,
    state: str,
) -> Item:
    """Return an item as all of Jira's look: told of an issue, by a person."""
    fields = part(issue, "fields")
    name, email = text(who, "displayName", "name"), text(who, "emailAddress")
    return Item(
        key=f"jira:{key}",
        kind="ticket",
        occurred_at=at,
        text=f"{title}\n{body}" if body else title,
        place=place,
        raw=raw,
        channel=_project(issue),
        author_id=text(who, "accountId", "name", "key") or name,
        author_name=name,
        is_bot=text(who, "accountType") == "app",
        url=_page(issue),
        title=title,
        details=filled(
            {
                "state": state,
                "issue": text(issue, "key"),
                "summary": text(fields, "summary"),
                "type": text(part(fields, "issuetype"), "name"),
                "severity": text(part(fields, "priority"), "name"),
                "service": ", ".join(text(each, "name") for each in parts(fields, "components")),
                "assignee": text(part(fields, "assignee"), "displayName"),
                "labels": [label for label in _list(fields, "labels") if isinstance(label, str)],
                "author_email": email,
            }
        ),
    )


def _first_state(issue: Payload) -> str:
    moves = [
        (text(history, "created"), text(item, "fromString"))
        for history in parts(part(issue, "changelog"), "histories")
        for item in parts(history, "items")
        if text(item, "field").casefold() == "status"
    ]
    # Their times are written alike, so that they sort as text.
    return min(moves)[1] if moves else ""


def _or_left_out(place: str, make: Callable[[], Item]) -> Item | LeftOut:
    try:
        return make()
    except Unusable as error:
        return LeftOut(place, error.reason, detail=error.detail)


def _name(issue: Payload) -> str:
    return text(issue, "key") or f"Issue {word(issue, 'id') or 'without a key'}"


def _project(issue: Payload) -> str:
    project = part(issue, "fields", "project")
    return text(project, "key", "name") or text(issue, "key").rpartition("-")[0] or "Jira"


def _page(issue: Payload) -> str:
    try:
        address = urlsplit(text(issue, "self"))
    except ValueError:
        return ""
    if not address.netloc or not text(issue, "key"):
        return ""
    before = re.split(r"/rest/", address.path)[0]
    return f"{address.scheme}://{address.netloc}{before}/browse/{text(issue, 'key')}"


def _list(payload: Payload, name: str) -> list[object]:
    value = payload.get(name)
    return value if isinstance(value, list) else []
