"""Where the cursor goes next, what is pressed, what an address opens, what keys do, how impact is said."""

import pytest

from tests.web.javascript import ask

AT = [10, 20, 20, 30]


@pytest.mark.parametrize(
    ("cursor", "by", "event"),
    [
        ({"at": 0, "event": -1}, 1, 0),
        ({"at": 10, "event": 0}, 1, 1),
        ({"at": 20, "event": 1}, 1, 2),
        ({"at": 20, "event": 2}, -1, 1),
        ({"at": 25, "event": -1}, 1, 3),
        ({"at": 25, "event": 2}, -1, 2),
        ({"at": 30, "event": 3}, 1, -1),
        ({"at": 10, "event": 0}, -1, -1),
    ],
)
def test_arrows_walk_event_by_event_those_of_one_instant_too(cursor, by, event) -> None:
    assert (
        ask("timeline/steps", "nextEvent(given[0], [0, 1, 2, 3], given[1], given[2])", AT, cursor, by)
        == event
    )


def test_only_what_the_search_shows_is_walked() -> None:
    assert ask("timeline/steps", "nextEvent(given[0], [0, 3], {at: 10, event: 0}, 1)", AT) == 3


@pytest.mark.parametrize(
    ("moment", "by", "next_one"), [(5, 1, 8), (8, 1, 12), (12, 1, None), (8, -1, None), (9, -1, 8)]
)
def test_one_comes_to_when_somebody_learnt_something(moment, by, next_one) -> None:
    assert ask("timeline/steps", "nextInstant([8, 12], given[0], given[1])", moment, by) == next_one


def test_the_replay_keeps_nobody_waiting_and_misses_nothing() -> None:
    replay = "given[0].map(([m, n, p, s]) => replayed(m, n, p, s))"

    seen = ask(
        "timeline/steps",
        replay,
        [[0, 1_000_000, 16, 60], [0, 10_000, 16, 60], [0, 500, 16, 60], [7, None, 16, 60]],
    )

    assert seen == [6_400, 960, 500, 7]


MARKS = [{"event": 4, "x": 100, "y": 50, "right": 180}, {"event": 5, "x": 130, "y": 50, "right": 130}]
CLUSTERS = [{"x": 200, "y": 40, "width": 42, "height": 22}]


@pytest.mark.parametrize(
    ("point", "found"),
    [
        ([103, 52], 4),
        ([128, 50], 5),
        ([170, 50], 4),
        ([170, 70], None),
        ([210, 50], "cluster"),
        ([400, 50], None),
    ],
)
def test_what_is_closest_to_the_finger_is_pressed(point, found) -> None:
    expression = "((h) => h && (h.cluster ? 'cluster' : h.event))(hit(given[0], given[1], given[2], 12))"

    assert ask("timeline/hit", expression, {"x": point[0], "y": point[1]}, MARKS, CLUSTERS) == found


def test_a_finger_reaches_further_than_a_mouse() -> None:
    near = "[12, 22].map((reach) => hit({x: 116, y: 64}, [given[0]], [], reach)?.event ?? null)"

    assert ask("timeline/hit", near, MARKS[1]) == [None, 5]


VIEW = {
    "vantage": "team:api",
    "beside": "name:Bo Ek",
    "at": 1_773_230_400_123,
    "from": 1_773_230_000_000,
    "to": 1_773_239_000_000,
    "lanes": "person",
    "q": 'kind:decision "a b" 50% & more',
}


def test_an_address_opens_the_view_that_wrote_it() -> None:
    assert ask("timeline/address", "readAddress(writeAddress(given[0]))", VIEW) == VIEW


def test_what_is_as_it_is_anyway_is_not_in_the_address() -> None:
    plain = {**dict.fromkeys(VIEW), "vantage": "", "beside": "", "lanes": "team", "q": ""}

    assert ask("timeline/address", "writeAddress(given[0])", plain) == ""


@pytest.mark.parametrize("search", ["?at=yesterday&lanes=moon&from=", "?at=&q="])
def test_an_address_that_says_nonsense_opens_the_whole(search) -> None:
    view = ask("timeline/address", "readAddress(given[0])", search)

    assert (view["at"], view["from"], view["lanes"], view["q"]) == (None, None, "team", "")


@pytest.mark.parametrize(
    ("key", "command"),
    [
        ({"key": "ArrowRight"}, "next"),
        ({"key": "ArrowRight", "shiftKey": True}, "later"),
        ({"key": "d"}, "nextDecision"),
        ({"key": "D", "shiftKey": True}, "previousDecision"),
        ({"key": "?", "shiftKey": True}, "keys"),
        ({"key": "l", "ctrlKey": True}, ""),
        ({"key": "Tab"}, ""),
        ({"key": "constructor"}, ""),
    ],
)
def test_a_key_of_ours_does_something_and_others_stay_the_browsers(key, command) -> None:
    assert ask("timeline/keys", "commandOf(given[0])", key) == command


def test_a_long_silence_is_pointed_out_and_a_burst_too() -> None:
    at = [0, 60_000, 120_000, 180_000, 1_800_000, *range(1_860_000, 1_866_000, 1_000), 2_400_000]
    shown = list(range(len(at)))

    assert ask("timeline/gaps", "gaps(given[0], given[1], [0, 2400000])", at, shown)[0] == [
        180_000,
        1_800_000,
    ]
    assert ask("timeline/gaps", "bursts(given[0], given[1])", at, shown)[-1] == [1_860_000, 1_865_000, 6]


def test_few_events_have_neither() -> None:
    assert ask("timeline/gaps", "[gaps([0, 9e6], [0, 1], [0, 9e6]), bursts([0, 9e6], [0, 1])]") == [[], []]


@pytest.mark.parametrize(
    ("stretch", "moment", "said"),
    [
        ([0, 50, "Tickets: 57", 0, "Tickets"], 20, ["Tickets, going on", "Tickets"]),
        ([0, 50, "Tickets: 57", 0, "Tickets"], 50, ["Tickets: 57", "57"]),
        ([0, 50, "Tickets: 57", 0, "Tickets"], None, ["Tickets: 57", "57"]),
        ([0, None, "Failed requests: 39%", 1, "Failed requests"], 0, ["Failed requests: 39%", "39%"]),
    ],
)
def test_what_impact_came_to_is_not_said_while_it_goes_on(stretch, moment, said) -> None:
    assert ask("timeline/tracks", "ways(given[0], given[1])", stretch, moment) == said
