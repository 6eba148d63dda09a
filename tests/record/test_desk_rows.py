"""The rows of the reading desk: windows on one clock, filters, and the map of where rows stand."""

from datetime import timedelta
from typing import Any

import pytest

from secondsight.base.errors import InvalidInput, NotFound
from secondsight.organisation.models import Person
from secondsight.record.actions.tagging import tag_items, untag_item
from secondsight.record.models import KnownAs
from secondsight.record.queries import desk, desk_rows
from secondsight.record.queries.desk import DeskFilters
from secondsight.record.queries.marks import Mark, read_mark
from secondsight.record.queries.named import choices
from secondsight.record.queries.threads import openers, places_of, thread_of, with_replies
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

    [(thread, found)] = openers(incident, [opener, reply, lost]).items()

    assert (thread, found.id, found.who, found.words) == (
        opener.key,
        opener.pk,
        "Bo Lind",
        "who has the pager?",
    )
    assert ids(thread_of(incident, reply)) == [opener.pk, reply.pk]
    assert thread_of(incident, make_item(incident)) == []


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

    found = choices(incident)

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


def test_together_each_reply_stands_under_what_it_answers_and_keeps_its_place(
    ada: Any, incident: Any
) -> None:
    opener = make_item(incident, occurred_at=after(0), text="who has the pager?")
    between = make_item(incident, occurred_at=after(1), text="tea?")
    replies = [make_item(incident, occurred_at=after(2 + n), thread=opener.key) for n in range(3)]
    lost = make_item(incident, occurred_at=after(9), thread="slack:gone")
    other = make_item(make_incident(ada), occurred_at=after(3), thread=opener.key)

    found = desk.rows(ada, incident, DeskFilters(threads="together"))
    placed = with_replies(incident, desk.window(found))

    assert ids(desk.window(found)) == [opener.pk, between.pk, lost.pk]
    assert desk.row_map(found).total == 3
    assert [row.link.item_id for row in placed] == [
        opener.pk,
        *[reply.pk for reply in replies],
        between.pk,
        lost.pk,
    ]
    assert [row.mark.item for row in placed] == [opener.pk] * 4 + [between.pk, lost.pk]
    places = places_of(incident, [replies[2].pk, lost.pk, other.pk], is_together=True)
    assert places == {replies[2].pk: Mark(after(0), opener.pk), lost.pk: Mark(after(9), lost.pk)}


def test_a_long_thread_says_how_many_replies_it_leaves_out(
    ada: Any, incident: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secondsight.record.queries.threads.MOST_UNDER", 2)
    opener = make_item(incident)
    for n in range(5):
        make_item(incident, occurred_at=after(5 + n), thread=opener.key)

    placed = with_replies(incident, desk.window(desk.rows(ada, incident, DeskFilters(threads="together"))))

    assert [row.more for row in placed] == [0, 0, 3]


def test_a_reply_that_is_looked_for_is_found_alone(ada: Any, incident: Any) -> None:
    opener = make_item(incident)
    reply = make_item(incident, occurred_at=after(9), thread=opener.key, author_name="Bo Lind")

    found = desk.rows(ada, incident, DeskFilters(person="Bo Lind", threads="together"))

    assert ids(desk.window(found)) == [reply.pk]


def test_a_person_is_every_name_that_somebody_said_is_theirs(ada: Any, incident: Any) -> None:
    person = Person.objects.create(name="Bo Lindgren")
    for source, author in (("slack", "U07"), ("pagerduty", "PBO1")):
        KnownAs.objects.create(source=source, author=author, person=person, said_by=ada)
    KnownAs.objects.create(source="irc", author="bo", person=person, said_by=ada, ended_at=after(1))
    chat = make_item(incident, source="slack", author_id="U07", author_name="bo")
    page = make_item(
        incident, occurred_at=after(6), source="pagerduty", author_id="PBO1", author_name="B. L."
    )
    ended = make_item(incident, occurred_at=after(7), source="irc", author_name="bo")
    make_item(incident, occurred_at=after(8), source="slack", author_id="U08", author_name="Ilse Brandvik")

    by_directory = desk.rows(ada, incident, DeskFilters(person="Bo Lindgren"))
    by_another_name = desk.rows(ada, incident, DeskFilters(person="PBO1"))
    by_what_is_written = desk.rows(ada, incident, DeskFilters(person="bo"))

    assert ids(desk.window(by_directory)) == [chat.pk, page.pk]
    assert ids(desk.window(by_another_name)) == [chat.pk, page.pk]
    assert ids(desk.window(by_what_is_written)) == [chat.pk, ended.pk]
    assert choices(incident).people[0] == ("Bo Lindgren", 2)
