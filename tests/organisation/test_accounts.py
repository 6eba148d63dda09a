"""People of the organisation: they come, get duties, and leave."""

import pytest

from secondsight.base.errors import Forbidden, InvalidInput, NotFound, Refused
from secondsight.organisation import actions
from secondsight.organisation.models import Duty
from secondsight.organisation.queries import account_by_email, account_of_token, accounts
from tests.cast import AT, make_account, make_administrator, make_token

pytestmark = pytest.mark.django_db


def test_an_address_is_one_person_whatever_its_case():
    ilse = make_account(email="Ilse@Quillbarrow.example")

    with pytest.raises(InvalidInput, match="here already") as caught:
        make_account("Another Ilse", email="ilse@quillbarrow.EXAMPLE")

    assert caught.value.field == "email"
    assert account_by_email(ilse, "ILSE@quillbarrow.example") == ilse


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"email": "not an address"}, "email"),
        ({"email": "a@b.example\0"}, "email"),
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "two\nlines"}, "name"),
        ({"time_zone": "Europe/Atlantis"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"password": "short"}, "password"),
        ({"password": "1234567890"}, "password"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_field(given, field):
    told = {"email": "ilse@quillbarrow.example", "name": "Ilse Brandvik", **given}

    with pytest.raises(InvalidInput) as caught:
        actions.create_account(**told, by=None, at=AT)

    assert caught.value.field == field


def test_only_an_administrator_adds_closes_and_promotes():
    meera, ilse = make_account("Meera Pillai"), make_account()

    for attempt in (
        lambda: actions.create_account("x@quillbarrow.example", "X", by=meera, at=AT),
        lambda: actions.close_account(ilse, by=meera, at=AT),
        lambda: actions.give_duty(meera, "administrator", by=meera, at=AT),
        lambda: actions.change_account(ilse, name="I", title="", time_zone="UTC", by=meera, at=AT),
        lambda: actions.create_team("Meera's own", by=meera, at=AT),
        lambda: actions.create_service("Meera's own", by=meera, at=AT),
    ):
        with pytest.raises(Forbidden):
            attempt()

    assert not Duty.objects.exists()


def test_a_duty_is_held_once_and_its_end_is_kept():
    sipho, oona = make_administrator(), make_account("Oona Karhu")

    actions.give_duty(oona, "programme_owner", by=sipho, at=AT)
    actions.give_duty(oona, "programme_owner", by=sipho, at=AT)
    assert oona.is_programme_owner
    actions.end_duty(oona, "programme_owner", by=sipho, at=AT)
    actions.end_duty(oona, "programme_owner", by=sipho, at=AT)

    assert not oona.is_programme_owner
    duty = Duty.objects.get(account=oona)
    assert (duty.given_by, duty.ended_at) == (sipho, AT)


def test_the_last_administrator_stays():
    sipho = make_administrator()

    with pytest.raises(Refused, match="last administrator"):
        actions.end_duty(sipho, "administrator", by=sipho, at=AT)
    with pytest.raises(Refused, match="last administrator"):
        actions.close_account(sipho, by=sipho, at=AT)

    actions.give_duty(make_account("Oona Karhu"), "administrator", by=sipho, at=AT)
    actions.end_duty(sipho, "administrator", by=sipho, at=AT)
    assert not sipho.is_administrator


def test_a_closed_account_is_out_with_its_tokens_also_after_it_is_opened_again():
    sipho, ilse = make_administrator(), make_account()
    _, secret = make_token(ilse)
    assert account_of_token(secret, at=AT).account == ilse

    actions.close_account(ilse, by=sipho, at=AT)
    assert account_of_token(secret, at=AT) is None
    assert ilse not in accounts(sipho)

    actions.reopen_account(ilse, by=sipho, at=AT)
    assert account_of_token(secret, at=AT) is None
    assert ilse in accounts(sipho)


def test_nobody_is_found_by_an_id_that_cannot_exist():
    with pytest.raises(NotFound):
        account_by_email(make_account(), "nobody@\0example.org")
