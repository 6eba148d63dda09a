"""The demo alone has links that sign its people in, once, from this machine."""

import pytest
from django.test import Client

from secondsight.base.errors import Refused
from secondsight.organisation.actions.sign_in import make_sign_in_link
from secondsight.organisation.queries import demo_accounts, is_empty
from tests.cast import AT, make_account, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    make_organisation(is_demo=True)
    return make_sign_in_link(make_account(), at=AT)


def test_a_link_signs_in_once_and_afterwards_says_what_to_do(client, link):
    assert client.get(link)["Location"] == "/"
    assert "_auth_user_id" in client.session

    again = Client().get(link)

    assert again.status_code == 410
    assert "start it again" in again.content.decode()
    assert client.get(link)["Location"] == "/"  # who is in already simply goes on


def test_a_browser_that_looks_ahead_does_not_use_a_link_up(client, link):
    assert client.get(link, headers={"Sec-Purpose": "prefetch;prerender"}).status_code == 204

    assert client.get(link).status_code == 302


def test_a_link_works_from_this_machine_only(client, link):
    assert client.get(link, REMOTE_ADDR="192.0.2.7").status_code == 404

    assert client.get(link).status_code == 302


def test_a_newer_link_takes_the_place_of_the_older(client, link):
    ilse = make_account("Second person")
    older, newer = make_sign_in_link(ilse, at=AT), make_sign_in_link(ilse, at=AT)

    assert client.get(older).status_code == 410
    assert client.get(newer).status_code == 302


def test_an_invented_link_is_not_there(client, link):
    assert client.get("/demo-sign-in/" + "x" * 32).status_code == 404


def test_the_demo_names_its_people_and_other_organisations_name_nobody():
    assert is_empty()
    organisation = make_organisation(is_demo=True)
    ilse = make_account()
    assert list(demo_accounts()) == [ilse]

    organisation.is_demo = False
    organisation.save()

    assert not is_empty()
    assert not demo_accounts().exists()


def test_no_other_organisation_has_links(client):
    make_organisation()

    with pytest.raises(Refused, match="demo"):
        make_sign_in_link(make_account(), at=AT)
