"""Impact is noted beside the events, corrected, taken back, and drawn as ribbons (R3.6)."""

from datetime import timedelta

import pytest

from secondsight.base.errors import InvalidInput, NotFound, StaleEdit
from secondsight.record.actions.impact import edit_impact, note_impact, withdraw_impact
from secondsight.record.actions.incidents import restrict_incident, set_milestone
from secondsight.record.models import ImpactReading, IncidentItem
from secondsight.record.queries.beside import impact_reading, impact_readings, ribbons
from tests.cast import AT, NOON, after, make_account, make_incident, make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return make_account("Ines Calloway")


def note(incident, ines, **facts):
    told = {"side": "customer", "measure": "failed_requests", "value": 61.5, "from_at": NOON}
    return note_impact(incident, by=ines, at=AT, **{**told, **facts})


def test_a_share_of_failed_requests_is_in_percent(ines):
    reading = note(make_incident(ines), ines, until_at=after(46))

    assert (reading.value, reading.unit) == (61.5, "%")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"from_at": None}, "from_at"),
        ({"from_at": NOON.replace(tzinfo=None)}, "from_at"),
        ({"until_at": NOON}, "until_at"),
        ({"value": 101}, "value"),
        ({"value": float("nan")}, "value"),
        ({"value": float("inf"), "unit": "users"}, "value"),
        ({"extent": "instant", "value": None}, "value"),
        ({"side": "everybody"}, "side"),
        ({"measure": "mood"}, "measure"),
        ({"measure": "other"}, "what"),
        ({"source": "nul\0"}, "source"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_name(ines, facts, field):
    incident = make_incident(ines)

    with pytest.raises(InvalidInput) as refused:
        note(incident, ines, **facts)

    assert refused.value.field == field
    assert not ImpactReading.objects.exists()


def test_the_same_form_sent_twice_notes_one(ines):
    incident = make_incident(ines)

    assert note(incident, ines, once="06f0000000000abc") == note(incident, ines, once="06f0000000000abc")


def test_evidence_of_another_incident_is_refused(ines):
    incident = make_incident(ines)

    with pytest.raises(InvalidInput):
        note(incident, ines, items=[make_item(make_incident(ines))])


def test_two_people_who_correct_a_reading_do_not_overwrite_each_other(ines):
    reading = note(make_incident(ines), ines)
    edit_impact(reading, value=70, edition=1, by=ines, at=AT)

    with pytest.raises(StaleEdit) as stale:
        edit_impact(reading, value=50, edition=1, by=ines, at=AT)

    assert stale.value.newer.value == 70


def test_what_is_not_named_stays(ines):
    reading = note(make_incident(ines), ines, until_at=after(46), source="The board")

    edited = edit_impact(reading, value=64, by=ines, at=AT)

    assert (edited.value, edited.until_at, edited.source, edited.edition) == (64, after(46), "The board", 2)


def test_what_was_taken_back_is_kept_and_no_longer_counts(ines):
    incident = make_incident(ines)
    reading = note(incident, ines)

    withdraw_impact(reading, by=ines, at=AT)

    assert list(impact_readings(ines, incident)) == []
    assert impact_reading(ines, reading.pk).withdrawn_at == AT


def test_a_reading_of_an_incident_that_one_may_not_see_is_not_there(ines):
    incident = make_incident(ines)
    reading = note(incident, ines)
    restrict_incident(incident, accounts=[], teams=[], by=ines, at=AT)

    with pytest.raises(NotFound):
        impact_reading(make_account("Bo"), reading.pk)


def test_without_readings_the_milestones_tell_how_long_customers_felt_it(ines):
    incident = make_incident(ines)
    set_milestone(incident, "mitigated", after(46), by=ines, at=AT)

    [stretch] = ribbons(ines, incident).customer

    assert (stretch.id, stretch.label, stretch.from_at, stretch.until_at) == (
        "",
        "Customer impact",
        NOON,
        after(46),
    )


def test_readings_at_instants_stand_beside_the_milestones_and_stretches_replace_them(ines):
    incident = make_incident(ines)
    note(incident, ines, extent="instant", from_at=after(5))

    assert [s.label for s in ribbons(ines, incident).customer] == [
        "Customer impact",
        "Failed requests: 61.5%",
    ]

    note(incident, ines, measure="affected_users", value=640, until_at=None)
    found = ribbons(ines, incident)
    assert [s.label for s in found.customer] == ["Affected users: 640", "Failed requests: 61.5%"]
    assert found.customer[0].until_at is None


def test_internal_impact_stands_apart(ines):
    incident = make_incident(ines)
    note(incident, ines, side="internal", measure="engineers_paged", value=5, until_at=after(60))

    found = ribbons(ines, incident)

    assert [s.label for s in found.internal] == ["Engineers paged: 5"]
    assert [s.id for s in found.customer] == [""]


def test_the_evidence_is_counted_by_the_incidents_clocks(ines):
    incident = make_incident(ines)
    for number, name in enumerate(("Arjun", "Ilse", "Arjun")):
        make_item(
            incident,
            kind="page",
            occurred_at=after(number),
            details={"state": "notified", "to": name},
        )
    links = IncidentItem.objects.filter(incident=incident)
    for link in links:
        link.occurred_at += timedelta(seconds=20)
        link.save()

    [series] = ribbons(ines, incident).counted

    assert (series.label, [(r.at, r.value) for r in series.readings]) == (
        "Engineers paged so far",
        [(after(0) + timedelta(seconds=20), 1), (after(1) + timedelta(seconds=20), 2)],
    )


def test_the_statements_do_not_grow_with_the_readings(ines, django_assert_num_queries):
    incident = make_incident(ines)
    for minutes in range(5):
        note(incident, ines, from_at=after(minutes), items=[make_item(incident)])
        make_item(incident, kind="ticket", key=f"jira:issue:{minutes}:opened")

    with django_assert_num_queries(4):
        ribbons(ines, incident)
