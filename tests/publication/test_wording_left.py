"""Before a review is published, what could be put better in it is listed, and nothing waits for it (R6.5)."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from secondsight.inquiry import actions as inquiry
from secondsight.organisation.actions.wording import add_own_word
from secondsight.publication.queries.wording import wording_left
from tests.cast import AT, after, make_account, make_commitment, make_event, make_incident, make_soaked
from tests.publication.worked import make_worked

pytestmark = pytest.mark.django_db


def make_told() -> Any:
    """A review with something to put better in each of its texts."""
    ada = make_account("Ada Nkemelu")
    incident = make_incident(ada, title="Human error at checkout", summary="Bo failed to check the disk.")
    make_event(incident, ada, what="Bo failed to notice the alert")
    review = make_soaked(ada, incident=incident, title="Why did nobody check the disk?")
    told: dict[str, Any] = {"by": ada, "at": after(25 * 60)}
    inquiry.edit_review(review, narrative="# Then\n\nThe team failed to act.", **told)
    inquiry.add_factor(review, what="Carelessness", category="detection_gap", **told)
    inquiry.add_learning_point(review, what="We should have paged them", subject="watching", **told)
    make_commitment(review, review.opened_by, what="Improve monitoring", done_means="The graph is there")
    review.refresh_from_db()
    return review


def left(review: Any) -> list[tuple[str, str, str]]:
    rows, _ = wording_left(review.opened_by, review)
    return [(one.surface.sort, one.surface.field, one.said) for one in rows]


def test_each_text_that_readers_read_is_listened_to() -> None:
    found = left(make_told())

    fields = {(sort, field) for sort, field, _ in found}
    assert {("review", "title"), ("incident", "title"), ("incident", "summary")} <= fields
    assert ("narrative", "narrative") in fields
    assert ("event", "what", "failed to notice") in found
    assert ("learning_point", "what", "should have paged") in found
    assert ("commitment", "what", "Improve") in found


def test_the_share_page_leads_to_each_text_and_publishing_does_not_wait(signed_in: Any) -> None:
    review = make_told()
    client = signed_in(make_account("Cy Rane", duties=("programme_owner",)))

    share = client.get(f"/reviews/{review.pk}/share/").content.decode()
    page = client.get(f"/reviews/{review.pk}/wording").content.decode()

    assert f"/reviews/{review.pk}/wording" in share
    assert f'href="/reviews/{review.pk}/narrative"' in page
    assert '<mark class="coach-said">should have paged</mark>' in page
    assert client.post(f"/reviews/{review.pk}/editions").status_code == 303


def test_what_was_left_and_what_is_a_word_of_the_house_are_not_listed(signed_in: Any) -> None:
    review = make_told()
    client = signed_in(review.opened_by)
    where = {"place": review.topic, "field": "what"}
    told = {"text": "We should have paged them", "kind": "line", **where}
    (found,) = client.post("/api/language/check", told, content_type="application/json").json()["findings"]
    before = left(review)

    client.post(
        "/api/language/dismissals",
        {**where, "rule": found["rule"], "key": found["key"]},
        content_type="application/json",
    )
    add_own_word(rule="neglect", said="failed to notice", by=None, at=AT)

    assert set(before) - set(left(review)) == {
        ("learning_point", "what", "should have paged"),
        ("event", "what", "failed to notice"),
    }


def test_what_witnesses_say_is_never_listed() -> None:
    worked = make_worked()

    assert {one[0] for one in left(worked.review)} <= {
        "review", "incident", "narrative", "event", "factor", "strength", "learning_point", "commitment",
    }  # fmt: skip


def test_programs_read_the_same_list_and_others_nothing(signed_in: Any) -> None:
    review = make_told()

    rows = signed_in(review.opened_by).get(f"/api/reviews/{review.pk}/wording").json()

    assert [(one["of"], one["field"], one["excerpt"]) for one in rows["rows"]] == left(review)
    assert rows["has_more"] is False
    assert signed_in(review.opened_by).get("/reviews/nothing/wording").status_code == 404


def test_statements_do_not_grow_with_the_review(signed_in: Any, django_assert_max_num_queries: Any) -> None:
    review = make_told()
    client = signed_in(review.opened_by)
    client.get(f"/reviews/{review.pk}/wording")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/reviews/{review.pk}/wording")
    for number in range(12):
        told = {"by": review.opened_by, "at": after(26 * 60)}
        inquiry.add_factor(review, what=f"Carelessness {number}", category="detection_gap", **told)
        make_event(review.incidents.get(), review.opened_by, what=f"Human error {number}")

    with django_assert_max_num_queries(len(few)):
        client.get(f"/reviews/{review.pk}/wording")
