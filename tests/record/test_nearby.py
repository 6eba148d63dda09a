"""Channels that spoke of an incident are proposed with what they named, to those who may see them."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from secondsight.record.actions.evidence import add_evidence
from secondsight.record.queries.nearby import nearby_channels
from secondsight.record.rules.selection import Selection
from tests.cast import AT, make_account, make_incident
from tests.integrations.slack.exports import make_export
from tests.record.evidence_files import DAY, NOON, bring, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Any:
    return make_account()


@pytest.fixture
def incident(ada: Any, tmp_path: Path) -> Any:
    """Support speaks of #incident-42 while it goes on, and again a week later; others speak of tea."""
    export = make_export(
        tmp_path / "export.zip",
        {
            DAY: said("the pool is dry"),
            "support/2026-03-11.json": said("customers ask, see #incident-42", "and incident-42 again"),
            "support/2026-03-18.json": said("incident-42 was fun", start=NOON + 7 * 86400),
            "general/2026-03-11.json": said("tea?"),
        },
    )
    bring(ada, export)
    incident = make_incident(by=ada)
    add_evidence(incident, Selection(channels=("incident-42",)), by=ada, at=AT)
    return incident


def test_a_channel_that_named_it_in_its_time_is_proposed(incident: Any, ada: Any) -> None:
    (found,) = nearby_channels(ada, incident)

    assert (found.channel, dict(found.names)) == ("support", {"incident-42": 2})
    assert f"{found.to_at:%Y-%m-%d}" == "2026-03-11"


def test_what_one_may_not_see_is_not_proposed(incident: Any) -> None:
    assert nearby_channels(make_account("Bo Lindgren"), incident) == []


def test_the_page_fills_the_window_in_and_adding_ends_the_proposal(
    incident: Any, ada: Any, client: Client
) -> None:
    client.force_login(ada)
    page = client.get(f"/incidents/{incident.pk}/evidence/selection").content.decode()
    assert "Channels that spoke of it" in page
    (row,) = client.get(f"/api/incidents/{incident.pk}/nearby-channels").json()

    client.post(
        f"/incidents/{incident.pk}/evidence/selection",
        {"from_at": row["from_at"], "to_at": "2026-03-11T23:00:00", "channels": "support"},
    )

    assert incident.incident_items.count() == 3
    assert client.get(f"/api/incidents/{incident.pk}/nearby-channels").json() == []
