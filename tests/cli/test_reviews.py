"""Reviews and commitments from the command line (R11.1)."""

import json

import pytest

from secondsight.cli.__main__ import main
from secondsight.followup import actions
from tests.cast import SOAKED, make_account, make_administrator, make_commitment, make_incident, make_soaked

pytestmark = pytest.mark.django_db


def test_a_review_is_opened_listed_and_shown(capsys):
    make_administrator()
    incident = make_incident()

    assert main(["review", "open", incident.pk, "--json"]) == 0
    opened = json.loads(capsys.readouterr().out)
    assert opened["tier"] == "full"
    assert main(["review", "list", "--stage", "preparing", "--json"]) == 0
    assert [row["id"] for row in json.loads(capsys.readouterr().out)] == [opened["id"]]
    assert main(["review", "show", opened["id"]]) == 0
    assert incident.title in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["review", "open", "nothing"],
        ["review", "show", "nothing"],
        ["review", "list", "--stage", "later"],
        ["commitment", "list", "--state", "late"],
        ["review", "list", "--as", "nobody@example.org"],
    ],
)
def test_what_cannot_be_used_ends_with_two_and_a_sentence(capsys, arguments):
    make_administrator()

    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("secondsight: ")


def test_overdue_commitments_are_findings(capsys):
    make_administrator()
    bo = make_account("Bo")
    commitment = make_commitment(make_soaked(bo), bo)
    assert main(["commitment", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == commitment.pk
    actions.accept_commitment(commitment, by=bo, at=SOAKED)

    assert main(["commitment", "list"]) == 1  # its day passed long ago
    assert "overdue" in capsys.readouterr().out
