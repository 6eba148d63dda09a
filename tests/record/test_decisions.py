"""Decision points: what they faced, everybody's own words, what was known then (R3.4)."""

from typing import Any

import pytest

from secondsight.base.errors import Forbidden, InvalidInput, NotFound, Refused, StaleEdit
from secondsight.base.ids import new_id
from secondsight.base.models import JournalEntry
from secondsight.record.actions.decision_notes import Saying, add_note, edit_note, withdraw_note
from secondsight.record.actions.decisions import (
    add_option,
    edit_decision,
    edit_option,
    mark_decision,
    remove_decision,
    remove_option,
)
from secondsight.record.actions.incidents import restrict_incident
from secondsight.record.actions.knowledge import Knowing, add_knowledge
from secondsight.record.actions.timeline import merge_events, remove_event
from secondsight.record.models import DecisionNote
from secondsight.record.queries import decision_pairs, decisions
from tests.cast import after, make_account, make_event, make_incident, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Any:
    return make_account("Ada Nkemelu")


@pytest.fixture
def bo() -> Any:
    return make_account("Bo Lindqvist")


@pytest.fixture
def incident(ada: Any) -> Any:
    return make_incident(ada)


@pytest.fixture
def event(incident: Any, ada: Any) -> Any:
    given: dict[str, Any] = {"occurred_at": after(12), "what": "Rolled back", "kind": "action"}
    return make_event(incident, ada, account=ada, **given)


@pytest.fixture
def decision(event: Any, ada: Any) -> Any:
    return mark_decision(event, question="Roll back, or look on?", by=ada, at=after(60))


def told(viewer: Any, decision: Any) -> decisions.Told:
    return decisions.told(decisions.decision_point(viewer, decision.pk))


def verbs(incident: Any) -> list[str]:
    rows = JournalEntry.objects.filter(topic=incident.topic).order_by("id")
    return [row.verb for row in rows if row.verb not in ("incident_opened", "event_added")]


def test_any_event_becomes_a_decision_once_and_who_acted_decided(
    ada: Any, bo: Any, event: Any, incident: Any
) -> None:
    decision = mark_decision(event, by=bo, at=after(60))
    again = mark_decision(event, question="Something else?", by=bo, at=after(61))

    event.refresh_from_db()
    assert again.pk == decision.pk
    assert event.kind == "decision"
    assert told(bo, decision).decider == "Ada Nkemelu"
    assert verbs(incident) == ["event_edited", "decision_marked"]


def test_who_decided_may_be_a_team_or_a_name_and_only_one_of_them(ada: Any, decision: Any) -> None:
    team = make_team("API Platform", ada)
    now: dict[str, Any] = {"by": ada, "at": after(61)}

    edit_decision(decision, team=team, **now)
    assert told(ada, decision).decider == "API Platform"
    edit_decision(decision, name="The vendor's engineer", **now)
    assert told(ada, decision).decider == "The vendor's engineer"
    with pytest.raises(InvalidInput, match="one of them"):
        edit_decision(decision, team=team, name="Somebody", **now)


def test_who_edits_an_older_edition_is_shown_the_newer_one(ada: Any, bo: Any, decision: Any) -> None:
    read = decision.edition
    edit_decision(decision, choice="Roll back", edition=read, by=ada, at=after(61))

    with pytest.raises(StaleEdit) as stale:
        edit_decision(decision, choice="Look on", edition=read, by=bo, at=after(62))

    assert stale.value.newer.choice == "Roll back"  # type: ignore[attr-defined]


def test_an_event_off_the_timeline_is_not_told_as_a_decision(ada: Any, event: Any) -> None:
    remove_event(event, by=ada, at=after(60))

    with pytest.raises(Refused, match="off the timeline"):
        mark_decision(event, by=ada, at=after(61))


def test_options_are_weighed_by_several_people_each_in_their_own_words(
    ada: Any, bo: Any, decision: Any
) -> None:
    back = add_option(decision, what="Roll back", is_taken=True, by=ada, at=after(61))
    add_option(decision, what="Roll back", by=bo, at=after(61))  # the same words are one option
    add_option(decision, what="More pods", by=bo, at=after(61))
    add_note(decision, Saying("spoke_for", "Cheap.", option=back), by=ada, at=after(62))
    add_note(decision, Saying("spoke_against", "The rate did not fit.", option=back), by=bo, at=after(62))

    ways = told(ada, decision).ways
    assert [(way.option.what, way.option.is_taken) for way in ways] == [
        ("Roll back", True),
        ("More pods", False),
    ]
    assert [(n.speaker.name, n.words) for n in ways[0].spoke_for] == [("Ada Nkemelu", "Cheap.")]
    assert [(n.speaker.name, n.words) for n in ways[0].spoke_against] == [
        ("Bo Lindqvist", "The rate did not fit.")
    ]


