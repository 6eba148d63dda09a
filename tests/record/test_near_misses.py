"""A near miss is told in a minute, in the teller's own words, by anybody (R1.2, R1.4)."""

import pytest
from django.test import Client

from secondsight.base.errors import InvalidInput
from secondsight.record.actions.incidents import edit_incident
from secondsight.record.actions.near_misses import report_near_miss
from secondsight.record.models import Incident, NearMissReport
from tests.cast import AT, after, make_account, make_service, make_severities, make_token

pytestmark = pytest.mark.django_db

TOLD = "The backup job nearly filled the disk of orders. I saw it by chance."
HELD = "I happened to look at the graph."


@pytest.fixture(autouse=True)
def severities() -> None:
    make_severities()


def test_a_near_miss_becomes_an_incident_that_keeps_the_first_words():
    ines = make_account("Ines Okafor")

    report = report_near_miss(happened=TOLD, held=HELD, by=ines, at=AT)
    edit_incident(report.incident, summary="Somebody else's words", by=ines, at=after(5))

    report = NearMissReport.objects.select_related("incident").get()
    assert report.incident.is_near_miss
    assert report.incident.title == "The backup job nearly filled the disk of orders"
    assert (report.happened, report.held, report.reported_by) == (TOLD, HELD, ines)


def test_when_it_happened_stays_unknown_until_somebody_says():
    report = report_near_miss(happened=TOLD, by=make_account(), at=AT)

    assert not report.incident.milestones.exists()


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Nearly.\nThe whole story", "Nearly"),
        ("word " * 60, "word " * 19 + "word…"),
        ("x" * 200, "x" * 100 + "…"),
        ("...", "..."),
    ],
)
def test_the_title_is_the_first_sentence(told, title):
    assert report_near_miss(happened=told, by=make_account(), at=AT).incident.title == title


@pytest.mark.parametrize("told", ["", "  \n", "a\0b", "x" * 5001])
def test_what_cannot_be_kept_is_refused_by_the_field_s_name(told):
    with pytest.raises(InvalidInput) as caught:
        report_near_miss(happened=told, by=make_account(), at=AT)

    assert caught.value.field == "happened"
    assert not Incident.objects.exists()


def test_a_restricted_one_is_known_to_its_reporter_and_the_programme_owners_alone():
    ines, owner = make_account("Ines Okafor"), make_account("Sipho Lind", duties=("programme_owner",))
    former = make_account("Bo Ek", duties=("administrator",))

    incident = report_near_miss(happened=TOLD, is_restricted=True, by=ines, at=AT).incident

    seen = [incident in Incident.objects.visible_to(one) for one in (ines, owner, former)]
    assert seen == [True, True, False]


def test_the_page_thanks_and_says_what_comes_next(signed_in):
    browser = signed_in(make_account("Ines Okafor"))
    make_service("Orders")

    answer = browser.post("/near-misses/new", {"happened": TOLD, "service": "orders"}, follow=True)

    assert answer.redirect_chain[0][1] == 303
    page = answer.content.decode()
    assert "Thank you" in page
    assert "What happens next" in page
    assert [row.slug for row in Incident.objects.get().services.all()] == ["orders"]


def test_somebody_else_reads_the_same_words_without_being_thanked(signed_in):
    report = report_near_miss(happened=TOLD, by=make_account(), at=AT)

    page = signed_in(make_account("Bo Ek")).get(f"/near-misses/{report.incident_id}/").content.decode()

    assert TOLD in page
    assert "Thank you" not in page


def test_the_form_keeps_what_was_typed_when_it_cannot_be_sent(signed_in):
    answer = signed_in(make_account()).post("/near-misses/new", {"happened": "", "held": HELD})

    assert answer.status_code == 422
    assert HELD in answer.content.decode().replace("&#x27;", "'")


def test_the_same_form_sent_twice_is_one_near_miss_over_the_api_too():
    token = make_token(make_account())[1]
    body = {"happened": TOLD, "once": "06f0000000000abc"}
    headers = {"Authorization": f"Bearer {token}"}

    told = [
        Client().post("/api/near-misses", body, content_type="application/json", headers=headers)
        for _ in range(2)
    ]

    assert [answer.status_code for answer in told] == [201, 201]
    assert told[0].json()["incident"] == told[1].json()["incident"]
    assert Incident.objects.count() == 1


def test_a_near_miss_that_one_may_not_see_is_not_found(signed_in):
    kept = report_near_miss(happened=TOLD, is_restricted=True, by=make_account("Ines Okafor"), at=AT)
    stranger = signed_in(make_account("Bo Ek"))

    assert stranger.get(f"/near-misses/{kept.incident_id}/").status_code == 404
    assert stranger.get(f"/api/near-misses/{kept.incident_id}").status_code == 404
    assert Client().get(f"/near-misses/{kept.incident_id}/").status_code == 302


@pytest.mark.parametrize("share", [-1, 10_001, float("nan"), float("inf")])
def test_a_share_of_the_budget_that_cannot_be_is_refused(share):
    report = report_near_miss(happened=TOLD, by=make_account(), at=AT)

    with pytest.raises(InvalidInput):
        edit_incident(report.incident, budget_burnt_percent=share, by=make_account(), at=AT)


def test_what_is_known_of_the_budget_can_be_taken_back_over_the_api():
    account = make_account()
    incident = report_near_miss(happened=TOLD, by=account, at=AT).incident
    headers = {"Authorization": f"Bearer {make_token(account)[1]}"}

    for told, kept in ((250.5, 250.5), (None, None)):
        answer = Client().patch(
            f"/api/incidents/{incident.pk}",
            {"budget_burnt_percent": told},
            content_type="application/json",
            headers=headers,
        )
        assert answer.status_code == 200
        assert answer.json()["budget_burnt_percent"] == kept
