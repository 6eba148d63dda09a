"""A new key: everything is locked with it, whenever it is stopped, and no key goes that something needs."""

from pathlib import Path
from typing import Any

import pytest

from secondsight.base import keyring, relocking
from secondsight.base.errors import Refused
from secondsight.base.locking import lock, unlock
from secondsight.base.transaction import write
from secondsight.record.models import Hook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def make_hooks(count: int) -> None:
    with write():
        for number in range(count):
            Hook.objects.create(
                name=f"{number}", tool="json", digest=f"{number}", signing_secret=lock(f"said {number}")
            )


def said() -> set[str]:
    return {unlock(stored) for stored in Hook.objects.values_list("signing_secret", flat=True)}


def test_everything_is_locked_with_the_new_key_and_the_old_one_goes() -> None:
    make_hooks(5)
    (old,) = keyring.keys()

    done = relocking.rotate()

    assert (done.texts, done.lost, done.dropped) == (5, 0, 1)
    assert keyring.keys().count(old) == 0
    assert said() == {f"said {number}" for number in range(5)}


def test_stopped_at_any_batch_everything_is_read_and_the_next_call_ends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_hooks(7)
    monkeypatch.setattr(relocking, "BATCH", 2)
    usual, left = relocking.lock, [3]

    def dies(text: str) -> str:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return usual(text)

    monkeypatch.setattr(relocking, "lock", dies)
    with pytest.raises(KeyboardInterrupt):
        relocking.rotate()
    halfway, there = said(), keyring.keys()
    monkeypatch.setattr(relocking, "lock", usual)

    done = relocking.rotate()

    assert halfway == said() == {f"said {number}" for number in range(7)}
    assert len(there) == 2
    assert keyring.keys() == there[:1]  # the same new key, no third one
    assert done.dropped == 1


def test_what_no_key_opens_is_left_counted_and_does_not_stop_the_rest() -> None:
    make_hooks(2)
    keyring.key_file().unlink()
    with write():
        Hook.objects.create(name="new", tool="json", digest="new", signing_secret=lock("new"))

    done = relocking.rotate()

    assert (done.texts, done.lost, done.dropped) == (1, 2, 1)
    assert relocking.unreadable() == {"record_hook": 2}
    assert unlock(Hook.objects.get(name="new").signing_secret) == "new"


def test_words_of_before_there_were_locks_are_locked() -> None:
    Hook.objects.create(name="old", tool="json", digest="old", signing_secret="in the open")

    assert relocking.lock_what_is_open() == 1
    assert "in the open" not in Hook.objects.get().signing_secret
    assert said() == {"in the open"}
    assert relocking.locked() == {"record_hook": 1}


def test_with_keys_of_the_setting_only_the_texts_change(settings: Any) -> None:
    old, new = keyring.new_key(), keyring.new_key()
    settings.CONFIDENCE_KEYS = [old]
    make_hooks(1)
    settings.CONFIDENCE_KEYS = [new, old]

    done = relocking.rotate()
    settings.CONFIDENCE_KEYS = [new]

    assert (done.texts, done.dropped) == (1, 0)
    assert said() == {"said 0"}


def test_without_a_key_there_is_nothing_to_change() -> None:
    with pytest.raises(Refused, match="no key yet"):
        relocking.rotate()