def test_an_option_is_corrected_by_who_read_the_newest_and_taken_back_with_what_was_said_of_it(
    ada: Any, decision: Any
) -> None:
    option = add_option(decision, what="Rol back", by=ada, at=after(61))
    add_note(decision, Saying("spoke_for", "Cheap.", option=option), by=ada, at=after(62))

    option = edit_option(option, what="Roll back", edition=1, by=ada, at=after(62))
    with pytest.raises(StaleEdit):
        edit_option(option, what="Go back", edition=1, by=ada, at=after(63))
    remove_option(option, by=ada, at=after(64))

    assert told(ada, decision).ways == []
    assert DecisionNote.objects.count() == 1


def test_nobody_changes_anybody_elses_words(ada: Any, bo: Any, decision: Any) -> None:
    note = add_note(decision, Saying("pressure", "Support counted aloud."), by=ada, at=after(61))

    with pytest.raises(Forbidden, match="somebody else's words"):
        edit_note(note, words="Nothing pressed.", by=bo, at=after(62))
    with pytest.raises(Forbidden):
        withdraw_note(note, by=bo, at=after(62))

    note.refresh_from_db()
    assert (note.words, note.withdrawn_at) == ("Support counted aloud.", None)


def test_ones_own_words_are_put_differently_and_the_history_keeps_both(
    ada: Any, decision: Any, incident: Any
) -> None:
    note = add_note(decision, Saying("pressure", "It was busy."), by=ada, at=after(61))

    edit_note(note, words="Noon is our second busiest hour.", by=ada, at=after(62))
    withdraw_note(note, by=ada, at=after(63))

    entry = JournalEntry.objects.get(verb="decision_note_edited")
    assert entry.particulars["changes"] == {"words": ["It was busy.", "Noon is our second busiest hour."]}
    assert told(ada, decision).note_count == 0
    assert DecisionNote.objects.get().words == "Noon is our second busiest hour."
    with pytest.raises(Refused, match="took this note back"):
        edit_note(note, words="Again", by=ada, at=after(64))
    assert verbs(incident)[-3:] == ["decision_note_added", "decision_note_edited", "decision_note_withdrawn"]


def test_the_same_form_or_the_same_words_sent_twice_are_one_note(ada: Any, bo: Any, decision: Any) -> None:
    once = new_id()
    saying = Saying("luck", "Meera walked in.")

    first = add_note(decision, saying, once=once, by=ada, at=after(61))
    assert add_note(decision, saying, once=once, by=ada, at=after(62)).pk == first.pk
    assert add_note(decision, saying, by=ada, at=after(62)).pk == first.pk
    assert add_note(decision, saying, by=bo, at=after(62)).pk != first.pk


@pytest.mark.parametrize(
    ("saying", "field"),
    [
        (Saying("root", "x"), "probe"),
        (Saying("luck", ""), "words"),
        (Saying("luck", "a\0b"), "words"),
        (Saying("luck", "x", sweep="fifth"), "sweep"),
        (Saying("spoke_for", "x"), "option"),
        (Saying("luck", "x", constraint_kind="access"), "constraint_kind"),
        (Saying("constraint", "x", constraint_kind="laziness"), "constraint_kind"),
    ],
)
def test_what_is_no_answer_to_a_probe_is_refused_by_its_field(
    ada: Any, decision: Any, saying: Saying, field: str
) -> None:
    with pytest.raises(InvalidInput) as wrong:
        add_note(decision, saying, by=ada, at=after(61))

    assert wrong.value.field == field


def test_a_note_points_only_at_its_own_incident_and_its_own_decision(
    ada: Any, decision: Any, incident: Any
) -> None:
    elsewhere = make_event(make_incident(ada), ada)
    other = mark_decision(make_event(incident, ada), by=ada, at=after(60))
    foreign = add_option(other, what="Elsewhere", by=ada, at=after(61))

    with pytest.raises(InvalidInput, match="another incident"):
        add_note(decision, Saying("signal", event=elsewhere), by=ada, at=after(61))
    with pytest.raises(InvalidInput, match="not an option of this decision"):
        add_note(decision, Saying("spoke_for", "x", option=foreign), by=ada, at=after(61))
    with pytest.raises(InvalidInput, match="Only a signal"):
        add_note(decision, Saying("luck", "x", event=decision.event), by=ada, at=after(61))


def test_a_decision_that_is_taken_back_keeps_what_was_told_and_comes_back_with_it(
    ada: Any, decision: Any, incident: Any, event: Any
) -> None:
    add_note(decision, Saying("luck", "Meera walked in."), by=ada, at=after(61))

    remove_decision(decision, by=ada, at=after(62))
    assert list(decisions.decision_points(ada, [incident])) == []
    assert [one.pk for one in decisions.undecided(ada, [incident])] == [event.pk]
    with pytest.raises(Refused, match="taken back"):
        add_note(decision, Saying("luck", "More."), by=ada, at=after(62))

    mark_decision(event, by=ada, at=after(63))
    [row] = decisions.decision_points(ada, [incident])
    assert decisions.told(row).note_count == 1


