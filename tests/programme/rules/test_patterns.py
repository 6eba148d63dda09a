"""Several small incidents of a kind within a window are one pattern (R1.2, R1.4)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from secondsight.programme.rules.patterns import Small, find_patterns

START = datetime(2026, 3, 1, tzinfo=UTC)
WINDOW = timedelta(days=30)


def small(name: str, days: float, *keys: str) -> Small:
    return Small(name, START + timedelta(days=days), keys or ("service:checkout",))


def test_three_of_a_service_within_the_window_are_a_pattern():
    rows = [small("c", 30), small("a", 0), small("b", 12), small("other", 3, "service:search")]

    [found] = find_patterns(rows, least=3, window=WINDOW)

    assert (found.keys, found.incidents) == (("service:checkout",), ("a", "b", "c"))


def test_both_ends_of_the_window_are_in_it_and_a_second_more_is_not():
    late = Small("c", START + WINDOW + timedelta(seconds=1), ("service:checkout",))

    assert find_patterns([small("a", 0), small("b", 5), small("c", 30)], least=3, window=WINDOW)
    assert not find_patterns([small("a", 0), small("b", 5), late], least=3, window=WINDOW)


def test_windows_that_share_an_incident_are_one_pattern_and_others_two():
    chained = [small(str(day), day) for day in (0, 20, 29, 45, 50)]
    apart = [small(str(day), day) for day in (0, 1, 2, 100, 101, 102)]

    assert [found.incidents for found in find_patterns(chained, least=3, window=WINDOW)] == [
        ("0", "20", "29", "45", "50")
    ]
    assert len(find_patterns(apart, least=3, window=WINDOW)) == 2


def test_the_same_incidents_by_two_keys_are_one_pattern():
    rows = [small(name, day, "service:a", "failure:disk full") for day, name in enumerate("xyz")]

    [found] = find_patterns(rows, least=3, window=WINDOW)

    assert found.keys == ("failure:disk full", "service:a")


def test_what_was_answered_is_not_proposed_again_until_a_new_one_joins():
    rows = [small("a", 0), small("b", 1), small("c", 2)]
    settled = {"service:checkout": frozenset("abc")}

    assert not find_patterns(rows, least=3, window=WINDOW, settled=settled)
    [found] = find_patterns([*rows, small("d", 3)], least=3, window=WINDOW, settled=settled)
    assert found.incidents == ("a", "b", "c", "d")


def test_a_new_one_that_lies_too_far_off_joins_nothing():
    rows = [small("a", 0), small("b", 1), small("c", 2), small("d", 90)]

    settled = {"service:checkout": frozenset("abc")}

    assert not find_patterns(rows, least=3, window=WINDOW, settled=settled)


def test_one_incident_alone_is_never_a_pattern():
    assert not find_patterns([small("a", 0)], least=1, window=WINDOW)


smalls = st.lists(st.tuples(st.integers(0, 120 * 24), st.sampled_from(["k", "l"])), max_size=25).map(
    lambda told: [
        Small(str(number), START + timedelta(hours=hours), (key,)) for number, (hours, key) in enumerate(told)
    ]
)


def members(rows, least, days):
    found = find_patterns(rows, least=least, window=timedelta(days=days))
    return {(key, one) for pattern in found for key in pattern.keys for one in pattern.incidents}


@given(smalls, st.integers(2, 6), st.integers(1, 60), st.integers(0, 4), st.integers(0, 30))
def test_fewer_or_a_longer_window_never_drops_an_incident(rows, least, days, fewer, longer):
    assert members(rows, least, days) <= members(rows, max(2, least - fewer), days + longer)


@given(smalls, st.integers(2, 6), st.integers(1, 60))
def test_an_incident_is_in_a_pattern_exactly_when_some_window_around_it_is_full(rows, least, days):
    window = timedelta(days=days)
    full = {
        (row.keys[0], row.id)
        for row in rows
        for first in rows
        if first.keys == row.keys
        and timedelta(0) <= row.began_at - first.began_at <= window
        and sum(
            one.keys == row.keys and timedelta(0) <= one.began_at - first.began_at <= window for one in rows
        )
        >= least
    }

    assert members(rows, least, days) == full


@given(
    smalls, st.integers(2, 6), st.integers(1, 60), st.sampled_from(["Pacific/Kiritimati", "Europe/Berlin"])
)
def test_zones_change_nothing(rows, least, days, zone):
    moved = [Small(row.id, row.began_at.astimezone(ZoneInfo(zone)), row.keys) for row in rows]

    assert members(rows, least, days) == members(moved, least, days)


@given(smalls, st.integers(2, 4))
def test_every_pattern_that_is_answered_is_settled(rows, least):
    found = find_patterns(rows, least=least, window=WINDOW)
    settled: dict[str, frozenset[str]] = {}
    for one in found:
        for key in one.keys:
            settled[key] = settled.get(key, frozenset()) | set(one.incidents)

    assert not find_patterns(rows, least=least, window=WINDOW, settled=settled)
