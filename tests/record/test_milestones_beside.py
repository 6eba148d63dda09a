"""Milestones rest on events, move with them, and are known later than they happened (R1.1, R3.2)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.models import JournalEntry
from secondsight.record.actions import knowledge, timeline
from secondsight.record.actions.incidents import add_participant, set_milestone, set_milestones
from secondsight.record.actions.knowledge import Knowing, add_knowledge
from secondsight.record.actions.milestone_proposals import accept_milestone
from secondsight.record.actions.milestones import base_milestone, take_time_of
from secondsight.record.models import EventItem, Milestone
from secondsight.record.queries.beside import durations_beside, milestones_beside
from tests.cast import (
    AT,
    NOON,
    after,
    make_account,
    make_event,
    make_incident,
    make_item,
    make_milestone_proposal,
    make_team,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return make_account("Ines Calloway")


def of(viewer, incident, kind):
    return next(row for row in milestones_beside(viewer, incident) if row.kind == kind)


def detected(incident, ines, minutes=2, **facts):
    """The milestone "detected", resting on an event of its own time."""
    event = make_event(incident, ines, occurred_at=after(minutes), **facts)
    base_milestone(incident, "detected", events=[event], by=ines, at=AT)
    return event


def test_a_milestone_that_rests_on_an_event_has_its_time_and_precision(ines):
    incident = make_incident(ines)

    event = detected(incident, ines, precision="minute")

    row = of(ines, incident, "detected")
    assert (row.at, row.precision) == (event.occurred_at, "minute")
    assert [(one.id, one.what, one.difference) for one in row.events] == [(event.pk, event.what, "")]


def test_a_milestone_moves_with_the_event_whose_time_it_has(ines):
    incident = make_incident(ines)
    event = detected(incident, ines)

    timeline.edit_event(event, occurred_at=after(4), precision="minute", by=ines, at=AT)

    row = of(ines, incident, "detected")
    assert (row.at, row.precision) == (after(4), "minute")
    entry = JournalEntry.objects.get(verb="milestone_followed")
    assert entry.particulars["changes"] == {"detected": [after(2).isoformat(), after(4).isoformat()]}
    assert entry.particulars["because"] == event.what
    assert durations_beside(milestones_beside(ines, incident))[0].happened.words == "about 4 min"


def test_a_milestone_with_a_time_of_its_own_stays_and_says_how_far_off_it_is(ines):
    incident = make_incident(ines)
    event = detected(incident, ines)
    set_milestone(incident, "detected", after(1), by=ines, at=AT)

    timeline.edit_event(event, occurred_at=after(4), by=ines, at=AT)

    row = of(ines, incident, "detected")
    assert row.at == after(1)
    assert row.events[0].difference == "3 min later than the milestone"


def test_a_milestone_takes_the_time_of_its_event_when_somebody_says_so(ines):
    incident = make_incident(ines)
    event = detected(incident, ines)
    set_milestone(incident, "detected", after(1), by=ines, at=AT)

    take_time_of(incident, "detected", event, by=ines, at=AT)

    assert of(ines, incident, "detected").at == after(2)


def test_only_an_event_that_it_rests_on_gives_it_a_time(ines):
    incident = make_incident(ines)
    other = make_event(incident, ines)

    with pytest.raises(Refused):
        take_time_of(incident, "impact_start", other, by=ines, at=AT)


def test_an_event_whose_time_is_lost_takes_no_milestone_with_it(ines):
    incident = make_incident(ines)
    event = detected(incident, ines)

    timeline.edit_event(event, occurred_at=None, by=ines, at=AT)

    assert of(ines, incident, "detected").at == after(2)


def test_a_settled_dispute_moves_the_milestone_too(ines):
    incident = make_incident(ines)
    event = detected(incident, ines)
    version = knowledge.add_version(
        event, witness="Bo", what="It paged", occurred_at=after(5), by=ines, at=AT
    )

    knowledge.settle_dispute(event, version=version, by=ines, at=AT)

    assert of(ines, incident, "detected").at == after(5)


def test_the_start_of_the_list_follows_the_milestone(ines):
    incident = make_incident(ines, started_at=None)
    event = detected(incident, ines)

    timeline.edit_event(event, occurred_at=after(-9), by=ines, at=AT)

    incident.refresh_from_db()
    assert incident.listed_at == after(-9)


def test_merged_events_keep_the_milestones_evidence(ines):
    incident = make_incident(ines)
    event, kept = detected(incident, ines), make_event(incident, ines, what="The same", occurred_at=after(3))

    timeline.merge_events(kept, [event], by=ines, at=AT)

    row = of(ines, incident, "detected")
    assert [(one.id, one.is_off) for one in row.events] == [(event.pk, True), (kept.pk, False)]


def test_an_accepted_proposal_leaves_its_evidence_and_the_events_that_rest_on_it(ines):
    incident = make_incident(ines)
    item = make_item(incident, occurred_at=after(10), precision="minute")
    event = make_event(incident, ines, occurred_at=after(10), kind="communication", what="Sev-1 declared")
    EventItem.objects.create(event=event, item=item)

    accept_milestone(make_milestone_proposal(incident, item, at=after(10)), by=ines, at=AT)

    row = of(ines, incident, "declared")
    assert ([one.id for one in row.items], [one.id for one in row.events]) == ([str(item.pk)], [event.pk])
    assert row.precision == "minute"


def test_what_is_of_another_incident_is_refused(ines):
    incident, other = make_incident(ines), make_incident(ines)

    with pytest.raises(InvalidInput):
        base_milestone(incident, "impact_start", events=[make_event(other, ines)], by=ines, at=AT)
    with pytest.raises(InvalidInput):
        base_milestone(incident, "impact_start", items=[make_item(other)], by=ines, at=AT)


def test_a_milestone_cannot_rest_on_what_has_no_time_while_it_has_none(ines):
    incident = make_incident(ines)

    with pytest.raises(Refused):
        event = make_event(incident, ines, occurred_at=None)
        base_milestone(incident, "declared", events=[event], by=ines, at=AT)
    assert not Milestone.objects.filter(kind="declared").exists()


def test_both_clocks_say_who_knew_since_when(ines):
    support, meera, joost = make_team("Support"), make_account("Meera Rao"), make_account("Joost Vos")
    incident = make_incident(ines)
    add_participant(incident, account=meera, team=support, by=ines, at=AT)
    add_participant(incident, account=joost, part="incident_commander", by=ines, at=AT)
    event = make_event(incident, ines, occurred_at=NOON, kind="impact", what="Checkouts fail")
    base_milestone(incident, "impact_start", events=[event], by=ines, at=AT)
    for knowing in (Knowing(after(4), account=meera), Knowing(after(9), team=support)):
        add_knowledge(event, knowing, by=ines, at=AT)
    add_knowledge(event, Knowing(after(14), account=joost, certainty="believed"), by=ines, at=AT)

    room, commander, team = of(ines, incident, "impact_start").known

    assert (room.since_at, room.brought_by, room.after) == (after(4), ("Meera Rao",), "4 min")
    assert (commander.key, commander.name, commander.since_at, commander.certainty) == (
        f"person:{joost.pk}",
        "Joost Vos",
        after(14),
        "believed",
    )
    assert (team.key, team.since_at) == (f"team:{support.slug}", after(9))


def test_lengths_are_told_on_both_clocks(ines):
    incident = make_incident(ines)
    start = make_event(incident, ines, occurred_at=NOON, kind="impact", what="Checkouts fail")
    base_milestone(incident, "impact_start", events=[start], by=ines, at=AT)
    end = detected(incident, ines, 6)
    add_knowledge(start, Knowing(after(4), name="Meera"), by=ines, at=AT)

    def told():
        return durations_beside(milestones_beside(ines, incident))[0]

    assert told().happened.words == "6 min"
    assert told().known.words == "not known: “Detected” has no time"
    add_knowledge(end, Knowing(after(7), name="Meera"), by=ines, at=AT)
    assert told().known.length == timedelta(minutes=3)


def test_times_that_are_known_less_closely_are_kept_as_that(ines):
    incident = make_incident(ines)

    set_milestones(incident, {"mitigated": after(46)}, precisions={"mitigated": "minute"}, by=ines, at=AT)

    told = next(
        d for d in durations_beside(milestones_beside(ines, incident)) if d.happened.name == "mitigate"
    )
    assert told.happened.words == "about 46 min"


def test_the_number_of_statements_does_not_grow(ines):
    incident = make_incident(ines)
    event = detected(incident, ines)
    base_milestone(incident, "detected", items=[make_item(incident)], by=ines, at=AT)
    add_knowledge(event, Knowing(after(11), name="Bo"), by=ines, at=AT)
    with CaptureQueriesContext(connection) as few:
        milestones_beside(ines, incident)
    for kind in ("declared", "mitigated", "resolved"):
        event = make_event(incident, ines, occurred_at=after(9), what=kind)
        for name in ("Bo", "Meera"):
            add_knowledge(event, Knowing(after(11), name=name), by=ines, at=AT)
        base_milestone(incident, kind, events=[event], items=[make_item(incident)], by=ines, at=AT)

    with CaptureQueriesContext(connection) as many:
        milestones_beside(ines, incident)

    assert len(many) == len(few)
