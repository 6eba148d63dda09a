"""The product's own readers take the demo's files whole, and find each piece where the demo says it is."""

import zipfile
from datetime import UTC, datetime

import pytest

from demo import others, story
from demo.evidence import places, write_evidence
from demo.generate import write_slack_export
from secondsight.integrations.github.parse import GitHubPayloads
from secondsight.integrations.slack.parse import SlackExport
from secondsight.integrations.table.parse import DelimitedTable, JsonTable
from secondsight.record.rules.evidence import Head, Item, LeftOut, ReadOptions

START = datetime(2026, 2, 25, 11, 59, tzinfo=UTC)
READERS = (SlackExport(), GitHubPayloads(), JsonTable(), DelimitedTable())


def read(path):
    """Return everything that the first reader to recognise a file makes of it."""
    members = tuple(zipfile.ZipFile(path).namelist()) if path.suffix == ".zip" else ()
    head = Head(path, path.name, path.stat().st_size, path.read_bytes()[:65536], members)
    reader = next(reader for reader in READERS if reader.recognises(head))
    mapping = reader.propose(head).mapping if reader.propose else {}
    return list(reader.read(head, ReadOptions(mapping=mapping)))


@pytest.fixture(scope="module", params=[story.EVIDENCE, others.EVIDENCE], ids=lambda evidence: evidence.slug)
def evidence(request):
    return request.param


@pytest.fixture(scope="module")
def found(evidence, tmp_path_factory):
    written = write_evidence(tmp_path_factory.mktemp("read"), START, evidence)
    return {path.name: read(path) for path in written}


def test_every_record_becomes_an_item(evidence, found):
    items = [item for items in found.values() for item in items if isinstance(item, Item)]
    left_out = [item for items in found.values() for item in items if isinstance(item, LeftOut)]

    records = (evidence.chat, evidence.alerts, evidence.changes, evidence.status, evidence.tickets)
    assert len(items) == sum(map(len, records))
    assert len({item.key for item in items}) == len(items)
    assert [left.place for left in left_out] == ["integration_logs.json"]


def test_each_piece_of_evidence_stands_where_the_demo_says(evidence, found):
    stands = {(file, item.place): item for file, items in found.items() for item in items}

    at = places(evidence, START)

    assert set(at.values()) <= set(stands)
    for message in evidence.chat:
        item = stands[at[message.key]]
        assert item.channel == message.channel
        assert int(item.occurred_at.timestamp()) == int((START + message.at).timestamp())
    for alert in evidence.alerts:
        item = stands[at[f"alert:{alert.key}"]]
        assert alert.summary in item.text
    for change in evidence.changes:
        item = stands[at[f"change:{change.key}"]]
        assert item.kind == change.kind


def test_threads_and_bots_are_recognised(found):
    items = [
        item for item in next(v for k, v in found.items() if k.endswith("zip")) if isinstance(item, Item)
    ]

    assert {item.author_name for item in items if item.is_bot} <= {
        "Lantern Alerts",
        "Ferry Deploys",
        "Slackbot",
    }
    assert any(item.is_bot for item in items)
    there = {item.key.removesuffix(":gone") for item in items}
    assert {item.thread for item in items} - {""} <= there


def test_a_generated_export_is_read_without_loss(tmp_path):
    items = read(write_slack_export(tmp_path / "export.zip", 500))

    assert len([item for item in items if isinstance(item, Item)]) == 500
    assert [item for item in items if isinstance(item, LeftOut)] == []
