"""An organisation filled in bulk is what pages read of one that grew."""

from collections.abc import Callable

import pytest
from django.test import Client

from demo.bulk import fill
from secondsight.base.outbox import pump
from secondsight.followup.models import Commitment
from secondsight.inquiry.models import Review
from secondsight.organisation.models import Account
from secondsight.programme.queries import search
from secondsight.record.models import Event, Incident

pytestmark = pytest.mark.django_db


def test_its_pages_open_and_search_finds_its_incidents(signed_in: Callable[[object], Client]) -> None:
    reader = Account.objects.get(email=fill(30))
    browser = signed_in(reader)
    incident, review = Incident.objects.latest("listed_at"), Review.objects.latest("recorded_at")
    commitment = Commitment.objects.latest("recorded_at")

    assert (Incident.objects.count(), Event.objects.count()) == (30, 150)
    assert f"/incidents/{incident.pk}/" in [hit.url for hit in search(reader, incident.title).hits]
    assert pump() == 0
    for path in (
        "/",
        "/incidents/",
        f"/incidents/{incident.pk}/",
        f"/incidents/{incident.pk}/timeline/",
        "/reviews/",
        f"/reviews/{review.pk}/",
        f"/reviews/{review.pk}/understand/",
        f"/reviews/{review.pk}/commit/",
        "/commitments/",
        f"/commitments/{commitment.pk}/",
        "/editions/",
    ):
        assert browser.get(path).status_code == 200, path