def test_the_pair_tells_what_the_decider_knew_and_what_reached_them_later(
    ada: Any, bo: Any, decision: Any, incident: Any
) -> None:
    alert = make_event(incident, ada, what="Alert")
    sessions = make_event(incident, bo, what="Sessions", occurred_at=after(7), account=bo)
    teams = make_event(incident, bo, what="Told to the team", occurred_at=after(8))
    team = make_team("API Platform", ada)
    add_knowledge(alert, Knowing(after(4), account=ada, through="the page"), by=ada, at=after(60))
    add_knowledge(sessions, Knowing(after(7), account=bo), by=ada, at=after(60))
    add_knowledge(sessions, Knowing(after(28), account=ada, through="Meera"), by=ada, at=after(60))
    add_knowledge(teams, Knowing(after(9), team=team), by=ada, at=after(60))

    found = decision_pairs.decision_pair(ada, decisions.decision_point(ada, decision.pk))

    assert found.pair is not None
    assert [row.event_id for row in found.pair.known] == [alert.pk, teams.pk]
    [late] = found.pair.unreached
    assert (late.event_id, late.reached_at, late.through) == (sessions.pk, after(28), "Meera")


def test_the_pairs_of_many_decisions_take_as_many_statements_as_those_of_one(
    ada: Any, incident: Any, decision: Any, django_assert_num_queries: Any
) -> None:
    def ask() -> None:
        found = list(decisions.decision_points(ada, [incident]))
        decision_pairs.pairs(ada, found)
        for row in found:
            decisions.told(row)

    with django_assert_num_queries(16):
        ask()
    for minute in range(20, 26):
        event = make_event(incident, ada, occurred_at=after(minute))
        more = mark_decision(event, by=ada, at=after(60))
        option = add_option(more, what="One way", by=ada, at=after(60))
        add_note(more, Saying("spoke_for", "x", option=option), by=ada, at=after(60))
        add_note(more, Saying("signal", "x", event=decision.event), by=ada, at=after(60))
    with django_assert_num_queries(16):
        ask()


def test_nobody_learns_of_the_decisions_of_an_incident_that_they_may_not_see(
    ada: Any, bo: Any, incident: Any, decision: Any
) -> None:
    option = add_option(decision, what="Roll back", by=ada, at=after(61))
    note = add_note(decision, Saying("luck", "Meera walked in."), by=ada, at=after(61))
    restrict_incident(incident, accounts=[ada], teams=[], by=ada, at=after(62))

    assert list(decisions.decision_points(bo, [incident])) == []
    for find, row in (
        (decisions.decision_point, decision),
        (decisions.option, option),
        (decisions.note, note),
    ):
        with pytest.raises(NotFound):
            find(bo, row.pk)  # type: ignore[operator]


def test_outcomes_without_context_are_counted_until_somebody_gives_it(
    ada: Any, incident: Any, event: Any
) -> None:
    make_event(incident, ada, kind="change", what="Deploy")
    make_event(incident, ada, kind="change", what="Another", context="It was announced the day before.")
    make_event(incident, ada, kind="observation", what="Slow")
    decision = mark_decision(event, by=ada, at=after(60))

    assert decisions.on_timeline(ada, incident).lacks[event.pk].startswith("What was seen")
    assert len(decisions.on_timeline(ada, incident).lacks) == 2

    back = add_option(decision, what="Roll back", by=ada, at=after(61))
    add_option(decision, what="Look on", by=ada, at=after(61))
    add_note(decision, Saying("spoke_for", "Cheap.", option=back), by=ada, at=after(61))
    add_note(decision, Saying("signal", "The graph."), by=ada, at=after(61))
    assert event.pk not in decisions.on_timeline(ada, incident).lacks


def test_events_that_become_one_are_told_as_one_decision(ada: Any, incident: Any, decision: Any) -> None:
    same = make_event(incident, ada, what="Went back", occurred_at=after(12))
    seen = make_event(incident, ada, what="Slow", occurred_at=after(3))
    seen_too = make_event(incident, ada, what="Slow, said the page", occurred_at=after(3))
    note = add_note(decision, Saying("signal", event=seen), by=ada, at=after(61))

    merge_events(same, [decision.event], by=ada, at=after(62))
    merge_events(seen_too, [seen], by=ada, at=after(62))

    [row] = decisions.decision_points(ada, [incident])
    note.refresh_from_db()
    assert (row.pk, row.event.what, row.event.kind) == (decision.pk, "Went back", "decision")
    assert note.event == seen_too
