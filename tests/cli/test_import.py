"""`secondsight import` as a person and a script use it."""

import json
from pathlib import Path

import pytest

from secondsight.cli.__main__ import main
from secondsight.record.models import EvidenceItem, Import, Incident, IncidentItem
from tests.cast import make_account, make_administrator, make_incident, make_organisation
from tests.integrations.slack.exports import make_export
from tests.record.evidence_files import DAY, said, slack, table

pytestmark = pytest.mark.django_db
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondsight.cli.evidence.prepare", lambda: None)


def run(output: Output, *arguments: object) -> tuple[int, dict]:
    code = main(["import", *map(str, arguments), "--json"])
    return code, json.loads(output.readouterr().out)


def test_the_receipt_is_printed_in_its_documented_shape(tmp_path: Path, capsys: Output) -> None:
    make_administrator()
    path = slack(tmp_path / "export.zip", "one", "two", **{"notes.txt": "no message"})

    code, receipt = run(capsys, path)

    assert code == 0
    assert receipt["files"] == [
        {
            "path": str(path),
            "format": "slack-export",
            "read": 3,
            "imported": 2,
            "merged": 0,
            "left_out": 1,
            "reasons": {"not a day of messages": 1},
            "channels": {
                "incident-42": {"read": 2, "imported": 2, "merged": 0, "left_out": 0},
                "": {"read": 1, "imported": 0, "merged": 0, "left_out": 1},
            },
        }
    ]
    assert receipt["import"] == Import.objects.get().pk
    assert receipt["errors"] == []


def test_an_instance_without_accounts_takes_evidence_and_opens_an_incident(
    tmp_path: Path, capsys: Output
) -> None:
    code, receipt = run(
        capsys,
        slack(tmp_path / "export.zip", "one", "two", "three"),
        *("--title", "Checkout outage", "--severity", "sev-1"),
        *("--from", "2026-03-11T12:00:30Z", "--to", "2026-03-11T13:01", "--zone", "Europe/Berlin"),
    )

    assert code == 0
    incident = Incident.objects.get()
    assert (receipt["incident"], incident.title, incident.severity.slug) == (
        incident.pk,
        "Checkout outage",
        "sev-1",
    )
    assert [link.item.text for link in IncidentItem.objects.filter(incident=incident)] == ["two"]


def test_evidence_can_be_given_to_an_incident_that_is_there(tmp_path: Path, capsys: Output) -> None:
    incident = make_incident(make_administrator())

    code, receipt = run(
        capsys, slack(tmp_path / "export.zip", "one"), "--incident", incident.pk, "--channel", "incident-42"
    )

    assert (code, receipt["incident"]) == (0, incident.pk)
    assert incident.incident_items.count() == 1


def test_columns_are_said_and_then_remembered(tmp_path: Path, capsys: Output) -> None:
    make_administrator()
    first = table(tmp_path / "first.csv", "A,B,C", ["paged", "2026-03-11 13:00", "x"])
    second = table(tmp_path / "second.csv", "A,B,C", ["acknowledged", "2026-03-11 13:01", "x"])

    main(["import", str(first), "--map", "time=B", "--map", "text=A", "--zone", "Europe/Berlin"])
    assert "time=B, text=A" in capsys.readouterr().out
    code, _ = run(capsys, second)

    assert code == 0
    assert [i.occurred_at.isoformat() for i in EvidenceItem.objects.order_by("occurred_at")] == [
        "2026-03-11T12:00:00+00:00",
        "2026-03-11T12:01:00+00:00",
    ]


def test_times_without_a_zone_are_asked_for_and_nothing_is_kept(tmp_path: Path, capsys: Output) -> None:
    make_administrator()
    path = table(tmp_path / "log.csv", "time,text", ["2026-03-11 13:00", "paged"])

    code, receipt = run(capsys, path)

    assert code == 2
    assert "zone" in receipt["errors"][0]["message"]
    assert "log.csv" in receipt["errors"][0]["message"]
    assert not EvidenceItem.objects.exists()


def test_a_file_that_cannot_be_read_opens_no_incident_and_names_what_was_expected(
    tmp_path: Path, capsys: Output
) -> None:
    make_administrator()
    other = tmp_path / "other.json"
    other.write_text('{"receiver": "x", "alerts": []}')

    code = main(["import", str(other), str(slack(tmp_path / "good.zip", "one")), "--title", "T"])

    out, err = capsys.readouterr()
    assert code == 2
    assert "other.json" in err
    assert "expected" in err
    assert "1 imported" in out
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--title", "T", "--severity", "sev-9"], "sev-9"),
        (["--title", "T", "--from", "yesterday"], "yesterday"),
        (["--title", "T", "--from", "2026-03-11T12:00"], "zone"),
        (["--title", "T", "--from", "2026-03-11T13:00Z", "--to", "2026-03-11T12:00Z"], "ends before"),
        (["--title", "T", "--from", "2030-01-01T00:00Z"], "2026-03-11T12:00Z"),
        (["--incident", "nowhere"], "no incident"),
        (["--channel", "general"], "--title"),
        (["--map", "time"], "FIELD=COLUMN"),
        (["--zone", "Mars/Base"], "zone"),
        (["--as", "nobody@quillbarrow.example"], "nobody@quillbarrow.example"),
    ],
)
def test_what_cannot_be_used_is_named(
    tmp_path: Path, capsys: Output, arguments: list[str], named: str
) -> None:
    make_organisation()
    make_administrator()

    code = main(["import", str(slack(tmp_path / "export.zip", "one")), *arguments])

    assert code == 2
    assert named in capsys.readouterr().err
    assert not Incident.objects.exists()


def test_a_file_that_is_not_there_is_named_before_anything_is_imported(
    tmp_path: Path, capsys: Output
) -> None:
    code = main(["import", str(slack(tmp_path / "export.zip", "one")), str(tmp_path / "missing.zip")])

    assert code == 2
    assert "missing.zip" in capsys.readouterr().err
    assert not Import.objects.exists()


def test_a_receipt_is_shown_again_with_each_left_out_record(tmp_path: Path, capsys: Output) -> None:
    make_administrator()
    path = make_export(tmp_path / "export.zip", {DAY: said("one"), "notes.txt": "no message"})
    _, receipt = run(capsys, path)

    main(["receipt", receipt["import"]])
    assert "2 read = 1 imported + 0 merged + 1 left out" in capsys.readouterr().out
    main(["receipt", receipt["import"], "--left-out"])
    assert "notes.txt: not a day of messages" in capsys.readouterr().out


def test_somebody_elses_receipt_is_not_found(tmp_path: Path, capsys: Output) -> None:
    make_administrator()
    _, receipt = run(capsys, slack(tmp_path / "export.zip", "one"))
    stranger = make_account("Sten Other")

    assert main(["receipt", receipt["import"], "--as", stranger.email]) == 2
    assert "no import here" in capsys.readouterr().err
