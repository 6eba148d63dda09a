"""One command makes a reviewable incident of what a team has after an outage (R2.4a)."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from demo.evidence import write_evidence
from secondsight.base import journal
from secondsight.cli.__main__ import main
from secondsight.record.handlers import propose_from_new_evidence
from secondsight.record.models import Candidate, EvidenceFile, Incident, IncidentItem
from tests.cast import make_administrator

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 17, 11, 59, tzinfo=UTC)
CALL = """\
1
00:00:01,500 --> 00:00:05,000
Tomasz Okafor: Five baskets were paid and have no order.

2
00:00:06,000 --> 00:00:09,000
Beatriz Falcão: Nobody pays more than they saw.
"""


@pytest.fixture(autouse=True)
def migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondsight.cli.evidence.prepare", lambda: None)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The worked incident as its tools kept it, the call as subtitles that do not say when it began."""
    written = [path for path in write_evidence(tmp_path / "kept", START) if path.suffix != ".vtt"]
    (tmp_path / "call.srt").write_text(CALL, encoding="utf-8")
    return [*written, tmp_path / "call.srt"]


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict]:
    code = main(["import", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_nine_kinds_of_files_become_one_incident_with_candidates_by_one_command(
    files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    make_administrator()

    code, receipt = run(
        capsys,
        *files,
        *("--title", "Checkout times out", "--severity", "sev-1"),
        *("--from", "2026-03-17T10:00Z", "--to", "2026-03-17T18:00Z", "--starts-at", "2026-03-17T13:01:30Z"),
    )

    assert (code, receipt["errors"]) == (0, [])
    assert {file["format"] for file in receipt["files"]} == {
        *("slack-export", "github-webhook", "alertmanager", "pagerduty", "statuspage", "csv"),
        *("kubernetes-events", "subrip", "document"),
    }
    for file in receipt["files"]:
        assert file["read"] == file["imported"] + file["merged"] + file["left_out"]
        assert file["left_out"] == sum(file["reasons"].values())
    incident = Incident.objects.get(pk=receipt["incident"])
    for entry in journal.history(incident.topic).filter(verb="evidence_added"):
        propose_from_new_evidence(entry)
    sources = set(IncidentItem.objects.filter(incident=incident).values_list("item__source", flat=True))
    assert len(sources) >= 8
    assert incident.packet_items.get().title == "orders-api-p99.png"
    candidates = Candidate.objects.filter(incident=incident, answer=None)
    assert 30 < candidates.count() < 80
    first = candidates.filter(items__title__startswith="OrdersApiLatencyHigh").order_by("occurred_at").first()
    assert first is not None
    assert {item.source for item in first.items.all()} == {"alertmanager", "pagerduty", "slack"}


def test_the_same_command_again_adds_nothing(files: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    make_administrator()
    run(capsys, *files, "--starts-at", "2026-03-17T13:01:30Z")

    code, receipt = run(capsys, *files, "--starts-at", "2026-03-17T13:01:30Z")

    assert (code, receipt["errors"]) == (0, [])
    assert [file["imported"] for file in receipt["files"] if file["format"] != "document"] == [0] * 8
    assert all(file["read"] == file["merged"] + file["left_out"] for file in receipt["files"])


def test_a_recording_whose_beginning_nobody_says_is_asked_about_and_the_others_come_in(
    files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    make_administrator()

    code, receipt = run(capsys, *files)

    assert code == 2
    assert "--starts-at" in json.dumps(receipt["errors"])
    assert EvidenceFile.objects.filter(finished_at=None).get().name.endswith("call.srt")
    assert EvidenceFile.objects.exclude(finished_at=None).count() == len(files) - 1
