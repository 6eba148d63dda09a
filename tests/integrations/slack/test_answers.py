"""What Slack's API answers and tells becomes the same evidence as an export's."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from secondsight.integrations.slack.parse import SlackAnswers
from secondsight.record import readers
from secondsight.record.rules.evidence import Item, LeftOut, NeedsAnswer, ReadOptions
from tests.integrations.slack.exports import CHANNELS, USERS, make_export, message
from tests.integrations.slack.exports import read as read_export
from tests.integrations.slack.sample import CHANNEL, SAMPLES, envelope

TOLD = ReadOptions(channel=CHANNEL)


def found_in(tmp_path: Path, content: object, options: ReadOptions = TOLD) -> list[Item | LeftOut]:
    """Return what a file holds, after it was recognised; an object is written as JSON."""
    path = tmp_path / "saved.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content, indent=1).encode())
    head = readers.inspect(path, "saved.json")
    assert SlackAnswers().recognises(head)
    return list(readers.read(SlackAnswers(), head, options))


def items(found: list[Item | LeftOut]) -> list[Item]:
    return [each for each in found if isinstance(each, Item)]


def answer(*messages: Mapping[str, object], **more: object) -> dict[str, object]:
    """Return an answer of conversations.history."""
    return {"ok": True, "messages": list(messages), "has_more": False, "pin_count": 0} | more


def test_a_history_gives_the_same_keys_as_an_export_of_its_channel(tmp_path: Path) -> None:
    said = [message(), message(ts="1791986532.000100", thread_ts="1791986531.000200")]
    export = make_export(
        tmp_path / "e.zip",
        {"incident-42/2026-10-14.json": said},
        channels=[{"id": CHANNEL, "name": "incident-42"}],
    )

    history = items(found_in(tmp_path, answer(*said)))

    assert {each.key: each.thread for each in history} == {
        each.key: each.thread for each in read_export(export) if isinstance(each, Item)
    }
    assert [each.place for each in history] == ["messages 1", "messages 2"]
    assert json.loads(history[0].raw) == said[0]


@pytest.mark.parametrize(
    "told",
    [CHANNEL, f"https://shop.slack.example/archives/{CHANNEL}", f"#incident-42 ({CHANNEL})"],
)
def test_a_channel_may_be_told_by_id_link_or_both(tmp_path: Path, told: str) -> None:
    [found] = items(found_in(tmp_path, answer(message()), ReadOptions(channel=told)))

    assert found.key == f"slack:{CHANNEL}:1791986531.000200"
    assert found.channel == ("incident-42" if "#" in told else CHANNEL)


def test_a_history_asks_which_channel_it_is_of(tmp_path: Path) -> None:
    with pytest.raises(NeedsAnswer) as caught:
        found_in(tmp_path, answer(message()), ReadOptions())

    [ask] = caught.value.asks
    assert ask.field == "channel"
    assert "“the pool is dry” of 2026-10-14 14:02 UTC" in ask.words


@pytest.mark.parametrize(
    "where",
    [
        {"channel": CHANNEL},
        {"channel": {"id": CHANNEL, "name": "incident-42"}},
        {"permalink": f"https://shop.slack.example/archives/{CHANNEL}/p1791986531000200"},
        {"pinned_to": [CHANNEL]},
    ],
)
def test_a_message_that_tells_its_channel_needs_no_answer(
    tmp_path: Path, where: Mapping[str, object]
) -> None:
    [found] = items(found_in(tmp_path, answer(message(**where)), ReadOptions()))

    assert found.key == f"slack:{CHANNEL}:1791986531.000200"


def test_an_answer_that_was_saved_with_its_channel_needs_no_answer(tmp_path: Path) -> None:
    [found] = items(found_in(tmp_path, {"channel": CHANNEL} | answer(message()), ReadOptions()))

    assert found.key == f"slack:{CHANNEL}:1791986531.000200"


PAGES = [answer(message(), has_more=True), answer(message(ts="1791986532.000100"))]


@pytest.mark.parametrize(
    "content",
    [
        PAGES,
        "".join(json.dumps(page, indent=2) for page in PAGES).encode(),
        "\n".join(map(json.dumps, PAGES)).encode(),
        [message(), message(ts="1791986532.000100")],
    ],
    ids=["a list of pages", "pages one after the other", "a page a line", "the messages alone"],
)
def test_pages_may_come_in_any_way(tmp_path: Path, content: object) -> None:
    assert [each.key[-17:] for each in items(found_in(tmp_path, content))] == [
        "1791986531.000200",
        "1791986532.000100",
    ]


def test_lists_of_people_and_channels_before_the_messages_name_them(tmp_path: Path) -> None:
    pages = [
        {"ok": True, "members": [user | {"profile": user.get("profile", {})} for user in USERS]},
        {"ok": True, "channels": [channel | {"is_channel": True} for channel in CHANNELS]},
        {"ok": True, "usergroups": [{"id": "S01", "handle": "database-team"}]},
        answer(message(user="U0123ABCD", channel="C01", text="<!subteam^S01> see <#C02>")),
    ]

    found = found_in(tmp_path, pages)

    [told] = items(found)
    assert (told.author_name, told.channel) == ("Ines Carvalho", "incident-42")
    assert told.text == "@database-team see #general"
    assert told.details == {"author_email": "ines@shop.example"}
    assert {each.reason for each in found if isinstance(each, LeftOut)} == {
        "about a person, not a message",
        "about a channel, not a message",
        "about a group of people, not a message",
    }


def test_a_list_of_people_alone_is_not_read_and_said_to_be_that(shared_data: Path) -> None:
    path = shared_data / "evidence" / "slack-api" / "users.list.json"
    head = readers.inspect(path, path.name)

    assert not SlackAnswers().recognises(head)
    with pytest.raises(readers.UnreadableFile, match="a list of people from Slack's API"):
        readers.recognise(head)


def test_matches_of_a_search_are_messages(tmp_path: Path) -> None:
    match = message(channel={"id": CHANNEL, "name": "incident-42"}, username="ida")
    search = {"ok": True, "query": "pool", "messages": {"total": 1, "matches": [match]}}

    [found] = items(found_in(tmp_path, search, ReadOptions()))

    assert (found.key, found.channel) == (f"slack:{CHANNEL}:1791986531.000200", "incident-42")
    assert found.place == "record 1, match 1"


def test_events_tell_messages_edits_deletions_and_reactions(tmp_path: Path) -> None:
    earlier = {"type": "message", "user": "U01", "text": "the pol is dry", "ts": "1791986531.000200"}
    later = earlier | {"text": "the pool is dry", "edited": {"user": "U01", "ts": "1791986550.000000"}}
    events = [
        envelope(**earlier),
        envelope(subtype="message_changed", message=later, previous_message=earlier, ts="1791986550.000300"),
        envelope(type="app_mention", user="U01", text="the pol is dry", ts="1791986531.000200"),
        envelope(
            subtype="message_deleted",
            deleted_ts="1791986531.000200",
            previous_message=later,
            ts="1791986600.0004",
        ),
        envelope(
            type="reaction_added",
            user="U02",
            reaction="eyes",
            item={"type": "message", "channel": CHANNEL, "ts": "1791986531.000200"},
            event_ts="1791986540.000300",
        ),
        envelope(type="member_joined_channel", user="U02"),
    ]

    found = found_in(tmp_path, "\n".join(map(json.dumps, events)).encode(), ReadOptions())

    about = f"slack:{CHANNEL}:1791986531.000200"
    assert [(each.key, each.text) for each in items(found)] == [
        (about, "the pol is dry"),
        (f"{about}:edited:1791986550.000000", "Edited a message: the pool is dry"),
        (about, "the pol is dry"),
        (f"{about}:deleted", "Deleted a message: the pool is dry"),
        (f"{about}:reaction_added:eyes:U02:1791986540.000300", "Reacted with :eyes: to a message"),
    ]
    assert items(found)[4].occurred_at.isoformat() == "2026-10-14T14:02:20.000300+00:00"
    assert items(found)[4].details["of"] == about
    assert isinstance(found[-1], LeftOut)
    assert (found[-1].place, found[-1].detail) == ("line 6", "type member_joined_channel")


def test_an_event_in_a_sockets_wrapping_is_opened(tmp_path: Path) -> None:
    wrapped = {"envelope_id": "e1", "type": "events_api", "payload": envelope(**message())}

    assert len(items(found_in(tmp_path, wrapped, ReadOptions()))) == 1


def test_records_of_others_are_not_claimed(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    for other in (
        {"type": "message", "ts": "2026-10-14T14:02:11Z", "text": "a log line"},
        {"event": {"event_type": "incident.triggered", "id": "1"}},
        [{"id": "U1", "profile": {}}] * 5,
        {"ok": True, "messages": []},
        [{"type": ["message"], "ts": "1791986531.000200"}, {"type": {}, "item": {}}],
    ):
        path.write_text(json.dumps(other))

        assert not SlackAnswers().recognises(readers.inspect(path, "other.json"))


@pytest.mark.parametrize("sample", ["MessageBot", "MessageChanged", "MessageFileShare", "ReactionAdded"])
def test_the_vendors_own_samples_are_recognised_and_accounted_for(shared_data: Path, sample: str) -> None:
    path = shared_data / "evidence" / "slack-api" / f"{sample}Payload.json"
    head = readers.inspect(path, path.name)

    assert SlackAnswers().recognises(head)
    [found] = readers.read(SlackAnswers(), head, ReadOptions())
    assert isinstance(found, LeftOut)
    assert found.reason in ("no time", "a reaction to something else than a message")


def test_hostile_fields_are_answered(tmp_path: Path) -> None:
    hostile = message(
        channel=[CHANNEL], user={"id": 1}, pinned_to="C", text=None, blocks=7, attachments="\x00"
    )
    worse = message(ts="999999999999.000000", thread_ts=[])

    found = found_in(tmp_path, answer(hostile, worse, message(), reply={"a": None}))

    assert [type(each).__name__ for each in found] == ["LeftOut", "LeftOut", "Item"]


def test_each_sample_is_recognised_by_its_own_reader(tmp_path: Path) -> None:
    for name, content in SAMPLES.items():
        path = tmp_path / name
        path.write_bytes(content)
        head = readers.inspect(path, "a file")

        reader = readers.recognise(head)

        assert reader.format == name
        assert items(list(readers.read(reader, head, ReadOptions())))
