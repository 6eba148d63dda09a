"""Reads channels of Discord as DiscordChatExporter saves them: one file for each channel or thread."""

from collections.abc import Iterator

from secondsight.integrations.discord.wording import is_said, words_of
from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.payload import Payload, Unusable, identity, instant, part, parts, text, word

_NO_NAME = "a channel without a name"


class DiscordChannel(JsonReader):
    """The reader of DiscordChatExporter's JSON."""

    format = "discord"
    title = "Discord channel (DiscordChatExporter JSON)"
    noun = "a message of Discord"
    lists = ("messages",)
    about = """
A channel, thread or direct message that DiscordChatExporter saved as JSON (`--format Json`).
It may be one file or several parts.
Read: messages of people and bots with mentions, replies, forwards, embeds, files, edits, pins and reactions.
Who joined, calls, pins and threads are read as what Discord noted.
A message is known by its own id, which no other message of Discord has, so that overlapping exports merge.
A reply to a message that the file does not hold keeps the id of what it answers.
Left out: messages with nothing in them, and records without an id or a time.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether a record is a message as the exporter writes it."""
        author = part(payload, "author")
        return (
            {"id", "timestamp", "content"} <= payload.keys()
            and "id" in author
            and not author.keys().isdisjoint(("isBot", "discriminator", "nickname"))
        )

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return the message as one item."""
        author, kind = part(payload, "author"), word(payload, "type")
        is_bot = author.get("isBot") is True
        words = words_of(payload, kind, is_bot=is_bot)
        if not words:
            raise Unusable("nothing in it", "no words, embed, file or sticker")
        message_id = identity(payload)
        reference = part(payload, "reference")
        answered = word(reference, "messageId")
        details = _details(payload, kind)
        if answered and not is_said(kind):
            details["of"] = f"discord:{answered}"
        yield Item(
            key=f"discord:{message_id}",
            kind="message",
            occurred_at=instant(payload, "timestamp"),
            text=words,
            place=place,
            raw=raw,
            channel=_channel(around) or options.channel or _NO_NAME,
            author_id=word(author, "id"),
            author_name=text(author, "nickname", "name") or word(author, "id"),
            is_bot=is_bot,
            thread=f"discord:{answered}" if answered and is_said(kind) and not _is_forward(payload) else "",
            url=_address(around, message_id),
            details=details,
        )


def _is_forward(message: Payload) -> bool:
    return bool(part(message, "forwardedMessage"))


def _details(message: Payload, kind: str) -> dict[str, object]:
    details: dict[str, object] = {} if is_said(kind) else {"subtype": "system_event", "event": kind}
    for field, name in (("timestampEdited", "edited_at"), ("callEndedTimestamp", "ended_at")):
        if text(message, field):
            details[name] = instant(message, field).isoformat()
    if message.get("isPinned") is True:
        details["pinned"] = True
    reactions: dict[str, list[str]] = {}
    for each in parts(message, "reactions"):
        emoji = part(each, "emoji")
        people = [text(user, "nickname", "name") or word(user, "id") for user in parts(each, "users")]
        reactions[text(emoji, "name", "code") or "reaction"] = people
    if reactions:
        details["reactions"] = reactions
    files = [
        {"title": text(file, "fileName") or "unnamed", "type": "", "url": text(file, "url")}
        for file in parts(message, "attachments")
    ]
    if files:
        details["files"] = files
    return details


def _channel(around: Payload) -> str:
    """Return a channel's name; a thread's comes after its channel's."""
    channel = part(around, "channel")
    name, above = text(channel, "name"), text(channel, "category", "parent")
    return f"{above} / {name}" if name and above and "Thread" in text(channel, "type") else name


def _address(around: Payload, message_id: str) -> str:
    guild, channel = word(part(around, "guild"), "id"), word(part(around, "channel"), "id")
    where = guild if guild not in ("", "0") else "@me"
    return f"https://discord.com/channels/{where}/{channel}/{message_id}" if channel else ""


READERS = (DiscordChannel(),)
