"""Where the key to what was said in confidence is lost, pages say so, and everything else works."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from secondsight.base.keyring import key_file
from secondsight.confidence.models import IndependentAccount
from tests.cast import make_account
from tests.confidence.cast import make_facilitated, make_handed_in, make_request, write_account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_the_page_and_the_api_say_it_in_words(signed_in: Any) -> None:
    review, _ = make_facilitated()
    ilse = make_account("Ilse Brandvik")
    request = make_request(review, ilse)
    write_account(request, "It was loud")
    kept = key_file().read_text()
    key_file().unlink()
    browser, here = signed_in(ilse), reverse("independent_account", args=[request.pk])

    page = browser.get(here)
    told = browser.get(f"/api/independent-accounts/{request.pk}")
    home = browser.get("/")
    key_file().write_text(kept)

    assert (page.status_code, told.status_code, home.status_code) == (409, 409, 200)
    assert "its key is not here" in page.content.decode()
    assert "its key is not here" in told.json()["title"]
    assert "It was loud" in browser.get(here).content.decode()


def test_accounts_that_cannot_be_read_are_not_opened_and_stay(signed_in: Any) -> None:
    review, facilitator = make_facilitated()
    request = make_handed_in(review, make_account("Ilse Brandvik"), "It was loud")
    key_file().unlink()

    answer = signed_in(facilitator).post(reverse("accounts_opening", args=[review.pk]), follow=True)
    request.refresh_from_db()

    assert "its key is not here" in answer.content.decode()
    assert request.opened_at is None
    assert IndependentAccount.objects.get().words


def test_what_cannot_be_read_is_not_written_over(signed_in: Any) -> None:
    review, _ = make_facilitated()
    ilse = make_account("Ilse Brandvik")
    request = make_request(review, ilse)
    write_account(request, "It was loud")
    before = IndependentAccount.objects.get().words
    key_file().unlink()

    answer = signed_in(ilse).put(
        f"/api/independent-accounts/{request.pk}", {"text": "anew"}, content_type="application/json"
    )

    assert answer.status_code == 409
    assert IndependentAccount.objects.get().words == before
