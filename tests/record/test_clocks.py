"""A clock that was wrong is put right in one incident, and everything follows but what people settled."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from secondsight.base.errors import InvalidInput
from secondsight.base.models import JournalEntry
from secondsight.record.actions.clocks import set_clock
from secondsight.record.actions.imports import attach_import
from secondsight.record.actions.proposing import propose_candidates
from secondsight.record.handlers import move_candidates
from secondsight.record.models import Candidate, EvidenceItem, IncidentItem, SourceClock
from secondsight.record.queries.clocks import clocks, proposals
from secondsight.record.rules.selection import Selection
from tests.cast import AT, make_account, make_incident
from tests.record.evidence_files import bring, slack, table

pytestmark = pytest.mark.django_db
THINGS = (
    "Deploy 4.18.2 of checkout started",
    "PoolExhaustedOnPrimary fired",
    "OPS-1412 was opened by support",
)
LATE = timedelta(minutes=3)


@pytest.fixture
def ada() -> Any:
    return make_account()


@pytest.fixture
def incident(ada: Any, tmp_path: Path) -> Any:
    """The chat tells of three things half a minute apart; the deploy tool's clock is three minutes behind."""
    incident = make_incident(by=ada)
    rows = [[f"2026-03-11T11:57:{30 * n:02}Z", thing] for n, thing in enumerate(THINGS[:2])]
    rows.append(["2026-03-11T11:58:00Z", THINGS[2]])
    chat = slack(tmp_path / "chat.zip", *THINGS, "tea?")
    deploys = table(tmp_path / "deploys.csv", "time,text", *rows)
    attach_import(bring(ada, chat, deploys), incident, Selection(), by=ada, at=AT)
    return incident


def times(incident: Any, source: str) -> list[str]:
    rows = IncidentItem.objects.filter(incident=incident, item__source=source).order_by("occurred_at")
    return [f"{row.occurred_at:%H:%M:%S}" for row in rows]


def test_what_two_sources_tell_of_proposes_a_correction(incident: Any) -> None:
    (found,) = proposals(incident)

    assert (found.source, found.against, found.offset) == ("deploys", "slack", LATE)


def test_a_correction_moves_the_incidents_evidence_and_not_the_record(incident: Any, ada: Any) -> None:
    set_clock(incident, "deploys", LATE, by=ada, at=AT, why="the host had no time server")

    assert times(incident, "deploys") == ["12:00:00", "12:00:30", "12:01:00"]
    told = EvidenceItem.objects.filter(source="deploys").order_by("occurred_at").first()
    assert f"{told.occurred_at:%H:%M:%S}" == "11:57:00"
    assert proposals(incident) == []
    row = next(row for row in clocks(incident) if row.source == "deploys")
    assert (row.count, row.offset, row.set_by) == (3, LATE, ada.name)


def test_zero_takes_it_back_and_both_stay_in_the_history(incident: Any, ada: Any) -> None:
    set_clock(incident, "deploys", LATE, by=ada, at=AT)
    set_clock(incident, "deploys", timedelta(0), by=ada, at=AT)

    assert times(incident, "deploys") == ["11:57:00", "11:57:30", "11:58:00"]
    told = (
        JournalEntry.objects.filter(verb="clock_corrected")
        .order_by("id")
        .values_list("particulars", flat=True)
    )
    assert [entry["offset_ms"] for entry in told] == [180_000, 0]


def test_the_same_correction_twice_is_one(incident: Any, ada: Any) -> None:
    set_clock(incident, "deploys", LATE, by=ada, at=AT)
    set_clock(incident, "deploys", LATE, by=ada, at=AT)

    assert SourceClock.objects.count() == 1


def test_what_comes_later_from_that_source_is_put_right_too(incident: Any, ada: Any, tmp_path: Path) -> None:
    set_clock(incident, "deploys", LATE, by=ada, at=AT)
    (tmp_path / "later").mkdir()
    more = table(tmp_path / "later" / "deploys.csv", "time,text", ["2026-03-11T12:07:00Z", "Rolled back"])

    attach_import(bring(ada, more), incident, Selection(), by=ada, at=AT)

    assert times(incident, "deploys")[-1] == "12:10:00"


def test_candidates_that_wait_follow_the_clock(incident: Any, ada: Any, tmp_path: Path) -> None:
    fired = ["2026-03-11T11:57:00Z", "PoolExhausted", "firing", "no free connection"]
    alerts = table(tmp_path / "alerts.csv", "time,alert,status,text", fired)
    attach_import(bring(ada, alerts), incident, Selection(), by=ada, at=AT)
    propose_candidates(incident, by=ada, at=AT)
    (before,) = Candidate.objects.filter(what__contains="PoolExhausted")

    set_clock(incident, "alerts", LATE, by=ada, at=AT)
    move_candidates(JournalEntry.objects.get(verb="clock_corrected"))

    before.refresh_from_db()
    assert f"{before.occurred_at:%H:%M:%S}" == "12:00:00"


def test_a_source_that_told_nothing_is_refused_by_name(incident: Any, ada: Any) -> None:
    with pytest.raises(InvalidInput, match="comes from “pagerduty”"):
        set_clock(incident, "pagerduty", LATE, by=ada, at=AT)


def test_the_page_takes_the_proposal_over(incident: Any, ada: Any, client: Client) -> None:
    client.force_login(ada)
    page = client.get(f"/incidents/{incident.pk}/clocks").content.decode()
    assert "Add +0:03:00 to the times of deploys" in page

    wrong = client.post(f"/incidents/{incident.pk}/clocks", {"source": "deploys", "offset": "three"})
    right = client.post(f"/incidents/{incident.pk}/clocks", {"source": "deploys", "offset": "+0:03:00"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "Expected what is to be added" in wrong.content.decode()
    assert times(incident, "deploys")[0] == "12:00:00"


def test_the_api_does_the_same(incident: Any, ada: Any, client: Client) -> None:
    client.force_login(ada)
    address = f"/api/incidents/{incident.pk}/clocks"
    (proposal,) = client.get(address).json()["proposals"]

    said = {"source": proposal["source"], "offset_ms": proposal["offset_ms"]}
    answer = client.put(address, said, content_type="application/json").json()

    assert answer["proposals"] == []
    assert {row["source"]: row["offset_ms"] for row in answer["clocks"]} == {"slack": 0, "deploys": 180_000}
