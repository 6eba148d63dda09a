"""Threads, ribbons and counts beneath the lanes stand at their times, and keep what came later (R3.8)."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.beside_layout import Graph, Step, Strip, ThreadLine, lay_beside
from secondsight.record.rules.hypotheses import HypothesisState as H
from secondsight.record.rules.impact import Side
from secondsight.record.rules.time_axis import make_scale

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
WIDTH = 1000.0


def m(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


SCALE = make_scale(m(0), m(60), 100, 900)
RELEASE = ThreadLine(
    "The release",
    (Step(m(15), H.RAISED, "raised 12:15"), Step(m(30), H.DROPPED, "dropped 12:30")),
    "Storefront",
    m(45),
)
FAILED = Strip(
    Side.CUSTOMER,
    "Failed requests",
    "Failed requests: 62%",
    "Failed requests: 62%, 12:00 to 12:45",
    m(0),
    m(45),
)


def lay(*, threads=(), strips=(), graphs=(), moment=None, scale=SCALE):
    return lay_beside(scale, WIDTH, 200, threads, strips, graphs, moment)


def words(drawn):
    return " | ".join([label.text for label in drawn.labels] + [stroke.title for stroke in drawn.strokes])


def test_a_thread_runs_from_raised_to_dropped_and_on_until_all_had_heard():
    drawn = lay(threads=[RELEASE])

    by_style = {stroke.style: stroke for stroke in drawn.strokes}
    assert by_style["thread"].path.startswith("M300.0 ")
    assert by_style["thread"].path.endswith("H500.0")
    assert "H700.0" in by_style["thread thread--late"].path
    assert by_style["thread thread--late"].title == "Storefront heard of that 15 min later"
    assert {"thread-mark thread-mark--raised", "thread-mark thread-mark--dropped"} <= set(by_style)


def test_an_open_thread_runs_to_the_edge():
    drawn = lay(threads=[ThreadLine("The pool", RELEASE.steps[:1])])

    assert [s.path for s in drawn.strokes if s.style == "thread thread--open"][0].endswith("H900.0")


def test_at_a_moment_nothing_tells_what_came_later():
    drawn = lay(
        threads=[RELEASE], strips=[FAILED], graphs=[Graph("Tickets", ((m(5), 2), (m(50), 99)))], moment=m(20)
    )

    said = words(drawn)
    assert "dropped" not in said
    assert "Storefront" not in said
    assert "62" not in said
    assert "99" not in said
    assert "Failed requests, 20 min so far" in said
    assert all(x <= 900 for x in places(drawn))
    assert max(places_of(drawn, "thread thread--open")) <= SCALE.x(m(20)) + 0.1


def test_who_had_not_heard_at_the_moment_has_not_heard_yet():
    drawn = lay(threads=[RELEASE], moment=m(40))

    assert "Storefront had not heard of that yet" in words(drawn)


def test_what_was_not_raised_yet_is_not_there():
    assert lay(threads=[RELEASE], moment=m(10)).strokes == []


def test_customers_are_red_and_the_inside_is_not():
    inside = Strip(Side.INTERNAL, "Engineers paged", "Engineers paged: 5", "", m(5), m(60))

    drawn = lay(strips=[FAILED, inside])

    assert [s.style for s in drawn.strokes] == ["impact-area", "inside-area"]
    assert [label.text for label in drawn.labels] == [
        "Customers",
        "Failed requests: 62%",
        "Inside",
        "Engineers paged: 5",
    ]


def test_impact_outside_the_window_is_left_out_and_cut_at_its_ends():
    scale = make_scale(m(50), m(60), 100, 900)

    assert lay(strips=[FAILED], scale=scale).strokes == []
    [stroke] = lay(strips=[FAILED], scale=make_scale(m(30), m(60), 100, 900)).strokes
    assert stroke.path.startswith("M100.0 ")


minutes = st.integers(-30, 90).map(m)
threads = st.builds(
    lambda times, states: ThreadLine(
        "A hypothesis that is not short at all, as they are",
        tuple(
            Step(at, state, state.value)
            for at, state in zip(sorted(times), [H.RAISED, *states], strict=False)
        ),
    ),
    st.lists(minutes, min_size=1, max_size=4),
    st.lists(st.sampled_from(list(H)[1:]), min_size=3, max_size=3),
)
strips = st.builds(
    lambda side, start, length: Strip(
        side, "x", "Affected users: 640", "t", start, start + timedelta(minutes=length) if length else None
    ),
    st.sampled_from(list(Side)),
    minutes,
    st.integers(0, 60),
)


def places_of(drawn, style=None):
    return [
        float(x)
        for stroke in drawn.strokes
        if style is None or stroke.style == style
        for x in re.findall(r"[MH](-?[\d.]+)", stroke.path)
    ]


def places(drawn):
    return places_of(drawn)


@given(st.lists(threads, max_size=8), st.lists(strips, max_size=8), st.none() | minutes)
def test_everything_stands_within_the_picture_and_no_two_labels_on_another(lines, impact, moment):
    drawn = lay(threads=lines, strips=impact, moment=moment)

    assert all(100 <= x <= 903 for x in places(drawn))
    assert all(200 <= label.y <= drawn.bottom for label in drawn.labels)
    rows = {}
    for label in drawn.labels:
        if label.style == "lane-label":
            continue
        wide = len(label.text) * 6.0
        begins = label.x - wide if label.is_left else label.x
        rows.setdefault(label.y, []).append((begins, begins + wide))
    for spans in rows.values():
        spans.sort()
        assert all(one[1] <= other[0] + 8 for one, other in zip(spans, spans[1:], strict=False))
