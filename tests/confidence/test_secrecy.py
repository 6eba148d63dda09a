"""What is said in confidence reaches nobody it was not said to, by any way (S7, C3).

Everything that `planting` knows to say in confidence holds one word; whoever it was not said to looks for it
in exports, search, mail, the log, error pages and a dump of the database. `test_secrecy_sweep` looks on every
page and address.
"""

import logging
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from secondsight.base.backup import back_up
from secondsight.base.models import SearchDocument
from secondsight.confidence.models import IndependentAccount, Interview
from secondsight.programme.actions import reindex
from secondsight.publication.exports import export
from tests.confidence.cast import WRITTEN
from tests.confidence.planting import SECRET, Planted
from tests.web.test_access_sweep import content, tried
from tests.world import World

pytestmark = pytest.mark.django_db


def test_nobody_else_finds_even_that_it_is_there(
    world: World, planted: dict[str, Planted], lookers: list[Any], signed_in: Any
) -> None:
    found = [
        f"{somebody.name}: {path}"
        for somebody in lookers
        for one in planted.values()
        for path in one.addresses
        if tried(signed_in(somebody), "get", path).status_code != 404
    ]

    assert not found, "\n".join(found)


def test_those_it_was_said_to_do_get_it(planted: dict[str, Planted], signed_in: Any) -> None:
    missing = [
        f"{what}: {reader.name} at {path}"
        for what, one in planted.items()
        for reader in one.readers
        for path in one.addresses
        if SECRET not in content(signed_in(reader).get(path))
    ]

    assert not missing, "\n".join(missing)


def test_no_search_and_no_export_has_it(
    world: World, planted: dict[str, Planted], lookers: list[Any], signed_in: Any
) -> None:
    reindex()
    reviews = {one.ids.get("reviews", world.ids["reviews"]) for one in planted.values()}
    readers = [reader for one in planted.values() for reader in one.readers]

    assert not SearchDocument.objects.filter(body__contains=SECRET).exists()
    for somebody in [*readers, *lookers]:
        told = content(signed_in(somebody).get(f"/search/?q={SECRET[:6]}*"))
        assert SECRET not in told
        for review in reviews:
            for format in ("json", "md"):
                assert SECRET not in export(somebody, review, format, at=WRITTEN).content.decode()


def test_no_row_of_the_database_reads_it(planted: dict[str, Planted], worked_off: Any) -> None:
    """Journal, mail, jobs and sessions included: whoever dumps it finds locked text."""
    names = connection.introspection.table_names()
    readable = []

    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            readable += [name for row in cursor.fetchall() if SECRET in str(row)]

    assert len(names) > 60
    assert readable == []
    assert IndependentAccount.objects.filter(words__startswith="locked:").count() >= 2
    assert Interview.objects.exclude(note="").exists()


@pytest.mark.django_db(transaction=True)  # a backup reads in a transaction of its own
def test_no_file_of_a_backup_reads_it_and_the_key_is_not_in_it(
    planted: dict[str, Planted], tmp_path: Path, settings: Any
) -> None:
    back_up(tmp_path / "backup.zip")
    key = (Path(settings.DATA_DIR) / "keys" / "confidence").read_text().splitlines()[-1]
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        listing = " ".join(archive.namelist())
        held = [archive.read(name) for name in archive.namelist()]

    assert len(held) > 50
    assert not any(SECRET.encode() in one or key.encode() in one for one in held)
    assert SECRET not in listing
    if connection.vendor == "sqlite":
        assert SECRET.encode() not in Path(connection.settings_dict["NAME"]).read_bytes()


def test_writing_and_breaking_tell_neither_the_log_nor_the_error_page(
    planted: dict[str, Planted], signed_in: Any, caplog: pytest.LogCaptureFixture, monkeypatch: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    one = planted["the notes of a talk that goes on"]
    browser: Client = signed_in(one.readers[0])
    browser.raise_request_exception = False
    lines = f"/interview-threads/{one.ids['interview-threads']}/lines"

    browser.post(lines, {"words": f"{SECRET} more"})
    browser.post(lines, {"words": f"{SECRET} \0"})

    def breaks(*given: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("secondsight.confidence.queries.interviews.questions", breaks)
    broken = browser.get(one.addresses[0])
    told = browser.get(one.addresses[1])

    assert (broken.status_code, told.status_code) == (500, 500)
    assert SECRET not in content(broken) + content(told)
    assert "ZeroDivisionError" in caplog.text
    assert SECRET not in caplog.text
