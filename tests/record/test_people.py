"""Who was there is told from the evidence; a name becomes a person when somebody says so, and back."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from secondsight.base.errors import InvalidInput, Refused
from secondsight.organisation.actions.directory import bring_directory
from secondsight.organisation.models import Person
from secondsight.record.actions.imports import attach_import
from secondsight.record.actions.people import (
    add_person_of,
    count_appearances,
    join_name,
    keep_apart,
    take_back,
)
from secondsight.record.models import EvidenceItem, KnownAs
from secondsight.record.queries.presence import present
from secondsight.record.rules.selection import Selection
from tests.cast import AT, make_account, make_incident
from tests.record.evidence_files import bring, slack, table

pytestmark = pytest.mark.django_db
DIRECTORY = b"""name,email,title,team,start date,zone
Ida Moreau,ida@lanternshop.example,Engineer,Checkout,2024-09-01,Europe/Paris
Bo Lindgren,bo@lanternshop.example,DBA,Data,2026-03-09,America/Los_Angeles
"""
SHIFTS = b"email,from,to,what\nida@lanternshop.example,2026-03-11T08:00Z,2026-03-12T08:00Z,primary\n"


@pytest.fixture
def ada() -> Any:
    return make_account()


def given(ada: Any, incident: Any, *paths: Path) -> Any:
    attach_import(bring(ada, *paths), incident, Selection(), by=ada, at=AT)
    count_appearances(incident)
    return incident


@pytest.fixture
def incident(ada: Any, tmp_path: Path) -> Any:
    """Ida speaks in the chat; in a table of calls a "Bo Lindgren" answers ten minutes later."""
    calls = table(
        tmp_path / "calls.csv",
        "time,text,author",
        ["2026-03-11T12:10:00Z", "looking at the pool", "Bo Lindgren"],
    )
    return given(
        ada, make_incident(by=ada), slack(tmp_path / "chat.zip", "the pool is dry", "anybody?"), calls
    )


def ida_in_slack(incident: Any) -> Any:
    return next(row for row in present(incident) if row.names[0].source == "slack")


def test_people_stand_in_the_order_in_which_they_came(incident: Any) -> None:
    rows = present(incident)

    assert [row.name for row in rows] == ["Ida Moreau", "Bo Lindgren"]
    assert (rows[0].items, f"{rows[0].last_at:%H:%M:%S}") == (2, "12:00:30")
    assert rows[0].person is None


def test_a_name_is_suggested_and_becomes_a_person_when_somebody_says_so(incident: Any, ada: Any) -> None:
    bring_directory(DIRECTORY, by=None, at=AT)
    bring_directory(SHIFTS, by=None, at=AT)
    row = ida_in_slack(incident)
    assert row.suggestion.why == "Both are called Ida Moreau."

    ida = Person.objects.get(name="Ida Moreau")
    join_name(incident, "slack", row.names[0].author, ida, by=ada, at=AT)
    join_name(incident, "calls", "Bo Lindgren", Person.objects.get(name="Bo Lindgren"), by=ada, at=AT)

    first, second = present(incident)
    assert first.person == ida
    assert (first.tenure, first.local_hour, first.shift) == ("1 year 6 months", "13:00", "on shift: primary")
    assert (second.tenure, second.local_hour, second.shift) == ("day 3", "05:10, at night", "")


def test_names_of_two_systems_become_one_person(incident: Any, ada: Any) -> None:
    slack_name = ida_in_slack(incident).names[0].author
    said = add_person_of(incident, "slack", slack_name, by=ada, at=AT)
    join_name(incident, "calls", "Bo Lindgren", said.person, by=ada, at=AT)

    (row,) = present(incident)

    assert (row.items, {name.source for name in row.names}) == (3, {"slack", "calls"})


def test_what_was_said_is_taken_back_and_refusals_are_remembered(incident: Any, ada: Any) -> None:
    bring_directory(DIRECTORY, by=None, at=AT)
    ida, author = Person.objects.get(name="Ida Moreau"), ida_in_slack(incident).names[0].author
    said = join_name(incident, "slack", author, ida, by=ada, at=AT)
    take_back(said, by=ada, at=AT)
    take_back(said, by=ada, at=AT)
    keep_apart(incident, "slack", author, ida, by=ada, at=AT)

    row = ida_in_slack(incident)

    assert row.person is None
    assert row.suggestion is None
    assert KnownAs.objects.filter(ended_at=None, is_same=True).count() == 0


def test_saying_it_twice_is_once_and_somebody_else_is_refused(incident: Any, ada: Any) -> None:
    bring_directory(DIRECTORY, by=None, at=AT)
    ida, bo = Person.objects.get(name="Ida Moreau"), Person.objects.get(name="Bo Lindgren")
    author = ida_in_slack(incident).names[0].author

    assert join_name(incident, "slack", author, ida, by=ada, at=AT) == join_name(
        incident, "slack", author, ida, by=ada, at=AT
    )
    with pytest.raises(Refused, match="is Ida Moreau already"):
        join_name(incident, "slack", author, bo, by=ada, at=AT)
    with pytest.raises(InvalidInput, match="No evidence of this incident"):
        join_name(incident, "slack", "U0NOBODY", bo, by=ada, at=AT)


def test_those_who_never_worked_an_incident_together_are_told(
    incident: Any, ada: Any, tmp_path: Path
) -> None:
    later = make_incident(by=ada, title="A later one")
    (tmp_path / "later").mkdir()
    rows = [
        ["2026-03-20T12:00:00Z", "again", "Bo Lindgren"],
        ["2026-03-20T12:01:00Z", "who are you?", "Newcomer Nell"],
    ]
    calls = table(tmp_path / "later" / "calls.csv", "time,text,author", *rows)
    type(later).objects.filter(pk=later.pk).update(
        listed_at=EvidenceItem.objects.latest("occurred_at").occurred_at
    )
    later.refresh_from_db()
    given(ada, later, calls)
    type(incident).objects.filter(pk=incident.pk).update(listed_at="2026-03-01T00:00Z")

    told = {row.name: row.new_with for row in present(later)}

    assert told == {"Bo Lindgren": ["Newcomer Nell"], "Newcomer Nell": ["Bo Lindgren"]}


def test_what_came_in_before_anybody_counted_is_counted_when_somebody_looks(
    incident: Any, ada: Any, client: Client
) -> None:
    incident.appearances.all().delete()
    client.force_login(ada)

    assert "Ida Moreau" in client.get(f"/incidents/{incident.pk}/people/").content.decode()


def test_the_page_and_the_api_say_the_same(incident: Any, ada: Any, client: Client) -> None:
    client.force_login(ada)
    author = ida_in_slack(incident).names[0].author

    client.post(f"/incidents/{incident.pk}/people/names", {"source": "slack", "author": author, "person": ""})
    page = client.get(f"/incidents/{incident.pk}/people/").content.decode()
    rows = client.get(f"/api/incidents/{incident.pk}/people").json()

    assert "Ida Moreau" in page
    assert rows[0]["person"]["name"] == "Ida Moreau"
    assert rows[0]["names"][0]["said"] == KnownAs.objects.get().pk
    gone = client.delete(f"/api/incidents/{incident.pk}/people/names/{KnownAs.objects.get().pk}")
    assert gone.status_code == 204
    wrong = client.post(
        f"/incidents/{incident.pk}/people/names", {"source": "x", "author": "y", "person": ""}
    )
    assert wrong.status_code == 422
    assert "No evidence of this incident has" in wrong.content.decode()
