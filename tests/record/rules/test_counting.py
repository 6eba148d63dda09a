"""Tickets, people called and alerts' values are counted, not guessed (R3.6)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.counting import CountedItem, count
from secondsight.record.rules.impact import said_value

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)


def item(id: int, kind: str, minutes: float, **told: str) -> CountedItem:
    told.setdefault("key", f"jira:issue:{id}:opened" if kind == "ticket" else str(id))
    return CountedItem(id, kind, at=NOON + timedelta(minutes=minutes), **told)


def test_tickets_are_counted_by_stretch_when_they_were_opened():
    [series] = count(
        [
            item(1, "ticket", 1.2),
            item(2, "ticket", 1.9),
            item(3, "ticket", 7),
            item(4, "ticket", 8, key="jira:comment:9"),
        ]
    )

    assert series.step == timedelta(minutes=1)
    assert [(r.at - NOON, r.value, r.items) for r in series.readings] == [
        (timedelta(minutes=1), 2, (1, 2)),
        (timedelta(minutes=7), 1, (3,)),
    ]


def test_each_person_who_was_called_counts_once():
    [series] = count(
        [
            item(1, "page", 2, state="notified", to="Arjun"),
            item(2, "page", 3, state="notified", to="arjun"),
            item(3, "page", 4, state="acknowledged", to="Ilse"),
            item(4, "page", 9, state="assigned", to="Ilse, Renata"),
        ]
    )

    assert [(r.at - NOON, r.value) for r in series.readings] == [
        (timedelta(minutes=2), 1),
        (timedelta(minutes=9), 2),
        (timedelta(minutes=9), 3),
    ]


def test_values_that_an_alert_tells_become_its_series():
    text = "[firing] success rate\nB = 38.5, C = 1\nsee http://x.example?a=2"

    found = count([item(1, "alert", 2, text=text, state="firing", name="success rate")])

    assert [(s.label, s.readings[0].value) for s in found] == [
        ("success rate: B", 38.5),
        ("success rate: C", 1),
    ]


def test_without_any_of_it_there_is_no_series():
    assert count([item(1, "alert", 1, text="[firing] slow", state="firing")]) == []


@given(st.lists(st.integers(0, 3 * 24 * 60), max_size=60))
def test_every_ticket_is_in_one_stretch(minutes):
    found = count([item(n, "ticket", at) for n, at in enumerate(minutes)])

    assert sum(r.value for s in found for r in s.readings) == len(minutes)
    assert sorted(id for s in found for r in s.readings for id in r.items) == list(range(len(minutes)))


def test_a_value_is_said_with_its_unit():
    assert said_value(61.5, "%") == "61.5%"
    assert said_value(1930, "") == "1,930"
    assert said_value(41000, "euros") == "41,000 euros"
    assert said_value(None, "%") == ""
