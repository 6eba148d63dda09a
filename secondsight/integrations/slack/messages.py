"""One record of Slack's as an item of evidence, or the reason why it is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from secondsight.integrations.slack.beside import collect, file_words, huddle_words
from secondsight.integrations.slack.names import Names
from secondsight.integrations.slack.records import is_rich_text_alone, opened
from secondsight.integrations.slack.stamps import instant
from secondsight.integrations.slack.wording import attachment_words, block_words, dicts, plain, strings
from secondsight.record.rules.evidence import Item, LeftOut

# These say that a bot came or went: a person did it.
_ABOUT_BOTS = {"bot_add", "bot_remove", "bot_enable", "bot_disable"}
# These repeat a record that the export holds anyway.
_ECHOES = {"message_replied": "a note that a thread was answered; the answer is a record of its own"}
_UNSAID = {"huddle_thread": "A huddle started", "sh_room_created": "A call started"}
_BARE_ID = re.compile(r"\b[UW][0-9A-Z]{8,12}\b")
_NO_WORDS = "an edit that changed no words"


@dataclass(frozen=True, slots=True)
class Conversation:
    """A channel, private channel or direct message. `key` is its id, or its folder's name without one."""

    key: str
    name: str


def evidence(
    record: object, raw: str, place: str, conversation: Conversation, names: Names
) -> Item | LeftOut:
    """Return a record's item of evidence, or why it is left out. Never raises: any JSON is answered.

    Joins, leaves, topics and pins are evidence of who was there and what they saw; `details["subtype"]`
    tells them from what was said. An edit or deletion kept as a record of its own stands beside the
    message that it is about (`details["of"]`), and so does the mark that Slack leaves where one was deleted.
    """
    if not isinstance(record, dict):
        return LeftOut(place, "not a message", conversation.name, f"found {type(record).__name__}")
    kind = record.get("type", "message")
    if kind != "message":
        return LeftOut(place, "not a message", conversation.name, f"type {str(kind)[:80]}")
    ts = record.get("ts")
    occurred_at = instant(ts)
    if occurred_at is None:
        found = "no ts" if ts is None else f"ts is {str(ts)[:80]!r}"
        return LeftOut(place, "no time", conversation.name, f"{found}; expected such as 1433558319.000002")
    subtype = _text(record.get("subtype"))
    if subtype in _ECHOES:
        return LeftOut(place, _ECHOES[subtype], conversation.name)

    details: dict[str, object] = {}
    said, key = record, message_key(conversation, ts)
    if subtype in _ABOUT_MESSAGES:
        subtype, said, key, before = _change(record, subtype, conversation, details)
    if subtype:
        details["subtype"] = subtype
    collect(said, details)
    words = _words(said, subtype, details, names)
    if subtype == "message_changed":
        if before:
            details["before"] = plain(before, names.by_id)
            if words == details["before"]:
                return LeftOut(place, _NO_WORDS, conversation.name)
        words = f"Edited a message: {words}" if words else "Edited a message"
    elif subtype == "message_deleted":
        words = f"Deleted a message: {words}" if words else "Deleted a message"
    elif subtype == "tombstone":
        words = "A message stood here that was deleted"
    if not words:
        return LeftOut(place, "nothing in it", conversation.name, "no text, attachment, block or file")

    author_id, author_name, is_bot = author(said, subtype, names)
    if email := names.emails.get(author_id):
        details["author_email"] = email
    thread_ts = record.get("thread_ts") or record.get("broadcast_thread_ts") or said.get("thread_ts")
    # The mark of a deleted message comes first among the answers to it.
    is_reply = isinstance(thread_ts, str) and (
        subtype == "tombstone" or thread_ts not in ("", ts, said.get("ts"))
    )
    return Item(
        key=key,
        kind="message",
        occurred_at=occurred_at,
        text=words,
        place=place,
        raw=raw,
        channel=conversation.name,
        author_id=author_id,
        author_name=author_name,
        is_bot=is_bot,
        thread=message_key(conversation, thread_ts) if is_reply else "",
        url=_text(record.get("permalink")),
        details=details,
    )


def message_key(conversation: Conversation, ts: object) -> str:
    """Return what a message is known by, in whatever file it comes."""
    return f"slack:{conversation.key}:{ts}"


