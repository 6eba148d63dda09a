"""A backup holds everything, and an instance can be filled from it."""

import json
import zipfile
from datetime import UTC, datetime

import pytest

from secondsight.base import backup, files, journal
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.models import JournalEntry, Mail, StoredFile
from secondsight.base.transaction import write
from secondsight.organisation.models import Account

AT = datetime(2026, 3, 11, 14, 2, 3, 123456, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def fill() -> StoredFile:
    stored = files.keep([b"the original"])
    Account.objects.create(email="bo@shop.example", name="Bo", recorded_at=AT)
    with write():
        journal.record("file_kept", by=None, subject=stored, at=AT, words='"quoted" – ünïcode')
    return stored


def test_what_was_backed_up_comes_back_to_the_microsecond(tmp_path):
    stored = fill()
    target = tmp_path / "backup.zip"
    content = backup.back_up(target)
    Mail.objects.create(to="later@shop.example", subject="written after the backup")
    files.path_of(stored).unlink()

    backup.restore(target, replace=True)

    assert content.originals == 1
    assert content.rows["organisation_account"] == 1
    account = Account.objects.get()
    assert (account.name, account.recorded_at) == ("Bo", AT)
    entry = JournalEntry.objects.get()
    assert (entry.at, entry.particulars) == (AT, {"words": '"quoted" – ünïcode'})
    assert files.path_of(stored).read_bytes() == b"the original"
    assert not Mail.objects.exists()


def test_new_rows_can_be_written_after_a_restore(tmp_path):
    fill()
    target = tmp_path / "backup.zip"
    backup.back_up(target)
    backup.restore(target, replace=True)

    with write():
        entry = journal.record("file_kept", by=None, subject=StoredFile.objects.get(), at=AT)
    assert entry.pk > JournalEntry.objects.order_by("pk").first().pk


def test_an_instance_with_accounts_is_not_overwritten_by_accident(tmp_path):
    fill()
    target = tmp_path / "backup.zip"
    backup.back_up(target)
    Account.objects.update(name="Changed since")

    with pytest.raises(Refused, match="--replace"):
        backup.restore(target, replace=False)
    assert Account.objects.get().name == "Changed since"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"hello"])
def test_another_file_is_refused_by_name(tmp_path, content):
    path = tmp_path / "holiday.zip"
    path.write_bytes(content)

    with pytest.raises(InvalidInput, match=r"holiday\.zip is not a backup"):
        backup.restore(path, replace=True)


def test_a_newer_backup_is_refused_and_says_so(tmp_path):
    path = tmp_path / "newer.zip"
    with zipfile.ZipFile(path, "w") as archive:
        manifest = {"format": 1, "version": "9.0", "migrations": ["record.0999_flux"], "rows": {}}
        archive.writestr("manifest.json", json.dumps(manifest))

    with pytest.raises(InvalidInput, match=r"9\.0.*record\.0999_flux"):
        backup.restore(path, replace=True)


def test_a_damaged_row_leaves_the_instance_as_it_was(tmp_path):
    fill()
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    backup.back_up(good)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            broken = name == "tables/organisation_account.jsonl"
            target.writestr(name, b'{"id": "x"\n' if broken else source.read(name))

    with pytest.raises(InvalidInput, match="organisation_account.jsonl line 1"):
        backup.restore(bad, replace=True)
    assert Account.objects.get().name == "Bo"


def test_bytes_come_back_as_they_were(tmp_path):
    from secondsight.inquiry.models import SharedText
    from tests.cast import make_incident, make_review

    text = SharedText.objects.create(review=make_review(incident=make_incident()), document=b"\x00\xff\x01")
    backup.back_up(tmp_path / "backup.zip")
    backup.restore(tmp_path / "backup.zip", replace=True)

    assert bytes(SharedText.objects.get(pk=text.pk).document) == b"\x00\xff\x01"
