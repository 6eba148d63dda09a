"""Home shows what needs the person who looks, and nobody else's."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from secondsight.base.clock import now
from secondsight.web.home import greeting, when
from tests.cast import make_account, make_commitment, make_soaked

AT = datetime(2026, 3, 11, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in():
    make_account()

    answer = Client().get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.django_db
def test_somebody_with_nothing_to_do_is_told_so_and_where_to_begin(signed_in):
    page = signed_in(make_account("Ines Okafor")).get("/").content.decode()

    assert "Nothing needs you now" in page
    assert "Bring evidence in" in page


@pytest.mark.django_db
def test_a_commitment_waits_for_its_owner_alone(signed_in):
    owner, other = make_account("Bo Lindqvist"), make_account("Ines Okafor")
    commitment = make_commitment(make_soaked(owner), owner, what="Pool waiters page the database team")

    page = signed_in(owner).get("/").content.decode()
    assert "Pool waiters page the database team" in page
    assert f"/commitments/{commitment.pk}/" in page
    assert "Pool waiters" not in signed_in(other).get("/").content.decode()


@pytest.mark.django_db
def test_home_takes_as_many_statements_for_many_things_as_for_one(signed_in, django_assert_max_num_queries):
    owner = make_account("Bo Lindqvist")
    for number in range(12):
        make_commitment(make_soaked(owner), owner, what=f"Commitment {number}")
    browser = signed_in(owner)
    browser.get("/")

    with django_assert_max_num_queries(16):
        assert browser.get("/").status_code == 200


@pytest.mark.parametrize(
    ("days", "words", "is_overdue"),
    [(-3, "3 days overdue", True), (-1, "a day overdue", True), (0, "today", False), (1, "tomorrow", False)],
)
def test_due_days_are_said_in_words(days, words, is_overdue):
    assert when(AT + timedelta(days=days), AT) == {"words": words, "is_overdue": is_overdue}


def test_a_later_day_is_named():
    assert when(AT + timedelta(days=5), AT)["words"] == "by Mon 16 Mar"
    assert when(None, now())["words"] == ""


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (4, "Good night"),
        (5, "Good morning"),
        (12, "Good afternoon"),
        (17, "Good afternoon"),
        (18, "Good evening"),
    ],
)
def test_the_greeting_fits_the_hour(hour, words):
    assert greeting(AT.replace(hour=hour)) == words
