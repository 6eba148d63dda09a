"""The accounts of the worked incident, once loaded: they differ where the story does (R2.6)."""

from datetime import UTC, datetime

import pytest

from demo.load import load
from secondsight.inquiry.models import AccountRequest, MeetingQuestion, OpenedAccount, Review
from secondsight.inquiry.queries.comparing import lay_side_by_side
from secondsight.inquiry.rules.divergences import DivergenceKind
from secondsight.organisation.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


def test_they_differ_in_every_way_and_the_meeting_asks_about_it() -> None:
    load(datetime.now(UTC))
    review = Review.objects.get(title="The pool that two teams saw from both ends")
    oona = Account.objects.get(email="oona@quillbarrow.example")

    laid = lay_side_by_side(oona, review, UTC)

    assert {one.kind for one in laid.divergences} == set(DivergenceKind)
    assert len(laid.agreed) >= 5
    assert OpenedAccount.objects.filter(review=review, is_independent=True).count() == 4
    assert AccountRequest.objects.get(review=review, opened_at=None).account.name == "Meera Pillai"
    assert MeetingQuestion.objects.filter(review=review).count() == 3
