"""Each format through the import: a receipt that adds up, once and again, spoilt files included."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from secondsight.base import journal
from secondsight.record import readers
from secondsight.record.handlers import propose_from_new_evidence
from secondsight.record.models import EvidenceFile, EvidenceItem, Import, PacketItem
from tests.cast import make_account, make_incident
from tests.integrations.mutations import spoilt
from tests.integrations.test_recognition import samples
from tests.record.evidence_files import bring, counts

pytestmark = pytest.mark.django_db

SAMPLES = samples()
SPOILT = 4  # files of each format in one import
ANSWERED = {
    "zone": "Europe/Berlin",
    "starts_at": "2026-10-14T14:02:00+00:00",
    "on_date": "2026-10-14",
    "repeated_hour": "first",
    "channel": "C0INCIDENT42",
}
EACH_FORMAT = pytest.mark.parametrize("name", sorted(SAMPLES))
# Where a record begins, in formats that are no JSON; of the others the last record of a list is dropped.
BEGINS = {
    "csv": r"(?m)^\d{4}-",
    "git-log": r"(?m)^commit ",
    "mbox": r"(?m)^From ",
    "subrip": r"(?m)^\d+$",
    "webvtt": r"(?m)^[\d:.]+ -->",
}
# Lists of what happened to one thing: an incident with its updates.
INNER = {
    "jira": ("issues", 0, "changelog", "histories"),
    "statuspage": ("incidents", 0, "incident_updates"),
}
ALONE = {
    "argocd",
    "document",
    "eml",
    "slack-export",
}  # one record a file; overlapping exports have their own test


@EACH_FORMAT
def test_a_file_comes_in_whole_and_the_same_file_again_adds_nothing(tmp_path: Path, name: str) -> None:
    by, path = make_account(), written(tmp_path, SAMPLES[name])

    first = bring(by, path, options=ANSWERED)
    again = bring(by, path, options=ANSWERED)

    [one], [two] = first.files.all(), again.files.all()
    assert first.state == again.state == "done", first.trouble + again.trouble
    assert one.format == name
    assert one.imported > 0
    assert_adds_up(one)
    assert counts(two) == (one.read, 0, one.imported + one.merged, one.left_out)
    assert_adds_up(two)


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - ALONE))
def test_an_overlapping_file_adds_only_what_is_new(tmp_path: Path, name: str) -> None:
    by, part = make_account(), without_its_last_record(SAMPLES[name], name)
    early = bring(by, written(tmp_path, part, "early"), options=ANSWERED)
    had = EvidenceItem.objects.count()

    late = bring(by, written(tmp_path, SAMPLES[name], "late"), options=ANSWERED)

    [first], [second] = early.files.all(), late.files.all()
    assert early.state == late.state == "done", early.trouble + late.trouble
    assert first.imported == had > 0
    assert second.merged >= first.imported
    assert second.imported < second.read - second.left_out
    assert EvidenceItem.objects.count() == had + second.imported
    assert EvidenceItem.objects.values("key").distinct().count() == had + second.imported
    assert_adds_up(second)


@EACH_FORMAT
def test_of_a_spoilt_file_all_is_kept_or_nothing(tmp_path: Path, signed_in: Callable, name: str) -> None:
    by = make_account()
    incident = make_incident(by)
    paths = [
        written(tmp_path, spoilt(SAMPLES[name], f"{name} kept {number}"), f"{number}.dat")
        for number in range(2 * SPOILT)
    ]

    asking = bring(by, *paths[:SPOILT], incident=incident, options={"use_proposed": False})
    answered = bring(by, *paths[SPOILT:], incident=incident, options=ANSWERED)

    for going in (asking, answered):
        assert_all_or_nothing(going)
    for entry in journal.history(incident.topic).filter(verb="evidence_added"):
        propose_from_new_evidence(entry)
    assert_pages_open(signed_in(by), answered)


def assert_all_or_nothing(going: Import) -> None:
    files = list(going.files.all())
    assert going.state in ("done", "failed", "asking")
    assert (going.state == "failed") <= any(file.trouble for file in files)
    for file in files:
        assert "did not expect" not in file.trouble, file.trouble
        if file.finished_at is None:
            assert file.trouble.startswith(f"{file.name}: ") or file.proposal, "neither refused nor asked"
            assert not file.items.exists()
            assert not file.left_out_records.exists()
            assert not file.merged_items.exists()
            assert not PacketItem.objects.filter(file=file).exists()
        else:
            assert not file.trouble
            assert_adds_up(file)


def assert_adds_up(file: EvidenceFile) -> None:
    assert file.read == file.imported + file.merged + file.left_out
    assert file.left_out == sum(file.reasons.values()) == file.left_out_records.count()
    documents = PacketItem.objects.filter(file=file).count()
    assert file.imported == file.items.count() + documents
    if not documents and file.format != "document":
        assert file.merged == file.merged_items.count()
    for outcome in ("read", "imported", "merged", "left_out"):
        assert getattr(file, outcome) == sum(channel[outcome] for channel in file.channels.values())


def assert_pages_open(browser: Client, going: Import) -> None:
    """Whatever came in is shown."""
    incident = going.incident
    assert incident is not None
    pages = [f"/imports/{going.pk}/", f"/imports/{going.pk}/left-out", f"/incidents/{incident.pk}/evidence/"]
    pages += [f"/incidents/{incident.pk}/{page}" for page in ("candidates/", "clocks", "timeline/")]
    pages += [f"/evidence/items/{item.pk}/" for item in EvidenceItem.objects.all()[:5]]
    for page in pages:
        assert browser.get(page).status_code == 200, page


def without_its_last_record(content: bytes, name: str) -> bytes:
    text = content.decode()
    if name in BEGINS:
        *_, last = re.finditer(BEGINS[name], text)
        return text[: last.start()].rstrip("\n").encode() + b"\n"
    try:
        value = json.loads(text)
    except ValueError:
        return "\n".join(text.strip().split("\n")[:-1]).encode()
    inner_list(value, INNER.get(name, ())).pop()
    return json.dumps(value).encode()


def inner_list(value: Any, path: tuple[str | int, ...]) -> list[object]:
    """The list at a path; without one the longest list of records at the top of a file."""
    for step in path:
        value = value[step]
    if isinstance(value, list):
        return value
    return max((each for each in value.values() if isinstance(each, list)), key=len)


def written(folder: Path, content: bytes, name: str = "ours.dat") -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def test_every_format_that_is_read_is_tried_here() -> None:
    assert {reader.format for reader in readers.readers()} == set(SAMPLES)
