"""What one record of an export becomes."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.integrations.slack.messages import Conversation, evidence
from secondsight.integrations.slack.names import Names
from secondsight.integrations.slack.stamps import instant
from secondsight.record.rules.evidence import Item, LeftOut
from tests.integrations.slack.exports import item, message, read_one

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
FIELDS = [
    "type",
    "subtype",
    "user",
    "username",
    "bot_id",
    "bot_profile",
    "user_profile",
    "text",
    "blocks",
    "attachments",
    "files",
    "file",
    "comment",
    "room",
    "message",
    "previous_message",
    "original",
    "edited",
    "reactions",
    "replies",
    "reply_count",
    "thread_ts",
    "deleted_ts",
    "permalink",
]


@given(st.integers(0, 4_000_000_000), st.integers(0, 999_999))
def test_a_stamp_keeps_its_microseconds(seconds: int, micro: int) -> None:
    expected = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds, microseconds=micro)

    assert instant(f"{seconds}.{micro:06}") == expected


@given(JSON | st.dictionaries(st.sampled_from(FIELDS), JSON) | st.fixed_dictionaries({"ts": st.just("1.5")}))
def test_any_record_is_an_item_or_left_out_with_a_reason(record: object) -> None:
    if isinstance(record, dict):
        record = {"ts": "1791986531.000200"} | record

    found = evidence(record, json.dumps(record), "a day", Conversation("C01", "x"), Names())

    if isinstance(found, LeftOut):
        assert found.reason
    else:
        assert found.text
        assert found.key.startswith("slack:C01:")


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("hello", "not a message"),
        (None, "not a message"),
        (message(ts=None), "no time"),
        (message(ts="yesterday"), "no time"),
        (message(ts="99999999999999999999"), "no time"),
        (message(type="reaction_added"), "not a message"),
        (message(text=""), "nothing in it"),
        (
            message(subtype="message_replied"),
            "a note that a thread was answered; the answer is a record of its own",
        ),
    ],
)
def test_what_is_no_evidence_is_left_out_with_its_reason(tmp_path: Path, record: object, reason: str) -> None:
    found = read_one(tmp_path, record)

    assert isinstance(found, LeftOut)
    assert (found.reason, found.channel) == (reason, "incident-42")


def test_a_stamp_written_as_a_number_keeps_its_microseconds(tmp_path: Path) -> None:
    assert item(tmp_path, ts=1433558319.000002).occurred_at.microsecond == 2


def test_a_reply_names_the_message_that_it_answers(tmp_path: Path) -> None:
    reply = item(tmp_path, thread_ts="1791986000.000100", parent_user_id="U02")
    parent = item(
        tmp_path, thread_ts="1791986531.000200", reply_count=2, replies=[{"user": "U02", "ts": "1.2"}]
    )
    broadcast = item(tmp_path, subtype="thread_broadcast", thread_ts="1791986000.000100")

    assert reply.thread == broadcast.thread == "slack:C01:1791986000.000100"
    assert (parent.thread, parent.details) == ("", {"reply_count": 2})


def test_comings_and_goings_are_kept_and_told_apart(tmp_path: Path) -> None:
    joined = item(tmp_path, subtype="channel_join", text="<@U02> has joined the channel", user="U02")

    assert joined.text == "@Bo Lindqvist has joined the channel"
    assert joined.details == {"subtype": "channel_join"}
    assert joined.author_name == "Bo Lindqvist"


def test_a_person_missing_from_the_export_goes_by_profile_or_id(tmp_path: Path) -> None:
    guest = item(tmp_path, user="U77", user_profile={"real_name": "Noor Haddad", "display_name": "noor"})
    unknown = item(tmp_path, user="U78")

    assert (guest.author_id, guest.author_name) == ("U77", "Noor Haddad")
    assert unknown.author_name == "U78"
    assert item(tmp_path, user="U03").author_name == "ama"


def test_a_bot_is_evidence_under_its_own_name(tmp_path: Path) -> None:
    hook = item(
        tmp_path, user=None, subtype="bot_message", bot_id="B01", username="Alerts", text="High latency"
    )
    app = item(tmp_path, user="U09", bot_id="B02", bot_profile={"name": "Deploys"})
    person = item(tmp_path, subtype="bot_add", bot_id="B02", text="added an integration")

    assert (hook.author_id, hook.author_name, hook.is_bot) == ("B01", "Alerts", True)
    assert (app.author_id, app.author_name, app.is_bot) == ("U09", "Deploys", True)
    assert (person.author_name, person.is_bot) == ("Ida Moreau", False)


def test_an_alert_without_text_is_read_from_its_attachments(tmp_path: Path) -> None:
    alert = item(
        tmp_path,
        user=None,
        subtype="bot_message",
        username="Alerts",
        text="",
        attachments=[
            {
                "fallback": "never shown",
                "pretext": "[FIRING:1]",
                "title": "HighLatency",
                "text": "p99 &gt; 2s on <https://graphs.example/d/1|checkout>",
                "fields": [{"title": "severity", "value": "page"}],
            },
            {"fallback": "Runbook: pool exhaustion"},
        ],
    )

    assert alert.text.splitlines() == [
        "[FIRING:1]",
        "HighLatency",
        "p99 > 2s on checkout (https://graphs.example/d/1)",
        "severity: page",
        "Runbook: pool exhaustion",
    ]


def test_an_alert_without_text_is_read_from_its_blocks(tmp_path: Path) -> None:
    alert = item(
        tmp_path,
        user=None,
        bot_id="B01",
        text="",
        blocks=[
            {"type": "header", "text": {"type": "plain_text", "text": "Pool exhausted"}},
            {"type": "divider"},
            {
                "type": "section",
                "fields": [{"type": "mrkdwn", "text": "*Service* checkout"}, {"text": "*Env* prod"}],
            },
            {
                "type": "context",
                "elements": [{"type": "mrkdwn", "text": "by <@U02>"}, {"type": "image", "alt_text": "x"}],
            },
            {"type": "actions", "elements": [{"type": "button", "text": {"text": "Acknowledge"}}]},
            {
                "type": "table",
                "rows": [[{"type": "raw_text", "text": "p99"}, {"type": "raw_text", "text": "2.4 s"}]],
            },
        ],
    )

    assert alert.text.splitlines() == [
        "Pool exhausted",
        "*Service* checkout",
        "*Env* prod",
        "by @Bo Lindqvist x",
        "p99 | 2.4 s",
    ]


def test_a_persons_rich_text_is_not_said_twice_and_read_where_there_is_no_text(tmp_path: Path) -> None:
    rich = {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "user", "user_id": "U02"},
                    {"type": "text", "text": " see "},
                    {"type": "link", "url": "https://graphs.example"},
                    {"type": "emoji", "name": "eyes"},
                ],
            },
            {
                "type": "rich_text_list",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "restart"}]},
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "roll back"}]},
                ],
            },
        ],
    }

    assert item(tmp_path, blocks=[rich]).text == "the pool is dry"
    assert item(tmp_path, text="", blocks=[rich]).text == (
        "@Bo Lindqvist see https://graphs.example:eyes:\n- restart\n- roll back"
    )


def test_a_bots_blocks_say_more_than_its_summary(tmp_path: Path) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "Deploy 4.18 failed on canary"}}

    found = item(tmp_path, user="U09", bot_id="B02", text="Deploy finished", blocks=[section])

    assert found.text == "Deploy finished\nDeploy 4.18 failed on canary"


def test_a_previewed_link_is_not_what_a_person_said(tmp_path: Path) -> None:
    preview = {"from_url": "https://wiki.example/p", "title": "Runbook", "text": "Long text"}

    assert item(tmp_path, text="see <https://wiki.example/p>", attachments=[preview]).text == (
        "see https://wiki.example/p"
    )


def test_files_are_named_and_pasted_text_is_shown_but_their_secret_addresses_are_not(tmp_path: Path) -> None:
    shot = {
        "id": "F1",
        "title": "p99.png",
        "mimetype": "image/png",
        "url_private": "https://x.example/?t=xoxe-1",
    }
    snippet = {"id": "F2", "name": "deploy.log", "mode": "snippet", "preview": "FATAL: too many connections"}

    found = item(tmp_path, text="", files=[shot, snippet])
    old = item(
        tmp_path,
        subtype="file_share",
        text="<@U01|ida> uploaded a file: <https://x.example/F1/p99.png|p99.png>",
        file=shot,
    )

    assert found.text == "File: p99.png\nFile: deploy.log\nFATAL: too many connections"
    assert old.text == "@Ida Moreau uploaded a file: p99.png (https://x.example/F1/p99.png)"
    assert "xoxe" not in json.dumps(found.details)


def test_a_comment_on_a_file_belongs_to_who_made_it(tmp_path: Path) -> None:
    found = item(
        tmp_path,
        user=None,
        subtype="file_comment",
        text="<@U02|bo> commented on U0123ABCD's file",
        comment={"user": "U02", "comment": "look at 14:02"},
        file={"id": "F1", "title": "a file"},
    )

    assert (found.author_id, found.author_name) == ("U02", "Bo Lindqvist")
    assert found.text == "@Bo Lindqvist commented on Ines Carvalho's file\nFile: a file"


def test_edits_and_reactions_stand_beside_the_words(tmp_path: Path) -> None:
    found = item(
        tmp_path,
        edited={"user": "U01", "ts": "1791986600.000000"},
        reactions=[{"name": "eyes", "users": ["U02", "U03"], "count": 2}],
    )

    assert found.details == {
        "edited_at": "2026-10-14T14:03:20+00:00",
        "reactions": {"eyes": ["U02", "U03"]},
    }


def test_an_edit_kept_as_a_record_says_what_it_changed(tmp_path: Path) -> None:
    fields = {"subtype": "message_changed", "user": None, "text": None}
    changed = {"user": "U02", "text": "it is the cache", "ts": "1791986000.000100"}

    found = item(tmp_path, **fields, message=changed, previous_message={"text": "it is the pool"})
    empty = read_one(tmp_path, message(**fields, message=changed, previous_message=changed))

    assert found.text == "Edited a message: it is the cache"
    assert (found.details["of"], found.details["before"]) == ("slack:C01:1791986000.000100", "it is the pool")
    assert found.author_id == "U02"
    assert found.key == "slack:C01:1791986000.000100:edited:1791986531.000200"
    assert isinstance(empty, LeftOut)
    assert empty.reason == "an edit that changed no words"


def test_a_deletion_kept_as_a_record_says_what_went(tmp_path: Path) -> None:
    found = item(
        tmp_path,
        subtype="message_deleted",
        user=None,
        text=None,
        deleted_ts="1791986000.000100",
        previous_message={"user": "U02", "text": "restarting db-1", "ts": "1791986000.000100"},
    )

    assert (found.text, found.author_name) == ("Deleted a message: restarting db-1", "Bo Lindqvist")
    assert found.details["of"] == "slack:C01:1791986000.000100"


@pytest.mark.parametrize(
    "change",
    [
        {"subtype": "message_deleted", "deleted_ts": "1791986000.000100"},
        {
            "subtype": "message_changed",
            "message": {
                "subtype": "tombstone",
                "text": "This message was deleted.",
                "ts": "1791986000.000100",
            },
        },
    ],
)
def test_a_deletion_is_one_thing_however_it_is_told(tmp_path: Path, change: dict[str, object]) -> None:
    before = {"user": "U02", "text": "restarting db-1", "ts": "1791986000.000100"}

    found = item(tmp_path, user=None, text=None, previous_message=before, **change)

    assert found.key == "slack:C01:1791986000.000100:deleted"
    assert found.text == "Deleted a message: restarting db-1"
    assert found.details["subtype"] == "message_deleted"


def test_what_slack_leaves_where_a_message_was_does_not_take_its_place(tmp_path: Path) -> None:
    found = item(
        tmp_path,
        subtype="tombstone",
        user="USLACKBOT",
        text="This message was deleted.",
        reply_count=2,
        thread_ts="1791986531.000200",
    )

    assert found.key == "slack:C01:1791986531.000200:gone"
    assert found.details["of"] == found.thread == "slack:C01:1791986531.000200"
    assert (found.text, found.is_bot) == ("A message stood here that was deleted", True)


def test_a_reply_whose_parent_is_missing_keeps_its_thread(tmp_path: Path) -> None:
    reply = item(tmp_path, thread_ts="1700000000.000100", text="any news?")

    assert reply.thread == "slack:C01:1700000000.000100"


def test_people_are_known_by_their_mail_addresses(tmp_path: Path) -> None:
    left = item(tmp_path, user="U0123ABCD")

    assert (left.author_name, left.details) == ("Ines Carvalho", {"author_email": "ines@shop.example"})
    assert "author_email" not in item(tmp_path, user="U02").details


def test_a_guest_named_once_is_known_from_then_on(tmp_path: Path) -> None:
    names = Names()
    profile = {"real_name": "Noor Haddad"}
    first = message(user="U77", user_profile=profile, text="hello")
    later = message(user="U01", ts="1791986532.000200", text="thanks <@U77>")

    found = [evidence(each, "{}", "a day", Conversation("C01", "x"), names) for each in (first, later)]

    assert [each.text for each in found if isinstance(each, Item)] == ["hello", "thanks @Noor Haddad"]


def test_a_person_without_a_name_in_the_list_goes_by_the_profile_in_the_message() -> None:
    names = Names(by_id={"U88": ""})
    said = message(user="U88", user_profile={"display_name": "noor"})

    found = evidence(said, "{}", "a day", Conversation("C01", "x"), names)

    assert isinstance(found, Item)
    assert found.author_name == "noor"


def test_a_pinned_message_says_so(tmp_path: Path) -> None:
    assert item(tmp_path, user="U02", pinned_to=["C01"]).details == {"pinned": True}


def test_a_shared_message_names_its_author(tmp_path: Path) -> None:
    shared = {"is_msg_unfurl": True, "author_name": "Bo Lindqvist", "text": "db-1 is out of connections"}

    assert item(tmp_path, text="", attachments=[shared]).text == "Bo Lindqvist: db-1 is out of connections"


def test_an_attachment_without_text_shows_its_blocks_or_its_picture(tmp_path: Path) -> None:
    rich = {"type": "section", "text": {"type": "mrkdwn", "text": "pool at 100 %"}}
    quoting = {"message_blocks": [{"message": {"blocks": [rich]}}], "fallback": "[no preview available]"}
    pictured = {"image_url": "https://graphs.example/p99.png"}
    linked = {"title": "#7 Pool exhausted", "title_link": "https://pages.example/7"}

    found = item(tmp_path, text="", attachments=[quoting, pictured, linked])

    assert found.text.splitlines() == [
        "pool at 100 %",
        "https://graphs.example/p99.png",
        "#7 Pool exhausted (https://pages.example/7)",
    ]


def test_rich_text_keeps_its_lists_quotes_links_and_code(tmp_path: Path) -> None:
    def part(kind: str, *elements: object, **more: object) -> dict[str, object]:
        return {"type": kind, "elements": list(elements)} | more

    def words(text: str) -> dict[str, object]:
        return {"type": "text", "text": text}

    rich = part(
        "rich_text",
        part("rich_text_section", {"type": "link", "url": "https://wiki.example/p", "text": "runbook"}),
        part(
            "rich_text_list",
            part("rich_text_section", words("drain")),
            part("rich_text_section", words("restart")),
            style="ordered",
        ),
        part("rich_text_list", part("rich_text_section", words("db-1 first")), style="bullet", indent=1),
        part("rich_text_quote", words("is it\ndown?")),
        part("rich_text_preformatted", words("FATAL: too many connections")),
    )

    assert item(tmp_path, text="", blocks=[rich]).text.splitlines() == [
        "runbook (https://wiki.example/p)",
        "1. drain",
        "2. restart",
        "  - db-1 first",
        "> is it",
        "> down?",
        "```",
        "FATAL: too many connections",
        "```",
    ]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ({"id": "F1", "mode": "tombstone"}, "File: a file that was deleted"),
        ({"id": "F1", "mode": "hidden_by_limit"}, "File: a file that the plan no longer shows"),
        ({"id": "F1", "file_access": "check_file_info"}, "File: a file of another organisation"),
        (
            {"title": "Re: outage", "mode": "email", "plain_text": "we cannot pay"},
            "File: Re: outage\nwe cannot pay",
        ),
        (
            {"title": "clip.m4a", "transcription": {"preview": {"content": "it is the pool"}}},
            "File: clip.m4a\nit is the pool",
        ),
    ],
)
def test_a_file_that_is_not_shown_says_why_and_what_can_be_read_is(
    tmp_path: Path, file: dict[str, object], words: str
) -> None:
    assert item(tmp_path, text="", files=[file]).text == words


def test_a_huddle_without_words_is_told_with_its_people(tmp_path: Path) -> None:
    room = {"date_start": 1791986531, "participant_history": ["U01", "U02"]}

    found = item(tmp_path, subtype="huddle_thread", user="USLACKBOT", text="", room=room)

    assert found.text == "A huddle started\nIn it: Ida Moreau, Bo Lindqvist"


def test_a_huddle_says_who_was_in_it(tmp_path: Path) -> None:
    room = {"date_start": 1791986531, "date_end": 0, "participant_history": ["U01", "U02"]}

    found = item(tmp_path, subtype="huddle_thread", text="A huddle started", room=room)

    assert found.details["huddle"] == {
        "began_at": "2026-10-14T14:02:11+00:00",
        "ended_at": "",
        "people": ["U01", "U02"],
    }


def test_a_real_api_event_in_full_is_an_item(shared_data: Path) -> None:
    for sample in sorted((shared_data / "evidence" / "slack-api").glob("Message*.json")):
        record = json.loads(sample.read_text())["event"] | {"ts": "1791986531.000200"}

        found = evidence(record, "{}", sample.name, Conversation("C01", "x"), Names())

        assert isinstance(found, Item | LeftOut)
