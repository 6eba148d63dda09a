"""A review through its pages: opened, prepared, understood; by two people, and by nobody without a right."""

import re

import pytest
import time_machine
from django.urls import reverse

from secondsight.inquiry import actions, queries
from secondsight.record.actions.incidents import add_participant
from tests.cast import after, make_account, make_event, make_idea, make_incident, make_review

pytestmark = pytest.mark.django_db
LATER = after(25 * 60)


@pytest.fixture(autouse=True)
def _at_the_time():
    with time_machine.travel(LATER, tick=False):
        yield


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_from_incident_to_understanding(signed_in):
    noor, ines = make_account("Noor Haddad"), make_account("Ines Okafor")
    incident = make_incident(by=noor)
    add_participant(incident, account=ines, part="incident_commander", by=noor, at=LATER)
    moment = make_event(incident, noor)
    browser = signed_in(noor)

    form = browser.get(reverse("review_new") + f"?incident={incident.pk}")
    once = form.context["form"].initial["once"]
    sent = {"title": "Checkout ran dry", "tier": "", "incident": [incident.pk], "once": once}
    first, second = (browser.post(reverse("review_new"), sent) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"]
    page = browser.get(first["Location"])
    assert reverse("review_roles", args=[page.context["review"].pk]) == page.context["next_url"]
    assert "Full review" in text(page)
    assert "Nobody facilitates yet" in text(page)
    review = queries.review(noor, page.context["review"].pk)

    roles = reverse("review_roles", args=[review.pk])
    refused = browser.post(roles, {"role": "facilitator", "person": ines.email})
    assert refused.status_code == 422
    assert "was incident commander" in text(refused)
    reason = "Everybody else is on leave"
    assert (
        browser.post(roles, {"role": "facilitator", "person": ines.email, "reason": reason}).status_code
        == 303
    )
    assert reason in text(browser.get(first["Location"]))

    factors = reverse("factors", args=[review.pk])
    sent = {"what": "No alert on waits", "category": "detection_gap", "moment": moment.pk}
    assert browser.post(factors, sent).status_code == 303
    assert browser.post(reverse("strengths", args=[review.pk]), {"what": "Rollback"}).status_code == 303
    sent = {"what": "Waits hide", "subject": "watching"}
    assert browser.post(reverse("learning_points", args=[review.pk]), sent).status_code == 303
    assert browser.post(reverse("ideas", args=[review.pk]), {"what": "Alert"}).status_code == 303
    shown = text(browser.get(reverse("understand", args=[review.pk])))
    for words in (
        "No alert on waits",
        "Rollback",
        "Waits hide",
        "Alert",
        "One factor by itself",
        moment.what,
    ):
        assert words in shown

    met = {"met_at": "2026-03-12T12:00", "mode": "meeting"}
    assert browser.post(reverse("review_meeting", args=[review.pk]), met).status_code == 303
    assert "Held" in text(browser.get(first["Location"]))


def test_the_story_is_previewed_saved_and_not_overwritten(signed_in):
    review = make_review()
    first, second = signed_in(review.opened_by), signed_in(make_account("Bo"))
    here = reverse("review_narrative", args=[review.pk])
    preview = first.post(here, {"narrative": "# At noon", "edition": 1, "preview": "1"})
    assert "<h2>At noon</h2>" in preview.content.decode()

    assert first.post(here, {"narrative": "At noon", "edition": 1}).status_code == 303
    stale = second.post(here, {"narrative": "At one", "edition": 1})

    assert stale.status_code == 422
    assert "At noon" in text(stale)
    assert "At one" in text(stale)
    assert second.post(here, {"narrative": "At noon, then one", "edition": 2}).status_code == 303


def test_a_second_person_s_stale_edit_of_a_factor_shows_both(signed_in):
    review = make_review()
    idea = make_idea(review)
    first, second = signed_in(review.opened_by), signed_in(make_account("Bo"))
    here = reverse("idea", args=[idea.pk])
    assert first.post(here, {"what": "Newer words", "edition": 1}).status_code == 303

    stale = second.post(here, {"what": "My words", "edition": 1})

    assert stale.status_code == 422
    assert "Newer words" in text(stale)
    assert "My words" in text(stale)


def test_moments_are_found_by_words_and_tied(signed_in):
    noor = make_account("Noor")
    incident = make_incident(by=noor)
    moment = make_event(incident, noor, what="Pool waiters climb")
    make_event(incident, noor, what="Status page updated")
    idea = make_idea(make_review(noor, incident))
    browser, here = signed_in(noor), reverse("idea_moments", args=[idea.pk])
    found = text(browser.get(here, {"q": "waiters"}))
    assert "Pool waiters climb" in found
    assert "Status page updated" not in found

    assert browser.post(here, {"moment": moment.pk}).status_code == 303
    assert queries.moments_of(queries.idea(noor, idea.pk)) == [moment]
    assert browser.post(f"{here}/{moment.pk}/removal").status_code == 303
    assert queries.moments_of(queries.idea(noor, idea.pk)) == []


def test_a_section_is_fetched_alone_by_a_live_page(signed_in):
    review = make_review()
    make_idea(review)

    part = signed_in(review.opened_by).get(reverse("ideas", args=[review.pk]), headers={"HX-Request": "true"})

    assert part.content.decode().lstrip().startswith('<section class="section" id="ideas"')
    assert "Page the database team" in text(part)


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("factors", {"what": "", "category": "deployment"}),
        ("factors", {"what": "x", "category": "root cause"}),
        ("ideas", {"what": "x" * 501}),
        ("ideas", {"what": "a\0b"}),
        ("ideas", {"what": "x", "moment": "elsewhere"}),
        ("review_meeting", {"met_at": "2099-01-01T00:00", "mode": "meeting"}),
        ("review_meeting", {"met_at": "soon", "mode": "seance"}),
        ("review_roles", {"role": "judge", "person": "x"}),
        ("review_roles", {"role": "scribe", "person": "nobody"}),
        ("review_edit", {"title": "", "tier": "full", "edition": "1"}),
        ("review_narrative", {"narrative": "x", "edition": "9" * 30}),
    ],
)
def test_what_cannot_be_used_is_shown_again_with_its_error(signed_in, name, sent):
    review = make_review()

    answer = signed_in(review.opened_by).post(reverse(name, args=[review.pk]), sent)

    assert answer.status_code == 422
    assert 'class="notice notice--heed"' in answer.content.decode()


