"""Lengths are said in their two largest units."""

from datetime import timedelta

import pytest

from secondsight.record.rules.lengths import spoken


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(0), "0 s"),
        (timedelta(seconds=45.4), "45 s"),
        (timedelta(minutes=9, seconds=5), "9 min 5 s"),
        (timedelta(minutes=9), "9 min"),
        (timedelta(minutes=12, seconds=50), "12 min"),
        (timedelta(hours=1, minutes=25), "1 h 25 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(days=3, hours=4, minutes=59), "3 d 4 h"),
        (timedelta(minutes=-12), "12 min"),
    ],
)
def test_length_is_said_as_people_say_it(length, said):
    assert spoken(length) == said
