"""Evidence on pages: files go in, questions are answered, an incident is made, a transcript is read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from secondsight.base.ids import new_id
from secondsight.record.actions.imports import run_import
from secondsight.record.models import EvidenceItem, Import, Incident, PacketItem
from tests.cast import make_account, make_incident, make_severities
from tests.integrations.slack.exports import make_export
from tests.record.evidence_files import DAY, bring, said, slack, table

pytestmark = pytest.mark.django_db
SignIn = Callable[[object], Client]


@pytest.fixture
def owner() -> Any:
    make_severities()
    return make_account("Ada Nkemelu")


@pytest.fixture
def ada(owner: Any, signed_in: SignIn) -> Client:
    return signed_in(owner)


def upload(ada: Client, *paths: Path, once: str = "", query: str = "") -> Any:
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
    return ada.post(f"/evidence/{query}", {"files": files, "once": once or new_id()})


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_file_that_is_uploaded_is_imported_and_its_receipt_is_shown(ada: Client, tmp_path: Path) -> None:
    path = make_export(tmp_path / "export.zip", {DAY: said("one", "two"), "notes.txt": "no message"})

    answer = upload(ada, path)
    going = Import.objects.get()
    assert answer.headers["Location"] == f"/imports/{going.pk}/"
    assert "Waiting for its turn" in text(ada.get(f"/imports/{going.pk}/"))
    run_import(going.pk)

    page = text(ada.get(f"/imports/{going.pk}/"))
    assert "<dt>read</dt><dd>3</dd>" in page
    assert "<dt>imported</dt><dd>2</dd>" in page
    assert "<dt>left out</dt><dd>1</dd>" in page
    assert "notes.txt" in text(ada.get(f"/imports/{going.pk}/left-out"))
    assert "export.zip" in text(ada.get("/evidence/"))


def test_the_button_pressed_twice_makes_one_import(ada: Client, tmp_path: Path) -> None:
    once, path = new_id(), slack(tmp_path / "export.zip", "one")

    upload(ada, path, once=once)
    upload(ada, path, once=once)

    assert Import.objects.count() == 1


def test_no_file_and_an_empty_one_are_refused_at_the_field(ada: Client, tmp_path: Path) -> None:
    empty = tmp_path / "empty.zip"
    empty.touch()

    assert ada.post("/evidence/", {}).status_code == 422
    answer = upload(ada, empty)
    assert answer.status_code == 422
    assert "empty" in text(answer)


def test_a_table_asks_how_its_columns_are_read_and_goes_on(ada: Client, tmp_path: Path) -> None:
    upload(ada, table(tmp_path / "log.csv", "When,What", ["2026-03-11 13:00", "paged"]))
    going = Import.objects.get()
    run_import(going.pk)
    file = going.files.get()
    page = text(ada.get(f"/imports/{going.pk}/"))
    assert "Its first rows" in page
    assert "paged" in page

    wrong = ada.post(
        f"/evidence-files/{file.pk}/columns",
        {f"{file.pk}-time": "When", f"{file.pk}-text": "What", f"{file.pk}-zone": "Mars/Base"},
    )
    assert wrong.status_code == 422
    assert "time zone" in text(wrong).partition("errorlist")[2]
    right = ada.post(
        f"/evidence-files/{file.pk}/columns",
        {f"{file.pk}-time": "When", f"{file.pk}-text": "What", f"{file.pk}-zone": "Europe/Berlin"},
    )
    assert right.status_code == 302
    run_import(going.pk)

    assert "<dt>imported</dt><dd>1</dd>" in text(ada.get(f"/imports/{going.pk}/"))


def test_an_hour_that_came_twice_is_asked_about_and_then_read(ada: Client, tmp_path: Path) -> None:
    upload(ada, table(tmp_path / "log.csv", "When,What", ["2026-10-25 02:30", "paged"]))
    going = Import.objects.get()
    run_import(going.pk)
    file = going.files.get()
    said = {f"{file.pk}-time": "When", f"{file.pk}-text": "What", f"{file.pk}-zone": "Europe/Berlin"}
    ada.post(f"/evidence-files/{file.pk}/columns", said)
    run_import(going.pk)
    asked = text(ada.get(f"/imports/{going.pk}/"))
    assert "2026-10-25 02:30 happened twice in Europe/Berlin" in asked
    assert not EvidenceItem.objects.exists()

    wrong = ada.post(f"/evidence-files/{file.pk}/answers", {f"{file.pk}-repeated_hour": "third"})
    right = ada.post(f"/evidence-files/{file.pk}/answers", {f"{file.pk}-repeated_hour": "second"})
    run_import(going.pk)

    assert (wrong.status_code, right.status_code) == (422, 302)
    item = EvidenceItem.objects.get()
    assert item.occurred_at.isoformat() == "2026-10-25T01:30:00+00:00"
    assert (item.precision, item.source) == ("minute", "log")


def test_a_link_is_put_into_the_packet_once_and_taken_out(ada: Client, owner: Any) -> None:
    incident = make_incident(by=owner)
    link = {"url": "https://dash.example/d/42", "title": "Dashboard of the pool"}

    refused = ada.post(f"/incidents/{incident.pk}/packet", {"url": "javascript:alert(1)", "title": ""})
    ada.post(f"/incidents/{incident.pk}/packet", link)
    ada.post(f"/incidents/{incident.pk}/packet", link)

    assert refused.status_code == 422
    assert "Expected the address of a page" in text(refused)
    assert text(ada.get(f"/incidents/{incident.pk}/packet")).count("Dashboard of the pool</a>") == 1
    [packed] = PacketItem.objects.all()
    ada.post(f"/packet-items/{packed.pk}/removal")
    ada.post(f"/packet-items/{packed.pk}/removal")
    assert "Dashboard of the pool</a>" not in text(ada.get(f"/incidents/{incident.pk}/packet"))


def test_every_format_that_is_read_is_told_of_on_its_page(ada: Client) -> None:
    page = text(ada.get("/evidence/formats/"))

    assert "Slack export (ZIP)" in page
    assert "table with a header line" in page


def test_an_incident_is_made_of_an_import(ada: Client, owner: Any, tmp_path: Path) -> None:
    going = bring(owner, slack(tmp_path / "export.zip", "one", "two", "three"))
    form = {
        "incident": "",
        "title": "Checkout outage",
        "severity": "sev-1",
        "from_at": "2026-03-11T12:00:30",
        "to_at": "2026-03-11T12:05:00",
        "channels": ["incident-42"],
        "once": new_id(),
    }

    answer = ada.post(f"/imports/{going.pk}/incident", form)
    ada.post(f"/imports/{going.pk}/incident", form)

    incident = Incident.objects.get()
    assert answer.headers["Location"] == f"/incidents/{incident.pk}/evidence/"
    page = text(ada.get(f"/incidents/{incident.pk}/evidence/"))
    assert "two" in page
    assert "three" in page
    assert "12:00:30" in page
    assert incident.incident_items.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"severity": "sev-9"},
        {"from_at": "yesterday"},
        {"to_at": "2026-03-11T11:00"},
        {"channels": ["nowhere"]},
        {"incident": "0123456789abcdef"},
        {"title": "a\0b"},
    ],
)
def test_what_cannot_be_used_makes_no_incident(
    ada: Client, owner: Any, tmp_path: Path, change: dict[str, object]
) -> None:
    going = bring(owner, slack(tmp_path / "export.zip", "one"))
    form = {
        "incident": "",
        "title": "T",
        "severity": "sev-1",
        "from_at": "2026-03-11T12:00",
        "once": new_id(),
    }

    assert ada.post(f"/imports/{going.pk}/incident", {**form, **change}).status_code == 422
    assert not Incident.objects.exists()


def test_evidence_that_is_here_is_counted_and_chosen(ada: Client, owner: Any, tmp_path: Path) -> None:
    days = {DAY: said("a", "b", "c"), "general/2026-03-11.json": said("d")}
    bring(owner, make_export(tmp_path / "export.zip", days))
    incident = make_incident(owner)
    address = f"/incidents/{incident.pk}/evidence/selection"
    window = {"from_at": "2026-03-11T12:00:30", "to_at": "2026-03-11T12:05"}

    assert "incident-42 · 2" in text(ada.get(address, window))
    answer = ada.post(address, {**window, "channels": ["incident-42"]})

    assert answer.status_code == 302
    assert incident.incident_items.count() == 2


def test_a_transcript_is_read_by_channel_and_by_words(ada: Client, owner: Any, tmp_path: Path) -> None:
    days = {DAY: said("the pool is dry", "rolling back"), "general/2026-03-11.json": said("tea?")}
    incident = make_incident(owner)
    bring(owner, make_export(tmp_path / "export.zip", days), incident=incident)
    address = f"/incidents/{incident.pk}/evidence/"

    assert "tea?" in text(ada.get(address))
    assert "tea?" not in text(ada.get(address, {"channel": "incident-42"}))
    found = text(ada.get(address, {"q": "pool"}))
    assert "the pool is dry" in found
    assert "rolling back" not in found
    assert ada.get(address, {"q": "-"}).status_code == 422


def test_an_item_shows_its_words_its_neighbours_and_its_origin(
    ada: Client, owner: Any, tmp_path: Path
) -> None:
    going = bring(owner, slack(tmp_path / "export.zip", "before", "&lt;b&gt;here&lt;/b&gt;", "after"))
    item = going.files.get().items.get(text="<b>here</b>")

    page = text(ada.get(f"/evidence/items/{item.pk}/"))

    assert "&lt;b&gt;here&lt;/b&gt;" in page
    assert "before" in page
    assert "after" in page
    assert f"{DAY} message 2" in page
    assert item.file.stored_id in page


def test_the_original_is_downloaded_as_it_came(ada: Client, owner: Any, tmp_path: Path) -> None:
    path = slack(tmp_path / "export.zip", "one")
    file = bring(owner, path).files.get()

    answer = ada.get(f"/evidence-files/{file.pk}/original")

    assert b"".join(answer.streaming_content) == path.read_bytes()
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_what_cannot_be_read_is_told_with_place_and_expectation_and_can_be_tried_again(
    ada: Client, owner: Any, tmp_path: Path
) -> None:
    broken = make_export(tmp_path / "broken.zip", {DAY: '[{"ts": '})
    going = bring(owner, broken)

    page = text(ada.get(f"/imports/{going.pk}/"))
    assert DAY in page
    assert "Nothing of this file is kept" in page
    assert ada.post(f"/imports/{going.pk}/attempts").status_code == 302
    going.refresh_from_db()
    assert going.state == "waiting"


def test_a_stranger_finds_none_of_it_and_nobody_gets_in_signed_out(
    owner: Any, signed_in: SignIn, tmp_path: Path
) -> None:
    going = bring(owner, slack(tmp_path / "export.zip", "one"))
    file = going.files.get()
    restricted = make_incident(owner, is_restricted=True)
    stranger = signed_in(make_account("Sten Other"))
    addresses = [
        f"/imports/{going.pk}/",
        f"/imports/{going.pk}/left-out",
        f"/evidence/items/{file.items.get().pk}/",
        f"/evidence-files/{file.pk}/original",
        f"/incidents/{restricted.pk}/evidence/",
        f"/incidents/{restricted.pk}/evidence/selection",
        f"/evidence/?incident={restricted.pk}",
        "/evidence/items/1x/",
        "/imports/x/",
    ]

    assert "export.zip" not in text(stranger.get("/evidence/"))
    for address in addresses:
        assert stranger.get(address).status_code == 404, address
        assert Client().get(address).status_code == 302, address
    for address in (f"/imports/{going.pk}/attempts", f"/imports/{going.pk}/incident"):
        assert stranger.post(address).status_code == 404, address
    assert stranger.post(f"/evidence-files/{file.pk}/columns").status_code == 404


def test_pages_ask_the_database_the_same_number_of_times_for_few_and_many(
    ada: Client, owner: Any, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    incident = make_incident(owner)
    for number in range(12):
        texts = [f"{number} {n}" for n in range(10)]
        going = bring(owner, slack(tmp_path / f"{number}.zip", *texts), incident=incident)
    item = going.files.get().merged_items.first().item
    for address in (
        "/evidence/",
        f"/imports/{going.pk}/",
        f"/imports/{going.pk}/left-out",
        f"/incidents/{incident.pk}/evidence/",
        f"/evidence/items/{item.pk}/",
    ):
        # The desk reads the timeline, hypotheses and questions that stand beside the conversation too.
        most = 20 if address.endswith(f"{incident.pk}/evidence/") else 9 if "imports" in address else 8
        with django_assert_max_num_queries(most):
            assert ada.get(address).status_code == 200, address