def pages_of(review, idea):
    names = ("review", "review_edit", "review_narrative", "review_audience", "review_incidents")
    names += ("review_meeting", "review_timeline", "review_roles", "understand", "factors")
    return [reverse(name, args=[review.pk]) for name in names] + [
        reverse("idea", args=[idea.pk]),
        reverse("idea_moments", args=[idea.pk]),
    ]


def test_every_page_opens_for_who_may_and_is_not_there_for_who_may_not(signed_in):
    noor = make_account("Noor")
    review = make_review(noor, make_incident(by=noor), is_restricted=True)
    idea = make_idea(review)
    inside, outside = signed_in(noor), signed_in(make_account("Di"))

    for url in pages_of(review, idea):
        assert inside.get(url).status_code in (200, 303), url
        assert outside.get(url).status_code == 404, url
    for name, pk in (("review_roles", review.pk), ("ideas", review.pk), ("idea_comments", idea.pk)):
        assert outside.post(reverse(name, args=[pk]), {"what": "x"}).status_code == 404
    holder = actions.give_role(review, role="scribe", account=noor, by=noor, at=LATER)
    assert outside.post(reverse("role_removal", args=[holder.pk])).status_code == 404
    assert outside.post(reverse("idea_removal", args=[idea.pk])).status_code == 404


def test_signed_out_every_page_asks_to_sign_in(client):
    review = make_review()

    for url in [*pages_of(review, make_idea(review)), reverse("review_new")]:
        answer = client.get(url)
        assert answer.status_code == 302
        assert "/sign-in" in answer["Location"]


def test_the_prepare_page_takes_few_statements(signed_in, django_assert_max_num_queries):
    noor = make_account("Noor")
    review = make_review(noor)
    for number in range(6):
        incident = make_incident(by=noor, title=f"Again {number}")
        actions.add_incident(review, incident, by=noor, at=LATER)
        member = make_account(f"P {number}")
        actions.give_role(review, role="participant", account=member, by=noor, at=LATER)
    browser = signed_in(noor)

    with django_assert_max_num_queries(10):
        assert browser.get(reverse("review", args=[review.pk])).status_code == 200
