"""A channel that DiscordChatExporter saved is told as it stood there."""

import json
from pathlib import Path

import pytest

from secondsight.integrations.discord.parse import DiscordChannel
from secondsight.record.rules.evidence import Item, ReadOptions
from tests.integrations import reading
from tests.integrations.discord.sample import PEOPLE, SAMPLES, channel, message

DISCORD = DiscordChannel()


def item(tmp_path: Path, who: str = "101", **fields: object) -> Item:
    """Return the item of one message."""
    return reading.item(tmp_path, DISCORD, channel(message(who, **fields)))


def test_a_message_is_told_with_author_time_and_address(tmp_path: Path) -> None:
    found = item(tmp_path)

    assert (found.key, found.text) == ("discord:1427600000000000001", "the pool is dry")
    assert (found.author_id, found.author_name, found.is_bot) == ("101", "Ida Moreau", False)
    assert found.occurred_at == reading.at("2026-10-14T14:02:11.123+00:00")
    assert (found.channel, found.thread, found.details) == ("incident-42", "", {})
    assert found.url == "https://discord.com/channels/7/31/1427600000000000001"


def test_the_sample_is_recognised_by_nobody_else_and_read_whole(tmp_path: Path) -> None:
    assert reading.claims(tmp_path, SAMPLES["discord"]) == ["discord"]

    found = reading.items(tmp_path, DISCORD, SAMPLES["discord"])

    assert [(each.text, each.place) for each in found] == [
        ("the pool is dry", "messages 1"),
        ("restarting", "messages 2"),
        ("Joined the server.", "messages 3"),
    ]
    assert [each.thread for each in found] == ["", "discord:1427600000000000001", ""]
    assert found[2].details == {"subtype": "system_event", "event": "GuildMemberJoin"}


def test_parts_of_one_export_bring_the_same_keys(tmp_path: Path) -> None:
    parts = [channel(message()), channel(message(), message(id="2"))]

    for content in (json.dumps(parts), "".join(json.dumps(part, indent=1) for part in parts)):
        keys = [each.key for each in reading.items(tmp_path, DISCORD, content)]

        assert keys == ["discord:1427600000000000001", "discord:1427600000000000001", "discord:2"]


def test_markup_is_read_as_people_see_it(tmp_path: Path) -> None:
    found = item(
        tmp_path,
        content="<@102> <@!999> see <#31> <:dry:42> since <t:1791986531:R> if a < b",
        mentions=[PEOPLE["102"]],
    )

    assert found.text == "@Bo Lindqvist @999 see #31 :dry: since 2026-10-14 14:02 UTC if a < b"


def test_a_bots_embed_is_read_out(tmp_path: Path) -> None:
    embed = {
        "title": "[FIRING:1] HighLatency",
        "url": "https://graphs.example/1",
        "timestamp": None,
        "description": "p99 above 2 s",
        "author": {"name": "Alertmanager"},
        "fields": [{"name": "Service", "value": "checkout", "isInline": True}],
        "footer": {"text": "prod"},
    }

    found = item(tmp_path, "201", content="", embeds=[embed])

    assert (found.author_name, found.is_bot) == ("Lantern Alerts", True)
    assert found.text.splitlines() == [
        "Alertmanager",
        "[FIRING:1] HighLatency (https://graphs.example/1)",
        "p99 above 2 s",
        "Service: checkout",
        "prod",
    ]


def test_a_links_preview_is_not_what_a_person_said(tmp_path: Path) -> None:
    preview = {"title": "Runbook", "url": "https://wiki.example/p", "description": "Long text"}

    assert item(tmp_path, content="see https://wiki.example/p", embeds=[preview]).text == (
        "see https://wiki.example/p"
    )


def test_files_stickers_edits_pins_and_reactions_are_kept(tmp_path: Path) -> None:
    found = item(
        tmp_path,
        content="",
        timestampEdited="2026-10-14T14:05:00+00:00",
        isPinned=True,
        attachments=[{"id": "1", "url": "https://cdn.example/p99.png", "fileName": "p99.png"}],
        stickers=[{"id": "2", "name": "this is fine", "format": "Png"}],
        reactions=[{"emoji": {"id": None, "name": "👀"}, "count": 2, "users": [PEOPLE["101"], {"id": "9"}]}],
    )

    assert found.text == "File: p99.png\nSticker: this is fine"
    assert found.details == {
        "edited_at": "2026-10-14T14:05:00+00:00",
        "pinned": True,
        "reactions": {"👀": ["Ida Moreau", "9"]},
        "files": [{"title": "p99.png", "type": "", "url": "https://cdn.example/p99.png"}],
    }


def test_a_forwarded_message_is_quoted_and_no_reply(tmp_path: Path) -> None:
    forwarded = {"content": "db-1 is\nout", "timestamp": "2026-10-14T13:00:00+00:00", "embeds": []}

    found = item(tmp_path, content="", forwardedMessage=forwarded, reference={"messageId": "5"})

    assert (found.text, found.thread) == ("> db-1 is\n> out", "")


@pytest.mark.parametrize(
    ("kind", "words"), [("Call", "Started a call"), ("ChannelPinnedMessage", "Pinned a message")]
)
def test_what_discord_notes_by_itself_is_told_though_it_has_no_words(
    tmp_path: Path, kind: str, words: str
) -> None:
    found = item(
        tmp_path,
        type=kind,
        content="",
        callEndedTimestamp="2026-10-14T15:00:00+00:00",
        reference={"messageId": "5", "channelId": "31"},
    )

    assert (found.text, found.thread) == (words, "")
    assert found.details["subtype"] == "system_event"
    assert found.details["ended_at"] == "2026-10-14T15:00:00+00:00"
    assert found.details["of"] == "discord:5"


def test_a_thread_is_named_after_its_channel(tmp_path: Path) -> None:
    thread = channel(message(), type="GuildPublicThread", category="incident-42", name="database")

    assert reading.item(tmp_path, DISCORD, thread).channel == "incident-42 / database"
    alone = reading.item(tmp_path, DISCORD, [message()], ReadOptions(channel="war-room"))
    assert (alone.channel, alone.url) == ("war-room", "")


def test_hostile_fields_are_left_out_with_their_reason_or_passed_over(tmp_path: Path) -> None:
    content = channel(
        message(id=None),
        message(timestamp="soon"),
        message(content={"a": 1}),
        message(
            content="<t:999999999999:R>", embeds=[1], reactions={}, mentions=[[]], reference=[], type=7.5
        ),
        {"id": "1", "timestamp": 4},
        None,
    )

    found = reading.read(tmp_path, DISCORD, content)

    assert [reason for _, reason in reading.left_out(found)] == [
        "no id",
        "time not understood",
        "nothing in it",
        "not a message of Discord",
        "not a message of Discord",
    ]
    assert [each.text for each in found if isinstance(each, Item)] == ["<t:999999999999:R>"]
