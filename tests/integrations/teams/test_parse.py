"""Messages of Microsoft Teams, as Graph lists them, are told as they stood in the channel."""

import json
from pathlib import Path

import pytest

from secondsight.integrations.teams.parse import TeamsMessages
from secondsight.record.rules.evidence import Item, LeftOut, NeedsAnswer, ReadOptions
from tests.integrations import reading
from tests.integrations.teams.sample import BO, CHANNEL, IDA, SAMPLES, html, message, page, system, user

TEAMS = TeamsMessages()
ONE = f"teams:{CHANNEL}:1791986531000"


def item(tmp_path: Path, **fields: object) -> Item:
    """Return the item of one message."""
    return reading.item(tmp_path, TEAMS, page(message(**fields)))


def test_a_message_is_told_with_author_time_and_address(tmp_path: Path) -> None:
    found = item(tmp_path)

    assert (found.key, found.kind, found.text) == (ONE, "message", "the pool is dry")
    assert (found.author_id, found.author_name, found.is_bot) == (IDA, "Ida Moreau", False)
    assert found.occurred_at == reading.at("2026-10-14T14:02:11.020+00:00")
    assert found.url == "https://teams.microsoft.example/l/message/1791986531000"
    assert (found.place, found.thread, found.details) == ("line 1, value 1", "", {})


def test_the_sample_is_recognised_by_nobody_else_and_read_whole(tmp_path: Path) -> None:
    assert reading.claims(tmp_path, SAMPLES["teams"]) == ["teams"]

    found = reading.items(tmp_path, TEAMS, SAMPLES["teams"])

    assert [(each.text, each.thread) for each in found] == [
        ("@Bo Lindqvist, the pool is dry", ""),
        ("the pool is dry", ONE),
        ("A call started", ""),
    ]


def test_replies_have_one_key_nested_or_listed_on_their_own(tmp_path: Path) -> None:
    reply = message(id="1791986540000", replyToId="1791986531000", **{"from": user(BO)})

    nested = reading.items(tmp_path, TEAMS, page(message(replies=[reply])))[1]
    listed = reading.item(tmp_path, TEAMS, page(reply))

    assert nested.key == listed.key == f"teams:{CHANNEL}:1791986531000:1791986540000"
    assert nested.thread == listed.thread == ONE
    assert nested.place == "line 1, value 1, reply 1"
    assert json.loads(nested.raw) == reply


@pytest.mark.parametrize("write", [json.dumps, lambda pages: "\n".join(map(json.dumps, pages))])
def test_pages_may_come_in_a_list_or_one_a_line(tmp_path: Path, write: object) -> None:
    assert callable(write)
    content = write([page(message()), page(message(id="2")), page()])

    assert [each.key for each in reading.items(tmp_path, TEAMS, content)] == [ONE, f"teams:{CHANNEL}:2"]


def test_markup_is_read_as_it_stands_on_the_page(tmp_path: Path) -> None:
    content = (
        '<div><div><at id="0">Bo</at> <at id="1">Lindqvist</at> see '
        '<a href="https://graphs.example/1">p99</a> '
        '<emoji id="fire" alt="🔥" title="Fire"></emoji></div>\n<p>&nbsp;</p>'
        '<codeblock class="Sql"><code>SELECT 1;<br>  -- dry</code></codeblock><ul><li>restart</li></ul>'
        '<img alt="image" src="https://graph.microsoft.example/hostedContents/1/$value"></div>'
    )
    mentions = [{"id": number, "mentioned": user(BO)} for number in (0, 1)]

    assert item(tmp_path, body=html(content), mentions=mentions).text.splitlines() == [
        "@Bo Lindqvist see p99 (https://graphs.example/1) 🔥",
        "",
        "```",
        "SELECT 1;",
        "  -- dry",
        "```",
        "- restart",
        "image",
    ]


