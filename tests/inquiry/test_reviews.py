"""A review covers incidents, is seen by some or by all, and is held (R1.2, R1.3, R11.4)."""

from datetime import timedelta

import pytest

from secondsight.base.errors import InvalidInput, NotFound, Refused, StaleEdit
from secondsight.base.journal import history
from secondsight.base.live.access import may_listen
from secondsight.base.models import JournalEntry
from secondsight.inquiry import actions, queries
from secondsight.record.models import Incident
from secondsight.record.queries.incidents import may_see
from tests.cast import after, make_account, make_incident, make_review, make_severities, make_team

pytestmark = pytest.mark.django_db
LATER = after(26 * 60)


def test_the_worst_incident_proposes_the_tier():
    small, worst = make_incident(severity="sev-3"), make_incident(severity="sev-2")

    review = actions.open_review(title="Two in a week", incidents=[small, worst], by=make_account(), at=LATER)

    assert review.tier.slug == "light"


def test_the_same_form_sent_twice_opens_one_review():
    opener, incident = make_account(), make_incident()
    told = {"title": "Pool", "incidents": [incident], "by": opener, "at": LATER, "once": "0" * 16}

    assert actions.open_review(**told) == actions.open_review(**told)


def test_a_review_without_incidents_is_refused_by_its_field():
    with pytest.raises(InvalidInput) as refused:
        actions.open_review(title="Nothing", incidents=[], by=make_account(), at=LATER)

    assert refused.value.field == "incidents"


def test_a_restricted_review_and_its_incidents_are_seen_by_its_audience_alone():
    opener, seated, mate, stranger = (make_account(name) for name in ("Ada", "Bo", "Cy", "Di"))
    incident = make_incident(by=opener)

    review = make_review(
        opener, incident, is_restricted=True, accounts=[seated], teams=[make_team("Data", mate)]
    )

    for person in (opener, seated, mate):
        assert queries.review(person, review.pk) == review
        assert may_see(person, incident.pk)
    with pytest.raises(NotFound):
        queries.review(stranger, review.pk)
    assert not may_see(stranger, incident.pk)
    assert not may_listen(stranger, review.topic)


def test_an_administrator_sees_no_restricted_review():
    review = make_review(make_account("Ada"), is_restricted=True, incident=make_incident())

    with pytest.raises(NotFound):
        queries.review(make_account("Sipho", duties=("administrator",)), review.pk)


def test_an_open_review_of_a_restricted_incident_is_refused():
    opener = make_account()
    incident = make_incident(by=opener, is_restricted=True)

    with pytest.raises(Refused, match="restricted"):
        make_review(opener, incident)


def test_an_incident_that_joins_a_restricted_review_becomes_restricted():
    opener = make_account()
    review = make_review(opener, make_incident(by=opener), is_restricted=True)
    another = make_incident(by=opener, title="Again")

    actions.add_incident(review, another, by=opener, at=LATER)

    assert Incident.objects.get(pk=another.pk).is_restricted


def test_the_last_incident_stays():
    review = make_review()

    with pytest.raises(Refused, match="at least one"):
        actions.remove_incident(review, review.incidents.get(), by=review.opened_by, at=LATER)


def test_only_those_who_lead_change_what_a_review_covers():
    review, bystander = make_review(), make_account("Di")

    with pytest.raises(Refused, match="lead the review"):
        actions.add_incident(review, make_incident(), by=bystander, at=LATER)
    with pytest.raises(Refused, match="lead the review"):
        actions.edit_review(review, title="Mine", by=bystander, at=LATER)


def test_everybody_may_write_on_the_story_and_nobody_overwrites_it_unseen():
    review, first, second = make_review(), make_account("Bo"), make_account("Cy")
    actions.edit_review(review, narrative="It began at noon.", edition=1, by=first, at=LATER)

    with pytest.raises(StaleEdit) as stale:
        actions.edit_review(review, narrative="At one.", edition=1, by=second, at=LATER)

    assert stale.value.newer.narrative == "It began at noon."
    assert queries.review(first, review.pk).narrative == "It began at noon."


def test_a_review_that_was_held_says_when_and_can_be_corrected():
    review = make_review()
    actions.record_meeting(review, met_at=after(60), by=review.opened_by, at=LATER)

    actions.record_meeting(review, met_at=after(90), mode="async", by=review.opened_by, at=LATER)

    held = queries.review(review.opened_by, review.pk)
    assert (held.met_at, held.met_mode) == (after(90), "async")
    assert history(review.topic)[0].particulars["before"] == after(60).isoformat()


@pytest.mark.parametrize("met_at", [LATER + timedelta(hours=1), LATER.replace(year=1999)])
def test_a_review_is_not_held_in_the_future_or_the_last_century(met_at):
    review = make_review()

    with pytest.raises(InvalidInput) as refused:
        actions.record_meeting(review, met_at=met_at, by=review.opened_by, at=LATER)

    assert refused.value.field == "met_at"


def test_a_look_at_a_restricted_review_is_written_down_once_an_hour():
    opener = make_account()
    review = make_review(opener, make_incident(by=opener), is_restricted=True)

    for minutes in (0, 30, 59, 61):
        actions.look_at_review(review, by=opener, at=LATER + timedelta(minutes=minutes))

    assert JournalEntry.objects.filter(verb="restricted_review_viewed").count() == 2


def test_the_rail_counts_what_is_there():
    review = make_review()
    actions.add_factor(review, what="No alert", category="detection_gap", by=review.opened_by, at=LATER)

    assert queries.rail_facts(queries.review(review.opened_by, review.pk))["understand"] == "1 factor"


def test_needs_ask_for_a_facilitator_then_for_preparation():
    make_severities()
    review, facilitator = make_review(), make_account("Bo")
    assert "Find a facilitator" in queries.needs(review.opened_by, LATER)[0].words

    actions.give_role(review, role="facilitator", account=facilitator, by=review.opened_by, at=LATER)

    assert "Prepare" in queries.needs(facilitator, LATER)[0].words
    assert queries.needs(make_account("Di"), LATER) == []


@pytest.mark.parametrize("name", ["", "nothing", "\0", "x" * 16, "0" * 17])
def test_what_is_no_review_is_not_found(name):
    with pytest.raises(NotFound):
        queries.review(make_account(), name)
