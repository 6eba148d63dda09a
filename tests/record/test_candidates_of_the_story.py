"""The worked incident's own files, read by the importers, propose what its review found (R2.4a, R3.7)."""

from datetime import UTC, datetime

import pytest

from demo.evidence import places, write_evidence
from demo.story import EVIDENCE, INCIDENT
from secondsight.integrations.apps import register_readers
from secondsight.record import readers
from secondsight.record.rules.candidates.facts import EvidenceFact
from secondsight.record.rules.candidates.proposing import propose
from secondsight.record.rules.evidence import Item, ReadOptions

START = datetime(2026, 3, 17, 11, 59, tzinfo=UTC)


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """The items by key, and for each piece of evidence that the review cites, its item's key."""
    register_readers()
    items, key_at = {}, {}
    for path in write_evidence(tmp_path_factory.mktemp("evidence"), START):
        head = readers.inspect(path, path.name)
        reader = readers.recognise(head)
        options = ReadOptions(mapping=reader.propose(head).mapping if reader.propose else {})
        for item in readers.read(reader, head, options):
            if isinstance(item, Item):
                items[item.key] = item
                key_at[path.name, item.place] = item.key
    cited = {key: key_at[place] for key, place in places(EVIDENCE, START).items() if place in key_at}
    return items, cited


def _facts(items):
    fields = EvidenceFact.__dataclass_fields__
    return [EvidenceFact(**{name: getattr(item, name) for name in fields}) for item in items.values()]


def test_most_moments_that_the_review_found_are_proposed(story):
    items, cited = story
    proposed = {key for candidate in propose(_facts(items)) for key in candidate.item_keys}

    moments = [event for event in INCIDENT.events if event.evidence]
    found = [event.key for event in moments if proposed & {cited.get(key) for key in event.evidence}]

    assert len(moments) > 25
    assert len(found) / len(moments) >= 0.8


def test_what_is_proposed_is_a_part_that_a_person_can_go_through(story):
    items, _ = story
    said = [item for item in items.values() if item.kind == "message" and not item.is_bot]

    candidates = [candidate for candidate in propose(_facts(items)) if not candidate.is_kept_back]
    of_chat = [c for c in candidates if items[c.item_keys[0]] in said]

    assert len(of_chat) <= len(said) / 5
    assert len(candidates) <= 60


def test_cake_and_badges_are_not_proposed(story):
    items, _ = story

    channels = {items[candidate.item_keys[0]].channel.lstrip("#") for candidate in propose(_facts(items))}

    assert "general" not in channels
    assert "incident-checkout-latency" in channels


def test_what_monitoring_paging_and_chat_tell_of_one_alert_is_proposed_once(story):
    items, cited = story

    [candidate] = [c for c in propose(_facts(items)) if cited["alert:latency-1"] in c.item_keys]

    assert {key.partition(":")[0] for key in candidate.item_keys} == {"alertmanager", "pagerduty", "slack"}
    assert not candidate.is_kept_back


def test_what_the_page_said_and_what_was_said_of_it_is_proposed_once(story):
    items, cited = story

    [candidate] = [c for c in propose(_facts(items)) if cited["status:investigating"] in c.item_keys]

    assert {key.partition(":")[0] for key in candidate.item_keys} == {"statuspage", "slack"}
