"""What was known from a vantage at a moment, and what cannot have been known yet (R3.2)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.base.errors import InvalidInput
from secondsight.record.rules.knowledge import KnowledgeFact, Known, Vantage, check_knowing, known_by
from secondsight.record.rules.vocabulary import Certainty, EventKind, Precision


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-16T{clock}:00+00:00")


ALERT = [
    KnowledgeFact("alert", at("14:02"), at("14:09"), person="bo"),
    KnowledgeFact("alert", at("14:02"), at("14:31"), team="Data"),
]
BO, CY, DATA, ROOM = (
    Vantage("bo", frozenset({"Shop"})),
    Vantage("cy", frozenset({"Data"})),
    Vantage(teams=frozenset({"Data"})),
    Vantage(),
)


@pytest.mark.parametrize(
    ("vantage", "moment", "since"),
    [
        (BO, "14:08", None),
        (BO, "14:09", "14:09"),
        (CY, "14:20", None),
        (CY, "14:31", "14:31"),
        (DATA, "14:30", None),
        (DATA, "14:40", "14:31"),
        (ROOM, "14:08", None),
        (ROOM, "14:40", "14:09"),
    ],
)
def test_alert_is_known_to_each_since_they_saw_it(vantage, moment, since):
    known = known_by(ALERT, vantage, at(moment))

    assert [row.since_at for row in known] == ([at(since)] if since else [])


def test_what_everybody_knew_is_known_to_each():
    fact = KnowledgeFact("status", at("14:20"), at("14:22"))

    assert all(known_by([fact], vantage, at("14:22")) for vantage in (BO, CY, DATA, ROOM))


def test_belief_becomes_knowledge_when_it_is_known():
    facts = [
        KnowledgeFact("job", at("13:45"), at("14:10"), person="bo", certainty=Certainty.BELIEVED),
        KnowledgeFact("job", at("13:45"), at("14:30"), person="bo"),
    ]

    assert known_by(facts, BO, at("14:15")) == [Known("job", at("13:45"), at("14:10"), Certainty.BELIEVED)]
    assert known_by(facts, BO, at("14:45")) == [Known("job", at("13:45"), at("14:30"), Certainty.KNOWN)]


def test_known_since_nobody_knows_when_counts_for_no_moment():
    assert known_by([KnowledgeFact("x", at("14:00"), None)], BO, at("15:00")) == []


def test_rows_are_in_the_order_of_occurrence_with_unknown_times_last():
    facts = [
        KnowledgeFact("untimed", None, at("14:01")),
        KnowledgeFact("late", at("14:05"), at("14:06")),
        KnowledgeFact("early", at("13:00"), at("14:30")),
    ]

    assert [row.event_id for row in known_by(facts, ROOM, at("15:00"))] == ["early", "late", "untimed"]


def test_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        known_by([], ROOM, at("14:00").replace(tzinfo=None))


@pytest.mark.parametrize(
    ("kind", "known", "precision", "certainty"),
    [
        (EventKind.SIGNAL, "14:00", Precision.SECOND, Certainty.KNOWN),
        (EventKind.SIGNAL, "15:00", Precision.SECOND, Certainty.KNOWN),
        (EventKind.SIGNAL, "13:59", Precision.MINUTE, Certainty.KNOWN),
        (EventKind.SIGNAL, "13:10", Precision.ABOUT, Certainty.KNOWN),
        (EventKind.CHANGE, "09:00", Precision.SECOND, Certainty.KNOWN),
        (EventKind.SIGNAL, "13:00", Precision.SECOND, Certainty.BELIEVED),
    ],
)
def test_knowing_that_can_be_passes(kind, known, precision, certainty):
    check_knowing(kind, at("14:00"), at(known), precision=precision, certainty=certainty)


@pytest.mark.parametrize("kind", [EventKind.SIGNAL, EventKind.OBSERVATION, EventKind.DECISION])
def test_knowing_before_it_happened_is_refused_with_the_length(kind):
    with pytest.raises(InvalidInput, match="known 25 min before it happened") as refused:
        check_knowing(kind, at("14:00"), at("13:35"), precision=Precision.MINUTE)

    assert refused.value.field == "known_at"


@pytest.mark.parametrize(("occurred", "known"), [(None, "13:00"), ("14:00", None), (None, None)])
def test_unknown_times_contradict_nothing(occurred, known):
    check_knowing(EventKind.SIGNAL, occurred and at(occurred), known and at(known))


instants = st.datetimes(datetime(2026, 3, 1), datetime(2026, 3, 3), timezones=st.just(UTC))  # noqa: DTZ001
facts = st.lists(
    st.builds(
        KnowledgeFact,
        event_id=st.sampled_from("abcd"),
        occurred_at=st.none() | instants,
        known_at=st.none() | instants,
        person=st.sampled_from(["", "bo", "cy"]),
        team=st.sampled_from(["", "Shop", "Data"]),
        certainty=st.sampled_from(list(Certainty)),
    ),
    max_size=12,
)
vantages = st.sampled_from([BO, CY, DATA, ROOM])


@given(facts, vantages, instants, st.timedeltas(timedelta(0), timedelta(days=1)))
def test_nothing_known_is_forgotten(said, vantage, moment, later):
    before = {row.event_id for row in known_by(said, vantage, moment)}

    assert before <= {row.event_id for row in known_by(said, vantage, moment + later)}


@given(facts, vantages, instants)
def test_the_room_knows_what_anybody_knows(said, vantage, moment):
    theirs = {row.event_id for row in known_by(said, vantage, moment)}

    assert theirs <= {row.event_id for row in known_by(said, ROOM, moment)}


@given(facts, vantages, instants)
def test_each_event_is_told_once_and_nothing_from_later(said, vantage, moment):
    rows = known_by(said, vantage, moment)

    assert len({row.event_id for row in rows}) == len(rows)
    assert all(row.since_at <= moment for row in rows)