def test_an_adaptive_card_is_read_out(tmp_path: Path) -> None:
    card = {
        "type": "AdaptiveCard",
        "body": [
            {"type": "TextBlock", "text": "**HighLatency** firing"},
            {"type": "ColumnSet", "columns": [{"items": [{"type": "TextBlock", "text": "checkout"}]}]},
            {"type": "FactSet", "facts": [{"title": "Severity:", "value": "page"}]},
            {"type": "RichTextBlock", "inlines": ["p99 ", {"type": "TextRun", "text": "2.4 s"}]},
        ],
        "actions": [
            {"type": "Action.OpenUrl", "title": "Dashboard", "url": "https://graphs.example/1"},
            {"type": "Action.Submit", "title": "Acknowledge", "data": {}},
        ],
    }
    attachment = {
        "id": "a1",
        "contentType": "application/vnd.microsoft.card.adaptive",
        "content": json.dumps(card),
    }
    bot = {"user": None, "application": {"id": "b1", "displayName": "Lantern Alerts"}}

    found = item(
        tmp_path, body=html('<attachment id="a1"></attachment>'), attachments=[attachment], **{"from": bot}
    )

    assert (found.author_name, found.is_bot) == ("Lantern Alerts", True)
    assert found.text.splitlines() == [
        "**HighLatency** firing",
        "checkout",
        "Severity: page",
        "p99 2.4 s",
        "Dashboard (https://graphs.example/1)",
    ]


def test_a_connectors_card_is_read_out(tmp_path: Path) -> None:
    card = {
        "title": "Deploy 4.18",
        "sections": [{"activityTitle": "by Bo", "facts": [{"name": "Env", "value": "prod"}]}],
        "potentialAction": [{"@type": "HttpPOST", "name": "Roll back"}],
    }
    attachment = {
        "contentType": "application/vnd.microsoft.teams.card.o365connector",
        "content": json.dumps(card),
    }

    assert item(tmp_path, body=html(""), attachments=[attachment]).text == "Deploy 4.18\nby Bo\nEnv: prod"


def test_a_file_and_a_quoted_message_are_named(tmp_path: Path) -> None:
    quote = {
        "id": "1791986000000",
        "contentType": "messageReference",
        "content": json.dumps(
            {"messagePreview": "is it down?", "messageSender": {"user": {"displayName": "Bo Lindqvist"}}}
        ),
    }
    file = {
        "id": "f1",
        "contentType": "reference",
        "contentUrl": "https://files.example/p99.png",
        "name": "p99.png",
    }

    found = item(tmp_path, body=html("yes"), attachments=[quote, file], chatId=None)

    assert found.text == "> Bo Lindqvist: is it down?\nyes\nFile: p99.png"
    assert found.thread == f"teams:{CHANNEL}:1791986000000"
    assert found.details["files"] == [
        {"title": "p99.png", "type": "", "url": "https://files.example/p99.png"}
    ]


def test_a_subject_edits_importance_and_reactions_are_kept(tmp_path: Path) -> None:
    found = item(
        tmp_path,
        subject="Checkout is down",
        importance="urgent",
        lastEditedDateTime="2026-10-14T14:05:00Z",
        reactions=[
            {"reactionType": "like", "user": {"user": {"id": IDA, "displayName": None}}},
            {"reactionType": "like", "user": {"user": {"id": "somebody-else"}}},
        ],
    )

    assert (found.title, found.text) == ("Checkout is down", "Checkout is down\nthe pool is dry")
    assert found.details == {
        "edited_at": "2026-10-14T14:05:00+00:00",
        "importance": "urgent",
        "reactions": {"like": ["Ida Moreau", "somebody-else"]},
    }


