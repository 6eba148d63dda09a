"""A Slack export of any age becomes evidence, every record accounted for."""

import json
import random
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from secondsight.integrations.slack.parse import SlackExport
from secondsight.record import readers
from secondsight.record.rules.evidence import LENGTHS, Item, LeftOut, UnreadableFile
from tests.integrations.slack.exports import CHANNELS, USERS, make_export, message, read

DAY = "incident-42/2026-10-14.json"


def items(path: Path) -> list[Item]:
    """Return an export's items."""
    return [found for found in read(path) if isinstance(found, Item)]


def refusal(path: Path) -> str:
    """Return the words with which an export is refused."""
    with pytest.raises(UnreadableFile) as caught:
        list(read(path))
    assert "export.zip" in caught.value.message
    return caught.value.message


def test_a_message_is_told_with_author_channel_and_place(tmp_path: Path) -> None:
    [found] = items(make_export(tmp_path / "a", {DAY: [message()]}))

    assert (found.author_id, found.author_name, found.channel) == ("U01", "Ida Moreau", "incident-42")
    assert found.text == "the pool is dry"
    assert found.place == "incident-42/2026-10-14.json message 1"
    assert found.key == "slack:C01:1791986531.000200"
    assert found.occurred_at.isoformat() == "2026-10-14T14:02:11.000200+00:00"


def test_a_message_s_own_json_is_found_again_at_its_place_as_it_stands_there(tmp_path: Path) -> None:
    as_it_stands = '{"ts": 1791986532.0003000,  "type":"message", "user":"U01", "text":"caf\\u00e9"}'
    days = {DAY: f"[{json.dumps(message())}, {as_it_stands}]", "general/2026-10-14.json": [message()]}
    export = make_export(tmp_path / "a", days)
    first, second, third = items(export)

    told = SlackExport().told_at(export, [first.place, second.place, third.place, f"{DAY} message 9", "?"])

    assert (first.raw, second.raw, third.raw) == ("", "", "")
    assert told.keys() == {first.place, second.place, third.place}
    assert told[second.place] == as_it_stands
    assert json.loads(told[first.place]) == json.loads(told[third.place]) == message()


def test_a_message_keeps_its_own_json_where_its_place_is_too_long_to_find_it_by(tmp_path: Path) -> None:
    [found] = items(make_export(tmp_path / "a", {f"{'deep/' * 90}{DAY}": [message()]}))

    assert len(found.place) == LENGTHS["place"]
    assert json.loads(found.raw) == message()


def test_the_same_message_has_the_same_key_in_every_export(tmp_path: Path) -> None:
    renamed = [{"id": "C01", "name": "incident-42-done"}, *CHANNELS[1:]]
    exports = [
        make_export(tmp_path / "a", {DAY: [message()]}),
        make_export(tmp_path / "b", {"incident-42-done/2026-10-14.json": [message()]}, channels=renamed),
        make_export(tmp_path / "c", {"C01/2026-10-14.json": [message(text="edited since")]}),
    ]

    assert {found.key for export in exports for found in items(export)} == {"slack:C01:1791986531.000200"}


def test_one_stamp_in_two_channels_is_two_messages(tmp_path: Path) -> None:
    export = make_export(tmp_path / "a", {DAY: [message()], "general/2026-10-14.json": [message()]})

    assert len({found.key for found in items(export)}) == 2


def test_everything_may_lie_in_one_top_folder(tmp_path: Path) -> None:
    export = make_export(
        tmp_path / "a",
        {
            f"Shop export/{DAY}": [message()],
            "Shop export/users.json": USERS,
            "Shop export/channels.json": CHANNELS,
        },
        users=None,
        channels=None,
    )

    [found] = items(export)

    assert (found.author_name, found.key) == ("Ida Moreau", "slack:C01:1791986531.000200")


def test_private_channels_and_direct_messages_have_names(tmp_path: Path) -> None:
    export = make_export(
        tmp_path / "a",
        {
            "war-room/2026-10-14.json": [message()],
            "D07/2026-10-14.json": [message()],
            "mpdm-ida--bo--ama-1/2026-10-14.json": [message()],
            "unlisted/2026-10-14.json": [message()],
        },
        groups=[{"id": "G05", "name": "war-room"}],
        dms=[{"id": "D07", "members": ["U01", "U02"]}],
        mpims=[{"id": "G06", "name": "mpdm-ida--bo--ama-1", "members": ["U01", "U02", "U03"]}],
    )

    found = {(each.channel, each.key.split(":")[1]) for each in items(export)}

    assert found == {
        ("war-room", "G05"),
        ("direct message: Ida Moreau, Bo Lindqvist", "D07"),
        ("mpdm-ida--bo--ama-1", "G06"),
        ("unlisted", "unlisted"),
    }