_ABOUT_MESSAGES = {"message_changed", "message_deleted", "tombstone"}


def _change(
    record: Mapping[str, object], subtype: str, conversation: Conversation, details: dict[str, object]
) -> tuple[str, Mapping[str, object], str, str]:
    """Return what was done, the message as it was left or found, its own key, and its words before."""
    earlier = _part(record, "previous_message") or _part(record, "original")
    later = _part(record, "message")
    if subtype == "message_changed" and later.get("subtype") == "tombstone":
        # A message that was answered and then deleted is told as an edit.
        subtype, record = "message_deleted", {**record, "deleted_ts": later.get("ts")}
    said = {"message_changed": later or record, "message_deleted": earlier}.get(subtype, record)
    of = _text(said.get("ts")) or _text(record.get("deleted_ts"))
    if subtype == "message_deleted":
        of = _text(record.get("deleted_ts")) or of
    if not of:
        return subtype, said, message_key(conversation, record.get("ts")), ""
    about = details["of"] = message_key(conversation, of)
    if subtype != "message_changed":
        return subtype, said, f"{about}:{'deleted' if subtype == 'message_deleted' else 'gone'}", ""
    edited = _text(_part(said, "edited").get("ts")) or record.get("ts")
    return subtype, said, f"{about}:edited:{edited}", next(strings(earlier.get("text")), "")


def _part(record: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def author(said: Mapping[str, object], subtype: str, names: Names) -> tuple[str, str, bool]:
    """Return a message's author: id, name, and whether it is a program.

    Who is missing from the list of people, as guests from other organisations are, goes by the profile
    that stands in the message, and is known by it from then on.
    """
    user = _text(said.get("user"))
    if (name := names.by_id.get(user)) and "bot_id" not in said and user not in names.bots:
        return user, name, subtype == "bot_message"
    user = user or _text(_part(said, "comment").get("user"))
    bot = _text(said.get("bot_id"))
    is_bot = subtype == "bot_message" or user in names.bots or (bool(bot) and subtype not in _ABOUT_BOTS)
    if user and not is_bot:
        known = names.by_id.get(user)
        if not known and (known := _profile_name(said.get("user_profile"))):
            names.by_id[user] = known
        return user, known or user, False
    profile = _part(said, "bot_profile").get("name")
    found = next(
        strings(said.get("username"), profile, names.by_id.get(user), names.by_id.get(bot), user, bot), ""
    )
    if bot and profile:
        names.by_id.setdefault(bot, found)
    return user or bot, found, is_bot


def _profile_name(profile: object) -> str:
    profile = opened(profile)
    if not isinstance(profile, dict):
        return ""
    return next(strings(profile.get("real_name"), profile.get("display_name"), profile.get("name")), "")


def _words(said: Mapping[str, object], subtype: str, details: Mapping[str, object], names: Names) -> str:
    text = said.get("text")
    words = plain(text.strip(), names.by_id) if isinstance(text, str) else ""
    if subtype == "file_comment":
        # Years ago the owner of the file stood in these as a bare id.
        words = _BARE_ID.sub(lambda match: names.by_id.get(match[0], match[0]), words)
    blocks, attachments = said.get("blocks"), said.get("attachments")
    beside = "files" in details or "huddle" in details or subtype in _UNSAID
    if words and not (attachments or beside) and (not blocks or is_rich_text_alone(blocks)):
        return words
    parts = [words] if words else []
    blocks = opened(blocks)
    if blocks and not (words and is_rich_text_alone(blocks)):
        shown = block_words(blocks, names.by_id)
        if words in shown:
            parts = [shown] if shown else []
        elif shown not in words:
            parts.append(shown)
    previews: list[str] = []
    for attachment in dicts(attachments):
        quoted = attachment_words(attachment, names.by_id)
        is_preview = subtype != "pinned_item" and (
            "from_url" in attachment or "original_url" in attachment or attachment.get("is_msg_unfurl")
        )
        (previews if is_preview else parts).append(quoted)
    parts += file_words(details, words)
    spoken = "\n".join(strings(*parts)) or "\n".join(strings(*previews)) or _UNSAID.get(subtype, "")
    return "\n".join(strings(spoken, huddle_words(details, names)))
