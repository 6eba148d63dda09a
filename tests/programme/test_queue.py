"""Nothing that qualifies is forgotten: the queue of reviews due, and the letters about it (R1.5)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from secondsight.base.errors import InvalidInput, NotFound, Refused
from secondsight.base.models import Mail
from secondsight.inquiry.actions import record_meeting
from secondsight.organisation.actions import set_policy
from secondsight.programme.actions.declining import decline_review, undo_decline
from secondsight.programme.actions.qualifying import reckon_incident, reckon_those_never_looked_at
from secondsight.programme.actions.reminding import remind_of_reviews
from secondsight.programme.models import DeclinedReview, ReviewReminder
from secondsight.programme.queries.due import due_of, qualification_of, queue
from secondsight.programme.queries.needs import needs
from secondsight.programme.queries.triggers import terms
from tests.cast import AT, after, make_account, make_incident, make_review, make_service, make_team

pytestmark = pytest.mark.django_db

OVER = after(60)
LIMIT = timedelta(hours=72)


def hours(number):
    return OVER + timedelta(hours=number)


@pytest.fixture
def owner():
    return make_account("Sipho Lind", duties=("programme_owner",))


def incident(by=None, severity="sev-1", **given):
    told = {"milestones": {"resolved": OVER}, **given}
    made = make_incident(by, severity, **told)
    reckon_incident(made.pk, at=AT)
    return made


def standings(viewer, now, **asked):
    return {row.incident.title: row.standing.value for row in queue(viewer, now, **asked).rows}


def test_each_stands_where_it_stands(owner):
    incident(owner, title="waits")
    reviewed = make_review(owner, incident(owner, title="held"))
    record_meeting(reviewed, met_at=hours(30), by=owner, at=hours(31))
    make_review(owner, incident(owner, title="prepared"))
    declined = incident(owner, title="declined")
    decline_review(qualification_of(owner, declined.pk), reason="A drill", by=owner, at=hours(1))
    make_incident(owner, "sev-3", title="asks for nothing")

    assert standings(owner, hours(24)) == {"waits": "due", "prepared": "preparing"}
    assert standings(owner, hours(73)) == {"waits": "overdue", "prepared": "overdue"}
    for state, title in (("reviewed", "held"), ("declined", "declined"), ("due", "waits")):
        assert standings(owner, hours(24), state=state) == {title: state}
    assert queue(owner, hours(24)).counts == {
        "open": 2, "due": 1, "preparing": 1, "overdue": 0, "reviewed": 1, "declined": 1,
    }  # fmt: skip


def test_the_most_pressing_comes_first(owner):
    late = {"milestones": {"resolved": hours(-50)}}
    incident(owner, "sev-1", title="worst, in time")
    incident(owner, "sev-2", title="milder, past its limit", **late)
    incident(owner, "sev-1", title="worst, past its limit", **late)
    incident(owner, "sev-1", title="past its target", milestones={"resolved": hours(-25)})

    assert [row.incident.title for row in queue(owner, hours(24)).rows] == [
        "worst, past its limit",
        "milder, past its limit",
        "past its target",
        "worst, in time",
    ]


def test_the_pages_of_the_queue_miss_none_and_repeat_none(owner):
    for number in range(60):
        incident(owner, title=str(number), milestones={"resolved": hours(-number * 3)})

    first = queue(owner, hours(24))
    second = queue(owner, hours(24), cursor=first.page.next)

    titles = [row.incident.title for row in (*first.rows, *second.rows)]
    assert len(titles) == len(set(titles)) == 60
    assert second.page.next == ""


def test_what_waiting_costs_is_said_with_why_it_is_asked_for(owner):
    made = incident(owner)

    found = due_of(owner, made, hours(100))

    assert found.reasons == ["It was Sev-1; your policy reviews Sev-2 and worse."]
    assert found.clock == "28 h past the limit"
    assert "hindsight" in found.decays


def test_target_and_limit_are_what_was_agreed(owner):
    made = incident(owner)
    set_policy("review_target_hours", 5, by=owner, at=AT)
    set_policy("review_limit_hours", 10, by=owner, at=AT)

    assert terms().limit == timedelta(hours=10)
    assert due_of(owner, made, hours(11)).standing == "overdue"


def test_a_review_is_declined_with_a_reason_alone_and_taken_up_again(owner):
    made = incident(owner)
    row = qualification_of(owner, made.pk)

    with pytest.raises(InvalidInput):
        decline_review(row, reason="  ", by=owner, at=hours(1))
    for _ in range(2):
        decline_review(row, reason="A drill, announced as one", by=owner, at=hours(1))
    found = due_of(owner, made, hours(500))
    assert (found.standing, found.declined.declined_by) == ("declined", owner)

    undo_decline(row, by=owner, at=hours(2))

    assert due_of(owner, made, hours(500)).standing == "overdue"
    kept = DeclinedReview.objects.get()
    assert (kept.reason, kept.undone_by) == ("A drill, announced as one", owner)


def test_only_those_concerned_decline(owner):
    ilse, bo, eve = make_account("Ilse B"), make_account("Bo Ek"), make_account("Eve Ro")
    service = make_service("Checkout", make_team("Payments", bo))
    row = qualification_of(eve, incident(ilse, services=[service]).pk)

    with pytest.raises(Refused):
        decline_review(row, reason="No", by=eve, at=hours(1))
    for somebody in (ilse, bo, owner):
        decline_review(row, reason="Known", by=somebody, at=hours(1))
        undo_decline(row, by=somebody, at=hours(1))


def test_a_restricted_incident_is_in_nobody_else_s_queue_counts_or_letters(owner):
    ilse = make_account("Ilse B")
    made = incident(ilse, is_restricted=True)

    assert queue(owner, hours(100)).counts["open"] == 0
    assert queue(ilse, hours(100)).counts["open"] == 1
    assert needs(owner, limit=LIMIT) == []
    remind_of_reviews(at=hours(100))
    assert not Mail.objects.exists()
    with pytest.raises(NotFound):
        qualification_of(owner, made.pk)


def test_home_tells_the_programme_owner_and_the_team_that_owns_the_service(owner):
    bo, eve = make_account("Bo Ek"), make_account("Eve Ro")
    service = make_service("Checkout", make_team("Payments", bo))
    made = incident(eve, title="Checkout starved", services=[service])

    for somebody in (owner, bo):
        [need] = needs(somebody, limit=LIMIT)
        assert "Checkout starved" in need.words
        assert need.due_at == OVER + LIMIT
    assert "Your team owns" in needs(bo, limit=LIMIT)[0].why
    assert needs(eve, limit=LIMIT) == []
    make_review(owner, made)
    assert needs(owner, limit=LIMIT) == []


def test_the_programme_owner_is_written_to_once_for_the_target_and_once_for_the_limit(owner):
    incident(title="Checkout starved")

    for moment in (10, 49, 50, 73, 74, 24 * 60):
        for _ in range(2):
            remind_of_reviews(at=hours(moment))

    posted = [(mail.to, mail.subject) for mail in Mail.objects.order_by("recorded_at")]
    assert posted == [
        (owner.email, "A review is past its target"),
        (owner.email, "A review is past its limit"),
    ]
    assert "Checkout starved" in Mail.objects.first().body
    assert ReviewReminder.objects.count() == 2


def test_several_that_pass_are_one_letter_and_the_long_past_is_left_in_the_queue(owner):
    for number in range(25):
        incident(title=f"Outage {number}")
    incident(title="Years ago", milestones={"resolved": hours(-24 * 400)})

    remind_of_reviews(at=hours(73))

    [mail] = Mail.objects.all()
    assert mail.subject == "25 reviews are past their limit"
    assert "and 5 more" in mail.body
    assert "Years ago" not in mail.body
    assert queue(owner, hours(73)).counts["overdue"] == 26


def test_nobody_is_written_to_about_what_was_held_or_declined(owner):
    held = make_review(owner, incident())
    record_meeting(held, met_at=hours(30), by=owner, at=hours(31))
    decline_review(qualification_of(owner, incident().pk), reason="Known", by=owner, at=hours(1))

    remind_of_reviews(at=hours(73))

    assert not Mail.objects.exists()


def test_what_nobody_s_change_brought_up_is_looked_at_too(owner):
    make_incident(owner)

    assert reckon_those_never_looked_at(at=AT) == 1
    assert reckon_those_never_looked_at(at=AT) == 0
    assert queue(owner, hours(1)).counts["open"] == 1


def test_the_queue_takes_as_many_statements_for_many_as_for_one(owner):
    def statements():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            queue(owner, hours(100))
        return len(asked)

    incident(owner)
    one = statements()
    for _ in range(9):
        make_review(owner, incident(owner))

    assert statements() == one <= 5
