"""An incident's evidence in one order: on corrected clocks, to the fraction, stable at the same instant."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from secondsight.cli.__main__ import main
from secondsight.record.actions.clocks import set_clock
from secondsight.record.actions.imports import attach_import
from secondsight.record.queries import in_order
from secondsight.record.queries.in_order import as_json_lines, as_lines
from secondsight.record.rules.selection import Selection
from tests.cast import AT, make_account, make_incident
from tests.integrations.slack.exports import make_export
from tests.record.evidence_files import NOON, bring, said, slack, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Any:
    return make_account()


@pytest.fixture
def incident(ada: Any, tmp_path: Path) -> Any:
    """A chat and two tables that tell of the same half minute, all three at noon once."""
    incident = make_incident(by=ada)
    chat = slack(tmp_path / "chat.zip", "is checkout down?", "yes\nlook at the pool")
    alerts = table(
        tmp_path / "alerts.csv",
        "time,text",
        ["2026-03-11T12:00:00Z", "latency fired"],
        ["2026-03-11T12:00:00.000001Z", "errors fired"],
    )
    deploys = table(
        tmp_path / "deploys.csv",
        "time,text",
        ["2026-03-11T12:00:00Z", "4.18.2 is out"],
        ["2026-03-11T11:57:00.250Z", "4.18.2 begins"],
    )
    attach_import(bring(ada, chat, alerts, deploys), incident, Selection(), by=ada, at=AT)
    return incident


def told(incident: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in b"".join(as_json_lines(None, incident)).splitlines()]


def test_all_sources_stand_in_one_order_and_the_same_instant_keeps_the_order_of_arrival(
    incident: Any,
) -> None:
    rows = told(incident)

    assert [row["text"].splitlines()[0] for row in rows] == [
        "4.18.2 begins",
        "is checkout down?",
        "latency fired",
        "4.18.2 is out",
        "errors fired",
        "yes",
    ]
    assert [row["source"] for row in rows[1:4]] == ["slack", "alerts", "deploys"]


def test_no_fraction_is_lost(incident: Any) -> None:
    assert [row["at"] for row in told(incident)][:5] == [
        "2026-03-11T11:57:00.250000Z",
        *["2026-03-11T12:00:00Z"] * 3,
        "2026-03-11T12:00:00.000001Z",
    ]


def test_a_clock_that_was_put_right_moves_its_source_and_what_it_told_stays_beside(
    incident: Any, ada: Any
) -> None:
    set_clock(incident, "deploys", timedelta(minutes=3, milliseconds=5), by=ada, at=AT)

    rows = [row for row in told(incident) if row["source"] == "deploys"]

    assert told(incident)[-1]["text"] == "4.18.2 is out"
    assert [row["at"] for row in rows] == ["2026-03-11T12:00:00.255000Z", "2026-03-11T12:03:00.005000Z"]
    assert [row["told_at"][:23] for row in rows] == ["2026-03-11T11:57:00.250", "2026-03-11T12:00:00Z"]


def test_as_text_each_line_says_when_where_who_and_what_and_further_lines_are_set_in(incident: Any) -> None:
    lines = "".join(as_lines(None, incident)).splitlines()

    assert lines[0].startswith("2026-03-11 11:57:00.250000  deploys")
    assert lines[-2].startswith("2026-03-11 12:00:30")
    assert "  slack incident-42  " in lines[-2]
    assert lines[-2].endswith(": yes")
    assert lines[-1] == "    look at the pool"


def test_pieces_join_without_a_gap(ada: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    incident = make_incident(by=ada)
    texts = [f"message {n}" for n in range(23)]
    chat = make_export(tmp_path / "chat.zip", {"general/2026-03-11.json": said(*texts, start=NOON)})
    attach_import(bring(ada, chat), incident, Selection(), by=ada, at=AT)
    monkeypatch.setattr(in_order, "PIECE", 5)

    pieces = list(as_json_lines(None, incident))

    assert len(pieces) == 5
    assert [json.loads(line)["text"] for line in b"".join(pieces).splitlines()] == texts


def test_both_doors_give_the_same(incident: Any, ada: Any, capfdbinary: Any) -> None:
    client = Client()
    client.force_login(ada)

    answer = client.get(f"/api/incidents/{incident.pk}/evidence.jsonl")
    code = main(["incident", "evidence", incident.pk, "--json", "--as", ada.email])

    assert (answer.status_code, code) == (200, 0)
    assert answer["Content-Disposition"] == f'attachment; filename="evidence-{incident.pk}.jsonl"'
    lines = answer.getvalue()
    assert len(lines.splitlines()) == 6
    assert lines == capfdbinary.readouterr().out
