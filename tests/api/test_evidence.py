"""Evidence over the API: files in, a receipt out, items found, a window given to an incident."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import make_account, make_incident
from tests.integrations.slack.exports import make_export
from tests.record.evidence_files import DAY, bring, said, slack, table

pytestmark = pytest.mark.django_db
SignIn = Callable[[object], Client]


@pytest.fixture
def owner() -> Any:
    return make_account("Ada Nkemelu")


@pytest.fixture
def api(owner: Any, signed_in: SignIn) -> Client:
    return signed_in(owner)


def send(api: Client, *paths: Path, **options: object) -> Any:
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
    return api.post("/api/imports", {"files": files, "options": json.dumps(options)})


@pytest.mark.live_database
@pytest.mark.django_db(transaction=True)
def test_files_are_imported_by_the_worker_and_the_receipt_adds_up(
    api: Client, tmp_path: Path, worked_off: Callable[[], int]
) -> None:
    path = make_export(tmp_path / "export.zip", {DAY: said("one", "two"), "notes.txt": "no message"})

    answer = send(api, path)
    assert answer.status_code == 201
    assert answer.json()["state"] == "waiting"
    worked_off()

    going = api.get(f"/api/imports/{answer.json()['id']}").json()
    [file] = going["files"]
    assert going["state"] == "done"
    assert (file["read"], file["imported"], file["merged"], file["left_out"]) == (3, 2, 0, 1)
    [record] = api.get(f"/api/imports/{going['id']}/left-out").json()["rows"]
    assert (record["place"], record["reason"]) == ("notes.txt", "not a day of messages")
    assert [row["id"] for row in api.get("/api/imports").json()["rows"]] == [going["id"]]


@pytest.mark.live_database
@pytest.mark.django_db(transaction=True)
def test_a_question_is_answered_and_the_import_goes_on(
    api: Client, tmp_path: Path, worked_off: Callable[[], int]
) -> None:
    going = send(api, table(tmp_path / "log.csv", "When,What", ["2026-03-11 13:00", "paged"])).json()
    worked_off()
    going = api.get(f"/api/imports/{going['id']}").json()
    assert going["state"] == "asking"
    assert going["files"][0]["proposal"]["columns"] == ["When", "What"]

    answer = api.put(
        f"/api/evidence-files/{going['files'][0]['id']}/columns",
        {"mapping": {"time": "When", "text": "What"}, "zone": "Europe/Berlin"},
        content_type="application/json",
    )
    assert answer.status_code == 200
    worked_off()

    [item] = api.get("/api/items", {"q": "paged"}).json()["rows"]
    assert item["occurred_at"] == "2026-03-11T12:00:00Z"


@pytest.mark.live_database
@pytest.mark.django_db(transaction=True)
def test_what_a_chat_leaves_open_is_answered_and_the_import_goes_on(
    api: Client, tmp_path: Path, worked_off: Callable[[], int]
) -> None:
    chat = tmp_path / "chat.txt"
    chat.write_text("05/10/2026, 14:02 - Ida: dry\n05/10/2026, 14:03 - Bo: on it\n")
    going = send(api, chat).json()
    worked_off()
    [file] = api.get(f"/api/imports/{going['id']}").json()["files"]
    assert [ask["field"] for ask in file["proposal"]["asks"]] == ["day_first", "zone"]

    answer = api.put(
        f"/api/evidence-files/{file['id']}/answers",
        {"day_first": True, "zone": "Europe/Berlin"},
        content_type="application/json",
    )
    worked_off()

    assert answer.status_code == 200
    rows = api.get("/api/items").json()["rows"]
    assert {row["occurred_at"][:16] for row in rows} == {"2026-10-05T12:02", "2026-10-05T12:03"}


def test_a_window_of_evidence_is_given_to_an_incident(api: Client, owner: Any, tmp_path: Path) -> None:
    bring(
        owner,
        make_export(tmp_path / "e.zip", {DAY: said("a", "b", "c"), "general/2026-03-11.json": said("d")}),
    )
    incident = make_incident(owner)
    window = {"from_at": "2026-03-11T12:00:30Z", "to_at": "2026-03-11T12:05:00Z"}
    assert api.get("/api/channels", window).json() == [{"channel": "incident-42", "items": 2}]

    answer = api.post(
        f"/api/incidents/{incident.pk}/evidence",
        {**window, "channels": ["incident-42"]},
        content_type="application/json",
    )

    assert answer.json() == {"added": 2}
    rows = api.get(f"/api/incidents/{incident.pk}/evidence").json()["rows"]
    assert [row["text"] for row in rows] == ["b", "c"]


def test_an_item_shows_its_origin_and_the_original_can_be_had(
    api: Client, owner: Any, tmp_path: Path
) -> None:
    path = slack(tmp_path / "export.zip", "one")
    bring(owner, path)
    [row] = api.get("/api/items").json()["rows"]

    item = api.get(f"/api/items/{row['id']}").json()
    original = api.get(f"/api/evidence-files/{item['file']}/original")

    assert (item["file_name"], item["place"]) == ("export.zip", f"{DAY} message 1")
    assert json.loads(item["raw"])["text"] == "one"
    assert b"".join(original.streaming_content) == path.read_bytes()


def test_a_stranger_finds_nothing_of_it(owner: Any, signed_in: SignIn, tmp_path: Path) -> None:
    going = bring(owner, slack(tmp_path / "export.zip", "one"))
    file = going.files.get()
    item = file.items.get()
    restricted = make_incident(owner, is_restricted=True)
    stranger = signed_in(make_account("Sten Other"))

    assert stranger.get("/api/imports").json()["rows"] == []
    assert stranger.get("/api/items").json()["rows"] == []
    assert stranger.get("/api/channels").json() == []
    for address in (
        f"/api/imports/{going.pk}",
        f"/api/imports/{going.pk}/left-out",
        f"/api/evidence-files/{file.pk}/original",
        f"/api/items/{item.pk}",
        f"/api/incidents/{restricted.pk}/evidence",
    ):
        assert stranger.get(address).status_code == 404, address
    assert stranger.post(f"/api/imports/{going.pk}/attempts").status_code == 404
    assert (
        stranger.put(
            f"/api/evidence-files/{file.pk}/columns", {}, content_type="application/json"
        ).status_code
        == 404
    )
    body = {"incident": make_incident().pk}
    assert (
        stranger.put(f"/api/imports/{going.pk}/incident", body, content_type="application/json").status_code
        == 404
    )


def test_nobody_gets_in_without_signing_in() -> None:
    for address in ("/api/imports", "/api/items", "/api/channels", "/api/imports/0123456789abcdef"):
        assert Client().get(address).status_code == 401, address


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ("{", "options"),
        ('{"zone": "Mars/Base"}', "zone"),
        ('{"from_at": "2026-03-11T12:00"}', "from_at"),
        ('{"from_at": "0001-01-01T00:00+14:00"}', "from_at"),
        ('{"mapping": {"time": 7}}', "options.mapping.time"),
        ('{"channels": ["a\\u0000"]}', "channels"),
        ('{"once": "short"}', "once"),
    ],
)
def test_options_that_cannot_be_used_are_named(api: Client, tmp_path: Path, options: str, field: str) -> None:
    with slack(tmp_path / "export.zip", "one").open("rb") as file:
        answer = api.post("/api/imports", {"files": file, "options": options})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


@pytest.mark.parametrize("query", ["cursor=x", "q=-", "q=%00", "channel=%00", "channel=" + "x" * 300])
def test_odd_questions_are_answered_in_words(api: Client, query: str) -> None:
    assert api.get(f"/api/items?{query}").status_code == 422


def test_files_without_a_file_are_refused(api: Client) -> None:
    assert api.post("/api/imports", {}).status_code == 422


def test_lists_ask_the_database_the_same_number_of_times_for_few_and_many(
    api: Client, owner: Any, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        bring(owner, slack(tmp_path / f"{number}.zip", *(f"{number} {n}" for n in range(10))))
    for address in ("/api/imports", "/api/items", "/api/items?q=1"):
        with django_assert_max_num_queries(6):
            assert api.get(address).status_code == 200
