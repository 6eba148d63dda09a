"""`secondsight import-archive` as a person and a script use it."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from secondsight.cli.__main__ import main
from secondsight.inquiry.models import Review
from secondsight.programme.queries.search import search
from tests.cast import make_account, make_administrator
from tests.inquiry.test_archive import TEXT
from tests.integrations.postmortem.test_documents import TEMPLATE
from tests.integrations.postmortem.test_real import FOLDER

pytestmark = pytest.mark.django_db
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondsight.cli.archive.prepare", lambda: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_administrator()
    archive = tmp_path / "archive"
    (archive / "2021").mkdir(parents=True)
    (archive / ".git").mkdir()
    (archive / ".git" / "HEAD").write_text("ref")
    (archive / "2021" / "checkout was slow.md").write_text(TEXT)
    (archive / "mail").write_text(
        "# Mail stopped\n**Severity:** SEV-1\n## Timeline\n- 2020-01-02 08:00 Queue full\n## Cause\nA disk.\n"
    )
    (archive / "template.md").write_text(TEMPLATE)
    (archive / "picture.png").write_bytes(b"\x89PNG")
    return archive


def run(output: Output, *arguments: object) -> tuple[int, dict]:
    code = main(["import-archive", *map(str, arguments), "--json"])
    return code, json.loads(output.readouterr().out)


def test_every_file_is_told_of(folder: Path, capsys: Output) -> None:
    code, told = run(capsys, folder)

    by_name = {row["name"]: row for row in told["documents"]}
    assert code == 0
    assert list(by_name) == ["2021/checkout was slow.md", "mail", "picture.png", "template.md"]
    checkout = by_name["2021/checkout was slow.md"]
    assert (checkout["outcome"], checkout["timed"], checkout["owned"], checkout["dated"]) == (
        "added",
        2,
        1,
        1,
    )
    assert checkout["stated"] == 1
    assert checkout["unrecognised"] == ["Summary", "The pool in detail"]
    assert (by_name["mail"]["severity"], by_name["mail"]["is_severity_told"]) == ("sev-1", True)
    assert "UTC was assumed" in by_name["mail"]["notes"][0]
    assert by_name["template.md"]["reason"] == "an empty template"
    assert by_name["picture.png"]["reason"] == "not Markdown"
    assert told["totals"]["outcomes"] == {
        "added": 2, "there": 0, "updated": 0, "kept": 0, "left out": 2, "failed": 0,
    }  # fmt: skip


def test_second_time_adds_nothing(folder: Path, capsys: Output) -> None:
    run(capsys, folder)

    code, told = run(capsys, folder)

    assert (code, told["totals"]["outcomes"]["there"]) == (0, 2)
    assert Review.objects.count() == 2


def test_dry_run_keeps_nothing(folder: Path, capsys: Output) -> None:
    code, told = run(capsys, folder, "--dry-run")

    assert (code, told["totals"]["timed"]) == (0, 3)
    assert not Review.objects.exists()


def test_zip_is_read_as_its_folder(folder: Path, tmp_path: Path, capsys: Output) -> None:
    packed = tmp_path / "archive.zip"
    with zipfile.ZipFile(packed, "w") as made:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                made.write(path, path.relative_to(folder).as_posix())

    code, told = run(capsys, packed)

    assert (code, told["totals"]["outcomes"]["added"]) == (0, 2)


def test_file_that_cannot_be_read_is_named_and_stops_none(folder: Path, capsys: Output) -> None:
    (folder / "latin.md").write_bytes("# Größe".encode("latin-1"))

    code, told = run(capsys, folder)

    (row,) = [row for row in told["documents"] if row["outcome"] == "failed"]
    assert code == 1
    assert row["reason"] == "latin.md: byte 5 is not utf-8; expected UTF-8 text"
    assert told["totals"]["outcomes"]["added"] == 2


def test_words_for_a_person_are_a_table_with_its_sums(folder: Path, capsys: Output) -> None:
    main(["import-archive", str(folder)])

    printed = capsys.readouterr().out
    assert "2021/checkout was slow.md" in printed
    assert "left out: template.md: an empty template" in printed
    assert "4 files: 2 added as reviews, 2 left out. 3 timed entries" in printed


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--zone", "Mars"], "Mars"),
        (["--severity", "huge"], "huge"),
        (["--as", "nobody@nowhere.example"], "nobody"),
    ],
)
def test_wrong_answers_are_refused_before_anything_is_kept(
    folder: Path, capsys: Output, arguments: list[str], words: str
) -> None:
    code = main(["import-archive", str(folder), *arguments])

    assert code == 2
    assert words in capsys.readouterr().err
    assert not Review.objects.exists()


def test_folder_that_is_not_there_is_bad_use(tmp_path: Path, capsys: Output) -> None:
    assert main(["import-archive", str(tmp_path / "nowhere")]) == 2
    assert "is not there" in capsys.readouterr().err


def test_restricted_archive_is_seen_by_whoever_brought_it(folder: Path, capsys: Output) -> None:
    bo = make_account("Bo Lind", email="bo@quillbarrow.example")

    run(capsys, folder, "--restricted", "--as", bo.email)

    assert Review.objects.visible_to(bo).count() == 2
    assert not Review.objects.visible_to(make_account("Leni Okafor")).exists()


@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"{FOLDER.parent} is not here")
def test_thirty_nine_real_documents_come_in_with_356_timed_entries(capsys: Output) -> None:
    make_administrator()

    code, told = run(capsys, FOLDER)

    totals = told["totals"]
    assert (code, totals["outcomes"]["added"], totals["outcomes"]["left out"]) == (0, 39, 3)
    assert (totals["timed"], totals["untimed"], totals["actions"]) == (356, 21, 127)
    assert Review.objects.exclude(archived_at=None).count() == 39


@pytest.mark.django_db(transaction=True)
def test_what_came_in_is_found(folder: Path, capsys: Output, worked_off: Callable[[], int]) -> None:
    run(capsys, folder)
    worked_off()
    somebody = make_account("Bo Lind")

    kinds = {hit.kind for hit in search(somebody, "pool").hits}

    assert {"event", "factor", "learning_point", "recorded_action", "archived_document", "review"} <= kinds
