"""What Slack's API answers and tells, record by record: messages, reactions, and who the ids stand for.

Formats: https://docs.slack.dev/reference/methods/conversations.history and …/conversations.replies (lists of
messages, in pages), …/search.messages (matches with their channel), …/users.list, …/conversations.list and
…/usergroups.list (what the ids are), https://docs.slack.dev/apis/events-api (events in their envelopes).
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime

from secondsight.integrations.slack.messages import Conversation, author, evidence, message_key
from secondsight.integrations.slack.names import Names
from secondsight.integrations.slack.stamps import instant
from secondsight.integrations.slack.wording import plain, strings
from secondsight.record.rules.evidence import Ask, Item, LeftOut
from secondsight.record.rules.payload import Payload, part, parts, text, unwrapped

# The fields of an answer that hold records, people and channels among them.
LISTS = ("messages", "members", "channels", "usergroups")
_MESSAGES = ("message", "app_mention")  # a mention of an app is its message once more, under the same stamp
_REACTIONS = {
    "reaction_added": "Reacted with :{}: to a message",
    "reaction_removed": "Took back :{}: from a message",
}
_STAMP = re.compile(r"\d{1,12}\.\d{6}")
_CHANNEL_ID = re.compile(r"\b[CDG][A-Z0-9]{7,}\b")
_IN_LINK = re.compile(r"/archives/([CDG][A-Z0-9]+)")
_KINDS_OF_CHANNEL = {"is_channel", "is_group", "is_im", "is_mpim"}


def told_in(value: object, place: str, raw: str) -> Iterator[tuple[Payload, str, str]]:
    """Return the messages and events in a record, out of their envelope, with place and raw text."""
    for each in unwrapped(value):
        if is_told(each):
            yield each, place, raw
            return
        event = part(each, "event")
        if event and ("team_id" in each or each.get("type") == "event_callback"):
            yield event, place, raw
            return
        if matches := parts(part(each, "messages"), "matches"):
            for number, match in enumerate(matches, start=1):
                yield match, f"{place}, match {number}", json.dumps(match, ensure_ascii=False)
            return


def is_told(payload: Payload) -> bool:
    """Return whether a record is a message, or an event about one."""
    kind = text(payload, "type")
    if kind in _MESSAGES:
        stamp = payload.get("ts")
        return isinstance(stamp, str) and _STAMP.fullmatch(stamp) is not None
    return kind in _REACTIONS and "item" in payload


def needs_channel(payload: Payload) -> bool:
    """Return whether a record can only be told once its channel is known."""
    return text(payload, "type") in _MESSAGES and is_told(payload)


def learn(value: object, names: Names, channels: dict[str, str]) -> str:
    """Take in a row about a person, group or channel; return what it is about, "" if it is none of these."""
    row_id = text(value, "id") if isinstance(value, dict) else ""
    if not isinstance(value, dict) or not row_id:
        return ""
    if row_id[0] in "UWB" and ("profile" in value or "real_name" in value):
        names.learn_person(value)
        return "about a person, not a message"
    if row_id[0] == "S" and "handle" in value:
        names.learn_group(value)
        return "about a group of people, not a message"
    if not _KINDS_OF_CHANNEL.isdisjoint(value):
        name = text(value, "name")
        if name:
            channels[row_id] = name
            names.by_id[row_id] = f"#{name}"
        return "about a channel, not a message"
    return ""


def conversation(payload: Payload, around: Payload, channels: dict[str, str]) -> Conversation | None:
    """Return where a message stood, by itself or by the answer it is in; None where neither says it."""
    for told in (payload, part(payload, "item"), around):
        channel = told.get("channel")
        if isinstance(channel, dict):
            found, name = text(channel, "id"), text(channel, "name")
        else:
            found, name = text(told, "channel", "channel_id"), text(told, "channel_name")
        if not found and (link := _IN_LINK.search(text(told, "permalink"))):
            found = link[1]
        if not found:
            # A message can be pinned only where it stands.
            found = next(strings(*_first(told.get("pinned_to"))), "")
        if found or name:
            return Conversation(found or name, name or channels.get(found) or found)
    return None


def _first(value: object) -> list[object]:
    return value[:1] if isinstance(value, list) else []


def told_conversation(said: str, known_id: str = "") -> Conversation | None:
    """Return the conversation that a person named: by id, a link that ends in it, name, or name and id.

    `known_id` is the id that goes with a name told alone.
    """
    found = _CHANNEL_ID.search(said)
    name = "" if "://" in said else _CHANNEL_ID.sub("", said).strip(" #()[],:")
    key = found[0] if found else known_id or name
    return Conversation(key, name or key) if key else None


def which_channel(payload: Payload) -> Ask:
    """Return the question for a channel, with an example of the messages that it is about."""
    said = plain(" ".join(text(payload, "text").split()), {})[:60]
    at = instant(payload.get("ts"))
    example = f"“{said}”" if said else "one without text"
    when = f" of {at:%Y-%m-%d %H:%M} UTC" if isinstance(at, datetime) else ""
    return Ask(
        "channel",
        f"Which channel are these messages from? The file does not say it. The first is {example}{when}. "
        "Give its name if an export of it came in before, else its id, such as C0123ABCD, or its link: "
        "so the messages merge.",
    )


def answered(payload: Payload, raw: str, place: str, where: Conversation, names: Names) -> Item | LeftOut:
    """Return the item of a message, or of an event about one; or why it is left out."""
    kind = text(payload, "type")
    if kind in _REACTIONS:
        return _reaction(payload, kind, raw, place, where, names)
    if kind == "app_mention":
        payload = {**payload, "type": "message"}
    return evidence(payload, raw, place, where, names)


def _reaction(
    event: Payload, kind: str, raw: str, place: str, where: Conversation, names: Names
) -> Item | LeftOut:
    stamp, name, of = text(event, "event_ts"), text(event, "reaction"), text(part(event, "item"), "ts")
    occurred_at = instant(stamp)
    if occurred_at is None:
        return LeftOut(
            place, "no time", where.name, f"event_ts is {stamp[:80]!r}; expected 1433558319.000002"
        )
    if not of or not name or not where.key:
        return LeftOut(place, "a reaction to something else than a message", where.name)
    about = message_key(where, of)
    author_id, author_name, is_bot = author({"user": event.get("user")}, "", names)
    details: dict[str, object] = {"subtype": kind, "of": about, "reaction": name}
    if email := names.emails.get(author_id):
        details["author_email"] = email
    return Item(
        key=f"{about}:{kind}:{name}:{author_id}:{stamp}",
        kind="message",
        occurred_at=occurred_at,
        text=_REACTIONS[kind].format(name),
        place=place,
        raw=raw,
        channel=where.name,
        author_id=author_id,
        author_name=author_name,
        is_bot=is_bot,
        details=details,
    )
