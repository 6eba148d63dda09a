"""An incident's page shows the reviews that cover it, those that the viewer may see."""

import pytest

from secondsight.inquiry.models import Review
from tests.cast import make_account, make_incident, make_review

pytestmark = pytest.mark.django_db


def test_an_incidents_reviews_are_listed_from_its_page(signed_in):
    incident = make_incident()
    review = make_review(incident=incident)
    browser = signed_in(make_account())

    page = browser.get(f"/incidents/{incident.pk}/").content.decode()
    part = browser.get(f"/incidents/{incident.pk}/reviews", HTTP_HX_REQUEST="true").content.decode()

    assert f"/incidents/{incident.pk}/reviews" in page
    assert f"/reviews/{review.pk}/" in part
    assert "<html" not in part


def test_a_restricted_review_is_not_among_them(signed_in):
    incident = make_incident()
    review = make_review(incident=incident)
    Review.objects.update(is_restricted=True)

    page = signed_in(make_account("Kim Osei")).get(f"/incidents/{incident.pk}/reviews").content.decode()

    assert review.title not in page


def test_a_restricted_incident_has_no_such_part(signed_in):
    incident = make_incident(make_account(), is_restricted=True)

    answer = signed_in(make_account("Kim Osei")).get(f"/incidents/{incident.pk}/reviews")

    assert answer.status_code == 404
