"""The picture of a timeline: every event has its place, and no two labels stand on each other (R3.8)."""

from datetime import UTC, datetime, timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.lane_packing import text_width
from secondsight.record.rules.picture import PictureEvent, Style
from secondsight.record.rules.shapes import PATHS, SHAPE_OF, SIZE, Shape
from secondsight.record.rules.timeline_layout import lay_out
from secondsight.record.rules.vocabulary import EventKind, Phase

NOON = datetime(2026, 3, 16, 12, tzinfo=UTC)
END = NOON + timedelta(hours=2)


def event(
    minutes: float,
    lane: str = "Shop",
    label: str = "Something",
    kind=EventKind.OBSERVATION,
    phase=None,
    id="",
):
    return PictureEvent(id or f"{lane}{minutes}", NOON + timedelta(minutes=minutes), lane, label, kind, phase)


def draw(*events, lanes=("Shop", "Data"), width=800.0, **more):
    return lay_out(events, lanes, NOON, END, width, **more)


def test_lanes_stand_below_each_other_in_the_order_given():
    picture = draw(event(1, "Support"), event(2, "Data"))

    assert [lane.name for lane in picture.lanes] == ["Shop", "Data", "Support"]
    assert [lane.y for lane in picture.lanes] == [40, 78, 116]
    assert picture.height == 40 + 3 * 38 + 12


def test_mark_stands_at_its_time_in_its_lane_with_its_shape():
    picture = draw(event(60, "Data", kind=EventKind.DECISION))

    (mark,) = picture.marks
    assert mark.shape is Shape.DIAMOND
    assert mark.x == pytest.approx((picture.scale.left + picture.scale.right) / 2)
    assert picture.lanes[1].y < mark.y < picture.lanes[1].y + picture.lanes[1].height


def test_label_stands_right_of_its_mark_and_flips_at_the_right_edge():
    first, last = draw(event(5), event(119)).marks

    assert (first.label_side, last.label_side) == ("right", "left")
    assert first.label_x > first.x
    assert last.label_x + last.label_width < last.x


def test_events_close_together_take_rows():
    picture = draw(*(event(30 + n / 10) for n in range(4)))

    assert len({mark.y for mark in picture.marks}) == 4
    assert picture.lanes[0].height > picture.lanes[1].height


def test_events_far_apart_share_a_row():
    picture = draw(event(10), event(60))

    assert len({mark.y for mark in picture.marks}) == 1


def test_long_label_is_cut():
    (mark,) = draw(event(10, label="word " * 30)).marks

    assert mark.label.endswith("…")
    assert len(mark.label) <= 34


def test_label_gives_way_to_a_later_mark():
    crowd = [event(30 + 2 * n, label="Something that takes a while to say") for n in range(Style().rows + 1)]

    picture = draw(*crowd, width=400)

    assert picture.clusters == ()
    assert len([mark for mark in picture.marks if not mark.label]) == 2


def test_more_events_than_room_are_counted():
    picture = draw(*(event(30, id=str(n)) for n in range(20)))

    (cluster,) = picture.clusters
    assert len(picture.marks) == Style().rows
    assert cluster.label == "+14"
    assert set(cluster.event_ids) | {mark.event_id for mark in picture.marks} == {str(n) for n in range(20)}


def test_phases_reach_to_where_the_next_begins():
    picture = draw(
        event(0, phase=Phase.DETECTION),
        event(10),
        event(30, phase=Phase.TRIAGE),
        event(60, phase=Phase.TRIAGE),
        event(90, phase=Phase.MITIGATION),
        event(100, phase=Phase.MITIGATION),
    )

    bands = [
        (band.phase, picture.scale.at(band.x), picture.scale.at(band.x + band.width))
        for band in picture.phases
    ]
    minutes = [
        (phase, round((a - NOON) / timedelta(minutes=1)), round((b - NOON) / timedelta(minutes=1)))
        for phase, a, b in bands
    ]
    assert minutes == [(Phase.DETECTION, 0, 30), (Phase.TRIAGE, 30, 90), (Phase.MITIGATION, 90, 100)]


def test_phase_too_narrow_for_its_name_has_none():
    picture = draw(
        event(0, phase=Phase.DETECTION), event(1, phase=Phase.TRIAGE), event(100, phase=Phase.TRIAGE)
    )

    assert [band.label for band in picture.phases] == ["", "Triage"]


