"""`secondsight incident list|show`."""

import json

import pytest

from secondsight.cli.__main__ import main
from tests.cast import make_account, make_administrator, make_event, make_incident

pytestmark = pytest.mark.django_db


def test_incidents_are_listed_newest_first(capsys):
    make_administrator()
    make_incident(title="Checkout starved")

    assert main(["incident", "list"]) == 0
    assert "sev-1      Checkout starved" in capsys.readouterr().out


def test_an_incident_is_printed_for_programs_with_its_timeline(capsys):
    make_administrator()
    event = make_event()

    assert main(["incident", "show", event.incident_id, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["milestones"]["impact_start"].startswith("2026-03-11 12:00:00")
    assert [row["what"] for row in found["events"]] == ["API latency p99 pages"]


def test_a_restricted_incident_is_not_found_by_an_administrator(capsys):
    make_administrator()
    incident = make_incident(make_account(), is_restricted=True)

    assert main(["incident", "show", incident.pk]) == 2
    assert "no incident here" in capsys.readouterr().err
