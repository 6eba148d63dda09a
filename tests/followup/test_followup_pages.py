"""The soak, the decision and the following through their pages."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from secondsight.followup import actions, queries
from secondsight.inquiry import actions as inquiry
from tests.cast import (
    SOAKED,
    after,
    make_account,
    make_commitment,
    make_idea,
    make_review,
    make_soaked,
    make_team,
)

pytestmark = pytest.mark.django_db


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_during_the_soak_everybody_adds_and_comments_and_nobody_commits(signed_in):
    bo = make_account("Bo", time_zone="Asia/Tokyo")
    review = make_soaked(bo)
    idea = make_idea(review)
    with time_machine.travel(after(25 * 60), tick=False):
        browser, here = signed_in(bo), reverse("commit", args=[review.pk])
        shown = text(browser.get(here))
        assert "the ideas rest until" in shown
        assert "Monday 16 March, 21:00" in shown  # where Bo reads the clock
        assert "?idea=" not in shown
        sent = {"text": "We tried it", "from": "commit"}
        answer = browser.post(reverse("idea_comments", args=[idea.pk]), sent)
        assert answer["Location"].startswith(here)
        assert "We tried it" in text(browser.get(here))

        refused = browser.post(reverse("idea_letting_go", args=[idea.pk]), {"reason": "No"})

    assert refused.status_code == 422
    assert "nothing can be committed" in text(refused)


def test_from_a_rested_idea_to_a_verified_commitment(signed_in):
    bo, cy = make_account("Bo"), make_account("Cy")
    review = make_soaked()
    owner, deciding, doing = signed_in(review.opened_by), signed_in(bo), signed_in(cy)
    idea = make_idea(review)
    board = reverse("commit", args=[review.pk])
    with time_machine.travel(SOAKED, tick=False):
        assert owner.post(reverse("deciders", args=[review.pk]), {"person": bo.email}).status_code == 303
        weigh = {"impact": "3", "effort": "1", "edition": "0"}
        assert deciding.post(reverse("idea_weighing", args=[idea.pk]), weigh).status_code == 303
        assert "The matrix suggests: commit" in text(deciding.get(board))

        offer = reverse("review_commitments", args=[review.pk])
        once = deciding.get(offer, {"idea": idea.pk}).context["form"].initial["once"]
        sent = {
            "idea": idea.pk,
            "once": once,
            "what": "Alert on waits",
            "owner": cy.email,
            "due_on": "2026-04-06",
            "done_means": "It fires in staging at 80 percent",
            "intended_outcome": "detect_sooner",
        }
        for _ in range(2):  # the button pressed twice
            assert deciding.post(offer, sent).status_code == 303
        (commitment,) = queries.commitments_of(review)
        here = reverse("commitment", args=[commitment.pk])

        def do(browser, noun, **said):
            return browser.post(reverse(f"commitment_{noun}", args=[commitment.pk]), said).status_code

        assert "You are asked whether" in text(doing.get(here))
        assert "Accept" not in text(deciding.get(here)).split("So far")[0].split("What you can do")[-1]
        assert do(deciding, "acceptance") == 422
        assert do(doing, "acceptance") == 303
        assert do(doing, "date", due_on="2026-05-04", reason="The freeze") == 303
        assert do(doing, "completion", note="Merged", url="https://example.org/1") == 303
        assert do(deciding, "verification", evidence="") == 422
        assert do(deciding, "verification", evidence="It fired on Friday") == 303

    shown = text(doing.get(here))
    assert "It fired on Friday" in shown
    assert "The freeze" in shown
    assert queries.commitment(cy, commitment.pk).state == "verified"


def test_declined_then_asked_of_somebody_else(signed_in):
    bo, cy, di = make_account("Bo"), make_account("Cy"), make_account("Di")
    review = make_soaked(bo)
    commitment = make_commitment(review, cy)
    with time_machine.travel(SOAKED, tick=False):
        refusal = reverse("commitment_refusal", args=[commitment.pk])
        assert signed_in(cy).post(refusal, {"note": "On leave"}).status_code == 303
        again = {
            "owner": di.email,
            "due_on": "2026-05-04",
            "what": commitment.what,
            "done_means": commitment.done_means,
        }
        offer = reverse("commitment_offer", args=[commitment.pk])
        assert signed_in(bo).post(offer, again).status_code == 303

    assert queries.commitment(di, commitment.pk).owner == di


def test_nothing_to_commit_reads_as_a_good_end(signed_in):
    bo = make_account("Bo")
    review = make_soaked(bo)
    browser = signed_in(bo)
    with time_machine.travel(SOAKED, tick=False):
        sent = {"words": "We learnt how waits hide"}
        assert browser.post(reverse("nothing_to_commit", args=[review.pk]), sent).status_code == 303
        shown = text(browser.get(reverse("commit", args=[review.pk])))

    assert "Nothing worth committing; here is what we learnt." in shown
    assert "We learnt how waits hide" in shown


def test_a_sixth_is_refused_with_a_reason_field_and_then_shown_with_it(signed_in):
    bo = make_account("Bo")
    review = make_soaked(bo)
    for number in range(5):
        make_commitment(review, bo, what=f"Change {number}")
    sent = {
        "what": "One more",
        "owner": bo.email,
        "due_on": "2026-04-06",
        "done_means": "It fires in staging at 80 percent",
        "intended_outcome": "prevent",
    }
    browser, offer = signed_in(bo), reverse("review_commitments", args=[review.pk])
    with time_machine.travel(SOAKED, tick=False):
        refused = browser.post(offer, sent)
        assert refused.status_code == 422
        assert "about as many as get done" in text(refused)

        assert browser.post(offer, sent | {"beyond_reason": "Two are tiny"}).status_code == 303
        assert "Two are tiny" in text(browser.get(reverse("commit", args=[review.pk])))


def test_risks_and_what_was_put_right_have_their_place(signed_in):
    bo = make_account("Bo")
    review = make_soaked(bo)
    browser = signed_in(bo)
    with time_machine.travel(SOAKED, tick=False):
        risk = {"what": "One zone", "reason": "Rare", "look_again_on": "2026-06-01"}
        assert browser.post(reverse("review_risks", args=[review.pk]), risk).status_code == 303
        done = {"what": "Pool doubled", "done_on": "2026-03-11"}
        assert browser.post(reverse("put_right", args=[review.pk]), done).status_code == 303
        (row,) = queries.risks_of(review)
        assert "Pool doubled" in text(browser.get(reverse("commit", args=[review.pk])))
        look = {"look_again_on": "2026-09-01", "note": "Still rare"}
        assert browser.post(reverse("risk_look", args=[row.pk]), look).status_code == 303
        assert "Still rare" in text(browser.get(reverse("risk", args=[row.pk])))
        assert browser.post(reverse("risk_closing", args=[row.pk]), {"note": ""}).status_code == 422
        assert browser.post(reverse("risk_closing", args=[row.pk]), {"note": "Gone"}).status_code == 303

    assert "One zone" in text(browser.get(reverse("risks"), {"state": "closed"}))


def test_pages_of_a_restricted_review_are_not_there_for_others(signed_in):
    bo = make_account("Bo")
    review = make_soaked(bo)
    idea = make_idea(review)
    commitment = make_commitment(review, bo)
    told = {"what": "x", "reason": "y", "look_again_on": SOAKED.date() + timedelta(days=9)}
    risk = actions.accept_risk(review, by=bo, at=SOAKED, **told)
    inquiry.restrict_review(review, accounts=[bo], teams=[], by=review.opened_by, at=SOAKED)
    inside, outside = signed_in(bo), signed_in(make_account("Di"))
    readable = [
        reverse("commit", args=[review.pk]),
        reverse("review_commitments", args=[review.pk]),
        reverse("review_risks", args=[review.pk]),
        reverse("nothing_to_commit", args=[review.pk]),
        reverse("put_right", args=[review.pk]),
        reverse("idea_weighing", args=[idea.pk]),
        reverse("idea_letting_go", args=[idea.pk]),
        reverse("commitment", args=[commitment.pk]),
        reverse("risk", args=[risk.pk]),
    ]

    for url in readable:
        assert inside.get(url).status_code == 200, url
        assert outside.get(url).status_code == 404, url
    for name, pk in (
        ("deciders", review.pk),
        ("commitment_acceptance", commitment.pk),
        ("commitment_dropping", commitment.pk),
        ("risk_look", risk.pk),
        ("risk_closing", risk.pk),
    ):
        assert outside.post(reverse(name, args=[pk]), {"note": "x"}).status_code == 404
    for name in ("reviews", "commitments", "risks"):
        assert commitment.what not in text(outside.get(reverse(name)))
        assert review.title not in text(outside.get(reverse(name)))


def test_lists_ask_to_sign_in(client):
    for name in ("reviews", "commitments", "risks"):
        assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize(
    "query", ["?stage=later", "?whose=theirs", "?cursor=nonsense", "?state=late", "?cursor=%00", "?team=%00"]
)
@pytest.mark.parametrize("name", ["reviews", "commitments", "risks"])
def test_a_strange_address_is_answered_in_words(signed_in, name, query):
    answer = signed_in(make_account()).get(reverse(name) + query)

    assert answer.status_code in (200, 422)


def test_commitments_are_narrowed_to_a_team_by_its_name(signed_in):
    bo, cy = make_account("Bo"), make_account("Cy")
    make_team("API Platform", bo)
    soaked = make_soaked(bo)
    make_commitment(soaked, bo, what="Bo's promise")
    make_commitment(soaked, cy, what="Cy's promise", beyond_reason="For the list")
    browser = signed_in(bo)

    everybody, narrowed = (
        text(browser.get("/commitments/")),
        text(browser.get("/commitments/?team=api-platform")),
    )

    assert '<option value="api-platform">API Platform</option>' in everybody
    assert "Cy&#x27;s promise" in everybody
    assert '<option value="api-platform" selected>API Platform</option>' in narrowed
    assert "Bo&#x27;s promise" in narrowed
    assert "Cy&#x27;s promise" not in narrowed


@pytest.mark.parametrize("number", [10, 60])
def test_lists_take_the_same_few_statements_for_any_length(signed_in, number, django_assert_max_num_queries):
    bo = make_account("Bo")
    soaked = make_soaked(bo)
    for _ in range(number):
        make_review(bo)
        told = {"what": "x", "reason": "y", "look_again_on": SOAKED.date() + timedelta(days=9)}
        actions.accept_risk(soaked, by=bo, at=SOAKED, **told)
        make_commitment(soaked, bo, beyond_reason="For the count")
    browser = signed_in(bo)

    for name, most in (("reviews", 7), ("commitments", 7), ("risks", 7)):
        with django_assert_max_num_queries(most):
            assert browser.get(reverse(name)).status_code == 200
