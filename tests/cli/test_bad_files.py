"""Files that cannot be read, through the command: exit code 2, words that lead to the place, nothing kept."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from secondsight.cli.__main__ import main
from secondsight.record.models import EvidenceItem, Incident, LeftOutRecord
from tests.cast import make_administrator
from tests.record.evidence_files import slack
from tests.record.test_bad_input import CASES

pytestmark = pytest.mark.django_db
Output = pytest.CaptureFixture[str]
Make = Callable[[Path], Path]
MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondsight.cli.evidence.prepare", lambda: None)


def endless(folder: Path) -> Path:
    path = folder / "bad.jsonl"
    with path.open("w") as out:
        out.write('{"time": "2026-03-11T12:00:00Z", "text": "one"}\n{"text": "')
        for _ in range(40):
            out.write("x" * MEGABYTE)
        out.write('"}\n')
    return path


def not_there(folder: Path) -> Path:
    return folder / "bad.zip"


BAD = [*CASES, (endless, ["bad.jsonl", "line 2", "expected"]), (not_there, ["bad.zip"])]


@pytest.mark.parametrize(("make", "named"), BAD, ids=[make.__name__ for make, _ in BAD])
def test_a_bad_file_ends_with_2_names_its_place_and_leaves_nothing(
    tmp_path: Path, capsys: Output, make: Make, named: list[str]
) -> None:
    make_administrator()
    spool = Path(settings.DATA_DIR) / "spool"

    code = main(["import", str(make(tmp_path)), "--title", "Checkout outage", "--json"])

    printed = json.loads(capsys.readouterr().out)
    told = (
        " ".join(error["message"] for error in printed["errors"]) if "errors" in printed else printed["error"]
    )
    assert code == 2
    for word in named:
        assert word in told
    assert not EvidenceItem.objects.exists()
    assert not LeftOutRecord.objects.exists()
    assert not Incident.objects.exists()
    assert not spool.exists() or not list(spool.iterdir())


@pytest.mark.parametrize(("make", "named"), BAD, ids=[make.__name__ for make, _ in BAD])
def test_a_person_reads_the_same_words_and_a_good_file_beside_it_opens_nothing(
    tmp_path: Path, capsys: Output, make: Make, named: list[str]
) -> None:
    make_administrator()
    good = slack(tmp_path / "good.zip", "one")

    code = main(["import", str(good), str(make(tmp_path)), "--title", "Checkout outage"])

    told = "".join(capsys.readouterr())
    assert code == 2
    for word in named:
        assert word in told
    assert "Traceback" not in told
    assert not Incident.objects.exists()