def test_a_deletion_is_an_item_at_its_own_time(tmp_path: Path) -> None:
    gone = item(tmp_path, deletedDateTime="2026-10-14T14:09:00.5Z", body=html(""))
    kept = reading.items(tmp_path, TEAMS, page(message(deletedDateTime="2026-10-14T14:09:00.5Z")))

    assert (gone.key, gone.text) == (f"{ONE}:deleted", "Deleted a message")
    assert gone.occurred_at == reading.at("2026-10-14T14:09:00.500+00:00")
    assert gone.details == {"subtype": "message_deleted", "of": ONE}
    assert [(each.key, each.text) for each in kept] == [
        (ONE, "the pool is dry"),
        (f"{ONE}:deleted", "Deleted a message: the pool is dry"),
    ]


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (system("membersAdded", members=[{"id": IDA}, {"id": "x"}], initiator=user(BO)), "Added 2 people"),
        (system("membersJoined", members=[{"id": "x", "displayName": "Noor Haddad"}]), "Noor Haddad joined"),
        (system("membersLeft", members=[{"id": "x"}]), "somebody left"),
        (
            system("callEnded", callDuration="PT32M5S", callParticipants=[{"participant": user(IDA)}]),
            "A call ended after 32:05; in it: Ida Moreau",
        ),
        (
            system(
                "callRecording", callRecordingDisplayName="Call.mp4", callRecordingUrl="https://r.example"
            ),
            "A recording of the call: Call.mp4 (https://r.example)",
        ),
        (system("chatRenamed", chatDisplayName="checkout outage"), "Named the chat checkout outage"),
        (system("teamJoiningEnabled"), "Teams noted: team joining enabled"),
        (system("callEnded", callDuration="a while"), "A call ended"),
    ],
)
def test_what_teams_notes_by_itself_is_told(tmp_path: Path, event: object, words: str) -> None:
    found = reading.item(tmp_path, TEAMS, page(event))

    assert found.text == words
    assert found.details["subtype"] == "system_event"


def test_a_channel_goes_by_its_name_once_it_was_mentioned(tmp_path: Path) -> None:
    mention = {"id": 0, "mentioned": {"conversation": {"id": CHANNEL, "displayName": "incident-42"}}}

    first, second = reading.items(tmp_path, TEAMS, page(message(id="1"), message(id="2", mentions=[mention])))

    assert (first.channel, second.channel) == (CHANNEL, "incident-42")
    assert (
        reading.item(tmp_path, TEAMS, page(message()), ReadOptions(channel="war room")).channel == "war room"
    )


def test_the_channel_is_taken_from_the_answer_or_asked_for(tmp_path: Path) -> None:
    nowhere = message(channelIdentity=None)

    assert reading.item(tmp_path, TEAMS, page(nowhere)).key == ONE
    with pytest.raises(NeedsAnswer, match="“the pool is dry”") as caught:
        reading.items(tmp_path, TEAMS, [nowhere])
    assert [ask.field for ask in caught.value.asks] == ["channel"]
    told = ReadOptions(channel=CHANNEL)
    assert reading.item(tmp_path, TEAMS, [nowhere], told).key == ONE
    assert item(tmp_path, channelIdentity=None, chatId="19:chat@unq.gbl.spaces").key.startswith(
        "teams:19:chat@"
    )


def test_one_files_names_are_not_known_in_the_next(tmp_path: Path) -> None:
    reading.items(tmp_path, TEAMS, page(message()))

    [event] = reading.items(tmp_path, TEAMS, page(system("membersLeft", members=[{"id": IDA}])))

    assert event.text == "somebody left"


def test_hostile_fields_are_left_out_with_their_reason_or_passed_over(tmp_path: Path) -> None:
    deep = json.dumps({"type": "AdaptiveCard", "body": []})
    for _ in range(40):
        deep = '{"items": [' + deep + "]}"
    card = {"contentType": "application/vnd.microsoft.card.adaptive", "content": deep, "id": [1]}
    found = reading.read(
        tmp_path,
        TEAMS,
        page(
            message(id=None),
            message(createdDateTime="0001-01-01"),
            message(body=7),
            message(
                attachments=[card, None, {"content": "{" * 5000}], mentions={}, reactions=[1, {"user": 2}]
            ),
            {"id": "1", "displayName": "a channel"},
            "text",
        ),
    )

    assert [each.reason for each in found if isinstance(each, LeftOut)] == [
        "no id",
        "time not understood",
        "nothing in it",
        "not a message of Microsoft Teams",
        "not a message of Microsoft Teams",
    ]
    assert [each.text for each in found if isinstance(each, Item)] == ["the pool is dry"]
