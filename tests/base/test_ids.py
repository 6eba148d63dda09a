"""Ids sort by the time they were made in and do not meet."""

from datetime import UTC, datetime

import time_machine

from secondsight.base.ids import ALPHABET, LENGTH, new_id


def test_ids_are_short_and_plain():
    assert len(new_id()) == LENGTH
    assert set(new_id()) <= set(ALPHABET)


def test_ids_do_not_meet():
    assert len({new_id() for _ in range(20_000)}) == 20_000


def test_later_ids_sort_after_earlier_ones():
    made = []
    for year in (2016, 2026, 2126):
        with time_machine.travel(datetime(year, 1, 1, tzinfo=UTC)):
            made.append(new_id())

    assert made == sorted(made)


def test_ids_made_at_the_same_moment_keep_their_order():
    for _ in range(50):
        with time_machine.travel(datetime(2026, 3, 11, tzinfo=UTC), tick=False):
            made = [new_id() for _ in range(2000)]

        assert made == sorted(set(made))
