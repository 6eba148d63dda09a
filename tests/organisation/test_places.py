"""Teams, services, severities and tiers."""

import pytest

from secondsight.base.errors import InvalidInput, NotFound, Refused
from secondsight.organisation import actions, queries
from tests.cast import AT, make_account, make_organisation, make_service, make_severities, make_team

pytestmark = pytest.mark.django_db


def test_every_instance_starts_with_the_severities_and_their_tiers():
    severities = make_severities()

    assert {slug: severity.tier.slug for slug, severity in severities.items()} == {
        "sev-1": "full",
        "sev-2": "light",
        "sev-3": "pattern",
        "near-miss": "near-miss",
    }
    assert (severities["sev-1"].tier.minutes_from, severities["sev-1"].tier.minutes_to) == (60, 90)


def test_there_is_one_organisation():
    make_organisation()

    with pytest.raises(Refused, match="already"):
        make_organisation("Another")


def test_a_team_is_found_by_its_slug_or_id_and_its_members_are_once_in_it():
    ilse = make_account()
    team = make_team("API Platform", ilse, ilse)

    assert queries.team(ilse, "api-platform") == queries.team(ilse, team.pk) == team
    assert list(team.members.all()) == [ilse]
    for nothing in ("web", "", "\0", "x" * 500):
        with pytest.raises(NotFound):
            queries.team(ilse, nothing)


def test_a_name_is_used_once():
    make_team("Storefront")
    other = make_team("Support")

    with pytest.raises(InvalidInput, match="already"):
        make_team("Storefront")
    with pytest.raises(InvalidInput, match="already"):
        actions.rename_team(other, "Storefront", by=None, at=AT)


def test_a_name_without_latin_letters_still_gets_a_slug():
    assert make_team("支援").slug != make_team("運用").slug


def test_a_service_outlives_its_team():
    team = make_team("Storefront")
    service = make_service("Checkout", team)

    actions.delete_team(team, by=None, at=AT)

    service.refresh_from_db()
    assert service.team is None


def test_a_tier_changes_as_data_within_reason():
    tier = make_severities()["sev-1"].tier
    told = {"name": "Long review", "summary": "", "minutes_from": 90, "minutes_to": 120}

    actions.change_tier(tier, **told, most_commitments=3, by=None, at=AT)
    with pytest.raises(InvalidInput):
        actions.change_tier(tier, **{**told, "minutes_to": 60}, most_commitments=3, by=None, at=AT)

    kept = queries.tier(make_account(), "full")
    assert (kept.name, kept.minutes_from, kept.minutes_to, kept.most_commitments) == (
        "Long review",
        90,
        120,
        3,
    )
