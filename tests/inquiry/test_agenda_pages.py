"""The agenda by its page and by mail: changed without scripts, sent once, a guest's part alone (R2.7)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from secondsight.base.models import Mail
from secondsight.inquiry import actions
from secondsight.inquiry.queries.agenda import agenda_of, sections_of
from secondsight.inquiry.queries.agenda_letters import agenda_due, agenda_letters
from secondsight.inquiry.rules.agenda import SectionKind
from tests.cast import after, make_account, make_review

pytestmark = pytest.mark.django_db
LATER = after(26 * 60)


@pytest.fixture(autouse=True)
def _at_the_time():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def review():
    """A review led by Noor, with Bo as guest for the pool and Ines as participant."""
    noor = make_account("Noor Haddad")
    review = make_review(noor)
    told = {"by": noor, "at": LATER}
    actions.give_role(review, role="guest", account=make_account("Bo Lind"), section="The pool", **told)
    actions.give_role(review, role="participant", account=make_account("Ines Calloway"), **told)
    return review


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def typed(review, **more):
    """What the form sends as it stands."""
    read = agenda_of(review.opened_by, review)
    sent = {
        "minutes": read.minutes,
        "edition": read.settled.edition if read.settled else 0,
        "order": [row.id for row in read.sections],
        "new-kind": "guest",
    }
    for row in read.sections:
        sent |= {f"{row.id}-kind": str(row.kind), f"{row.id}-title": row.title}
        sent |= {f"{row.id}-minutes": row.minutes, f"{row.id}-note": row.note}
        sent |= {f"guest-{guest.pk}": row.id for guest in row.guests}
    return {**sent, **more}


def place(review):
    return reverse("review_agenda", args=[review.pk])


def test_everybody_reads_it_and_who_leads_changes_it(review, signed_in):
    bo = signed_in(make_account("Sana"))

    read = text(bo.get(place(review)))

    assert "The pool" in read
    assert "We describe before we explain" in read
    assert "Change the agenda" not in read
    assert "Change the agenda" in text(signed_in(review.opened_by).get(place(review)))


def test_a_section_is_moved_by_its_button_with_what_else_was_typed(review, signed_in):
    noor = signed_in(review.opened_by)

    answer = noor.post(place(review), typed(review, **{"move": "up:learning", "opening-title": "Welcome"}))

    assert answer.status_code == 303
    found = sections_of(review.opened_by, review)
    kinds = [row.kind for row in found]
    assert kinds.index(SectionKind.LEARNING) == kinds.index(SectionKind.FACTORS) - 1
    assert found[0].title == "Welcome"
    assert sum(row.minutes for row in found) == 60


def test_a_section_is_taken_out_another_added_and_what_is_left_is_said(review, signed_in):
    noor = signed_in(review.opened_by)
    new = {"new-title": "Breathe", "new-minutes": "2", "drop": "process"}

    noor.post(place(review), typed(review, **new))

    found = sections_of(review.opened_by, review)
    assert [row.title for row in found][-2:] == ["Breathe", "Closing"]
    assert SectionKind.PROCESS not in [row.kind for row in found]
    read = text(noor.get(place(review)))
    assert agenda_of(review.opened_by, review).misses in read
    assert noor.post(reverse("review_agenda_fitting", args=[review.pk])).status_code == 303
    assert agenda_of(review.opened_by, review).over == 0


def test_a_guest_is_given_another_section(review, signed_in):
    guest = review.role_holders.get(role="guest")

    signed_in(review.opened_by).post(place(review), typed(review, **{f"guest-{guest.pk}": "learning"}))

    placed = [row.kind for row in sections_of(review.opened_by, review) if row.guests]
    assert placed == [SectionKind.LEARNING]


@pytest.mark.parametrize("minutes", ["", "-1", "481", "many", "9" * 30])
def test_minutes_that_are_none_are_said_at_their_field_and_nothing_is_kept(review, signed_in, minutes):
    answer = signed_in(review.opened_by).post(place(review), typed(review, **{"learning-minutes": minutes}))

    assert answer.status_code == 422
    assert "errorlist" in text(answer)
    assert agenda_of(review.opened_by, review).settled is None


def test_an_older_page_shows_the_newer_agenda_and_overwrites_nothing(review, signed_in):
    noor, older = signed_in(review.opened_by), typed(review, **{"learning-title": "Mine"})
    noor.post(place(review), typed(review, **{"learning-title": "Theirs"}))

    answer = noor.post(place(review), older)

    assert answer.status_code == 422
    assert "Somebody changed the agenda" in text(answer)
    assert 'value="Mine"' in text(answer)
    assert "Theirs" in [row.title for row in sections_of(review.opened_by, review)]


def test_who_does_not_lead_changes_nothing(review, signed_in):
    other = signed_in(make_account("Sana"))

    answer = other.post(place(review), typed(review))
    other.post(reverse("review_agenda_sending", args=[review.pk]))

    assert answer.status_code == 422
    assert agenda_of(review.opened_by, review).settled is None


def test_a_guest_s_letter_has_their_own_section_and_no_other(review):
    actions.keep_agenda(review, by=review.opened_by, at=LATER)

    letters = {one.to.name: one for one in agenda_letters(review, "https://here.example/agenda")}

    assert set(letters) == {"Bo Lind", "Ines Calloway"}
    guest, whole = letters["Bo Lind"].body, letters["Ines Calloway"].body
    assert "The pool: about 36 minutes in, for 10 minutes" in guest
    assert "What we learnt" not in guest
    assert "What we learnt, 5 min" in whole
    assert "The pool, 10 min (with Bo Lind)" in whole


@pytest.mark.django_db(transaction=True)
def test_it_is_sent_once_however_often_the_button_is_pressed(review, signed_in, worked_off):
    noor = signed_in(review.opened_by)

    for _ in range(2):
        noor.post(reverse("review_agenda_sending", args=[review.pk]))
    worked_off()

    assert sorted(Mail.objects.values_list("subject", flat=True)) == [
        f"What we go through: {review.title}",
        f"Your part in: {review.title}",
    ]
    assert "Sent" in text(noor.get(place(review)))


def test_it_is_due_a_day_before_the_meeting_and_goes_out_once_for_that_beginning(review):
    starts_at = LATER + timedelta(hours=30)
    assert not agenda_due(review, starts_at, at=LATER)
    day_before = starts_at - timedelta(hours=24)
    assert agenda_due(review, starts_at, at=day_before)

    first = actions.send_agenda(review, by=None, at=day_before, starts_at=starts_at)
    again = actions.send_agenda(review, by=None, at=day_before + timedelta(hours=1), starts_at=starts_at)

    assert first.sent_at == again.sent_at == day_before
    assert not agenda_due(review, starts_at, at=day_before + timedelta(hours=1))
    assert not agenda_due(review, LATER, at=starts_at)
    assert agenda_due(review, starts_at + timedelta(hours=2), at=starts_at)
    assert "Friday, 13 March, 20:00 (UTC)" in agenda_letters(review, "")[0].body


def test_a_review_without_roles_has_nobody_to_send_to(signed_in):
    review = make_review(make_account("Noor"))

    answer = signed_in(review.opened_by).post(reverse("review_agenda_sending", args=[review.pk]), follow=True)

    assert "Nobody has a role yet" in text(answer)


def test_the_same_over_the_api(review, signed_in):
    noor = signed_in(review.opened_by)
    address = f"/api/reviews/{review.pk}/agenda"
    read = noor.get(address).json()
    wanted = [{"kind": one["kind"], "title": one["title"], "minutes": 5} for one in read["sections"]]
    told = {"sections": wanted, "edition": 0, "guardrails": "We listen."}

    put = noor.put(address, told, content_type="application/json")
    stale = noor.put(address, told, content_type="application/json")

    assert (put.status_code, stale.status_code) == (200, 409)
    assert put.json()["over"] == 5 * len(wanted) - 60
    assert put.json()["guardrails"] == ["We listen."]
    assert noor.post(f"{address}/fitting").json()["over"] == 0
    assert noor.post(f"{address}/sending").json()["sent_at"]
    assert noor.delete(address).status_code == 204
    assert noor.get(address).json()["edition"] == 0
