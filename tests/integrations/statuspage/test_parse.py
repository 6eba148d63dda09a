"""A status page's incidents become what customers were told, when, once."""

import json
from pathlib import Path

import pytest

from secondsight.integrations.statuspage.parse import StatuspageReader
from tests.integrations import reading
from tests.integrations.reading import at, head_of
from tests.integrations.statuspage.sample import ANSWER, COMPONENT, INCIDENT, WEBHOOK

READER = StatuspageReader()


def test_each_update_says_what_customers_were_told_and_when(tmp_path: Path) -> None:
    resolved, investigating = reading.items(tmp_path, READER, ANSWER)

    assert investigating.title == "Checkout is failing for some customers: investigating"
    assert investigating.text == f"{investigating.title}\nSome payments fail. We are looking into it."
    assert investigating.occurred_at == at("2026-10-14T14:20:02.150Z")
    assert (investigating.kind, investigating.channel) == ("status_update", "Harbour Shop")
    assert investigating.details["state"] == "investigating"
    assert investigating.details["impact"] == "major"
    assert investigating.details["service"] == "Checkout"
    assert resolved.text.splitlines()[2] == "Checkout: partial outage → operational"
    assert resolved.url == "https://stspg.example/p31zjtct2jer"


@pytest.mark.parametrize(
    "content",
    [
        WEBHOOK,
        [INCIDENT],
        INCIDENT,
        {"body": WEBHOOK, "headers": {}},
        {"page": ANSWER["page"], "components": [], "incidents": [], "scheduled_maintenances": [INCIDENT]},
        json.dumps(WEBHOOK) + "\n" + json.dumps(WEBHOOK),
    ],
)
def test_an_update_is_one_thing_however_it_came(tmp_path: Path, content: object) -> None:
    keys = {item.key for item in reading.items(tmp_path, READER, content)}

    assert "statuspage:update:9h3r8nn6tdrz" in keys
    assert keys <= {item.key for item in reading.items(tmp_path, READER, ANSWER)}


def test_an_update_stands_where_the_page_shows_it_though_it_was_written_later(tmp_path: Path) -> None:
    later = INCIDENT["incident_updates"][1] | {"created_at": "2026-10-15T09:00:00Z"}

    assert reading.item(tmp_path, READER, INCIDENT | {"incident_updates": [later]}).occurred_at == at(
        "2026-10-14T14:20:02.150Z"
    )


def test_a_component_that_changed_says_from_what_to_what(tmp_path: Path) -> None:
    item = reading.item(tmp_path, READER, COMPONENT)

    assert item.text == "Checkout: operational → major outage"
    assert (item.kind, item.details["state"], item.details["service"]) == (
        "status_update",
        "major_outage",
        "Checkout",
    )
    assert item.occurred_at == at("2026-10-14T14:21:00Z")


def test_an_incident_without_updates_is_still_told(tmp_path: Path) -> None:
    item = reading.item(tmp_path, READER, ANSWER | {"incidents": [INCIDENT | {"incident_updates": []}]})

    assert item.title == "Checkout is failing for some customers: resolved"
    assert item.occurred_at == at("2026-10-14T14:20:02.104Z")


def test_what_cannot_be_used_says_why(tmp_path: Path) -> None:
    updates = [7, {"id": "u1", "status": "monitoring"}, {"status": "x"}, {"id": "u2", "display_at": "soon"}]
    good = INCIDENT["incident_updates"][0]

    found = reading.reasons(
        tmp_path,
        READER,
        {"page": {}, "incidents": [INCIDENT | {"incident_updates": [good, *updates]}, 9, {}]},
    )

    assert found == [
        "not an update",
        "no time",
        "no id",
        "time not understood",
        "not a Statuspage incident",
        "not a Statuspage incident",
    ]


@pytest.mark.parametrize(
    "content",
    [
        {"incidents": [{"id": "PT4KHLK", "type": "incident", "status": "triggered"}], "more": False},
        {"page": {"id": "p"}, "incident": {"name": "x"}},
        [{"id": 1, "created_at": "2026-10-14T14:00:00Z"}],
        {"incident_updates": [], "id": []},
        [],
    ],
)
def test_other_tools_lists_are_not_claimed(tmp_path: Path, content: object) -> None:
    assert not READER.recognises(head_of(tmp_path, content))


def test_wrong_types_everywhere_do_no_harm(tmp_path: Path) -> None:
    odd = INCIDENT | {"components": [None, {"name": 7}], "impact": [], "shortlink": 3}
    odd["incident_updates"] = [INCIDENT["incident_updates"][0] | {"affected_components": {"a": 1}, "body": 5}]

    [item] = reading.read(tmp_path, READER, {"page": [], "incidents": [odd]})

    assert "resolved" in item.title
