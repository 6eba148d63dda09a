"""What is read of a record of an export; the rest of it, most of its text, is passed over."""

from typing import Any, Literal, TypedDict

import msgspec


class Message(TypedDict, total=False):
    """The fields that become part of an item."""

    type: Any
    subtype: Any
    ts: Any
    user: Any
    text: Any
    thread_ts: Any
    broadcast_thread_ts: Any
    permalink: Any
    username: Any
    attachments: Any
    files: Any
    file: Any
    edited: Any
    reply_count: Any
    reactions: Any
    pinned_to: Any
    room: Any
    bot_id: Any
    bot_profile: Any
    comment: Any
    message: Any
    previous_message: Any
    original: Any
    deleted_ts: Any
    # They repeat the text or the list of people, mostly: `opened` where they do not.
    blocks: msgspec.Raw
    user_profile: msgspec.Raw


class _RichText(msgspec.Struct):
    type: Literal["rich_text"]


_rich_texts = msgspec.json.Decoder(list[_RichText])


def opened(value: object) -> object:
    """Return what a field says, whether it was opened before or not."""
    return msgspec.json.decode(value) if isinstance(value, msgspec.Raw) else value


def is_rich_text_alone(blocks: object) -> bool:
    """Return whether blocks only repeat the text, as a person's do; a bot's say more than its summary."""
    if isinstance(blocks, msgspec.Raw):
        try:
            _rich_texts.decode(blocks)
        except msgspec.ValidationError:
            blocks = opened(blocks)
        else:
            return True
    if isinstance(blocks, list):
        for block in blocks:
            if isinstance(block, dict) and block.get("type") != "rich_text":
                return False
    return True
