"""People and tokens from the command line."""

import io
import json

import pytest
from django.test import Client

from secondsight.cli.__main__ import main
from secondsight.organisation.models import Account
from secondsight.organisation.queries import organisation
from tests.cast import PASSWORD, make_account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def prepared(monkeypatch):
    # The suite's database is migrated already.
    monkeypatch.setattr("secondsight.cli.instance.prepare", lambda: None)


def typed(monkeypatch, words):
    monkeypatch.setattr("sys.stdin", io.StringIO(words))


def test_a_token_is_made_and_works(capsys):
    ilse = make_account(email="ilse@quillbarrow.example")

    code = main(["token", "create", "--account", "ILSE@quillbarrow.example", "--name", "ci", "--json"])

    made = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (made["account"], made["scopes"], made["expires_at"]) == (ilse.email, ["read"], None)
    client = Client(headers={"Authorization": f"Bearer {made['token']}"})
    assert client.get("/api/me").json()["id"] == ilse.pk


def test_without_json_nothing_but_the_secret_is_printed(capsys):
    make_account(email="ilse@quillbarrow.example")

    main(
        ["token", "create", "--account", "ilse@quillbarrow.example", "--name", "ci"]
        + ["--scope", "read", "--scope", "write", "--days", "3"]
    )

    assert capsys.readouterr().out.startswith("ssp_")


@pytest.mark.parametrize(
    "wrong",
    [
        ["--account", "nobody@quillbarrow.example", "--name", "x"],
        ["--account", "ilse@quillbarrow.example", "--name", ""],
        ["--account", "ilse@quillbarrow.example", "--name", "x", "--days", "0"],
    ],
)
def test_a_token_that_cannot_be_is_refused_with_2(wrong, capsys):
    make_account(email="ilse@quillbarrow.example")

    assert main(["token", "create", *wrong]) == 2
    assert capsys.readouterr().err.startswith("secondsight: ")


def test_the_first_account_makes_the_organisation_and_the_next_is_one_of_many(monkeypatch, capsys):
    typed(monkeypatch, PASSWORD + "\n")
    first = ["account", "create", "--email", "sipho@quillbarrow.example", "--name", "Sipho"]
    assert main([*first, "--organisation", "Quillbarrow", "--time-zone", "Europe/Berlin"]) == 0
    typed(monkeypatch, PASSWORD + "\n")
    assert main(["account", "create", "--email", "ilse@quillbarrow.example", "--name", "Ilse"]) == 0

    sipho, ilse = Account.objects.order_by("recorded_at")
    assert organisation().name == "Quillbarrow"
    assert (sipho.is_administrator, sipho.is_programme_owner) == (True, True)
    assert not ilse.duties
    assert ilse.check_password(PASSWORD)


def test_a_weak_password_makes_nothing(monkeypatch, capsys):
    typed(monkeypatch, "short\n")

    assert main(["account", "create", "--email", "s@quillbarrow.example", "--name", "S"]) == 2

    assert "too short" in capsys.readouterr().err
    assert not Account.objects.exists()
    assert organisation() is None
