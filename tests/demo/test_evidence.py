"""The demo's evidence files have the shapes that the tools give."""

import csv
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from demo import others, story
from demo.evidence import write_evidence
from demo.people import PEOPLE, PERSON

START = datetime(2026, 2, 25, 11, 59, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("evidence")
    write_evidence(found, START)
    return found


@pytest.fixture(scope="module")
def export(folder):
    with zipfile.ZipFile(folder / "checkout-pool-slack.zip") as archive:
        return {name: json.loads(archive.read(name)) for name in archive.namelist()}


@pytest.fixture(scope="module")
def messages(export):
    return [message for name, content in export.items() if "/" in name for message in content]


def test_the_paths_of_all_files_are_returned(tmp_path):
    written = write_evidence(tmp_path / "new" / "folder", START)

    assert sorted(path.name for path in written) == [
        "checkout-pool-alertmanager.jsonl",
        "checkout-pool-call.vtt",
        "checkout-pool-cluster.json",
        "checkout-pool-github.jsonl",
        "checkout-pool-pagerduty.json",
        "checkout-pool-slack.zip",
        "checkout-pool-statuspage.json",
        "checkout-pool-tickets.csv",
        "orders-api-p99.png",
    ]
    assert all(path.stat().st_size > 400 for path in written)


@pytest.mark.parametrize("evidence", [story.EVIDENCE, others.EVIDENCE], ids=lambda evidence: evidence.slug)
def test_the_same_start_gives_the_same_bytes(tmp_path, evidence):
    first = write_evidence(tmp_path / "a", START, evidence)
    second = write_evidence(tmp_path / "b", START, evidence)

    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_another_start_moves_every_message(tmp_path, messages):
    later = START + timedelta(days=1)
    write_evidence(tmp_path, later)

    with zipfile.ZipFile(tmp_path / "checkout-pool-slack.zip") as archive:
        name = next(n for n in archive.namelist() if n.startswith("incident-"))
        moved = json.loads(archive.read(name))

    assert name.endswith("/2026-02-26.json")
    assert float(moved[0]["ts"]) == pytest.approx(later.timestamp() + 664, abs=1)


def test_a_start_without_a_zone_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no time zone"):
        write_evidence(tmp_path, datetime(2026, 2, 25, 11, 59))  # noqa: DTZ001


def test_the_export_names_its_people_and_channels(export):
    users = {user["id"]: user for user in export["users.json"]}
    channels = {channel["name"]: channel for channel in export["channels.json"]}

    assert {person.slack_id for person in PEOPLE} <= set(users)
    assert users[PERSON["renata"].slack_id]["tz_offset"] == -8 * 3600
    assert {name.split("/")[0] for name in export if "/" in name} == set(channels)
    assert {member for channel in channels.values() for member in channel["members"]} <= set(users)


def test_each_message_is_in_the_file_of_its_day_in_order(export):
    for name, content in export.items():
        if "/" not in name:
            continue
        instants = [float(message["ts"]) for message in content]
        day = {datetime.fromtimestamp(at, UTC).date().isoformat() for at in instants}
        assert day == {name.split("/")[1].removesuffix(".json")}
        assert instants == sorted(instants)


def test_every_message_has_the_required_fields(messages):
    for message in messages:
        assert message["type"] == "message"
        assert re.fullmatch(r"\d{10}\.\d{6}", message["ts"])
        assert message.get("text") or message.get("blocks") or message.get("attachments")
        assert message.get("user") or message.get("bot_id")
    assert len({message["ts"] for message in messages}) == len(messages)


def test_people_write_with_blocks_and_profiles(messages):
    written = [message for message in messages if "client_msg_id" in message]

    assert len(written) > 100
    assert len({message["client_msg_id"] for message in written}) == len(written)
    assert all(message["blocks"][0]["type"] == "rich_text" for message in written)
    assert all(message["blocks"][0]["elements"] for message in written)
    assert all(message["user_profile"]["real_name"] for message in written)


def test_the_export_holds_every_shape_of_a_modern_one(messages):
    subtypes = {message.get("subtype") for message in messages}

    assert {"bot_message", "channel_join", "channel_topic", "tombstone", "thread_broadcast", None} <= subtypes
    assert any("bot_profile" in message for message in messages)
    assert any("edited" in message for message in messages)
    assert any(message.get("files") for message in messages)
    assert any(message.get("reactions") for message in messages)
    assert any(message.get("attachments") for message in messages)


def test_threads_add_up(messages):
    by_ts = {message["ts"]: message for message in messages}

    parents = [message for message in messages if message.get("thread_ts") == message["ts"]]

    assert len(parents) >= 8
    for parent in parents:
        replies = [m for m in messages if m.get("thread_ts") == parent["ts"] and m is not parent]
        assert parent["reply_count"] == len(replies) == len(parent["replies"])
        assert {reply["ts"] for reply in parent["replies"]} == {reply["ts"] for reply in replies}
        assert parent["latest_reply"] == max(reply["ts"] for reply in replies)
    assert all(m["thread_ts"] in by_ts for m in messages if "thread_ts" in m)


def test_mentions_are_marked_up_and_a_handle_of_nobody_stays_plain(messages):
    texts = [message["text"] for message in messages]

    assert any("<@U04QBHANA9> please join us" in text for text in texts)
    assert any(text.startswith("@data-oncall could one of you") for text in texts)
    assert any(re.search(r"<#C\w+\|team-database>", text) for text in texts)
    assert not any(re.search(r"(?<!<)@(hana|joost|renata)\b", text) for text in texts)


def test_code_becomes_a_preformatted_block(messages):
    fenced = [message for message in messages if message["text"].startswith("```")]

    kinds = {element["type"] for message in fenced for element in message["blocks"][0]["elements"]}

    assert len(fenced) >= 3
    assert kinds == {"rich_text_preformatted"}


def test_webhooks_are_the_five_kinds_with_what_each_needs(folder):
    lines = (folder / "checkout-pool-github.jsonl").read_text(encoding="utf-8").splitlines()
    payloads = [json.loads(line) for line in lines]

    assert all({"repository", "sender"} <= set(payload) for payload in payloads)
    by_kind = {
        "deployment_status": [p for p in payloads if "deployment_status" in p],
        "deployment": [p for p in payloads if "deployment" in p and "deployment_status" not in p],
        "release": [p for p in payloads if "release" in p],
        "push": [p for p in payloads if "commits" in p],
        "workflow_run": [p for p in payloads if p.get("workflow_run")],
    }
    assert all(by_kind.values())
    assert sum(map(len, by_kind.values())) == len(payloads)
    deployments = {p["deployment"]["id"] for p in by_kind["deployment"]}
    assert {p["deployment"]["id"] for p in by_kind["deployment_status"]} <= deployments
    assert all(isinstance(p["repository"]["pushed_at"], int) for p in by_kind["push"])
    assert all(p["head_commit"]["id"] == p["after"] for p in by_kind["push"])


def test_alerts_keep_fractions_of_a_second(folder):
    lines = (folder / "checkout-pool-alertmanager.jsonl").read_text(encoding="utf-8").splitlines()
    alerts = [alert for line in lines for alert in json.loads(line)["alerts"]]

    assert {"alertname", "service", "severity"} == set(alerts[0]["labels"])
    assert "2026-02-25T12:02:20.417Z" in [alert["startsAt"] for alert in alerts]
    assert "2026-02-25T12:25:02.008Z" in [alert["endsAt"] for alert in alerts]


def test_tables_have_a_header_and_times_with_a_zone(folder):
    with (folder / "checkout-pool-tickets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) >= 4
    assert all(datetime.fromisoformat(row["Opened at"]).tzinfo for row in rows)
