"""What a Discord message says: mentions by name, embeds and files read out."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from secondsight.record.rules.payload import Payload, part, parts, text, word

_MARKUP = re.compile(r"<(?:(@!?|@&|#)(\d{1,20})|a?(:\w{1,64}:)\d{1,20}|t:(\d{1,12})(?::[a-zA-Z])?)>")
# What an export says of the messages that Discord makes by itself, where it gives them no words.
_UNSAID = {
    "GuildMemberJoin": "Joined the server",
    "ChannelPinnedMessage": "Pinned a message",
    "ThreadCreated": "Started a thread",
    "Call": "Started a call",
    "RecipientAdd": "Added somebody",
    "RecipientRemove": "Removed somebody",
    "ChannelNameChange": "Changed the channel's name",
    "ChannelIconChange": "Changed the channel's picture",
}
_SAID = {
    "Default",
    "Reply",
    "ChatInputCommand",
    "ContextMenuCommand",
    "ThreadStarterMessage",
    "0",
    "19",
    "20",
    "23",
}


def is_said(kind: str) -> bool:
    """Return whether somebody wrote a message of this kind, rather than Discord by itself."""
    return kind in _SAID or not kind


def words_of(message: Payload, kind: str, *, is_bot: bool) -> str:
    """Return a message's words, then what was forwarded, embedded, attached, or stuck to it."""
    content = plain(text(message, "content"), message)
    parts_said = [content]
    forwarded = part(message, "forwardedMessage")
    if forwarded:
        inner = [plain(text(forwarded, "content"), forwarded), *_beside(forwarded, "", is_bot=True)]
        parts_said.append("\n".join(f"> {line}" for each in inner for line in each.splitlines()))
    parts_said += _beside(message, content, is_bot=is_bot)
    said = "\n".join(filter(None, parts_said))
    return said or _UNSAID.get(kind, "")


def plain(words: str, message: Payload) -> str:
    """Return a text with mentions as names, custom emoji as ":name:" and stamps as times in UTC."""
    if "<" not in words:
        return words
    names = {word(each, "id"): text(each, "nickname", "name") for each in parts(message, "mentions")}
    return _MARKUP.sub(lambda match: _reference(match, names), words)


def _reference(match: re.Match[str], names: Mapping[str, str]) -> str:
    sign, target, emoji, stamp = match.groups()
    if emoji:
        return emoji
    if stamp:
        try:
            return f"{datetime.fromtimestamp(int(stamp), UTC):%Y-%m-%d %H:%M} UTC"
        except (OverflowError, ValueError, OSError):
            return match[0]
    return sign[0] + (names.get(target) or target)


def _beside(message: Payload, content: str, *, is_bot: bool) -> Iterator[str]:
    for embed in parts(message, "embeds"):
        address = text(embed, "url")
        # A link's preview is not what a person said.
        if is_bot or not content or not address or address not in content:
            yield _embed_words(embed)
    for file in parts(message, "attachments"):
        yield f"File: {text(file, 'fileName', 'url') or 'unnamed'}"
    for sticker in parts(message, "stickers"):
        yield f"Sticker: {text(sticker, 'name') or 'unnamed'}"


def _embed_words(embed: Payload) -> str:
    title, address = text(embed, "title"), text(embed, "url")
    lines = [
        text(part(embed, "author"), "name"),
        f"{title} ({address})" if title and address else title or address,
        text(embed, "description"),
        *(": ".join(filter(None, (text(f, "name"), word(f, "value")))) for f in parts(embed, "fields")),
        text(part(embed, "footer"), "text"),
    ]
    return "\n".join(filter(None, lines))
