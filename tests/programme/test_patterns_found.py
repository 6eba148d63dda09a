"""Small incidents that belong together are proposed once, for one review over them all (R1.2)."""

from datetime import timedelta

import pytest

from secondsight.base.errors import Refused
from secondsight.base.models import JournalEntry
from secondsight.inquiry.models import Review
from secondsight.programme.actions.declining import decline_review, undo_decline
from secondsight.programme.actions.patterns import reckon_all_patterns, review_pattern
from secondsight.programme.models import Pattern
from secondsight.programme.queries.patterns import waiting_patterns
from secondsight.record.actions.incidents import edit_incident, restrict_incident
from tests.cast import AT, NOON, make_account, make_incident, make_review, make_service

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner():
    return make_account("Sipho Lind", duties=("programme_owner",))


@pytest.fixture
def checkout():
    return make_service("Checkout")


def small(owner, service, days=0, **given):
    begun = NOON - timedelta(days=days)
    services = [service] if service else []
    return make_incident(owner, "sev-3", started_at=begun, services=services, **given)


@pytest.fixture
def three(owner, checkout, worked_off):
    made = [small(owner, checkout, days) for days in (20, 9, 0)]
    worked_off()
    return made


def test_three_of_a_service_are_one_proposal_that_says_why(three, owner):
    [found] = waiting_patterns(owner)

    assert [one.pk for one in found.incidents] == [one.pk for one in three]
    assert found.sentence == (
        "Three small incidents share Checkout, all within 21 days; "
        "your policy looks at three or more within 30 days together."
    )
    assert found.tier == "pattern"


def test_those_that_failed_alike_belong_together_whatever_the_service(owner, worked_off):
    for mode in ("Disk full", "disk  full", "DISK FULL"):
        small(owner, None, failure_mode=mode)
    small(owner, None, failure_mode="Certificate expired")
    worked_off()

    [found] = waiting_patterns(owner)

    assert len(found.incidents) == 3
    assert "disk full" in found.shared.lower()


def test_one_button_opens_one_review_of_them_all(three, owner, worked_off):
    found = Pattern.objects.get()

    first, second = (review_pattern(found, by=owner, at=AT) for _ in range(2))
    worked_off()

    assert first == second
    assert set(first.incidents.all()) == set(three)
    assert first.tier.slug == "pattern"
    assert waiting_patterns(owner) == []


def test_what_is_declined_is_not_proposed_again_until_a_new_one_joins(three, owner, checkout, worked_off):
    decline_review(Pattern.objects.get(), reason="One deploy, understood and undone", by=owner, at=AT)
    edit_incident(three[0], title="Told anew", by=owner, at=AT)
    worked_off()
    assert waiting_patterns(owner) == []

    fourth = small(owner, checkout, 1)
    worked_off()

    [found] = waiting_patterns(owner)
    assert {one.pk for one in found.incidents} == {one.pk for one in (*three, fourth)}


def test_a_decline_that_is_taken_back_proposes_the_same_again(three, owner, worked_off):
    pattern = Pattern.objects.get()
    decline_review(pattern, reason="Known", by=owner, at=AT)
    worked_off()

    undo_decline(pattern, by=owner, at=AT)
    worked_off()

    assert [one.id for one in waiting_patterns(owner)] == [pattern.pk]


def test_an_open_proposal_takes_a_new_one_in_and_stays_one(three, owner, checkout, worked_off):
    small(owner, checkout, 3)
    worked_off()

    [found] = waiting_patterns(owner)

    assert len(found.incidents) == 4
    assert JournalEntry.objects.filter(verb="pattern_changed").exists()


def test_what_no_longer_holds_lapses_and_cannot_be_opened(three, owner, worked_off):
    pattern = Pattern.objects.get()
    edit_incident(three[1], services=[], by=owner, at=AT)
    worked_off()

    assert waiting_patterns(owner) == []
    with pytest.raises(Refused):
        review_pattern(pattern, by=owner, at=AT)
    assert not Review.objects.exists()


def test_those_that_were_each_reviewed_are_no_pattern(three, owner, worked_off):
    for incident in three:
        make_review(owner, incident)
    worked_off()

    assert waiting_patterns(owner) == []


def test_worse_ones_are_not_counted(owner, checkout, worked_off):
    small(owner, checkout)
    for _ in range(2):
        make_incident(owner, "sev-2", services=[checkout])
    worked_off()

    assert not Pattern.objects.exists()


def test_a_restricted_incident_is_in_no_pattern_from_the_moment_it_is_restricted(three, owner, worked_off):
    stranger = make_account("Bo Ek")
    assert len(waiting_patterns(stranger)) == 1

    restrict_incident(three[1], accounts=[], teams=[], by=owner, at=AT)

    assert waiting_patterns(stranger) == []  # before any job has run
    worked_off()
    assert waiting_patterns(owner) == []


def test_running_twice_proposes_once(three, owner, worked_off):
    for _ in range(2):
        reckon_all_patterns(at=AT)

    assert Pattern.objects.count() == 1
    assert JournalEntry.objects.filter(verb="pattern_found").count() == 1


def test_the_same_incidents_by_service_and_by_failure_are_proposed_once(owner, checkout, worked_off):
    for days in (0, 1, 2):
        small(owner, checkout, days, failure_mode="disk full")
    worked_off()

    [found] = waiting_patterns(owner)

    assert found.shared in ("“disk full” and Checkout", "Checkout and “disk full”")
