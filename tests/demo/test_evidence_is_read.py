"""The product's own readers take the demo's files whole, and find each piece where the demo says it is."""

from datetime import UTC, datetime, timedelta

import pytest

from demo import others, story
from demo.evidence import places, write_evidence
from demo.generate import write_slack_export
from secondsight.integrations.apps import register_readers
from secondsight.record import readers
from secondsight.record.rules.clock_offsets import Telling, propose_offsets
from secondsight.record.rules.evidence import Document, Item, LeftOut, ReadOptions

START = datetime(2026, 2, 25, 11, 59, tzinfo=UTC)


def read(path):
    """Return everything that the first reader to recognise a file makes of it."""
    register_readers()
    head = readers.inspect(path, path.name)
    reader = readers.recognise(head)
    mapping = reader.propose(head).mapping if reader.propose else {}
    return list(readers.read(reader, head, ReadOptions(mapping=mapping)))


def every(found):
    """Return what all files hold."""
    return [each for records in found.values() for each in records]


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

    told = (
        *(evidence.chat, evidence.alerts, evidence.changes, evidence.status, evidence.tickets),
        *(evidence.pages, evidence.cluster, evidence.call),
    )
    ended = sum(alert.status == "resolved" for alert in evidence.alerts)
    # The notification that an alert has ended tells its beginning once more.
    assert len(items) == sum(map(len, told)) + ended
    assert len({item.key for item in items}) == len(items) - ended
    documents = [each for each in every(found) if isinstance(each, Document)]
    assert [each.title for each in documents] == [picture.name for picture in evidence.pictures]
    assert [left.place for left in left_out] == ["integration_logs.json"]


def test_each_piece_of_evidence_stands_where_the_demo_says(evidence, found):
    stands = {
        (file, each.place): each
        for file, records in found.items()
        for each in records
        if isinstance(each, Item)
    }

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


def test_the_worked_incident_is_told_by_eight_tools_and_a_picture(tmp_path):
    written = write_evidence(tmp_path, START)

    formats = {readers.recognise(readers.inspect(path, path.name)).format for path in written}

    assert formats == {
        *("slack-export", "github-webhook", "alertmanager", "pagerduty", "statuspage", "csv"),
        *("kubernetes-events", "webvtt", "document"),
    }


def test_the_clock_that_was_wrong_is_found_and_no_other(tmp_path):
    items = [
        item for path in write_evidence(tmp_path, START) for item in read(path) if isinstance(item, Item)
    ]
    tellings = [Telling(item.key.partition(":")[0], item.occurred_at, item.text, item.key) for item in items]

    [found] = propose_offsets(tellings)

    assert (found.source, found.against) == ("kubernetes", "github")
    assert abs(found.offset + timedelta(minutes=3)) <= timedelta(seconds=2)
