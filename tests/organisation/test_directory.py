"""The directory takes people and shifts from tables, says what became of each row, adds nothing twice."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from secondsight.base.errors import Forbidden, InvalidInput
from secondsight.organisation.actions.directory import bring_directory
from secondsight.organisation.models import Person, Shift
from tests.cast import AT, make_account, make_administrator

pytestmark = pytest.mark.django_db

PEOPLE = """Name;E-Mail;Job Title;Team;Manager;Start date;Time zone
Ida Moreau;ida@lanternshop.example;Engineer;Checkout;Bo Lindgren;2024-09-01;Europe/Paris
Bo Lindgren;bo@lanternshop.example;Manager;Checkout;;2019-01-15;Europe/Stockholm
"""
SHIFTS = """email,from,to,schedule
ida@lanternshop.example,2026-03-11T08:00Z,2026-03-12T08:00Z,primary
nobody@lanternshop.example,2026-03-11T08:00Z,2026-03-12T08:00Z,primary
"""


def bring(table: str, by: Any = None) -> tuple[int, int, int, int, int]:
    receipt = bring_directory(table.encode(), by=by, at=AT)
    return receipt.read, receipt.added, receipt.changed, receipt.unchanged, len(receipt.left_out)


def test_people_come_in_once_and_follow_the_table() -> None:
    assert bring(PEOPLE) == (2, 2, 0, 0, 0)
    assert bring(PEOPLE) == (2, 0, 0, 2, 0)
    assert bring(PEOPLE.replace("Engineer", "Staff engineer")) == (2, 0, 1, 1, 0)

    ida = Person.objects.get(email="ida@lanternshop.example")
    assert (ida.title, ida.team_name, str(ida.started_on)) == ("Staff engineer", "Checkout", "2024-09-01")
    assert ida.time_zone == "Europe/Paris"


def test_what_a_table_leaves_empty_stays() -> None:
    bring(PEOPLE)
    bring("email,name,title\nida@lanternshop.example,Ida Moreau,\n")

    assert Person.objects.get(email="ida@lanternshop.example").title == "Engineer"


def test_somebody_with_an_account_is_joined_to_it() -> None:
    account = make_account("Ida Moreau")
    bring(f"name,email\nIda Moreau,{account.email}\n")

    assert Person.objects.get().account == account


def test_shifts_belong_to_people_and_strangers_are_left_out_by_line() -> None:
    bring(PEOPLE)

    receipt = bring_directory(SHIFTS.encode(), by=None, at=AT)

    assert (receipt.read, receipt.added) == (2, 1)
    assert [(row.line, row.reason) for row in receipt.left_out] == [
        (3, "nobody in the directory is “nobody@lanternshop.example”")
    ]
    assert Shift.objects.get().what == "primary"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Ida,not an address,,", "“not an address” is no e-mail address"),
        ("Ida,ida@lanternshop.example,Mars/Base,", "is not a time zone"),
        ("Ida,ida@lanternshop.example,,next week", "“next week” is no date"),
        (",,UTC,", "neither name nor e-mail address"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_with_its_reason(row: str, reason: str) -> None:
    receipt = bring_directory(f"name,email,zone,start date\nBo,,,\n{row}\n".encode(), by=None, at=AT)

    assert receipt.added == 1
    (bad,) = receipt.left_out
    assert bad.line == 3
    assert reason in bad.reason


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (b"colour,size\nred,3\n", "No column with names or e-mail addresses"),
        (b"name,email\n", "a header and no rows"),
        (b"name\n\xff\xfe\xff\n", "not UTF-8"),
    ],
)
def test_what_is_no_directory_is_refused_whole(table: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        bring_directory(table, by=None, at=AT)

    assert not Person.objects.exists()


def test_only_those_who_keep_the_organisation_bring_it_in(client: Client) -> None:
    bo = make_account("Bo Lindgren")
    client.force_login(bo)

    with pytest.raises(Forbidden):
        bring_directory(PEOPLE.encode(), by=bo, at=AT)
    answer = client.post("/organisation/directory/", {"file": SimpleUploadedFile("p.csv", PEOPLE.encode())})

    assert answer.status_code in (403, 422)
    assert not Person.objects.exists()


def test_the_page_and_the_api_take_a_table(client: Client) -> None:
    client.force_login(make_administrator())

    page = client.post(
        "/organisation/directory/", {"file": SimpleUploadedFile("p.csv", PEOPLE.encode())}, follow=True
    )
    answer = client.post("/api/directory", {"file": SimpleUploadedFile("s.csv", SHIFTS.encode())})

    assert "2 read = 2 added + 0 changed + 0 unchanged + 0 left out" in page.content.decode()
    assert "Ida Moreau" in page.content.decode()
    assert answer.json()["left_out"][0]["line"] == 3
