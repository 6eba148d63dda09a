"""Everything that is locked, gone through: for a new key, for rows of before, for keys that are gone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from secondsight.base import keyring
from secondsight.base.errors import Refused
from secondsight.base.locked_fields import locked_columns
from secondsight.base.locking import SHAPE, KeyLost, is_locked, lock, needs, unlock
from secondsight.base.sight import whole
from secondsight.base.transaction import write

BATCH = 200

Condition = Callable[[str], bool]


@dataclass
class Relocked:
    """What became of it: how many texts are locked anew, how many no key opens, how many keys went."""

    texts: int = 0
    lost: int = 0
    dropped: int = 0


def locked() -> dict[str, int]:
    """Return how many locked texts there are, by table."""
    found: dict[str, int] = {}
    for model, column in locked_columns():
        rows = model._default_manager.filter(**{f"{column}__startswith": SHAPE})
        if count := rows.count():
            found[model._meta.db_table] = found.get(model._meta.db_table, 0) + count
    return found


def unreadable() -> dict[str, int]:
    """Return how many locked texts no key here opens, by table; {} when all is well."""
    there = keyring.keys()
    found: dict[str, int] = {}
    with whole():
        for model, column in locked_columns():
            lost = sum(is_locked(stored) and needs(stored, there) for stored in _texts(model, column))
            if lost:
                found[model._meta.db_table] = found.get(model._meta.db_table, 0) + lost
    return found


def lock_what_is_open() -> int:
    """Lock what was stored before there were locks, and return how many texts that was."""
    return sum(
        relock(model, column, lambda stored: not is_locked(stored)) for model, column in locked_columns()
    )


def rotate() -> Relocked:
    """Lock everything with a new key and drop those that nothing needs any more; return what was done.

    The new key comes first, the old ones stay until nothing needs them, and texts are locked anew in batches:
    stopped halfway, everything can be read, and the next call goes on with the same new key. Keys that a
    setting holds are changed there; then only the texts are locked anew.
    Raises Refused where there is no key, KeysMissing.
    """
    there = keyring.keys()
    if not there:
        raise Refused("There is no key yet: the first thing that is said in confidence makes one.")
    with write():
        is_unfinished = len(there) > 1 and _is_needed(there[1:], but_for=there[:1])
    if not keyring.is_set() and not is_unfinished:
        there = keyring.add_key()
    with write():
        pass  # whoever was writing with the old key has committed now
    done = Relocked()
    for model, column in locked_columns():
        done.texts += relock(model, column, lambda stored: not is_locked(stored) or needs(stored, there[:1]))
    with write():
        if len(there) > 1 and not keyring.is_set() and not _is_needed(there[1:], but_for=there[:1]):
            done.dropped = len(there) - len(keyring.drop_keys(there[:1]))
    done.lost = sum(unreadable().values())
    return done


def relock(model: type[Model], column: str, is_wanted: Condition) -> int:
    """Lock the texts of one column anew that `is_wanted` picks, in batches; return how many it were.

    One that no key opens stays as it is. Migrations may call it with the model of their time.
    """
    done, last = 0, ""
    while True:
        with write():
            rows: Any = model._default_manager.exclude(**{column: ""}).filter(pk__gt=last).order_by("pk")
            batch = list(rows.values_list("pk", column)[:BATCH])
            for key, stored in batch:
                if not is_wanted(stored):
                    continue
                try:
                    text = unlock(stored)
                except KeyLost:
                    continue
                done += model._default_manager.filter(pk=key).update(**{column: lock(text)})
        if len(batch) < BATCH:
            return done
        last = batch[-1][0]


def _is_needed(old: list[str], *, but_for: list[str]) -> bool:
    """Whether some text is opened by an old key and not by those that would stay."""
    return any(
        is_locked(stored) and needs(stored, but_for) and not needs(stored, old)
        for model, column in locked_columns()
        for stored in _texts(model, column)
    )


def _texts(model: type[Model], column: str) -> Iterator[str]:
    rows = model._default_manager.exclude(**{column: ""}).order_by("pk")
    return rows.values_list(column, flat=True).iterator(BATCH)
