"""What a cluster noted becomes evidence: what happened to which object, first and last."""

import json
from pathlib import Path

import pytest

from secondsight.integrations.kubernetes.parse import KubernetesEvents
from tests.integrations import reading
from tests.integrations.kubernetes.sample import BACK_OFF, LIST, NEWER
from tests.integrations.reading import at, head_of

READER = KubernetesEvents()
BARE = {name: value for name, value in BACK_OFF.items() if name not in ("kind", "apiVersion")}


def test_an_event_that_came_often_is_its_first_and_its_last_time(tmp_path: Path) -> None:
    first, last = reading.items(tmp_path, READER, BACK_OFF)

    assert first.occurred_at == at("2026-10-14T14:02:11Z")
    assert last.occurred_at == at("2026-10-14T14:31:40Z")
    assert last.title == "BackOff: Pod shop/checkout-7d9c5b7f4d-x2x9k"
    assert last.text == (
        f"{last.title}\nBack-off restarting failed container checkout "
        "(14 times since 2026-10-14 14:02:11 UTC)"
    )
    assert (last.kind, last.channel, last.author_name, last.is_bot) == (
        "cluster_event",
        "shop",
        "kubelet",
        True,
    )
    assert (last.details["severity"], last.details["count"], last.details["host"]) == (
        "warning",
        14,
        "node-4",
    )


def test_an_event_of_the_newer_kind_keeps_its_microseconds(tmp_path: Path) -> None:
    first, last = reading.items(tmp_path, READER, NEWER)

    assert first.occurred_at == at("2026-10-14T14:03:00.123456Z")
    assert last.occurred_at == at("2026-10-14T14:05:00.654321Z")
    assert "Scaled up replica set" in first.text
    assert last.author_name == "deployment-controller"


def test_answers_taken_at_different_times_share_what_they_share(tmp_path: Path) -> None:
    once = BACK_OFF | {"count": 1, "lastTimestamp": BACK_OFF["firstTimestamp"]}

    before = {item.key for item in reading.items(tmp_path, READER, once)}
    after = {item.key for item in reading.items(tmp_path, READER, LIST)}

    assert len(before) == 1
    assert before < after


@pytest.mark.parametrize(
    "content",
    [
        LIST,
        [BACK_OFF, NEWER],
        {"kind": "EventList", "items": [BARE, NEWER]},
        json.dumps(BARE, indent=2) + json.dumps(NEWER, indent=2),
        json.dumps(BACK_OFF) + "\n" + json.dumps(NEWER),
        json.dumps(BACK_OFF, indent=2) + "\n" + json.dumps(NEWER, indent=2),
        json.dumps({"type": "ADDED", "object": BACK_OFF}) + json.dumps({"type": "MODIFIED", "object": NEWER}),
    ],
)
def test_events_come_in_a_list_one_a_line_or_from_a_watch(tmp_path: Path, content: object) -> None:
    assert len(reading.items(tmp_path, READER, content)) == 4


def test_an_event_with_no_time_of_its_own_has_that_of_its_making(tmp_path: Path) -> None:
    bare = {name: value for name, value in BACK_OFF.items() if "Timestamp" not in name and name != "count"}

    assert reading.item(tmp_path, READER, bare).occurred_at == at("2026-10-14T14:02:11Z")


def test_what_cannot_be_used_says_why(tmp_path: Path) -> None:
    broken = [BACK_OFF, BACK_OFF | {"firstTimestamp": [], "lastTimestamp": "then"}, {"kind": "Pod"}, None]

    assert reading.reasons(tmp_path, READER, {"items": broken}) == [
        "time not understood",
        "not a Kubernetes event",
        "not a Kubernetes event",
    ]


@pytest.mark.parametrize(
    "content",
    [
        {"items": [{"kind": "Pod", "metadata": {"uid": "1"}}], "kind": "List"},
        {"items": [{"id": "evt", "summary": "Lunch"}], "kind": "calendar#events"},
        {"kind": "Event", "involvedObject": 3, "metadata": []},
        {"regarding": {"kind": "invoice"}, "metadata": {}, "note": "no reason"},
    ],
)
def test_other_lists_are_not_claimed(tmp_path: Path, content: object) -> None:
    assert not READER.recognises(head_of(tmp_path, content))
