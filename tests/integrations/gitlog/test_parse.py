"""Commits that git printed become evidence, whatever the style of their dates."""

import os
import subprocess
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from secondsight.integrations.gitlog.parse import GitLog
from secondsight.record.rules.evidence import LeftOut, NeedsAnswer, ReadOptions, UnreadableFile
from tests.integrations import reading
from tests.integrations.gitlog.sample import LOG
from tests.integrations.reading import at, head_of

READER = GitLog()
SHA = "5d6e7f8a90b1c2d3e4f5061728394a5b6c7d8e9f"


def log(date: str, header: str = "Date:   ") -> str:
    """Return the log of one commit with a date as it stands."""
    return f"commit {SHA}\nAuthor: Bo Lind <bo@harbour.example>\n{header}{date}\n\n    Make it smaller\n"


def test_a_commit_says_who_did_what_when_and_to_which_files(tmp_path: Path) -> None:
    merge, change = reading.items(tmp_path, READER, LOG)

    assert change.text == "Make the pool smaller\n\nFewer connections for each worker."
    assert (change.kind, change.title, change.author_name) == ("change", "Make the pool smaller", "Bo Lind")
    assert change.occurred_at == at("2026-10-14T13:40:00Z")
    assert change.details["author_email"] == "bo@harbour.example"
    assert change.details["files"] == ["checkout/pool.py", "deep/folder/settings.py"]
    assert change.key == f"git:commit:{SHA}"
    assert merge.details["merge"] == "1a2b3c4 5d6e7f8"
    assert merge.details["refs"] == "HEAD -> main, tag: v4.18, origin/main"


@pytest.mark.parametrize(
    "date",
    [
        "Wed Oct 14 16:02:11 2026 +0200",
        "2026-10-14 16:02:11 +0200",
        "2026-10-14T16:02:11+02:00",
        "2026-10-14T14:02:11Z",
        "Wed, 14 Oct 2026 16:02:11 +0200",
        "1791986531 +0200",
        "1791986531",
    ],
)
def test_every_style_of_date_tells_the_same_moment(tmp_path: Path, date: str) -> None:
    assert reading.item(tmp_path, READER, log(date)).occurred_at == at("2026-10-14T14:02:11Z")


@pytest.mark.parametrize(
    ("date", "expected", "precision"),
    [
        ("Wed Oct 14 16:02:11 2026", "2026-10-14T14:02:11Z", "second"),
        ("2026-10-14 16:02:11", "2026-10-14T14:02:11Z", "second"),
        ("2026-10-14", "2026-10-13T22:00:00Z", "day"),
    ],
)
def test_a_date_without_a_zone_is_asked_about(
    tmp_path: Path, date: str, expected: str, precision: str
) -> None:
    with pytest.raises(NeedsAnswer, match=date) as caught:
        reading.read(tmp_path, READER, log(date))

    assert [ask.field for ask in caught.value.asks] == ["zone"]
    found = reading.item(tmp_path, READER, log(date), ReadOptions(zone=ZoneInfo("Europe/Berlin")))
    assert (found.occurred_at, found.precision) == (at(expected), precision)


def test_a_change_stands_where_it_was_committed_though_written_earlier(tmp_path: Path) -> None:
    fuller = (
        f"commit {SHA}\nAuthor:     Bo Lind <bo@harbour.example>\n"
        "AuthorDate: 2026-10-01 09:00:00 +0200\nCommit:     Ida Berg <ida@harbour.example>\n"
        "CommitDate: 2026-10-14 16:02:11 +0200\n\n    Make it smaller\n\nM\tpool.py\nR100\told.py\tnew.py\n"
    )

    found = reading.item(tmp_path, READER, fuller)

    assert found.occurred_at == at("2026-10-14T14:02:11Z")
    assert (found.details["committer"], found.details["written"]) == ("Ida Berg", "2026-10-01 09:00:00 +0200")
    assert found.details["files"] == ["pool.py", "old.py → new.py"]


@pytest.mark.parametrize("date", ["3 days ago", "1 year, 2 months ago"])
def test_a_date_counted_back_is_left_out_with_what_to_run(tmp_path: Path, date: str) -> None:
    [found] = reading.read(tmp_path, READER, log(date))

    assert isinstance(found, LeftOut)
    assert found.reason == "a date counted back from when git ran"
    assert "--date=iso-strict" in found.detail


@pytest.mark.parametrize(
    "content",
    ["9fceb02 (HEAD -> main) Merge it\n5d6e7f8 Make it smaller\n", "* commit 9fceb02d0\n| Author: Ida\n| \n"],
)
def test_forms_that_tell_no_dates_are_refused_with_what_to_run(tmp_path: Path, content: str) -> None:
    with pytest.raises(UnreadableFile, match="--date=iso-strict"):
        reading.read(tmp_path, READER, content)


@pytest.mark.parametrize(
    "content",
    [
        "commit to the plan\nAuthor: Ida\n",
        f"commit {SHA}\nis the one that broke it\n",
        "deadbeef was here\nand there\n",
        "facade of the house\nfeedback of the night\n",
        "{}",
    ],
)
def test_other_texts_are_not_claimed(tmp_path: Path, content: str) -> None:
    assert not READER.recognises(head_of(tmp_path, content))


@pytest.mark.parametrize("date", ["", "soon", "999999999999 +0200", "2026-13-45 00:00:00 +0000", "9" * 300])
def test_a_date_that_is_none_says_so(tmp_path: Path, date: str) -> None:
    assert reading.reasons(tmp_path, READER, log(date)) in (["time not understood"], ["no time"])


def test_very_long_lines_are_read_in_time(tmp_path: Path) -> None:
    long = log("1791986531") + "\n a" + " " * 300_000 + "b\n" + "x" * 300_000 + "\n"

    assert reading.item(tmp_path, READER, long).title == "Make it smaller"


def test_no_text_holds_what_a_database_refuses(tmp_path: Path) -> None:
    found = reading.item(tmp_path, READER, log("1791986531") + "    a\0b\n")

    assert found.text == "Make it smaller\na\ufffdb"
    assert "\0" not in found.raw


@pytest.mark.parametrize(
    "options",
    [
        ["--date=iso"],
        ["--date=iso-strict", "--decorate", "--stat"],
        ["--date=rfc", "--name-status"],
        ["--date=raw", "--name-only", "--abbrev-commit"],
        ["--date=unix", "--numstat", "--format=fuller"],
        ["--date=default", "-p"],
        ["--format=raw", "--raw"],
    ],
)
def test_what_git_itself_prints_is_read(tmp_path: Path, options: list[str]) -> None:
    who = {"NAME": "Ida Berg", "EMAIL": "ida@harbour.example", "DATE": "2026-10-14T16:02:11+02:00"}
    named = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in who.items()}
    clean = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PATH": os.environ["PATH"]}

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=tmp_path, env=named | clean, check=True, capture_output=True, text=True
        )
        return done.stdout

    git("init", "-q", "-b", "main")
    (tmp_path / "pool.py").write_text("size = 10\n")
    git("add", "pool.py")
    git("commit", "-qm", "Make the pool\n\nIt holds connections.")

    found = reading.item(tmp_path, READER, git("log", *options))

    assert found.text == "Make the pool\n\nIt holds connections."
    assert found.occurred_at == at("2026-10-14T14:02:11Z")
    assert found.details["author_email"] == "ida@harbour.example"
    assert found.details.get("files", ["pool.py"]) == ["pool.py"]
