"""The same lanes for each vantage, beneath each other, so that two can be compared."""

from datetime import UTC, datetime, timedelta

from secondsight.record.rules.panes import HEAD, find_differences, in_panes
from secondsight.record.rules.picture import PictureEvent
from secondsight.record.rules.timeline_layout import lay_out
from secondsight.record.rules.vocabulary import EventKind

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)


def layout():
    events = [
        PictureEvent(f"e{n}", NOON + timedelta(minutes=n), lane, "Seen", EventKind.OBSERVATION)
        for n, lane in enumerate(["Shop", "Data", "Shop"])
    ]
    return lay_out(events, ["Shop", "Data"], NOON, NOON + timedelta(minutes=10), 800)


def test_each_vantage_has_every_event_at_the_same_place_across():
    picture, (upper, lower) = in_panes(layout(), ["The API team", "The database team"])

    assert [mark.event_id for mark in upper.marks] == [mark.event_id for mark in lower.marks]
    assert [mark.x for mark in upper.marks] == [mark.x for mark in lower.marks]
    assert max(mark.y for mark in upper.marks) < lower.y
    assert all(mark.y > lower.y + HEAD for mark in lower.marks)
    assert lower.lanes[-1].y + lower.lanes[-1].height < picture.height


def test_one_vantage_takes_a_heading_more_and_none_takes_nothing():
    plain = layout()

    assert in_panes(plain, ["The room"])[0].height == plain.height + HEAD
    assert in_panes(plain, []) == (plain, ())


def test_what_two_stood_to_differently_is_found_whichever_comes_first():
    one = {"a": "known", "b": "believed", "c": "unknown"}
    other = {"a": "known", "b": "known", "d": "known"}

    assert find_differences(one, other) == find_differences(other, one) == {"b", "d"}
