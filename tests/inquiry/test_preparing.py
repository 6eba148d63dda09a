"""The page that prepares a review lists its parts, each with where it stands (R2)."""

import re

import pytest
import time_machine
from django.urls import reverse

from secondsight.inquiry import actions
from tests.cast import after, make_account, make_review

pytestmark = pytest.mark.django_db
LATER = after(26 * 60)


@pytest.fixture(autouse=True)
def _at_the_time():
    with time_machine.travel(LATER, tick=False):
        yield


def standing(browser, review):
    drawn = browser.get(reverse("review_parts", args=[review.pk]), headers={"HX-Request": "true"})
    found = re.findall(r">([^<]+)</a> <span[^>]*>([^<]*)</span>", drawn.content.decode())
    return dict(found)


def test_each_part_says_where_it_stands(signed_in):
    noor, ines = make_account("Noor Haddad"), make_account("Ines Calloway")
    review, told = make_review(noor), {"by": noor, "at": LATER}
    browser = signed_in(noor)
    before = standing(browser, review)
    assert before["Roles"] == "3 of 3 still open"
    assert before["Draft"] == "not sent"
    assert before["Agenda"] == "proposed"

    actions.give_role(review, role="participant", account=ines, **told)
    for title in ("The pool", "The page"):
        actions.add_theme(review, title=title, **told)
    assert standing(browser, review)["Draft"] == "not sent; 2 themes named"
    sent = actions.send_calibration(review, [ines], **told)
    actions.send_agenda(review, **told)
    assert standing(browser, review)["Draft"] == "0 of 1 have been through it"
    actions.complete_calibration(sent.readers.get(), by=ines, at=LATER)

    after_it = standing(browser, review)
    assert after_it["Draft"] == "1 of 1 have been through it"
    assert after_it["Agenda"] == "60 minutes, sent"


def test_the_page_leads_to_the_parts_without_scripts_too(signed_in):
    review = make_review(make_account("Noor Haddad"))

    drawn = signed_in(review.opened_by).get(reverse("review", args=[review.pk])).content.decode()

    for name in ("review_packet", "review_calibration", "review_agenda", "review_parts"):
        assert reverse(name, args=[review.pk]) in drawn
