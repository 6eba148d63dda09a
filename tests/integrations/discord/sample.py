"""A channel in the shape in which DiscordChatExporter saves it."""

import json

PEOPLE = {
    "101": {"id": "101", "name": "ida", "discriminator": "0000", "nickname": "Ida Moreau", "isBot": False},
    "102": {"id": "102", "name": "bo", "discriminator": "0000", "nickname": "Bo Lindqvist", "isBot": False},
    "201": {"id": "201", "name": "Lantern Alerts", "discriminator": "4711", "nickname": None, "isBot": True},
}


def message(who: str = "101", **fields: object) -> dict[str, object]:
    """Return a message, all of its fields there, as the exporter writes it."""
    whole: dict[str, object] = {
        "id": "1427600000000000001",
        "type": "Default",
        "timestamp": "2026-10-14T16:02:11.123+02:00",
        "timestampEdited": None,
        "callEndedTimestamp": None,
        "isPinned": False,
        "content": "the pool is dry",
        "author": PEOPLE[who] | {"color": "#3498DB", "roles": [], "avatarUrl": "https://cdn.example/a.png"},
        "attachments": [],
        "embeds": [],
        "stickers": [],
        "reactions": [],
        "mentions": [],
        "inlineEmojis": [],
    }
    return whole | fields


def channel(*messages: object, **fields: object) -> dict[str, object]:
    """Return the file of a channel."""
    named = {
        "id": "31",
        "type": "GuildTextChat",
        "categoryId": "30",
        "category": "Ops",
        "name": "incident-42",
    }
    return {
        "guild": {"id": "7", "name": "Quillbarrow", "iconUrl": "https://cdn.example/i.png"},
        "channel": named | {"topic": None} | fields,
        "dateRange": {"after": None, "before": None},
        "exportedAt": "2026-10-15T08:00:00.1+00:00",
        "messages": list(messages),
        "messageCount": len(messages),
    }


SAMPLES = {
    "discord": json.dumps(
        channel(
            message(),
            message(
                "102",
                id="1427600000000000002",
                type="Reply",
                content="restarting",
                reference={"messageId": "1427600000000000001", "channelId": "31", "guildId": "7"},
            ),
            message("102", id="1427600000000000003", type="GuildMemberJoin", content="Joined the server."),
        ),
        indent=2,
    ).encode()
}
