"""Since when a milestone was known, by the events that it rests on (R3.2)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.knowing import ROOM, EventFact, KnowledgeFact, KnowledgeIndex, Vantage
from secondsight.record.rules.milestone_clocks import known_since
from secondsight.record.rules.vocabulary import Certainty

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
BO, SUPPORT = Vantage("person:bo"), Vantage(team="team:support")


def knew(minutes, holder, *, event="e", certainty=Certainty.KNOWN):
    return KnowledgeFact(event, NOON + timedelta(minutes=minutes), holder, certainty)


def index(*facts):
    return KnowledgeIndex([EventFact("e", NOON), EventFact("f", NOON)], facts)


def since(vantage, *facts, ids=("e",)):
    found = known_since(index(*facts), ids, vantage)
    return found and (found.at - NOON, found.certainty)


def test_the_earliest_of_its_events_holds():
    facts = (knew(9, "person:bo"), knew(4, "person:bo", event="f"))

    assert since(BO, *facts, ids=("e", "f")) == (timedelta(minutes=4), Certainty.KNOWN)


def test_a_team_knows_from_when_it_was_shared_with_it():
    facts = (knew(4, "person:bo"), knew(11, "team:support"))

    assert since(SUPPORT, *facts) == (timedelta(minutes=11), Certainty.KNOWN)


def test_where_nobody_knew_there_is_none():
    assert since(ROOM) is None
    assert since(ROOM, knew(1, "person:bo", event="f")) is None


def test_believed_first_and_known_later_is_believed_since_the_first():
    facts = (knew(2, "person:bo", certainty=Certainty.BELIEVED), knew(5, "person:bo"))

    assert since(BO, *facts) == (timedelta(minutes=2), Certainty.BELIEVED)


def test_known_of_one_and_believed_of_another_at_once_is_known():
    facts = (knew(2, "person:bo", certainty=Certainty.BELIEVED), knew(2, "person:bo", event="f"))

    assert since(BO, *facts, ids=("e", "f")) == (timedelta(minutes=2), Certainty.KNOWN)


facts = st.lists(
    st.builds(
        knew,
        st.integers(0, 60),
        st.sampled_from(["", "person:bo", "team:support"]),
        event=st.sampled_from(["e", "f"]),
        certainty=st.sampled_from(list(Certainty)),
    )
)


@given(facts)
def test_the_room_knew_no_later_than_anybody_in_it(told):
    room = since(ROOM, *told, ids=("e", "f"))
    for vantage in (BO, SUPPORT):
        theirs = since(vantage, *told, ids=("e", "f"))

        assert theirs is None or (room is not None and room[0] <= theirs[0])


@given(facts)
def test_resting_on_one_more_event_is_never_known_later(told):
    one, both = since(ROOM, *told), since(ROOM, *told, ids=("e", "f"))

    assert one is None or (both is not None and both[0] <= one[0])
