"""Events come onto the timeline, are corrected, merged, disputed and brought back."""

import pytest

from secondsight.base.errors import InvalidInput, NotFound, Refused, StaleEdit
from secondsight.base.models import JournalEntry
from secondsight.record.actions import knowledge, timeline
from secondsight.record.actions.knowledge import Knowing
from secondsight.record.models import Event
from secondsight.record.queries import timeline as queries
from tests.cast import after, make_account, make_event, make_incident, make_team

pytestmark = pytest.mark.django_db


def test_an_event_keeps_its_microseconds():
    event = make_event(occurred_at=after(2).replace(microsecond=123456))

    assert Event.objects.get(pk=event.pk).occurred_at.microsecond == 123456


def test_the_same_form_sent_twice_adds_one_event():
    incident = make_incident()

    assert make_event(incident, once="06f0000000000abc") == make_event(incident, once="06f0000000000abc")
    assert Event.objects.count() == 1


def test_a_time_that_nobody_knows_stays_unknown():
    viewer, incident = make_account(), make_incident()
    event = make_event(incident, occurred_at=None)

    assert list(queries.events(viewer, incident)) == []
    assert list(queries.timeless_events(viewer, incident)) == [event]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"what": ""}, "what"),
        ({"what": "x" * 501}, "what"),
        ({"kind": "blunder"}, "kind"),
        ({"phase": "lunch"}, "phase"),
        ({"precision": "exact"}, "precision"),
        ({"occurred_at": after(1).replace(tzinfo=None)}, "occurred_at"),
        ({"context": "nul\0"}, "context"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_name(facts, field):
    incident = make_incident()

    with pytest.raises(InvalidInput) as refused:
        make_event(incident, **facts)

    assert refused.value.field == field
    assert not Event.objects.exists()


def test_two_people_who_edit_an_event_do_not_overwrite_each_other():
    ines, event = make_account(), make_event()
    timeline.edit_event(event, what="Latency pages the on-call", edition=1, by=ines, at=after(61))

    with pytest.raises(StaleEdit) as stale:
        timeline.edit_event(event, what="The pager rings", edition=1, by=ines, at=after(62))

    assert stale.value.newer.what == "Latency pages the on-call"
    assert Event.objects.get().what == "Latency pages the on-call"


def test_a_removed_event_leaves_the_timeline_and_can_be_restored():
    ines, incident = make_account(), make_incident()
    event = make_event(incident)

    timeline.remove_event(event, by=ines, at=after(61))

    assert list(queries.events(ines, incident)) == []
    assert list(queries.removed_events(ines, incident)) == [event]

    timeline.restore_event(event, by=ines, at=after(62))

    assert list(queries.events(ines, incident)) == [event]


def test_merged_events_become_one_that_everybody_knew_of():
    ines, incident = make_account(), make_incident()
    one = make_event(incident, occurred_at=None, knowledge=[Knowing(after(3), account=ines)])
    other = make_event(
        incident, knowledge=[Knowing(after(9), team=make_team()), Knowing(after(3), account=ines)]
    )

    merged = timeline.merge_events(one, [other], by=ines, at=after(61))

    assert merged.occurred_at == after(2)
    assert sorted(row.known_at for row in merged.knowledge.all()) == [after(3), after(9)]
    assert list(queries.events(ines, incident)) == [merged]
    assert Event.objects.get(pk=other.pk).merged_into == merged


def test_events_of_two_incidents_cannot_become_one():
    with pytest.raises(Refused):
        timeline.merge_events(make_event(), [make_event()], by=make_account(), at=after(61))


def test_a_dispute_keeps_every_version_with_its_witness():
    ines, event = make_account(), make_event(actor="pager bot")

    knowledge.add_version(event, witness="Bo", what="It paged at five past", by=ines, at=after(61))

    event = queries.event(ines, event.pk)
    assert event.standing == "disputed"
    told = [(row.witness, row.what) for row in queries.versions(event)]
    assert told == [("pager bot", "API latency p99 pages"), ("Bo", "It paged at five past")]


def test_a_settled_dispute_shows_what_holds_and_forgets_no_version():
    ines, event = make_account(), make_event()
    version = knowledge.add_version(
        event, witness="Bo", what="It paged at five past", occurred_at=after(5), by=ines, at=after(61)
    )

    settled = knowledge.settle_dispute(
        event, version=version, by=ines, at=after(62), reason="the pager's log"
    )

    assert (settled.what, settled.occurred_at) == ("It paged at five past", after(5))
    assert settled.standing == "corroborated"
    assert settled.versions.count() == 2


def test_an_edit_can_neither_start_nor_settle_a_dispute():
    ines, event = make_account(), make_event()

    with pytest.raises(Refused):
        timeline.edit_event(event, standing="disputed", by=ines, at=after(61))

    knowledge.add_version(event, witness="Bo", what="No page came", by=ines, at=after(62))
    with pytest.raises(Refused):
        timeline.edit_event(event, standing="corroborated", by=ines, at=after(63))


def test_knowledge_taken_back_is_kept_and_counts_no_more():
    ines, incident = make_account(), make_incident()
    event = make_event(incident)
    row = knowledge.add_knowledge(
        event, Knowing(after(9), account=ines, through="saw it"), by=ines, at=after(61)
    )

    knowledge.withdraw_knowledge(row, by=ines, at=after(62))

    (found,) = queries.with_knowledge(queries.events(ines, incident))
    assert found.known == []
    assert event.knowledge.count() == 1


def test_a_belief_can_be_given_up_and_turn_out_otherwise():
    event, ines = make_event(), make_account()
    row = knowledge.add_knowledge(
        event, Knowing(after(9), account=ines, certainty="believed", way="inferred"), by=ines, at=after(61)
    )

    edited = knowledge.edit_knowledge(row, until_at=after(20), turned_out="otherwise", by=ines, at=after(62))

    assert (edited.until_at, edited.turned_out, edited.way) == (after(20), "otherwise", "inferred")
    entry = JournalEntry.objects.get(verb="knowledge_edited")
    assert entry.particulars["changes"]["turned_out"] == ["", "otherwise"]


def test_what_was_known_for_sure_is_not_given_up():
    event, ines = make_event(), make_account()
    row = knowledge.add_knowledge(event, Knowing(after(9), account=ines), by=ines, at=after(61))

    with pytest.raises(InvalidInput, match="not given up"):
        knowledge.edit_knowledge(row, until_at=after(20), by=ines, at=after(62))

    row.refresh_from_db()
    assert row.until_at is None


def test_what_was_taken_back_is_not_corrected():
    event, ines = make_event(), make_account()
    row = knowledge.add_knowledge(event, Knowing(after(9), account=ines), by=ines, at=after(61))
    knowledge.withdraw_knowledge(row, by=ines, at=after(62))

    with pytest.raises(Refused, match="taken back"):
        knowledge.edit_knowledge(row, through="saw it", by=ines, at=after(63))


def test_the_same_knowledge_said_twice_is_there_once():
    ines, event = make_account(), make_event()

    for _ in range(2):
        knowledge.add_knowledge(event, Knowing(after(9), account=ines), by=ines, at=after(61))

    assert event.knowledge.count() == 1


def test_every_change_shows_in_the_incidents_history():
    ines, event = make_account(), make_event()

    timeline.edit_event(event, what="The pager rings", by=ines, at=after(61))

    entry = JournalEntry.objects.get(verb="event_edited")
    assert entry.topic == event.incident.topic
    assert entry.particulars["changes"]["what"] == ["API latency p99 pages", "The pager rings"]


def test_an_event_of_a_restricted_incident_is_not_found():
    event = make_event(make_incident(make_account(), is_restricted=True))

    with pytest.raises(NotFound):
        queries.event(make_account("Kim Osei"), event.pk)
