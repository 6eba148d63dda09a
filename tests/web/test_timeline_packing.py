"""Where marks, labels and clusters stand: nothing stands on anything, nothing is left out (R3.8)."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.javascript import ask

PACK = (
    "(() => { const at = Float64Array.from(given[0]); const all = given[0].map((_, n) => n);"
    " const widthOf = (event, isShort) => (isShort ? 40 : 90);"
    " const told = pack(at, all, Uint16Array.from(given[1]), given[2], given[3], widthOf);"
    " const { clusters, used } = told;"
    " return { row: [...told.row], side: [...told.side], clusters, used, PITCH, STRETCH }; })()"
)


def packed(at: list[float], lanes: list[int], rows: list[int], per_ms: float = 1.0) -> Any:
    return ask("timeline/packing", PACK, at, lanes, rows, per_ms)


def counted(told: Any) -> list[int]:
    return sorted(event for cluster in told["clusters"] for event in cluster["events"])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 2)), max_size=160),
    st.integers(1, 4),
    st.sampled_from([0.1, 1.0, 7.5]),
)
def test_every_event_is_a_mark_or_counted_once(told, rows, per_ms) -> None:
    told = sorted(told)

    seen = packed([at for at, _ in told], [lane for _, lane in told], [rows] * 3, per_ms)
    marks = [event for event, row in enumerate(seen["row"]) if row >= 0]

    assert sorted(marks + counted(seen)) == list(range(len(told)))
    assert all(row < rows for row in seen["row"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 1_500), max_size=80), st.integers(1, 4))
def test_no_mark_or_label_stands_on_another(at, rows) -> None:
    at = sorted(at)

    seen = packed(at, [0] * len(at), [rows])
    half = seen["PITCH"] / 2
    taken = [
        (seen["row"][event], place - half, place + half + {0: 0, 1: 97, 2: 47}[seen["side"][event]])
        for event, place in enumerate(each - at[0] for each in at)
        if seen["row"][event] >= 0
    ]

    for row in range(rows):
        mine = sorted((left, right) for its, left, right in taken if its == row)
        assert all(one[1] <= other[0] for one, other in zip(mine, mine[1:], strict=False))


def test_what_is_too_dense_for_marks_says_how_many_it_is() -> None:
    seen = packed([0, *range(100, 140), 400], [0] * 42, [2])

    assert sum(len(cluster["events"]) for cluster in seen["clusters"]) >= 38
    assert seen["row"][0] == 0
    assert seen["row"][41] == 0


def test_the_same_instants_closer_up_stand_apart() -> None:
    at = [float(n) for n in range(40)]

    assert counted(packed(at, [0] * 40, [2], 1.0))
    assert not counted(packed(at, [0] * 40, [2], 20.0))


def test_a_label_gives_way_to_a_later_mark() -> None:
    seen = packed([0, 30], [0, 0], [1])

    assert seen["row"] == [0, 0]
    assert seen["side"] == [0, 2]


def test_where_there_is_little_room_a_label_is_short() -> None:
    seen = packed([0, 60], [0, 0], [1])

    assert seen["side"] == [0, 2]
    assert packed([0, 80], [0, 0], [1])["side"] == [2, 2]
    assert packed([0, 200], [0, 0], [1])["side"] == [1, 1]


LANES = "lanesOf(given[0], given[1], given[2] ?? undefined)"


def picture(teams: list[str | None], kinds: list[str]) -> dict[str, Any]:
    names = list(dict.fromkeys(team for team in teams if team))
    of = [names.index(team) if team else -1 for team in teams]
    column = {"of": of, "names": names}
    return {"count": len(teams), "events": {"kind": kinds, "team": column, "person": column}}


def lanes(*given: Any) -> Any:
    return ask("timeline/lanes", f"(() => {{ const l = {LANES}; return [l.names, [...l.of]]; }})()", *given)


def test_lanes_come_in_the_order_of_their_first_event_systems_first_and_nobody_last() -> None:
    told = picture([None, "B", "A", None, "B"], ["action", "action", "action", "signal", "action"])

    assert lanes(told, "team") == [["Systems", "B", "A", "No team named"], [3, 1, 2, 0, 1]]


def test_of_very_many_lanes_the_busiest_stay_and_the_last_says_how_many_share_it() -> None:
    told = picture(["A", "B", "C", "D", "A", "D", "D"], ["action"] * 7)

    assert lanes(told, "person", 3) == [["A", "D", "2 others"], [0, 2, 2, 1, 0, 1, 1]]


@pytest.mark.parametrize(("by", "left"), [("team", "No team named"), ("person", "Nobody named")])
def test_what_names_nobody_says_so(by, left) -> None:
    assert lanes(picture([None], ["action"]), by)[0] == [left]
