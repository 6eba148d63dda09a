"""A file is recognised by its content; what nobody reads is told what it looks like."""

import json
import zipfile
from pathlib import Path

import pytest
from django.apps import apps

from secondsight.base.archives import Limits
from secondsight.record import readers
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions, UnreadableFile
from tests.integrations.slack.exports import make_export, message

PUSH = {
    "ref": "refs/heads/main",
    "before": "a" * 40,
    "after": "b" * 40,
    "commits": [],
    "repository": {"id": 7, "full_name": "shop/checkout", "pushed_at": 1791986531},
    "sender": {"login": "ida"},
}


def write(path: Path, content: object) -> Path:
    """Write a file under a name that says nothing."""
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    (path / "evidence.dat").write_bytes(content.encode() if isinstance(content, str) else content)
    return path / "evidence.dat"


def format_of(path: Path, name: str = "evidence.dat") -> str:
    """Return the format by which a file is recognised."""
    return readers.recognise(readers.inspect(path, name)).format


def refusal(path: Path) -> str:
    """Return the words with which a file is not recognised."""
    with pytest.raises(UnreadableFile) as caught:
        format_of(path, "ours.dat")
    assert caught.value.message.startswith("ours.dat: ")
    assert "expected" in caught.value.message
    return caught.value.message


def test_every_tools_readers_are_known_when_the_application_has_started() -> None:
    assert apps.is_installed("secondsight.integrations")
    known = [reader.format for reader in readers.readers()]
    assert {"github-webhook", "pagerduty", "slack-export"} < set(known)
    assert min(map(known.index, ("jsonl", "csv"))) > known.index("slack-export")
    assert known[-3:] == ["jsonl", "csv", "document"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PUSH, "github-webhook"),
        ([PUSH, PUSH], "github-webhook"),
        (json.dumps(PUSH) + "\n" + json.dumps(PUSH), "github-webhook"),
        (PUSH | {"padding": "x" * 200_000}, "github-webhook"),
        ([{"time": "2026-10-14T14:02:11Z", "text": "dry"}], "jsonl"),
        ('{"time": "2026-10-14T14:02:11Z", "labels": {}}\n{"time": ""}', "jsonl"),
        ("time,text\n2026-10-14T14:02:11Z,dry\n", "csv"),
        ("time\ttext\n2026-10-14T14:02:11Z\tdry\n", "csv"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "document"),
        ("Dear all, it was the pool.\nIda\n", "document"),
    ],
)
def test_a_format_is_recognised_by_content(tmp_path: Path, content: object, expected: str) -> None:
    path = write(tmp_path, content)

    assert format_of(path) == format_of(path, "holiday.png") == expected


def test_a_slack_export_is_recognised_by_what_is_in_it(tmp_path: Path) -> None:
    assert format_of(make_export(tmp_path / "a", {"general/2026-10-14.json": []})) == "slack-export"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x1f\x8b\x08" + bytes(200), "a gzip archive"),
        (bytes(range(256)) * 8, "neither text nor an archive"),
        (b"Dear all, it was the caf\xe9.\nIda\n", 'it begins "Dear all, it was the caf'),
        ({"ok": True, "members": [{"id": "U01"}], "cache_ts": 1}, "a list of people from Slack's API"),
        ({"what": {"is": "this"}, "kind": 1}, "JSON with the fields what, kind"),
        ([1, 2, 3], "JSON without named fields"),
        ("[]", "JSON without named fields"),
    ],
)
def test_what_nobody_reads_is_told_what_it_looks_like(tmp_path: Path, content: object, words: str) -> None:
    message = refusal(write(tmp_path, content))

    assert words in message
    assert "Slack export (ZIP)" in message


def test_an_archive_of_something_else_is_told_by_its_members(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        archive.writestr("notes.md", "hello")

    assert "a ZIP archive with notes.md" in refusal(tmp_path / "a")


def test_an_office_document_is_no_archive_of_evidence(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")

    assert "save a table as CSV" in refusal(tmp_path / "a")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert "it is empty" in refusal(write(tmp_path, b""))


def test_a_broken_archive_is_refused_when_looked_at(tmp_path: Path) -> None:
    export = make_export(tmp_path / "a", {"general/2026-10-14.json": []})
    export.write_bytes(export.read_bytes()[:-30])

    assert "cut off" in refusal(export)


def test_limits_of_archives_may_be_set(tmp_path: Path) -> None:
    export = make_export(tmp_path / "a", {"general/2026-10-14.json": []})

    with pytest.raises(UnreadableFile, match="more than 1 files"):
        readers.inspect(export, "ours.zip", Limits(members=1))


def test_a_json_line_of_many_megabytes_that_breaks_off_is_refused_with_its_line(tmp_path: Path) -> None:
    assert "line 1 column 1: it breaks off" in refusal(write(tmp_path, '{"text": "' + "x" * 9_000_000))


@pytest.mark.parametrize("content", ['{"a":' * 50_000, "[" * 50_000, '[{"a":' + "[" * 50_000])
def test_deep_nesting_is_refused(tmp_path: Path, content: str) -> None:
    assert "nested too deep" in refusal(write(tmp_path, content))


def test_names_and_places_fit_into_a_row_and_keys_stay_apart(tmp_path: Path) -> None:
    folders = [f"{'x' * 230}{n}" for n in (1, 2)]
    days = {f"{folder}/2026-10-14.json": [message(username="y" * 300), "no message"] for folder in folders}
    head = readers.inspect(make_export(tmp_path / "a", days), "export.zip")

    found = list(readers.read(readers.recognise(head), head, ReadOptions()))

    items = [each for each in found if isinstance(each, Item)]
    assert len({item.key for item in items}) == 2
    assert all(len(item.key) == len(item.channel) == 200 for item in items)
    assert all(len(each.channel) == 200 for each in found if isinstance(each, LeftOut))


def outcome(path: Path) -> str:
    """Return a file's format once all of it was read, or the words with which it is refused."""
    try:
        head = readers.inspect(path, path.name)
        reader = readers.recognise(head)
        assert list(readers.read(reader, head, ReadOptions()))
    except UnreadableFile as error:
        return error.message
    return reader.format


def test_every_real_file_is_read_or_refused_by_name(shared_data: Path) -> None:
    for path in sorted(file for file in shared_data.rglob("*") if file.is_file()):
        found = outcome(path)

        assert found in {reader.format for reader in readers.readers()} or found.startswith(path.name), found
