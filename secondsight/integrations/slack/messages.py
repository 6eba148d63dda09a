"""One record of a Slack export as an item of evidence, or the reason why it is none."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from secondsight.integrations.slack.wording import attachment_words, block_words, dicts, plain, strings
from secondsight.record.rules.evidence import Item, LeftOut

# These say that a bot came or went: a person did it.
_ABOUT_BOTS = {"bot_add", "bot_remove", "bot_enable", "bot_disable"}
# These repeat a record that the export holds anyway.
_ECHOES = {"message_replied": "a note that a thread was answered; the answer is a record of its own"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PREVIEW = 4_000
_BARE_ID = re.compile(r"\b[UW][0-9A-Z]{8,12}\b")


@dataclass(frozen=True, slots=True)
class Conversation:
    """A channel, private channel or direct message. `key` is its id, or its folder's name without one."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what the ids of an export stand for; channels have a "#" before their name."""

    by_id: dict[str, str]
    bots: set[str]


def instant(ts: object) -> datetime | None:
    """Return the instant of a Slack timestamp such as "1433558319.000002", to the microsecond.

    The digits are taken as text: a float would lose the last of them.
    """
    if type(ts) is int:
        ts = str(ts)
    if not isinstance(ts, str):
        return None
    seconds, _, fraction = ts.partition(".")
    if not seconds.isdecimal() or (fraction and not fraction.isdecimal()):
        return None
    try:
        return _EPOCH + timedelta(0, int(seconds), int(fraction[:6].ljust(6, "0")) if fraction else 0)
    except (OverflowError, ValueError):
        return None


