"""Nobody but its author gets a word of an account that is not opened, by any way (S7, C3)."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from secondsight.base.backup import back_up
from secondsight.base.models import JournalEntry, Mail, SearchDocument
from secondsight.confidence.actions import hand_in
from secondsight.inquiry import actions as inquiry
from secondsight.inquiry.models import Review
from secondsight.programme.actions import reindex
from secondsight.publication.exports import export
from tests.cast import AT, make_account
from tests.confidence.cast import WRITTEN, make_request, write_account
from tests.web.test_access_sweep import call, content, tried, undone
from tests.world import World, make_world, operations, pages

pytestmark = pytest.mark.django_db

SECRET = "Quixtarnel"
STATES = ["draft", "handed_in"]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world that everybody may see, so that only confidence itself keeps the secret."""
    return make_world(make_account("Ada Nkemelu"), "Plimsoll", tmp_path, is_restricted=False)


@pytest.fixture(params=STATES)
def author(world: World, request: pytest.FixtureRequest) -> Any:
    """Somebody who has written the secret into an account that is not opened."""
    written = make_account("Wen Author")
    review = Review.objects.get(pk=world.ids["reviews"])
    asked = make_request(review, written, at=AT, by=world.keeper)
    write_account(asked, f"14:02 {SECRET} in a moment\n{SECRET} in the text")
    if request.param == "handed_in":
        hand_in(asked, by=written, at=WRITTEN)
    world.ids["independent-accounts"] = asked.pk
    return written


@pytest.fixture
def lookers(world: World, author: Any) -> list[Any]:
    """Those who may most: who runs the place, who leads the review, who is asked too."""
    review = Review.objects.get(pk=world.ids["reviews"])
    facilitator, participant = make_account("Oona Karhu"), make_account("Bo Lind")
    for role, account in (("facilitator", facilitator), ("participant", participant)):
        inquiry.give_role(review, role=role, account=account, by=world.keeper, at=AT, reason="So")
    make_request(review, participant, at=AT, by=world.keeper)
    administrator = make_account("Sipho Lindqvist", duties=("administrator",))
    return [
        world.keeper,
        facilitator,
        participant,
        administrator,
        make_account("P", duties=("programme_owner",)),
    ]


def test_no_page_and_no_address_of_the_api_tells_it_to_anybody_else(
    world: World, lookers: list[Any], signed_in: Any
) -> None:
    leaks = []

    for somebody in lookers:
        client: Client = signed_in(somebody)
        for path in sorted(world.fill(path) for name, path in pages().items() if name not in NO_PAGE):
            for method in ("get", "post"):
                if SECRET in content(tried(client, method, path)):
                    leaks.append(f"{somebody.name}: {method} {path}")
        for name, operation in operations().items():
            with undone():
                if SECRET in content(call(client, name, operation, world)):
                    leaks.append(f"{somebody.name}: {name}")

    assert not leaks, "\n".join(leaks)


def test_its_author_does_get_it(world: World, author: Any, signed_in: Any) -> None:
    client = signed_in(author)

    assert SECRET in content(client.get(world.fill(pages()["independent_account"])))
    assert SECRET in content(client.get(world.fill("/api/independent-accounts/{id}")))


def test_no_search_no_history_and_no_letter_has_it(
    world: World, author: Any, lookers: list[Any], signed_in: Any, worked_off: Any
) -> None:
    reindex()

    assert not SearchDocument.objects.filter(body__contains=SECRET).exists()
    assert not SearchDocument.objects.filter(title__contains=SECRET).exists()
    assert not any(SECRET in json.dumps(entry.particulars) for entry in JournalEntry.objects.all())
    assert not Mail.objects.filter(body__contains=SECRET).exists()
    for somebody in lookers:
        told = content(signed_in(somebody).get(f"/search/?q={SECRET[:6]}*"))
        assert SECRET not in told


@pytest.mark.django_db(transaction=True)  # a backup reads in a transaction of its own
def test_no_export_and_no_table_of_a_backup_reads_it(
    world: World, author: Any, lookers: list[Any], tmp_path: Path
) -> None:
    back_up(tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        tables = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".jsonl")]

    assert len(tables) > 50
    assert not any(SECRET in table for table in tables)
    for somebody in (author, *lookers):
        assert SECRET not in export(somebody, world.ids["reviews"], "json", at=WRITTEN).content.decode()


# Addresses that lead out of the session, or need what no world has.
NO_PAGE = {"sign_out", "live"}
