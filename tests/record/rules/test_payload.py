"""Times of tools are exact or refused; what is of another type counts as not there."""

from datetime import UTC, datetime

import pytest

from secondsight.record.rules.payload import Unusable, instant_from, part, parts, text, unwrapped, word


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("2026-10-14T14:02:11.123456Z", datetime(2026, 10, 14, 14, 2, 11, 123456, UTC)),
        ("2026-10-14T16:02:11+02:00", datetime(2026, 10, 14, 14, 2, 11, 0, UTC)),
        (1791986531, datetime(2026, 10, 14, 14, 2, 11, 0, UTC)),
        (1791986531123, datetime(2026, 10, 14, 14, 2, 11, 123000, UTC)),
        ("1791986531.000002", datetime(2026, 10, 14, 14, 2, 11, 2, UTC)),
        ("1791986531123456789", datetime(2026, 10, 14, 14, 2, 11, 123456, UTC)),
    ],
)
def test_a_time_is_read_to_the_microsecond(value, at):
    assert instant_from(value) == at


@pytest.mark.parametrize("value", ["", "soon", "2026-10-14T14:02:11", True, [], 12, "٣٣٣٣٣٣٣٣٣٣", "1e9"])
def test_what_is_no_instant_is_refused_with_its_words(value):
    with pytest.raises(Unusable, match="time not understood"):
        instant_from(value)


def test_fields_of_another_type_are_not_there():
    payload = {"a": {"b": "x"}, "n": 7, "list": [{"c": 1}, 2], "blank": " "}

    assert part(payload, "a") == {"b": "x"}
    assert part(payload, "n", "b") == {}
    assert parts(payload, "list") == [{"c": 1}]
    assert parts(payload, "n") == []
    assert text(payload, "blank", "n") == ""
    assert word(payload, "blank", "n") == "7"


def test_a_recorders_wrapping_is_seen_through():
    assert {"id": 1} in list(unwrapped({"headers": {}, "body": {"id": 1}}))
    assert {"id": 1} in list(unwrapped({"request": {"payload": {"id": 1}}}))
    assert list(unwrapped([1])) == []
