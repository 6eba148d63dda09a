"""What goes wrong becomes a page, or for programs a problem, that says what happened."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from secondsight.base.errors import Forbidden, InvalidInput, NotFound, Refused, SecondsightError
from secondsight.web.middleware import Answers
from tests.cast import make_account

pytestmark = pytest.mark.django_db


def answer(error: Exception, **headers: str) -> HttpResponse | None:
    request: HttpRequest = RequestFactory().get("/somewhere/", headers=headers)
    request.user = make_account()
    request.resolver_match = None
    return Answers(lambda _: HttpResponse()).process_exception(request, error)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("hidden thing"), 404),
        (Forbidden("ask Sipho"), 403),
        (Refused("still soaking"), 409),
        (InvalidInput("no such day"), 422),
        (SecondsightError("not possible"), 409),
    ],
)
def test_our_errors_become_pages_with_their_sentence(error, status):
    response = answer(error)

    assert response.status_code == status
    # What may not be seen is not described either.
    assert (error.message in response.content.decode()) == (status != 404)


def test_other_errors_stay_what_they_are():
    assert answer(ValueError("a mistake of ours")) is None


def test_for_htmx_a_refusal_is_a_notice_on_the_open_page():
    response = answer(Refused("still soaking"), **{"HX-Request": "true"})

    assert response.status_code == 422
    assert response["HX-Retarget"] == "#content"
    assert "still soaking" in response.content.decode()
    assert "<html" not in response.content.decode()


def test_an_address_that_never_was_is_a_page_or_a_problem(client):
    make_account()

    page, problem = client.get("/no/such/page"), client.get("/api/no-such-thing")

    assert page.status_code == problem.status_code == 404
    assert "There is nothing here" in page.content.decode()
    assert problem["Content-Type"] == "application/problem+json"
    assert problem.json()["status"] == 404


def test_a_form_from_elsewhere_is_refused(client):
    make_account()

    response = Client(enforce_csrf_checks=True).post("/sign-out/")

    assert response.status_code == 403
    assert "<h1" in response.content.decode()
