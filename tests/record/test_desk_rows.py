"""The rows of the reading desk: windows on one clock, filters, and the map of where rows stand."""

from datetime import timedelta
from typing import Any

import pytest

from secondsight.base.errors import InvalidInput, NotFound
from secondsight.record.actions.tagging import tag_items, untag_item
from secondsight.record.queries import desk, desk_rows
from secondsight.record.queries.desk import DeskFilters, Mark, read_mark
from tests.cast import NOON, after, make_account, make_event, make_incident, make_item, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Any:
    return make_account("Ada Nkemelu")


@pytest.fixture
def incident(ada: Any) -> Any:
    return make_incident(ada)


def fill(incident: Any, count: int) -> list[Any]:
    """Items three of which share an instant, alternating between two people and channels."""
    return [
        make_item(
            incident,
            occurred_at=NOON + timedelta(seconds=n // 3),
            author_name=("Bo Lind", "Ilse Brandvik")[n % 2],
            channel=("incidents", "db")[n % 2],
            source="slack",
            text=f"message {n}" + (" about the pool" if n % 5 == 0 else ""),
        )
        for n in range(count)
    ]


def ids(rows: list[Any]) -> list[int]:
    return [row.item_id for row in rows]


def test_windows_follow_each_other_without_a_gap_even_inside_one_instant(ada: Any, incident: Any) -> None:
    items = fill(incident, 25)
    found = desk.rows(ada, incident, DeskFilters())

    seen: list[int] = []
    start: Mark | None = None
    while rows := desk.window(found, start, 4):
        seen += ids(rows[:4])
        start = Mark(rows[-1].occurred_at, rows[-1].item_id + 1)

    assert seen == [item.pk for item in items]


def test_the_map_gives_every_so_manieth_mark_from_which_a_window_begins(ada: Any, incident: Any) -> None:
    items = fill(incident, 31)

    found = desk.rows(ada, incident, DeskFilters())
    row_map = desk.row_map(found)

    assert (row_map.total, row_map.step) == (31, 10)
    assert [mark.item for mark in row_map.marks] == [items[n].pk for n in (0, 10, 20, 30)]
    assert ids(desk.window(found, row_map.marks[2], 3)) == [item.pk for item in items[20:23]]
    assert desk.before(found, row_map.marks[2], 10) == row_map.marks[1]
    assert desk.before(found, row_map.marks[0], 10) is None


def test_nothing_has_an_empty_map(ada: Any, incident: Any) -> None:
    found = desk.rows(ada, incident, DeskFilters())

    assert desk.row_map(found) == desk.RowMap(0, 10, [])
    assert desk.window(found) == []


def test_every_filter_narrows_rows_and_map_alike(ada: Any, incident: Any) -> None:
    items = fill(incident, 20)
    tag = make_tag()
    tagged = tag_items(incident, [items[3], items[4], items[8]], tag, by=ada, at=after(60))
    untag_item(tagged[0], by=ada, at=after(61))
    other = make_incident(ada, title="Another")
    tag_items(other, [items[6]], tag, by=ada, at=after(60))
    wanted = {
        DeskFilters(person="Bo Lind"): range(0, 20, 2),
        DeskFilters(channel="db"): range(1, 20, 2),
        DeskFilters(tag=tag.pk): (4, 8),
        DeskFilters(q="pool"): range(0, 20, 5),
        DeskFilters(person="Bo Lind", q="pool"): (0, 10),
        DeskFilters(person="nobody\0"): (),
    }

    for filters, places in wanted.items():
        found = desk.rows(ada, incident, filters)
        assert ids(desk.window(found)) == [items[n].pk for n in places], filters
        assert desk.row_map(found).total == len(places)


def test_a_mark_reads_as_it_was_written_and_a_time_alone_is_one() -> None:
    mark = Mark(after(3), 512)

    assert read_mark(str(mark)) == mark
    assert read_mark(str(mark).replace("+", " ")) == mark
    assert read_mark("2026-03-11T13:03:00+01:00") == Mark(after(3), 0)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-03-11T12:00:00", "2026-03-11T12:00:00+00:00~x", "0001-01-01T00:00:00Z~1"]
)
def test_what_is_no_mark_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_mark(text)

    assert refused.value.field == "from"


def test_a_reply_knows_the_message_that_opened_its_thread(ada: Any, incident: Any) -> None:
    opener = make_item(incident, author_name="Bo Lind", text="who has the pager?")
    reply = make_item(incident, occurred_at=after(9), thread=opener.key)
    lost = make_item(incident, thread="slack:gone")

    [(thread, found)] = desk.openers(incident, [opener, reply, lost]).items()

    assert (thread, found.id, found.who, found.words) == (
        opener.key,
        opener.pk,
        "Bo Lind",
        "who has the pager?",
    )
    assert ids(desk.thread_of(incident, reply)) == [opener.pk, reply.pk]
    assert desk.thread_of(incident, make_item(incident)) == []


def test_only_what_belongs_to_the_incident_is_found_by_its_id(ada: Any, incident: Any) -> None:
    mine, other = make_item(incident), make_item(make_incident(ada))

    assert desk.items_of(incident, [mine.pk]) == [mine]
    assert desk.row_of(incident, str(mine.pk)).item == mine
    for ids in ([mine.pk, other.pk], [0], [-5], [2**70]):
        with pytest.raises(InvalidInput):
            desk.items_of(incident, ids)
    for id in (str(other.pk), "x", "9" * 30, "²"):
        with pytest.raises(NotFound):
            desk.row_of(incident, id)


def test_the_choices_count_what_each_leaves(ada: Any, incident: Any) -> None:
    fill(incident, 5)

    found = desk.choices(incident)

    assert found.people == [("Bo Lind", 3), ("Ilse Brandvik", 2)]
    assert found.channels == [("incidents", 3), ("db", 2)]
    assert found.sources == [("slack", 5)]


@pytest.mark.parametrize(
    ("at", "whats", "further"),
    [
        (None, range(4), "later"),
        (after(1), range(3), "later"),
        (after(4), range(2, 6), "earlier later"),
        (after(9), range(6, 8), "earlier"),
    ],
)
def test_the_events_beside_are_those_around_an_instant_and_say_where_there_are_more(
    ada: Any, incident: Any, monkeypatch: pytest.MonkeyPatch, at: Any, whats: range, further: str
) -> None:
    monkeypatch.setattr(desk_rows, "NEARBY", 2)
    for n in range(8):
        make_event(incident, occurred_at=after(n), what=f"event {n}")

    found = desk_rows.beside_events(ada, incident, reader=NOON.tzinfo, at=at)

    assert [row.event.what for row in found.events] == [f"event {n}" for n in whats]
    assert found.further == further