def test_files_that_hold_no_messages_are_left_out_by_name(tmp_path: Path) -> None:
    export = make_export(
        tmp_path / "a",
        {
            DAY: [message()],
            "integration_logs.json": [{"app_id": "A1"}],
            "incident-42/canvas_in_the_conversation.json": {},
            "incident-42/attachments/F1-graph.png": b"\x89PNG",
            "__MACOSX/incident-42/._2026-10-14.json": b"\x00\x05",
            "README.md": "hello",
        },
    )

    reasons = {found.place: found.reason for found in read(export) if isinstance(found, LeftOut)}

    assert reasons == {
        "integration_logs.json": "a log of apps, not messages",
        "incident-42/canvas_in_the_conversation.json": "not a day of messages",
        "incident-42/attachments/F1-graph.png": "not a day of messages",
        "__MACOSX/incident-42/._2026-10-14.json": "a file of the operating system",
        "README.md": "not a day of messages",
    }


def test_without_channels_json_a_channel_goes_by_its_folder(tmp_path: Path) -> None:
    [found] = items(make_export(tmp_path / "a", {DAY: [message()]}, channels=None))

    assert (found.channel, found.key) == ("incident-42", "slack:incident-42:1791986531.000200")


@pytest.mark.parametrize("channels", [CHANNELS, None])
def test_channel_folders_without_users_json_are_refused(tmp_path: Path, channels: object) -> None:
    message_ = refusal(make_export(tmp_path / "a", {DAY: [message()]}, users=None, channels=channels))

    assert "users.json is missing" in message_
    assert DAY in message_


def test_an_organisations_export_names_its_people_in_org_users_json(tmp_path: Path) -> None:
    [found] = items(make_export(tmp_path / "a", {DAY: [message()]}, users=None, org_users=USERS))

    assert found.author_name == "Ida Moreau"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'[{"type": "message", "ts": "1791986531', "breaks off"),
        (b'[{"type": "message", "text": "caf\xe9"}]', "0xe9 is not UTF-8"),
        (b"not json", "not JSON"),
        (b"", "nothing in it"),
    ],
)
def test_a_damaged_day_is_refused_with_its_name(tmp_path: Path, content: bytes, words: str) -> None:
    message_ = refusal(make_export(tmp_path / "a", {DAY: content}))

    assert DAY in message_
    assert words in message_


def test_a_day_of_one_endless_record_is_refused(tmp_path: Path) -> None:
    endless = b'[{"text": "' + random.Random(1).randbytes(9_000_000).hex().encode()

    assert "longer than" in refusal(make_export(tmp_path / "a", {DAY: endless}))


def test_an_export_is_recognised_by_its_content(tmp_path: Path) -> None:
    export = make_export(tmp_path / "holiday.png", {DAY: []})
    other = make_export(tmp_path / "slack-export.zip", {"a.csv": "time,text"}, users=None, channels=None)

    assert SlackExport().recognises(readers.inspect(export, "holiday.png"))
    assert not SlackExport().recognises(readers.inspect(other, "slack-export.zip"))


def peak_of(path: Path) -> int:
    """Return the most memory, in bytes, that reading an export takes."""
    tracemalloc.start()
    try:
        for _ in read(path):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_day_is_never_held_whole(tmp_path: Path) -> None:
    day = json.dumps([message(ts=f"1791986531.{n:06}", text=f"message {n} " * 40) for n in range(6_000)])
    peak_of(make_export(tmp_path / "warm-up", {DAY: [message()]}))

    peak = peak_of(make_export(tmp_path / "a", {DAY: day}))

    assert peak < len(day) / 2


def test_a_real_export_of_2015_is_accounted_for(shared_data: Path) -> None:
    export = shared_data / "evidence" / "slack" / "houstondatavis-export.zip"

    found = list(read(export))

    brought = [each for each in found if isinstance(each, Item)]
    left_out = Counter(each.reason for each in found if isinstance(each, LeftOut))
    assert len(brought) == 1382
    assert left_out == {"not a day of messages": 2, "a log of apps, not messages": 1}
    assert len({each.key for each in brought}) == 1382
    assert all(each.text and each.author_name for each in brought)
    assert not any("<@U" in each.text or "&amp;" in each.text for each in brought)
    by_subtype = Counter(each.details.get("subtype", "") for each in brought)
    assert (by_subtype["file_comment"], by_subtype["bot_add"], by_subtype["channel_name"]) == (6, 1, 2)
    assert {each.author_id for each in brought if each.details.get("subtype") == "file_comment"} > {
        "U061A5N1G"
    }
