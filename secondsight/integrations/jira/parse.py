"""Reads Jira's issues, search answers, histories, comments and webhooks."""

import re
from collections.abc import Iterator

from secondsight.integrations.jira.issues import changed, commented, history_of, made, opened
from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.payload import Payload, Unusable, identity, instant, part, text

_KEY = re.compile(r"[A-Z][A-Z0-9_]+-\d+")
_OF_ISSUE = re.compile(r"/rest/api/[^/]+/issue/([^/]+)/")


class JiraReader(JsonReader):
    """The reader of Jira's issues and what happened to them."""

    format = "jira"
    title = "Jira issues (JSON)"
    noun = "a Jira issue"
    lists = ("issues", "comments", "values")
    about = """\
An issue, `GET /rest/api/3/issue/SHOP-12?expand=changelog`, or the answer of a search with `expand=changelog`.
Also the answers of an issue's `/comment` and `/changelog`, and the bodies of webhooks, one a line.
Read: that it was opened, each change of its fields, each comment; documents are read as their words.
A change and a comment are known by their own ids, so that answers and webhooks merge.
Without `expand=changelog` an answer has no history, and only the opening and the comments come in.
Left out, each with its reason: other events, and what the answer itself says that it kept back.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether this is an issue, a webhook, or an element of an issue's history or comments."""
        if isinstance(payload.get("webhookEvent"), str):
            return bool(part(payload, "issue") or part(payload, "user") or "timestamp" in payload)
        return _is_issue(payload) or _is_comment(payload) or _is_history(payload, around)

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return what happened to the issue."""
        if "webhookEvent" in payload:
            yield from _event(payload, place, raw)
        elif _is_issue(payload):
            try:
                yield opened(payload, place, raw)
            except Unusable as error:
                yield LeftOut(place, error.reason, detail=error.detail)
            yield from history_of(payload, place)
        elif _is_comment(payload):
            yield commented(_issue_in(text(payload, "self")), payload, place)
        else:
            issue = _issue_in(text(around, "self"))
            yield changed(issue, payload, instant(payload, "created"), part(payload, "author"), place)


def _event(payload: Payload, place: str, raw: str) -> Iterator[Item | LeftOut]:
    event, issue = text(payload, "webhookEvent"), part(payload, "issue")
    changelog, comment = part(payload, "changelog"), part(payload, "comment")
    who = part(payload, "user")
    if event == "jira:issue_created":
        yield opened(issue, place, raw)
    elif event == "jira:issue_deleted":
        yield made(
            issue,
            place,
            raw,
            key=f"issue:{identity(issue, 'id', 'key')}:deleted",
            at=instant(payload, "timestamp"),
            title=f"{text(issue, 'key') or 'An issue'} deleted: {text(part(issue, 'fields'), 'summary')}",
            body="",
            who=who,
            state="deleted",
        )
    elif event in ("comment_created", "comment_updated") and comment:
        yield commented(issue, comment, place)
    elif event == "jira:issue_updated" and (changelog or comment):
        if changelog:
            yield changed(issue, changelog, instant(payload, "timestamp"), who, place)
        if comment:
            yield commented(issue, comment, place)
    else:
        raise Unusable("a Jira event that is not read", event)


def _is_issue(payload: Payload) -> bool:
    return bool(_KEY.fullmatch(text(payload, "key"))) and isinstance(payload.get("fields"), dict)


def _is_comment(payload: Payload) -> bool:
    return {"body", "created", "author"} <= payload.keys() and bool(_OF_ISSUE.search(text(payload, "self")))


def _is_history(payload: Payload, around: Payload) -> bool:
    items = payload.get("items")
    first = items[0] if isinstance(items, list) and items else None
    return (
        isinstance(first, dict)
        and {"field", "fromString", "toString"} <= first.keys()
        and "created" in payload
    )


def _issue_in(address: str) -> Payload:
    match = _OF_ISSUE.search(address)
    if match is None:
        return {}
    return {"key" if _KEY.fullmatch(match[1]) else "id": match[1], "self": address}


READERS = (JiraReader(),)
