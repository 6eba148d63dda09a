"""What holds of the second clock whatever the facts are (R3.2)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.knowing import (
    FORESEEABLE,
    ROOM,
    EventFact,
    KnowledgeFact,
    KnowledgeIndex,
    MatteredFact,
    Stay,
    Vantage,
)
from secondsight.record.rules.vocabulary import Certainty, EventKind, Precision
from tests.record.rules.knowing.naive import LISTS, Scan

# Few instants, so that ties are common.
instants = st.integers(0, 12).map(lambda n: datetime(2026, 3, 11, 12, tzinfo=UTC) + timedelta(minutes=5 * n))
maybe = st.none() | instants
PERSONS, TEAMS = ("person:bo", "person:cy", "name:the vendor"), ("team:shop", "team:data")
holders = st.sampled_from(["", *PERSONS, *TEAMS])
IDS = "abcd"
events = st.lists(
    st.builds(
        EventFact,
        id=st.sampled_from(IDS),
        occurred_at=maybe,
        kind=st.sampled_from([EventKind.SIGNAL, EventKind.OBSERVATION, EventKind.CHANGE]),
        precision=st.sampled_from([Precision.SECOND, Precision.MINUTE, Precision.ABOUT]),
    ),
    unique_by=lambda event: event.id,
)
knowings = st.builds(
    KnowledgeFact,
    event_id=st.sampled_from(IDS),
    known_at=maybe,
    holder=holders,
    certainty=st.just(Certainty.KNOWN),
    until_at=st.none(),
    turned_out=st.just(""),
)
beliefs = st.builds(
    KnowledgeFact,
    event_id=st.sampled_from(IDS),
    known_at=maybe,
    holder=holders,
    certainty=st.just(Certainty.BELIEVED),
    until_at=maybe,
    turned_out=st.sampled_from(["", "so", "otherwise"]),
)
said = st.lists(knowings | beliefs, max_size=14)
mattered = st.lists(
    st.builds(MatteredFact, event_id=st.sampled_from(IDS), at=instants, holder=holders), max_size=3
).map(tuple)
stays = st.lists(
    st.builds(Stay, team=st.sampled_from(TEAMS), since_at=maybe, until_at=maybe), max_size=2
).map(tuple)
persons = st.builds(Vantage, person=st.sampled_from(PERSONS), stays=stays)
teams = st.sampled_from(TEAMS).map(lambda key: Vantage(team=key))
vantages = persons | teams | st.just(ROOM)


def ids(rows):
    return {row.event_id for row in rows}


def held(state):
    return ids((*state.known, *state.believed, *state.otherwise))


@given(events, said, vantages, instants, maybe, mattered)
def test_the_index_says_what_a_scan_of_every_statement_says(there, facts, vantage, moment, mitigated, named):
    index = KnowledgeIndex(there, facts, mitigated_at=mitigated, mattered=named)
    scanned = Scan(there, facts, mitigated, named).state(vantage, moment)

    state = index.state(vantage, moment)

    assert {name: set(getattr(state, name)) for name in LISTS} == {
        name: set(rows) for name, rows in scanned.items()
    }


@given(events, said, vantages, instants, mattered, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_come_changes_nothing(there, facts, vantage, moment, named, chance):
    mixed = [chance.sample(some, len(some)) for some in (there, facts, list(named))]

    one = KnowledgeIndex(there, facts, mattered=named)
    other = KnowledgeIndex(mixed[0], mixed[1], mattered=mixed[2])

    assert one.state(vantage, moment) == other.state(vantage, moment)
    assert one.learnings(vantage) == other.learnings(vantage)
    assert one.contradicted == other.contradicted


@given(events, said, vantages, instants, instants)
def test_what_is_known_is_not_forgotten(there, facts, vantage, one, other):
    index = KnowledgeIndex(there, facts)
    before, after = (index.state(vantage, moment) for moment in sorted((one, other)))

    assert ids(before.known) <= ids(after.known)


@given(events, said, vantages, instants, instants)
def test_a_belief_ends_only_by_being_given_up_or_by_knowing(there, facts, vantage, one, other):
    endless = [
        KnowledgeFact(fact.event_id, fact.known_at, fact.holder, fact.certainty, None, fact.turned_out)
        for fact in facts
    ]
    index = KnowledgeIndex(there, endless)
    before, after = (index.state(vantage, moment) for moment in sorted((one, other)))

    assert held(before) <= held(after)


@given(events, said, knowings | beliefs, vantages, instants)
def test_what_more_is_said_takes_nothing_from_what_is_known(there, facts, one, vantage, moment):
    without, with_it = (KnowledgeIndex(there, some).state(vantage, moment) for some in (facts, [*facts, one]))

    assert ids(without.known) <= ids(with_it.known)
    assert held(without) <= held(with_it)


@given(events, said, vantages, instants)
def test_the_room_knows_at_least_what_each_in_it_knows(there, facts, vantage, moment):
    index = KnowledgeIndex(there, facts)
    theirs, everybodys = index.state(vantage, moment), index.state(ROOM, moment)

    assert ids(theirs.known) <= ids(everybodys.known)
    assert held(theirs) <= held(everybodys)


@given(events, said, teams, instants)
def test_a_team_knows_nothing_by_what_a_member_kept_to_themselves(there, facts, team, moment):
    shared = [fact for fact in facts if fact.holder not in PERSONS]

    with_them, without = (KnowledgeIndex(there, some).state(team, moment) for some in (facts, shared))

    assert with_them[:3] == without[:3]


@given(events, said, persons, instants)
def test_who_leaves_a_team_keeps_what_they_learnt_there(there, facts, person, moment):
    index = KnowledgeIndex(there, facts)
    left = tuple(
        Stay(stay.team, stay.since_at, min(filter(None, (stay.until_at, moment)))) for stay in person.stays
    )
    before = moment - timedelta(seconds=1)

    one, other = (index.state(vantage, before) for vantage in (person, Vantage(person.person, stays=left)))

    assert held(one) == held(other)
    assert ids(one.known) <= ids(index.state(Vantage(person.person, stays=left), moment).known)


@given(events, said, vantages, instants)
def test_nothing_is_known_before_it_occurred_unless_it_was_foretold(there, facts, vantage, moment):
    slack = {Precision.SECOND: 1, Precision.MINUTE: 60, Precision.ABOUT: 3600}
    by_id = {event.id: event for event in there}

    for row in KnowledgeIndex(there, facts).state(vantage, moment).known:
        event = by_id[row.event_id]
        if event.occurred_at is not None and event.kind not in FORESEEABLE:
            assert event.occurred_at - row.since_at <= timedelta(seconds=slack[event.precision])
        assert row.since_at <= moment


@given(events, said, vantages, instants)
def test_each_event_that_happened_is_told_once(there, facts, vantage, moment):
    state = KnowledgeIndex(there, facts).state(vantage, moment)
    told = [row.event_id for rows in state[:4] for row in rows]

    assert len(told) == len(set(told))
    let_go = {fact.event_id for fact in facts if fact.turned_out == "otherwise" and fact.until_at}
    assert {event.id for event in there if event.occurred_at and event.occurred_at <= moment} <= (
        set(told) | let_go
    )


@given(events, said, vantages, instants)
def test_every_list_is_in_the_order_of_occurrence(there, facts, vantage, moment):
    for rows in KnowledgeIndex(there, facts).state(vantage, moment):
        times = [row.occurred_at for row in rows]
        timed = [at for at in times if at is not None]
        assert times == [*sorted(timed), *[None] * (len(times) - len(timed))]


@given(events, said, vantages, instants)
def test_holdings_tell_the_same_as_any_moment_of_them(there, facts, vantage, moment):
    index = KnowledgeIndex(there, facts)
    state = index.state(vantage, moment)

    for event, holdings in index.holdings(vantage).items():
        now = [
            one.certainty
            for one in holdings
            if one.since_at <= moment and (one.until_at is None or moment < one.until_at)
        ]
        expected = [Certainty.KNOWN] * (event in ids(state.known))
        expected += [Certainty.BELIEVED] * (event in ids((*state.believed, *state.otherwise)))
        assert now == expected


@given(events, said, vantages)
def test_between_two_learnings_nothing_new_is_held(there, facts, vantage):
    index = KnowledgeIndex(there, facts)
    learnings = index.learnings(vantage)
    assert list(learnings) == sorted(set(learnings))

    begins = {one.since_at for holdings in index.holdings(vantage).values() for one in holdings}

    assert begins <= set(learnings)
