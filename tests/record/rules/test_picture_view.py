"""What an address or a figure asks a picture to show: read, written and read again, or refused by name."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.base.errors import InvalidInput
from secondsight.record.rules.picture_view import WHOLE, Lanes, PictureView, read_view, write_view

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")

instants = st.none() | st.integers(0, 86_399).map(lambda seconds: NOON + timedelta(seconds=seconds))
keys = st.sampled_from(["room", "team:database", "person:0123456789abcdef", "name:the vendor & co"])


@given(keys, st.just("") | keys, instants, instants, st.sampled_from(list(Lanes)))
def test_a_view_that_is_written_is_read_as_it_was(vantage, beside, at, start, lanes):
    end = start + timedelta(minutes=5) if start else None
    view = PictureView(vantage, beside, at, start, end, lanes)

    assert read_view(dict(parse_qsl(write_view(view))), BERLIN) == view


def test_nothing_asked_is_the_whole_timeline_as_it_is_known_afterwards():
    assert read_view({}, UTC) == WHOLE
    assert not WHOLE.is_inside
    assert write_view(WHOLE) == ""


def test_a_time_without_an_offset_is_in_the_given_zone():
    view = read_view({"at": "2026-03-11T13:15:41"}, BERLIN)

    assert view.at == datetime(2026, 3, 11, 12, 15, 41, tzinfo=UTC)
    assert view.vantage == "room"


def test_a_plus_that_was_not_escaped_is_understood():
    assert read_view({"from": "2026-03-11T13:00:00 01:00"}, UTC).start == NOON


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"at": "a quarter past"}, "at"),
        ({"from": "0000-01-01T00:00"}, "from"),
        ({"to": "2026-13-41"}, "to"),
        ({"lanes": "colour"}, "lanes"),
        ({"from": "2026-03-11T13:00", "to": "2026-03-11T13:00"}, "to"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(asked, field):
    with pytest.raises(InvalidInput) as refused:
        read_view(asked, UTC)

    assert refused.value.field == field


def test_a_window_covers_its_ends_and_nothing_ahead_of_the_moment():
    view = PictureView(at=NOON + timedelta(minutes=5), start=NOON, end=NOON + timedelta(minutes=10))

    covered = [minute for minute in range(-1, 12) if view.covers(NOON + timedelta(minutes=minute))]

    assert covered == [0, 1, 2, 3, 4, 5]
