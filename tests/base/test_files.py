"""Originals are kept once, unaltered."""

import hashlib

import pytest

from secondsight.base import files
from secondsight.base.errors import NotFound
from secondsight.base.models import StoredFile


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once(tmp_path):
    original = tmp_path / "export.zip"
    original.write_bytes(b"abc" * 1000)

    first = files.keep_path(original)
    second = files.keep([b"abc" * 500, b"abc" * 500])
    assert first == second
    assert first.sha256 == hashlib.sha256(b"abc" * 1000).hexdigest()
    assert files.path_of(first).read_bytes() == original.read_bytes()


@pytest.mark.django_db
def test_a_broken_upload_leaves_nothing():
    def breaks():
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        files.keep(breaks())
    assert not StoredFile.objects.exists()
    assert not list(files._folder().glob("incoming-*"))


@pytest.mark.django_db
def test_an_original_that_is_gone_is_said_to_be_gone():
    stored = files.keep([b"here today"])
    files.path_of(stored).unlink()

    with pytest.raises(NotFound, match="Restore it"):
        files.path_of(stored)
