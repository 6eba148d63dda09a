"""Owners are asked at once and reminded kindly, each reminder once (R7.2)."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from secondsight.base.clock import now
from secondsight.base.jobs import enqueue_due
from secondsight.base.models import Mail
from secondsight.followup import actions
from secondsight.followup.handlers import remind
from secondsight.inquiry import actions as inquiry
from tests.cast import SOAKED, make_account, make_commitment, make_soaked

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted():
    """A commitment that Cy accepted, due on 6 April."""
    bo, cy = make_account("Bo"), make_account("Cy")
    commitment = make_commitment(make_soaked(bo), cy)
    return actions.accept_commitment(commitment, by=cy, at=SOAKED), bo, cy


def posted_to(account):
    return list(Mail.objects.filter(to=account.email).order_by("recorded_at"))


def remind_on(day: date):
    with time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=SOAKED.tzinfo), tick=False):
        remind()
        remind()  # the job may run twice


@pytest.mark.django_db(transaction=True)
def test_an_owner_is_asked_at_once_with_a_link_and_only_once(worked_off):
    cy = make_account("Cy")
    commitment = make_commitment(make_soaked(), cy)

    worked_off()
    worked_off()

    (mail,) = posted_to(cy)
    assert f"/commitments/{commitment.pk}/" in mail.body
    assert "Noor Haddad asks whether you would take on" in mail.body


@pytest.mark.django_db(transaction=True)
def test_a_no_reaches_the_review_owner(worked_off):
    cy = make_account("Cy")
    commitment = make_commitment(make_soaked(), cy)
    actions.decline_commitment(commitment, note="On leave", by=cy, at=SOAKED)

    worked_off()

    (mail,) = posted_to(commitment.review.opened_by)
    assert "On leave" in mail.body
    assert posted_to(cy) == []  # the question was answered before it went out


@pytest.mark.parametrize(
    ("day", "subject"),
    [
        (date(2026, 4, 3), "due soon"),
        (date(2026, 4, 6), "due today"),
        (date(2026, 4, 7), "overdue"),
    ],
)
def test_a_reminder_goes_out_once_however_often_the_job_runs(accepted, day, subject):
    _, _, cy = accepted

    remind_on(day)

    (mail,) = posted_to(cy)
    assert subject in mail.subject


def test_a_stuck_commitment_reaches_the_review_owner(accepted):
    commitment, _, _ = accepted

    remind_on(commitment.due_on + timedelta(days=7))

    (mail,) = posted_to(commitment.review.opened_by)
    assert "may need your help" in mail.body


def test_nobody_is_reminded_before_time(accepted):
    remind_on(date(2026, 4, 1))

    assert not Mail.objects.exists()


def test_a_risk_is_looked_at_again_on_its_day():
    review = make_soaked()
    actions.accept_risk(
        review, what="One zone", reason="Rare", look_again_on=date(2026, 6, 1), by=review.opened_by, at=SOAKED
    )

    remind_on(date(2026, 6, 1))

    (mail,) = posted_to(review.opened_by)
    assert "/risks/" in mail.body


def test_who_may_no_longer_see_the_review_is_not_reminded(accepted):
    commitment, bo, cy = accepted
    inquiry.restrict_review(
        commitment.review, accounts=[bo], teams=[], by=commitment.review.opened_by, at=SOAKED
    )

    remind_on(date(2026, 4, 6))

    assert posted_to(cy) == []


@pytest.mark.django_db(transaction=True)
def test_the_worker_reminds_without_being_asked(accepted, worked_off):
    _, _, cy = accepted

    with time_machine.travel(datetime(2026, 4, 6, 9, tzinfo=SOAKED.tzinfo)):
        enqueue_due(now())
        worked_off()

    assert "due today" in [mail.subject for mail in posted_to(cy)][-1]