def test_long_quiet_stretch_is_pointed_out():
    picture = draw(event(0), event(3), event(6), event(9), event(50), event(53))

    (gap,) = picture.gaps
    assert gap.label == "41 min without an event"
    assert gap.x == picture.scale.x(NOON + timedelta(minutes=9))


def test_gap_says_as_much_as_it_has_room_for():
    crowd = (event(0), event(3), event(6), event(9), event(50), event(53))

    assert [draw(*crowd, width=width).gaps[0].label for width in (800, 300, 140)] == [
        "41 min without an event",
        "41 min",
        "",
    ]


def test_steady_events_leave_no_gap():
    assert draw(*(event(n * 20) for n in range(6))).gaps == ()


def test_picture_of_nothing_has_its_lanes_and_ticks():
    picture = draw()

    assert (len(picture.lanes), picture.marks, picture.clusters) == (2, (), ())
    assert picture.ticks


def test_every_kind_has_a_shape_of_its_own_and_every_shape_a_path():
    assert set(SHAPE_OF) == set(EventKind)
    assert len(set(SHAPE_OF.values())) == len(EventKind)
    assert set(PATHS) == set(Shape)


def test_five_thousand_events_are_all_there():
    events = [event(n / 50, f"Team {n % 6}", f"Event number {n}", id=str(n)) for n in range(5_000)]

    picture = draw(*events, lanes=())

    shown = [mark.event_id for mark in picture.marks] + [i for c in picture.clusters for i in c.event_ids]
    assert sorted(shown) == sorted(str(n) for n in range(5_000))


events = st.lists(
    st.builds(
        event,
        minutes=st.floats(-20, 140, allow_nan=False),
        lane=st.sampled_from(["Shop", "Data", "Support"]),
        label=st.text(max_size=60),
        kind=st.sampled_from(list(EventKind)),
        phase=st.none() | st.sampled_from(list(Phase)),
    ),
    max_size=60,
).map(
    lambda drawn: [PictureEvent(str(n), e.at, e.lane, e.label, e.kind, e.phase) for n, e in enumerate(drawn)]
)
widths = st.floats(260, 3_000)


@given(events, widths)
def test_every_event_is_in_exactly_one_mark_or_cluster(drawn, width):
    picture = draw(*drawn, width=width)

    shown = [mark.event_id for mark in picture.marks] + [i for c in picture.clusters for i in c.event_ids]
    assert sorted(shown) == sorted(event.id for event in drawn)


@given(events, widths)
def test_later_events_never_stand_further_left(drawn, width):
    at = {event.id: event.at for event in drawn}

    marks = sorted(draw(*drawn, width=width).marks, key=lambda mark: at[mark.event_id])

    assert all(one.x <= other.x for one, other in zip(marks, marks[1:], strict=False))


@given(events, widths)
def test_marks_and_labels_of_a_row_stand_clear_of_each_other(drawn, width):
    picture = draw(*drawn, width=width)

    boxes = [(mark.y, *_reach(mark)) for mark in picture.marks]
    boxes += [(cluster.y, cluster.x, cluster.x + cluster.width) for cluster in picture.clusters]
    for _, row in groupby(sorted(boxes), key=lambda box: box[0]):
        in_row = list(row)
        assert all(one[2] < other[1] for one, other in zip(in_row, in_row[1:], strict=False))


@given(events, widths)
def test_everything_stays_inside_the_picture(drawn, width):
    picture = draw(*drawn, width=width)

    for first, last in [
        *(_reach(mark) for mark in picture.marks),
        *((c.x, c.x + c.width) for c in picture.clusters),
        *((b.x, b.x + b.width) for b in picture.phases),
        *((g.x, g.x + g.width) for g in picture.gaps),
    ]:
        assert first >= 0
        assert last <= width + 1e-6
    assert all(lane.y + lane.height <= picture.height for lane in picture.lanes)
    assert all(0 < mark.y < picture.height for mark in picture.marks)


def _reach(mark) -> tuple[float, float]:
    """From where to where a mark and its label stand."""
    assert mark.label_width == text_width(mark.label, Style().glyph)
    first, last = mark.x - SIZE / 2, mark.x + SIZE / 2
    if not mark.label:
        return first, last
    return min(first, mark.label_x), max(last, mark.label_x + mark.label_width)