def evidence(
    record: object, raw: str, place: str, conversation: Conversation, names: Names
) -> Item | LeftOut:
    """Return a record's item of evidence, or why it is left out. Never raises: any JSON is answered.

    Joins, leaves, topics and pins are evidence of who was there and what they saw; `details["subtype"]`
    tells them from what was said. An edit or deletion kept as a record of its own stands beside the
    message that it is about (`details["of"]`).
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

    details: dict[str, object] = {"subtype": subtype} if subtype else {}
    said, before = record, ""
    if subtype in ("message_changed", "message_deleted"):
        said, before = _change(record, subtype)
        if isinstance(of := said.get("ts") or record.get("deleted_ts"), str):
            details["of"] = _key(conversation, of)
    _collect(said, details, names)
    words = _words(said, subtype, details, names)
    if before:
        before = plain(before, names.by_id)
        details["before"] = before
        if subtype == "message_changed" and words == before:
            return LeftOut(place, "an edit that changed no words", conversation.name)
    if subtype == "message_changed":
        words = f"Edited a message: {words}"
    elif subtype == "message_deleted":
        words = f"Deleted a message: {words}" if words else "Deleted a message"
    if not words:
        return LeftOut(place, "nothing in it", conversation.name, "no text, attachment, block or file")

    author_id, author_name, is_bot = _author(said, subtype, names)
    thread_ts = record.get("thread_ts") or record.get("broadcast_thread_ts")
    return Item(
        key=_key(conversation, str(ts)),
        kind="message",
        occurred_at=occurred_at,
        text=words,
        place=place,
        raw=raw,
        channel=conversation.name,
        author_id=author_id,
        author_name=author_name,
        is_bot=is_bot,
        thread=_key(conversation, thread_ts) if isinstance(thread_ts, str) and thread_ts != ts else "",
        url=_text(record.get("permalink")),
        details=details,
    )


def _key(conversation: Conversation, ts: str) -> str:
    return f"slack:{conversation.key}:{ts}"


def _change(record: dict[str, object], subtype: str) -> tuple[dict[str, object], str]:
    """Return the message as an edit left it or a deletion found it, and its words before an edit."""
    earlier = record.get("previous_message") or record.get("original")
    earlier = earlier if isinstance(earlier, dict) else {}
    if subtype == "message_deleted":
        return earlier, ""
    later = record.get("message")
    return (later if isinstance(later, dict) else record), next(strings(earlier.get("text")), "")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _author(said: Mapping[str, object], subtype: str, names: Names) -> tuple[str, str, bool]:
    user = _text(said.get("user"))
    if user in names.by_id and "bot_id" not in said and user not in names.bots:
        return user, names.by_id[user] or user, subtype == "bot_message"
    comment = said.get("comment")
    user = user or (_text(comment.get("user")) if isinstance(comment, dict) else "")
    bot = _text(said.get("bot_id"))
    is_bot = subtype == "bot_message" or user in names.bots or (bool(bot) and subtype not in _ABOUT_BOTS)
    if user and not is_bot:
        return user, names.by_id.get(user) or _profile_name(said.get("user_profile")) or user, False
    profile = said.get("bot_profile")
    named = said.get("username"), profile.get("name") if isinstance(profile, dict) else None
    return user or bot, next(strings(*named, names.by_id.get(user), user, bot), ""), is_bot


def _profile_name(profile: object) -> str:
    if not isinstance(profile, dict):
        return ""
    return next(strings(profile.get("real_name"), profile.get("display_name"), profile.get("name")), "")


def _words(said: Mapping[str, object], subtype: str, details: Mapping[str, object], names: Names) -> str:
    text = said.get("text")
    words = plain(text.strip(), names.by_id) if isinstance(text, str) else ""
    if subtype == "file_comment":
        # Years ago the owner of the file stood in these as a bare id.
        words = _BARE_ID.sub(lambda match: names.by_id.get(match[0], match[0]), words)
    blocks, attachments, files = said.get("blocks"), said.get("attachments"), details.get("files")
    if words and not (attachments or files) and (not blocks or _is_rich_text_alone(blocks)):
        return words
    parts = [words] if words else []
    if blocks and not (words and _is_rich_text_alone(blocks)):
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
    parts += _file_words(files, words)
    return "\n".join(strings(*parts)) or "\n".join(strings(*previews))


def _is_rich_text_alone(blocks: object) -> bool:
    """Return whether blocks only repeat the text, as a person's do; a bot's say more than its summary."""
    if isinstance(blocks, list):
        for block in blocks:
            if isinstance(block, dict) and block.get("type") != "rich_text":
                return False
    return True


def _file_words(files: object, words: str) -> Iterator[str]:
    for file in dicts(files):
        title = str(file["title"])
        if title not in words:
            yield f"File: {title}"
        if preview := file.get("preview"):
            yield str(preview)


_BESIDE = frozenset({"edited", "reply_count", "reactions", "files", "file", "room"})


def _collect(said: Mapping[str, object], details: dict[str, object], names: Names) -> None:
    """Add what stands beside a message's words: edits, replies, reactions, files, a huddle."""
    if said.keys().isdisjoint(_BESIDE):
        return
    edited = said.get("edited")
    if isinstance(edited, dict) and (at := instant(edited.get("ts"))):
        details["edited_at"] = at.isoformat()
    if type(replies := said.get("reply_count")) is int and replies:
        details["reply_count"] = replies
    if reactions := dicts(said.get("reactions")):
        details["reactions"] = {str(each.get("name")): _people(each.get("users")) for each in reactions}
    old_file = said.get("file")
    if files := dicts(said.get("files")) or dicts([old_file]):
        details["files"] = [_file(file) for file in files]
    room = said.get("room")
    if isinstance(room, dict):
        details["huddle"] = {
            "began_at": _stamp(room.get("date_start")),
            "ended_at": _stamp(room.get("date_end")),
            "people": _people(room.get("participant_history")) or _people(room.get("participants")),
        }


def _people(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _stamp(seconds: object) -> str:
    at = instant(seconds)
    return at.isoformat() if at and at.timestamp() else ""


def _file(file: Mapping[str, object]) -> dict[str, str]:
    """Return a file's name, type and address; its private address carries a secret and stays in the raw."""
    name = next(strings(file.get("title"), file.get("name"), file.get("id")), "unnamed")
    kept = {"title": name, "type": next(strings(file.get("mimetype"), file.get("filetype")), "")}
    kept["url"] = next(strings(file.get("permalink")), "")
    if file.get("mode") == "snippet":
        kept["preview"] = next(strings(file.get("preview")), "")[:_PREVIEW]
    return kept
