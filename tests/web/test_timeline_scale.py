"""From instants to places and back, windows that move, ticks at round times."""

import pytest

from tests.web.javascript import ask

MINUTE = 60_000
NOON = 1_773_230_400_000  # 11 March 2026, 12:00 UTC


def scale(expression, *given):
    return ask("timeline/scale", expression, *given)


def axis(expression, *given):
    return ask("timeline/axis", expression, *given)


def test_a_place_leads_back_to_its_instant() -> None:
    seen = scale(
        "(() => { const s = new Scale(0, 1000, 100, 600); return [s.x(0), s.x(500), s.at(350), s.span]; })()"
    )

    assert seen == [100, 350, 500, 1000]


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ([0, 100_000], [0, 100_000]),
        ([-50_000, 50_000], [0, 100_000]),
        ([950_000, 1_050_000], [900_000, 1_000_000]),
        ([-1, 5_000_000], [0, 1_000_000]),
        ([500_000, 500_001], [499_000.5, 501_000.5]),
    ],
)
def test_a_window_stays_within_the_whole_and_no_shorter_than_two_seconds(window, expected) -> None:
    assert scale("fitted(given[0], [0, 1_000_000])", window) == expected


def test_what_one_zooms_at_stays_where_it_is() -> None:
    before, after = scale(
        "(() => { const w = zoomed([0, 1_000_000], 0.5, 250_000, [0, 1_000_000]);"
        " return [250_000 / 1_000_000, (250_000 - w[0]) / (w[1] - w[0])]; })()"
    )

    assert after == pytest.approx(before)


def test_zooming_out_ends_with_the_whole() -> None:
    assert scale("zoomed([400_000, 500_000], 1000, 450_000, [0, 1_000_000])") == [0, 1_000_000]


@pytest.mark.parametrize("at", [0, 240_000, 500_000, 999_999])
def test_showing_an_instant_moves_as_little_as_it_can(at) -> None:
    first, last = scale("showing([300_000, 400_000], given[0], [0, 1_000_000])", at)

    assert first <= at <= last
    assert last - first == 100_000


def test_an_instant_in_sight_moves_nothing() -> None:
    assert scale("showing([300_000, 400_000], 350_000, [0, 1_000_000])") == [300_000, 400_000]


TICKS = (
    "(() => { const s = { from: given[0], to: given[1], left: 0, right: 1000, span: given[1] - given[0],"
    " x: (at) => (at - given[0]) / (given[1] - given[0]) * 1000 };"
    " return ticks(s, new Clock(given[2])).map((t) => [t.at, t.label, t.day]); })()"
)


def test_ticks_stand_at_round_times_of_the_readers_clock() -> None:
    seen = axis(TICKS, NOON, NOON + 60 * MINUTE, "Asia/Kolkata")  # five and a half hours ahead

    assert [label for _, label, _ in seen][:3] == ["17:30", "17:35", "17:40"]
    assert seen[0][2] == "11 Mar"
    assert all(day == "" for _, _, day in seen[1:])


def test_ticks_go_on_where_clocks_are_put_forward() -> None:
    night = 1_774_746_000_000  # 29 March 2026, 01:00 UTC: two becomes three in Berlin

    seen = axis(TICKS, night - 60 * MINUTE, night + 60 * MINUTE, "Europe/Berlin")

    assert "01:50" in [label for _, label, _ in seen]
    assert "03:00" in [label for _, label, _ in seen]
    assert not [label for _, label, _ in seen if label.startswith("02:")]
    assert [at for at, _, _ in seen] == sorted(at for at, _, _ in seen)


@pytest.mark.parametrize("span", [2_000, 30_000, 5 * MINUTE, 90 * MINUTE, 3 * 86_400_000, 400 * 86_400_000])
def test_at_any_zoom_there_are_ticks_and_not_too_many(span) -> None:
    seen = axis(TICKS, NOON + 123, NOON + 123 + span, "UTC")

    assert 2 <= len(seen) <= 14


@pytest.mark.parametrize(
    ("length", "words"),
    [(4_000, "4 s"), (12 * MINUTE, "12 min"), (125 * MINUTE, "2 h 5 min"), (3 * 86_400_000, "3 days")],
)
def test_lengths_are_said_as_people_say_them(length, words) -> None:
    assert axis("spoken(given[0])", length) == words
