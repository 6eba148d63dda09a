"""Hypotheses as threads: who had heard of each step by when (R3.7b)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from secondsight.base.errors import InvalidInput
from secondsight.record.actions.hearings import hear_of_step, withdraw_hearing
from secondsight.record.actions.hypotheses import move_hypothesis, raise_hypothesis
from secondsight.record.actions.incidents import add_participant
from secondsight.record.actions.knowledge import Knowing, add_knowledge
from secondsight.record.models import StepKnowledge
from secondsight.record.queries.beside import hypothesis_stances, hypothesis_threads
from secondsight.record.rules.knowing import Vantage
from tests.cast import AT, after, make_account, make_event, make_incident, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """The release is suspected by the API team, and dropped by the database team ten minutes later."""
    ines = make_account("Ines Calloway")
    api, database = make_team("API"), make_team("Database")
    incident = make_incident(ines)
    hypothesis = raise_hypothesis(
        incident, what="The release is too much", occurred_at=after(2), team=api, who="Ilse", by=ines, at=AT
    )
    dropped = move_hypothesis(
        hypothesis,
        state="dropped",
        occurred_at=after(12),
        team=database,
        words="Load is flat",
        by=ines,
        at=AT,
    )
    return ines, incident, api, database, dropped


def test_a_thread_runs_from_raised_to_its_end(told):
    ines, incident, api, database, _ = told

    [thread] = hypothesis_threads(ines, incident)

    assert (thread.state, thread.raised_at, thread.ended_at) == ("dropped", after(2), after(12))
    assert [(step.state, step.who, step.team) for step in thread.steps] == [
        ("raised", "Ilse", api.slug),
        ("dropped", "", database.slug),
    ]


def test_a_team_goes_on_believing_until_it_hears(told):
    ines, incident, api, _, dropped = told

    def of_api(minutes):
        vantage = Vantage(team=f"team:{api.slug}")
        [(_, stance)] = hypothesis_stances(ines, incident, vantage, after(minutes))
        return stance

    assert of_api(20).is_dropped_unheard
    hear_of_step(dropped, known_at=after(26), team=api, through="told in the call", by=ines, at=AT)
    assert of_api(20).is_dropped_unheard
    assert not of_api(26).is_believed
    [thread] = hypothesis_threads(ines, incident)
    by_team = {each.name: (each.raised_at, each.ended_at) for each in thread.teams}
    assert by_team == {"API": (after(2), after(26)), "Database": (after(12), after(12))}


def test_who_knew_of_the_event_that_tells_of_a_step_had_heard_of_it(told):
    ines, incident, api, database, _ = told
    event = make_event(incident, ines, kind="hypothesis", what="Is it the pool?", occurred_at=after(7))
    add_knowledge(event, Knowing(after(9), team=database, through="read it"), by=ines, at=AT)

    raise_hypothesis(incident, what="The pool is dry", occurred_at=None, event=event, by=ines, at=AT)

    thread = hypothesis_threads(ines, incident)[1]
    assert (thread.raised_at, thread.steps[0].event_id) == (after(7), event.pk)
    assert [(h.key, h.known_at, h.how, h.is_of_event) for h in thread.steps[0].heard] == [
        (f"team:{database.slug}", after(9), "read it", True)
    ]


def test_somebody_who_takes_a_step_goes_by_their_account(told):
    ines, incident, *_ = told
    ilse = make_account("Ilse Brandvik")
    add_participant(incident, account=ilse, by=ines, at=AT)
    raise_hypothesis(incident, what="The cache", occurred_at=after(3), who="Ilse Brandvik", by=ines, at=AT)

    found = hypothesis_stances(ines, incident, Vantage(f"person:{ilse.pk}"), after(3))

    assert [(row.what, stance.is_believed) for row, stance in found] == [
        ("The release is too much", False),
        ("The cache", True),
    ]


def test_nobody_hears_of_a_step_before_it_happened(told):
    ines, incident, api, _, dropped = told

    with pytest.raises(InvalidInput) as refused:
        hear_of_step(dropped, known_at=after(11), team=api, by=ines, at=AT)

    assert refused.value.field == "known_at"


def test_somebody_or_a_team_not_both(told):
    ines, _, api, _, dropped = told

    with pytest.raises(InvalidInput):
        hear_of_step(dropped, known_at=after(13), team=api, account=ines, by=ines, at=AT)


def test_the_same_statement_twice_is_one_and_can_be_taken_back(told):
    ines, incident, api, _, dropped = told
    one = hear_of_step(dropped, known_at=after(13), team=api, by=ines, at=AT)
    other = hear_of_step(dropped, known_at=after(13), team=api, by=ines, at=AT)

    withdraw_hearing(one, by=ines, at=AT)

    assert one == other
    assert hypothesis_threads(ines, incident)[0].steps[1].heard == ()
    assert StepKnowledge.objects.count() == 1


def test_what_was_put_aside_counts_for_nothing(told):
    ines, incident, _, _, dropped = told

    hear_of_step(dropped, known_at=after(13), name="Bo", is_so=False, by=ines, at=AT)

    assert hypothesis_threads(ines, incident)[0].steps[1].heard == ()


def test_the_number_of_statements_does_not_grow(told):
    ines, incident, api, _, dropped = told
    event = make_event(incident, ines, kind="hypothesis", occurred_at=after(7))
    raise_hypothesis(incident, what="The pool", occurred_at=None, event=event, by=ines, at=AT)
    with CaptureQueriesContext(connection) as few:
        hypothesis_threads(ines, incident)
    for minutes in range(13, 20):
        hear_of_step(dropped, known_at=after(minutes), team=api, by=ines, at=AT)
        event = make_event(incident, ines, kind="hypothesis", occurred_at=after(minutes))
        raise_hypothesis(incident, what=f"{minutes}", occurred_at=None, event=event, by=ines, at=AT)

    with CaptureQueriesContext(connection) as many:
        hypothesis_threads(ines, incident)

    assert len(many) == len(few)
