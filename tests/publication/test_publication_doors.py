"""Editions, exports and imports over the API and the command line."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader

from secondsight.cli.__main__ import main
from secondsight.inquiry import actions as inquiry
from secondsight.publication import actions, queries
from secondsight.publication.exports import forms
from tests.cast import after, make_account, make_token
from tests.publication.test_portable import forget_everything
from tests.publication.worked import make_worked

pytestmark = pytest.mark.django_db


def signed(account: object, *scopes: str) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {make_token(account, *scopes)[1]}"}  # type: ignore[arg-type]


def test_a_program_publishes_lists_and_withdraws(client: Client) -> None:
    worked = make_worked()
    told = signed(worked.noor)

    made = client.post(f"/api/reviews/{worked.review.pk}/editions", **told)
    again = client.post(f"/api/reviews/{worked.review.pk}/editions", **told)
    listed = client.get("/api/editions", **signed(worked.bo)).json()
    taken = client.post(
        f"/api/editions/{made.json()['id']}/withdrawal", {"reason": "A name"}, "application/json", **told
    )

    assert made.status_code == 201
    assert made.json()["published_by"] == "Noor Haddad"
    assert again.json() == made.json()
    assert listed["rows"] == [made.json()]
    assert taken.json()["withdrawn_reason"] == "A name"
    assert client.get("/api/editions", **told).json()["rows"] == []


def test_rules_answer_with_a_problem(client: Client) -> None:
    worked = make_worked()
    address = f"/api/reviews/{worked.review.pk}"

    assert client.post(f"{address}/editions", **signed(worked.bo)).status_code == 403
    assert client.post(f"{address}/editions", **signed(worked.noor, "read")).status_code == 403
    assert client.post(f"{address}/editions").status_code == 401
    assert client.get(f"{address}/export?to=docx", **signed(worked.bo)).status_code == 422
    assert client.get("/api/editions/nothing", **signed(worked.bo)).status_code == 404
    assert client.get("/api/editions?cursor=x", **signed(worked.bo)).status_code == 422


def test_restricted_review_is_not_there_for_others(client: Client) -> None:
    worked = make_worked()
    edition = actions.publish_review(worked.review, by=worked.noor, at=after(3000))
    inquiry.restrict_review(worked.review, accounts=[], teams=[], by=worked.ines, at=after(3001))
    outside = signed(make_account("Ada Morrow", duties=("administrator", "programme_owner")))

    for address in (f"/api/editions/{edition.pk}", f"/api/reviews/{worked.review.pk}/export?to=json"):
        assert client.get(address, **outside).status_code == 404
    assert client.post(f"/api/reviews/{worked.review.pk}/editions", **outside).status_code == 404
    assert client.get("/api/editions", **outside).json()["rows"] == []


@pytest.mark.parametrize("to", ["md", "html", "json"])
def test_every_form_comes_as_a_file(client: Client, to: str) -> None:
    worked = make_worked()

    response = client.get(f"/api/reviews/{worked.review.pk}/export?to={to}", **signed(worked.bo))

    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="checkouts-accepted-orders-lost.{to}"'
    assert "Checkouts accepted, orders lost" in response.content.decode()


def test_pdf_comes_tagged_with_its_title(client: Client) -> None:
    worked = make_worked()

    response = client.get(f"/api/reviews/{worked.review.pk}/export?to=pdf", **signed(worked.bo))
    read = PdfReader(io.BytesIO(response.content))
    text = "\n".join(page.extract_text() for page in read.pages)

    assert response["Content-Type"] == "application/pdf"
    assert read.metadata is not None
    assert read.metadata.title == "Checkouts accepted, orders lost"
    assert "/StructTreeRoot" in read.trailer["/Root"]
    assert "Roll back 4.18, or keep looking?" in text
    assert "13:12:30 CET" in text
    assert f"{len(read.pages)} / {len(read.pages)}" in text


def test_every_form_is_offered_on_the_page(signed_in: Callable[[object], Client]) -> None:
    worked = make_worked()

    page = signed_in(worked.bo).get(f"/reviews/{worked.review.pk}/share/").content.decode()

    assert {"json", "md", "html", "pdf"} <= {form.name for form in forms()}
    for form in forms():
        assert f"/reviews/{worked.review.pk}/exports/{form.name}" in page


def test_a_program_brings_a_review_in(client: Client) -> None:
    worked = make_worked()
    content = client.get(f"/api/reviews/{worked.review.pk}/export?to=json", **signed(worked.bo)).content
    forget_everything()
    told = signed(make_account("Ada Morrow", duties=("administrator",)))

    first = client.post("/api/review-imports", content, "application/json", **told)
    second = client.post("/api/review-imports", content, "application/json", **told)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["review"] == worked.review.pk
    assert second.json()["added"] == {}


def test_bad_import_names_the_place(client: Client) -> None:
    told = signed(make_account("Ada Morrow", duties=("administrator",)))

    response = client.post("/api/review-imports", b'{"format": 1', "application/json", **told)

    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "file"
    assert "line 1 column 13" in response.json()["title"]


def test_import_is_not_for_everybody(client: Client) -> None:
    response = client.post("/api/review-imports", b"{}", "application/json", **signed(make_account()))

    assert response.status_code == 403


def test_page_brings_a_review_in_and_says_what_is_wrong(signed_in: Callable[[object], Client]) -> None:
    worked = make_worked()
    address = f"/reviews/{worked.review.pk}/exports/json"
    content = signed_in(worked.bo).get(address).content
    forget_everything()
    browser = signed_in(make_account("Ada Morrow", duties=("administrator",)))

    broken = browser.post("/reviews/import", {"file": io.BytesIO(content[:900])})
    empty = browser.post("/reviews/import")
    whole = browser.post("/reviews/import", {"file": io.BytesIO(content)})
    refused = signed_in(make_account()).post("/reviews/import", {"file": io.BytesIO(content)})

    assert (broken.status_code, empty.status_code, refused.status_code) == (422, 422, 422)
    assert "it breaks off" in broken.content.decode()
    assert whole.status_code == 303
    assert "Bring a review in" in browser.get("/editions/").content.decode()


def test_command_line_exports_and_imports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secondsight.cli.exports.prepare", lambda: None)
    worked = make_worked()
    target = tmp_path / "review.json"

    exported = main(["export", worked.review.pk, "--to", "json", "-o", str(target), "--as", worked.bo.email])
    forget_everything()
    imported = main(["import-review", str(target), "--json"])
    told = json.loads(capsys.readouterr().out.split("\n", 1)[1])

    assert (exported, imported) == (0, 0)
    assert told["review"] == worked.review.pk
    assert told["added"]["events"] == 5
    assert list(tmp_path.iterdir()) == [target]


def test_command_line_says_what_is_wrong_with_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secondsight.cli.exports.prepare", lambda: None)
    broken = tmp_path / "half.json"
    broken.write_text('{"format": "secondsight-review", "version": 1, "rows"')

    assert main(["import-review", str(broken)]) == 2
    assert main(["import-review", str(tmp_path / "nothing.json")]) == 2
    assert (
        main(["export", "nothing", "--to", "md", "-o", str(tmp_path / "x.md"), "--as", make_account().email])
        == 2
    )

    said = capsys.readouterr().err
    assert "it breaks off" in said
    assert "cannot be read: No such file" in said
    assert "There is no review here that you may see." in said
    assert not (tmp_path / "x.md").exists()


def test_the_rail_says_when_it_was_published() -> None:
    worked = make_worked()
    before = queries.rail_facts(worked.review)

    actions.publish_review(worked.review, by=worked.noor, at=after(3000))

    assert before == ""
    assert queries.rail_facts(worked.review) == "published 13 Mar"
