"""Files that cannot be read are refused in words that name file, place and expectation, and leave nothing."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from secondsight.record.models import EvidenceItem, LeftOutRecord
from tests.cast import make_account
from tests.integrations.slack.exports import make_export, message
from tests.live_server import environment_for
from tests.record.evidence_files import DAY, NOON, bring, said, slack, table


def truncated(folder: Path) -> Path:
    path = slack(folder / "bad.zip", *(f"message {n}" for n in range(500)))
    path.write_bytes(path.read_bytes()[:-200])
    return path


def damaged(folder: Path) -> Path:
    path = slack(folder / "bad.zip", *(f"message {n}" for n in range(500)))
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2
    whole[middle : middle + 40] = bytes(40)
    path.write_bytes(whole)
    return path


def encrypted(folder: Path) -> Path:
    path = slack(folder / "bad.zip", "one")
    whole = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.find(signature)
        while at >= 0:
            whole[at + offset] |= 1
            at = whole.find(signature, at + 4)
    path.write_bytes(whole)
    return path


def bomb(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "bad.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.json", "[]")
        archive.writestr(DAY, b"[" + b" " * 40_000_000 + b"]")
    return folder / "bad.zip"


def leaving(folder: Path) -> Path:
    return make_export(folder / "bad.zip", {DAY: said("one"), "../../etc/2026-03-11.json": said("two")})


def without_people(folder: Path) -> Path:
    return make_export(folder / "bad.zip", {DAY: said("one")}, users=None)


def not_utf8(folder: Path) -> Path:
    return make_export(
        folder / "bad.zip", {DAY: b'[{"type":"message","ts":"1773230400.1","text":"\xff\xfe"}]'}
    )


def without_a_time(folder: Path) -> Path:
    return table(folder / "bad.csv", "who,what", ["Bo", "paged"])


def without_a_zone(folder: Path) -> Path:
    return table(folder / "bad.csv", "time,text", ["2026-03-11 13:00", "paged"])


def of_another_tool(folder: Path) -> Path:
    path = folder / "bad.json"
    path.write_text('{"receiver": "pager", "status": "firing", "alerts": [{"labels": {}}]}')
    return path


def empty(folder: Path) -> Path:
    path = folder / "bad.csv"
    path.touch()
    return path


CASES = [
    (truncated, ["bad.zip", "expected"]),
    (damaged, ["bad.zip", "2026-03-11.json"]),
    (encrypted, ["bad.zip", "encrypted"]),
    (bomb, ["bad.zip", DAY]),
    (leaving, ["bad.zip", "../../etc"]),
    (without_people, ["bad.zip", "users.json", "expected"]),
    (not_utf8, ["bad.zip", DAY, "UTF-8"]),
    (without_a_time, ["bad.csv", "who"]),
    (without_a_zone, ["bad.csv", "zone", "time"]),
    (of_another_tool, ["bad.json", "Alertmanager", "expected"]),
    (empty, ["bad.csv", "empty"]),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "named"), CASES, ids=[make.__name__ for make, _ in CASES])
def test_it_is_refused_in_words_and_leaves_nothing(tmp_path: Path, make, named: list[str]) -> None:
    going = bring(make_account(), make(tmp_path))

    [file] = going.files.all()
    assert going.state == "failed"
    assert file.finished_at is None
    for word in named:
        assert word in file.trouble, file.trouble
    assert not EvidenceItem.objects.exists()
    assert not LeftOutRecord.objects.exists()


@pytest.mark.django_db
def test_a_line_that_never_ends_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    with path.open("w") as out:
        out.write('{"time": "2026-03-11T12:00:00Z", "text": "one"}\n')
        out.write('{"time": "2026-03-11T12:00:00Z", "text": "')
        for _ in range(60):
            out.write("x" * 1024 * 1024)
        out.write('"}\n')

    going = bring(make_account(), path)

    [file] = going.files.all()
    assert "bad.jsonl" in file.trouble
    assert not EvidenceItem.objects.exists()


@pytest.mark.server
def test_an_import_that_is_killed_leaves_all_of_a_file_or_none_and_can_be_run_again(tmp_path: Path) -> None:
    count = 60_000
    days = {DAY: [message(text=f"message {n}", ts=f"{NOON + n}.000100") for n in range(count)]}
    path = make_export(tmp_path / "big.zip", days)
    small = make_export(tmp_path / "small.zip", {DAY: said("before it all", start=NOON - 60)})
    environment = environment_for(tmp_path)
    command = [sys.executable, "-m", "secondsight.cli", "import", str(path), "--json"]
    database = tmp_path / "data" / "secondsight.sqlite3"
    wal = database.with_name("secondsight.sqlite3-wal")
    subprocess.run([*command[:4], str(small), "--json"], env=environment, capture_output=True, timeout=120)
    assert _items(database) == 1

    # Once while it reads, once while it writes: what is not committed yet spills into the write-ahead log.
    for has_come_far in (lambda: True, lambda: wal.exists() and wal.stat().st_size > 3_000_000):
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(0.8)
        while process.poll() is None and not has_come_far():
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        assert _items(database) == 1

    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert _items(database) == count + 1
    assert not os.listdir(tmp_path / "data" / "spool")


def _items(database: Path) -> int:
    connection = sqlite3.connect(database)
    try:
        there = connection.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'record_evidenceitem'"
        ).fetchone()
        return connection.execute("SELECT COUNT(*) FROM record_evidenceitem").fetchone()[0] if there else 0
    finally:
        connection.close()
