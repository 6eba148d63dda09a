"""What was said in confidence is locked at rest, with keys apart from the database (S7)."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from secondsight.base import keyring
from secondsight.base.errors import Refused
from secondsight.base.keyring import KeysMissing, key_file, keys
from secondsight.base.locking import KeyLost, is_locked, lock, unlock
from secondsight.base.transaction import write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def locked(text: str) -> str:
    with write():
        return lock(text)


def test_what_is_locked_comes_back_and_is_not_readable_between() -> None:
    stored = locked("I was afraid – 怖かった")

    assert unlock(stored) == "I was afraid – 怖かった"
    assert is_locked(stored)
    assert "afraid" not in stored
    assert locked("") == ""


def test_the_same_words_are_locked_otherwise_each_time_and_tell_no_hour() -> None:
    one, other = locked("the same"), locked("the same")

    assert one != other
    assert Fernet(keys()[0]).extract_timestamp(one.removeprefix("locked:1:")) == 0


def test_what_was_stored_before_there_were_locks_is_still_read() -> None:
    assert unlock("as it was") == "as it was"


def test_nothing_is_locked_outside_a_write_transaction(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="outside"):
        lock("x")


def test_the_key_is_made_at_first_need_and_only_its_owner_reads_it() -> None:
    assert not key_file().exists()

    locked("x")

    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file().parent.stat().st_mode) == 0o700
    assert len(keys()) == 1


def test_many_processes_that_need_the_first_key_at_once_get_the_same(tmp_path: Path) -> None:
    program = (
        "import django; django.setup(); from secondsight.base.keyring import keys; print(keys(make=True)[0])"
    )
    environment = os.environ | {
        "SECONDSIGHT_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "secondsight.web.settings",
    }
    running = [
        subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    told = {process.communicate(timeout=60)[0].strip() for process in running}

    assert told == {keys()[0]}


def test_a_lost_key_is_said_in_words_and_what_is_locked_stays() -> None:
    stored = locked("x")
    key_file().unlink()

    with pytest.raises(KeyLost, match="key is not here"):
        unlock(stored)


def test_a_key_that_is_put_back_opens_again_without_a_restart() -> None:
    stored, kept = locked("x"), key_file().read_text()
    key_file().unlink()
    locked("y")  # meanwhile another key was made
    with pytest.raises(KeyLost):
        unlock(stored)

    with key_file().open("a") as out:
        out.write(kept)

    assert unlock(stored) == "x"


def test_text_that_somebody_changed_is_not_taken_for_words() -> None:
    stored = locked("x")

    with pytest.raises(KeyLost):
        unlock(stored[:-6] + "AAAA==")


def test_a_file_that_holds_no_keys_is_refused_and_not_replaced() -> None:
    locked("x")
    key_file().write_text("not a key\n")

    with pytest.raises(KeysMissing, match="no key"):
        locked("y")
    assert key_file().read_text() == "not a key\n"


def test_keys_of_the_setting_are_used_and_nobody_changes_them(settings: Any) -> None:
    settings.CONFIDENCE_KEYS = [keyring.new_key()]

    stored = locked("x")

    assert unlock(stored) == "x"
    assert not key_file().exists()
    with pytest.raises(Refused, match="SECONDSIGHT_CONFIDENCE_KEYS"):
        keyring.add_key()
