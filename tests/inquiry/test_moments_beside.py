"""What reviews made of a moment, beside the timeline."""

import pytest

from secondsight.inquiry import actions
from tests.cast import after, make_account, make_event, make_incident, make_review

pytestmark = pytest.mark.django_db


def test_what_reviews_tied_to_a_moment_stands_beside_it(signed_in):
    incident, noor = make_incident(), make_account("Noor Haddad")
    event, other = make_event(incident), make_event(incident, occurred_at=after(9))
    review = make_review(by=noor, incident=incident)
    actions.add_idea(review, what="Page the database team", moment=event, by=noor, at=after(99))
    actions.add_idea(review, what="Something else", moment=other, by=noor, at=after(99))

    page = signed_in(noor).get(f"/events/{event.pk}/understood").content.decode()

    assert "Page the database team" in page
    assert "Something else" not in page


def test_a_review_that_one_may_not_see_says_nothing(signed_in):
    incident, noor = make_incident(), make_account("Noor Haddad")
    event = make_event(incident)
    review = make_review(by=noor, incident=incident, is_restricted=True)
    actions.add_idea(review, what="Page the database team", moment=event, by=noor, at=after(99))

    page = signed_in(make_account("Bo Ek")).get(f"/events/{event.pk}/understood").content.decode()

    assert "Page the database team" not in page
    assert review.title not in page
