"""The organisation's pages, through the browser's door."""

from datetime import date

import pytest

from secondsight.base import mail
from secondsight.organisation import queries
from secondsight.organisation.models import Account, ClosedDay
from secondsight.organisation.queries.calendar import working_calendar
from tests.cast import (
    make_account,
    make_administrator,
    make_organisation,
    make_service,
    make_severities,
    make_team,
    make_token,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sipho():
    make_organisation()
    return make_administrator()


@pytest.fixture
def admin(signed_in, sipho):
    return signed_in(sipho)


def test_an_administrator_adds_a_person_who_is_asked_in(admin, sipho):
    team = make_team("API Platform")

    response = admin.post(
        "/organisation/people/new",
        {
            "name": "Hana Mizrahi",
            "email": "hana@quillbarrow.example",
            "time_zone": "berlin",
            "team": team.pk,
            "is_invited": "on",
        },
    )

    hana = Account.objects.get(email="hana@quillbarrow.example")
    assert response["Location"] == f"/organisation/people/{hana.pk}/"
    assert (hana.time_zone, list(hana.teams.all())) == ("Europe/Berlin", [team])
    assert mail.mailbox().get().to == hana.email
    page = admin.get("/organisation/?q=hana")
    assert page.context["rows"] == [hana]
    assert "API Platform" in page.content.decode()


def test_somebody_who_is_here_already_is_said_at_the_field(admin, sipho):
    response = admin.post("/organisation/people/new", {"name": "S", "email": sipho.email, "time_zone": "UTC"})

    assert response.status_code == 422
    assert "here already" in response.context["form"].errors["email"][0]


def test_duties_are_given_and_taken_back_and_the_last_administrator_stays(admin, sipho):
    oona = make_account("Oona Karhu")

    admin.post(f"/organisation/people/{oona.pk}/duties/programme_owner")
    assert Account.objects.get(pk=oona.pk).is_programme_owner
    admin.post(f"/organisation/people/{oona.pk}/duties/programme_owner/end")
    assert not Account.objects.get(pk=oona.pk).is_programme_owner

    refused = admin.post(f"/organisation/people/{sipho.pk}/duties/administrator/end")
    assert refused.status_code == 409
    assert "last administrator" in refused.content.decode()
    assert admin.post(f"/organisation/people/{oona.pk}/duties/queen").status_code == 422


def test_closing_an_account_moves_it_to_the_closed_ones(admin):
    ilse = make_account()

    admin.post(f"/organisation/people/{ilse.pk}/closing")

    assert ilse not in admin.get("/organisation/").context["rows"]
    assert ilse in admin.get("/organisation/?state=closed").context["rows"]
    admin.post(f"/organisation/people/{ilse.pk}/opening")
    assert ilse in admin.get("/organisation/").context["rows"]


def test_teams_and_services_are_made_changed_and_deleted(admin, sipho):
    ilse = make_account()
    admin.post("/organisation/teams/new", {"name": "Storefront"})
    team = queries.team(sipho, "storefront")
    assert admin.post("/organisation/teams/new", {"name": "Storefront"}).status_code == 422

    admin.post("/organisation/services/new", {"name": "Checkout", "team": team.pk})
    service = queries.service(sipho, "checkout")
    admin.post(f"/organisation/teams/{team.pk}/members", {"account": ilse.pk})
    admin.post(f"/organisation/teams/{team.pk}/", {"name": "Shop front"})
    page = admin.get(f"/organisation/teams/{team.pk}/").content.decode()
    assert "Shop front" in page
    assert "Checkout" in page
    assert "Ilse Brandvik" in page

    admin.post(f"/organisation/teams/{team.pk}/members/{ilse.pk}/removal")
    admin.post(f"/organisation/services/{service.pk}/", {"name": "Basket", "team": ""})
    admin.post(f"/organisation/teams/{team.pk}/deletion")
    assert not queries.teams(sipho).exists()
    assert queries.service(sipho, "checkout").name == "Basket"
    admin.post(f"/organisation/services/{service.pk}/deletion")
    assert not queries.services(sipho).exists()


def test_severities_and_tiers_are_data(admin, sipho):
    tier = make_severities()["sev-1"].tier
    told = {"name": "Long", "summary": "", "minutes_from": 60, "minutes_to": 120, "most_commitments": 4}

    admin.post(f"/organisation/tiers/{tier.pk}/", told)
    wrong = admin.post(f"/organisation/tiers/{tier.pk}/", {**told, "minutes_to": 30})
    admin.post("/organisation/severities/new", {"name": "Sev-0", "summary": "", "tier": tier.pk})

    assert wrong.status_code == 422
    assert queries.tier(sipho, "full").minutes_to == 120
    assert queries.severity(sipho, "sev-0").tier == tier
    assert "Sev-0" in admin.get("/organisation/tiers/").content.decode()


def test_the_calendar_changes_and_closed_days_come_and_go(admin):
    told = {
        "name": "Quillbarrow",
        "time_zone": "Kolkata",
        "holiday_country": "IN",
        "holiday_region": "",
        "working_weekdays": ["0", "1", "2", "3", "4", "5"],
    }
    assert admin.post("/organisation/calendar/", told).status_code == 302
    assert working_calendar(2026, 2026).is_working_day(date(2026, 3, 14))  # a Saturday

    wrong = admin.post("/organisation/calendar/", {**told, "holiday_region": "Mars"})
    assert wrong.context["form"].errors["holiday_region"]
    admin.post("/organisation/closed-days", {"on": "2027-03-13", "name": "Stocktaking"})
    assert admin.post("/organisation/closed-days", {"on": "soon", "name": "x"}).status_code == 422
    day = ClosedDay.objects.get()
    assert "Stocktaking" in admin.get("/organisation/calendar/").content.decode()
    admin.post(f"/organisation/closed-days/{day.pk}/removal")
    assert not ClosedDay.objects.exists()


def test_two_people_who_agree_on_different_things_do_not_undo_each_other(admin):
    form = admin.get("/organisation/policy/").context["form"]
    opened = {name: form[name].value() for name in form.fields}
    opened["factor_categories"] = ""
    as_opened = {f"initial-{name}": value for name, value in opened.items()}

    admin.post("/organisation/policy/", {**as_opened, **opened, "soak_working_days": 0})
    admin.post("/organisation/policy/", {**as_opened, **opened, "factor_categories": "vendor\npeople"})

    assert queries.policy("soak_working_days") == 0
    assert queries.policy("factor_categories") == ["vendor", "people"]
    history = admin.get("/history/?topic=organisation:policy").content.decode()
    assert "Sipho Lindqvist" in history


def test_values_that_contradict_each_other_are_said_at_the_field(admin):
    form = admin.get("/organisation/policy/").context["form"]
    opened = {name: form[name].value() or "" for name in form.fields}
    as_opened = {f"initial-{name}": value for name, value in opened.items()}

    response = admin.post("/organisation/policy/", {**as_opened, **opened, "deciders_least": 9})

    assert response.status_code == 422
    assert response.context["form"].errors["deciders_most"]
    assert queries.policy("deciders_least") == 2


def test_a_person_changes_how_they_are_shown(admin, sipho):
    admin.post("/account/", {"name": "Sipho L.", "title": "Tools", "time_zone": "Asia/Kolkata"})

    sipho.refresh_from_db()
    assert (sipho.name, sipho.title, sipho.time_zone) == ("Sipho L.", "Tools", "Asia/Kolkata")
    assert "Asia/Kolkata" in admin.get("/account/").content.decode()
    assert admin.post("/account/", {"name": "", "time_zone": "Atlantis"}).status_code == 422


def test_a_token_is_shown_once_and_revoked(admin, sipho, client):
    made = admin.post("/account/tokens", {"name": "nightly", "scopes": ["read"], "days": "30"})
    secret = made.context["secret"]

    assert secret in made.content.decode()
    page = admin.get("/account/").content.decode()
    assert "nightly" in page
    assert secret not in page
    row = sipho.tokens.get()
    admin.post(f"/account/tokens/{row.pk}/revocation")
    row.refresh_from_db()
    assert row.revoked_at is not None
    assert admin.post("/account/tokens", {"name": "x", "scopes": ["root"]}).status_code == 422


def test_signing_out_everywhere_keeps_this_browser_only(admin, sipho, signed_in):
    other = signed_in(sipho)

    admin.post("/account/sessions/end")

    assert admin.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


def test_the_mailbox_shows_what_would_have_gone_out(admin, signed_in, settings):
    mail.post("ilse@quillbarrow.example", "Due on Friday", "The runbook is due on Friday.")

    assert "Due on Friday" in admin.get("/mailbox/").content.decode()
    assert signed_in(make_account()).get("/mailbox/").status_code == 404
    settings.MAIL_LEAVES = True
    assert admin.get("/mailbox/").status_code == 404


def test_in_the_demo_everybody_reads_the_mailbox(signed_in):
    make_organisation(is_demo=True)

    assert signed_in(make_account()).get("/mailbox/").status_code == 200


def test_nobody_revokes_somebody_elses_token(signed_in, sipho):
    row, _ = make_token(sipho)

    response = signed_in(make_account()).post(f"/account/tokens/{row.pk}/revocation")

    assert response.status_code == 404
    row.refresh_from_db()
    assert row.revoked_at is None


READ_BY_ALL = [
    "/account/",
    "/account/password/first/",
    "/organisation/",
    "/organisation/?q=%00&cursor=",
    "/organisation/people/{person}/",
    "/organisation/teams/",
    "/organisation/teams/{team}/",
    "/organisation/services/{service}/",
    "/organisation/tiers/",
    "/organisation/calendar/",
    "/organisation/policy/",
    "/history/?topic=organisation:people",
]
CHANGED_BY_FEW = [
    "/organisation/people/new",
    "/organisation/people/{person}/",
    "/organisation/people/{person}/duties/administrator",
    "/organisation/people/{person}/duties/administrator/end",
    "/organisation/people/{person}/closing",
    "/organisation/people/{person}/opening",
    "/organisation/people/{person}/invitation",
    "/organisation/teams/new",
    "/organisation/teams/{team}/",
    "/organisation/teams/{team}/members",
    "/organisation/teams/{team}/members/{person}/removal",
    "/organisation/teams/{team}/deletion",
    "/organisation/services/new",
    "/organisation/services/{service}/",
    "/organisation/services/{service}/deletion",
    "/organisation/tiers/new",
    "/organisation/tiers/{tier}/",
    "/organisation/severities/new",
    "/organisation/severities/{severity}/",
    "/organisation/calendar/",
    "/organisation/closed-days",
    "/organisation/policy/",
]


@pytest.fixture
def places(sipho):
    severities = make_severities()
    return {
        "person": sipho.pk,
        "team": make_team("API Platform", sipho).pk,
        "service": make_service().pk,
        "tier": severities["sev-1"].tier.pk,
        "severity": severities["sev-1"].pk,
    }


@pytest.mark.parametrize("path", READ_BY_ALL)
def test_everybody_reads_and_strangers_are_led_to_sign_in(path, places, signed_in, client):
    assert signed_in(make_account()).get(path.format(**places)).status_code == 200

    answer = client.get(path.format(**places))
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("path", CHANGED_BY_FEW)
def test_only_some_change_and_the_others_are_told_so(path, places, signed_in, client):
    meera = make_account("Meera Pillai")
    given = {
        "name": "Mine",
        "email": "mine@quillbarrow.example",
        "time_zone": "UTC",
        "account": meera.pk,
        "minutes_from": 1,
        "minutes_to": 2,
        "most_commitments": 1,
        "tier": places["tier"],
        "on": "2027-01-04",
        "working_weekdays": ["0"],
        "soak_working_days": 1,
    }

    assert signed_in(meera).post(path.format(**places), given).status_code == 403
    assert client.post(path.format(**places), given)["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("kind", ["people", "teams", "services", "tiers", "severities"])
@pytest.mark.parametrize("id", ["nothing", "%00", "x" * 300, "..%2f..", "%F0%9F%92%A5"])
def test_an_id_that_is_none_is_not_found(kind, id, admin):
    assert admin.get(f"/organisation/{kind}/{id}/").status_code == 404


def test_a_list_of_people_costs_the_same_for_ten_as_for_many(admin, django_assert_max_num_queries):
    team = make_team("API Platform", *(make_account(f"Person {n}") for n in range(60)))

    with django_assert_max_num_queries(8):
        page = admin.get("/organisation/")
    assert page.context["pager"]["next"]
    assert admin.get("/organisation/" + page.context["pager"]["next"]).status_code == 200
    with django_assert_max_num_queries(8):
        admin.get(f"/organisation/teams/{team.pk}/")
    with django_assert_max_num_queries(8):
        admin.get("/organisation/teams/")
