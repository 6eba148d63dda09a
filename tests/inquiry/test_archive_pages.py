"""The archive through its pages and the API."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from secondsight.inquiry import actions
from secondsight.inquiry.models import Review
from secondsight.organisation.models import Account
from tests.cast import after, make_account, make_severities, make_token
from tests.inquiry.test_archive import TEXT, bring

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines() -> Account:
    make_severities()
    return make_account("Ines Roth")


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def upload(name: str = "checkout.md", content: bytes = TEXT.encode()) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def send(account: Account, *files: SimpleUploadedFile, **said: Any) -> Any:
    return signed_in(account).post("/archive/", {"files": list(files), "severity": "sev-2", **said})


def zipped(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/") + ".md", text)
    return made.getvalue()


def test_uploaded_documents_become_reviews_and_the_page_says_what_was_recognised(ines: Account) -> None:
    answer = send(ines, upload(), upload("README.md", b"# Ours\nWords.\n"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "2 files: 1 added as reviews, 1 left out. 2 timed entries" in page
    assert "README.md</b>: not a post-mortem" in page
    assert f"/reviews/{Review.objects.get().pk}/document/" in page


def test_zip_is_unpacked(ines: Account) -> None:
    answer = send(ines, upload("old.zip", zipped(a__checkout=TEXT, a__mail=TEXT.replace("Checkout", "Mail"))))

    assert "2 added as reviews" in answer.content.decode()


def test_damaged_zip_brings_nothing_in_and_says_so(ines: Account) -> None:
    answer = send(ines, upload(), upload("old.zip", zipped(a=TEXT)[:-30]))

    assert answer.status_code == 422
    assert "old.zip: the archive is cut off" in answer.content.decode()
    assert not Review.objects.exists()


def test_same_upload_again_adds_nothing(ines: Account) -> None:
    send(ines, upload())

    assert "1 here already" in send(ines, upload()).content.decode()
    assert Review.objects.count() == 1


def test_restricted_upload_is_for_its_bringer(ines: Account) -> None:
    send(ines, upload(), is_restricted="on")
    review = Review.objects.get()

    assert signed_in(ines).get(f"/reviews/{review.pk}/document/").status_code == 200
    assert signed_in(make_account("Bo Lind")).get(f"/reviews/{review.pk}/document/").status_code == 404


def test_document_stands_beside_what_was_recognised_with_links_to_its_lines(ines: Account) -> None:
    review = bring(by=ines).review

    page = signed_in(ines).get(f"/reviews/{review.pk}/document/").content.decode()

    assert '<li id="line-11" class="is-marked">14:02 UTC: Alert fires</li>' in page
    assert 'href="#line-11">line 11</a>' in page
    event = review.incidents.get().events.get(what="Alert fires")
    assert f'<a href="/events/{event.pk}/">Alert fires</a>' in page
    assert "Ines Roth" in page
    assert "2021-04-01" in page


def test_document_never_acts(ines: Account) -> None:
    text = (
        TEXT + "\n<script>alert(1)</script>\n\n- [x](javascript:alert(1))\n\n![](https://a.example/p.png)\n"
    )
    text = text.replace("Raise the limit", "Raise [T-1](javascript:alert(1))")
    review = bring(text, by=ines).review

    page = signed_in(ines).get(f"/reviews/{review.pk}/document/").content.decode()

    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert 'p.png"' not in page


def test_secrets_in_a_document_are_masked(ines: Account) -> None:
    secret = "AKIA" + "QW3RT7YU" + "IOP4SDFG"
    send(ines, upload(content=TEXT.replace("Alert fires", f"Key {secret} leaks").encode()))
    review = Review.objects.get()

    page = signed_in(ines).get(f"/reviews/{review.pk}/document/").content.decode()

    assert secret not in page
    assert secret not in review.incidents.get().events.order_by("occurred_at")[0].what


def test_original_leaves_as_it_came(ines: Account) -> None:
    review = bring(by=ines).review

    answer: Any = signed_in(ines).get(f"/reviews/{review.pk}/document/original")

    assert b"".join(answer.streaming_content) == TEXT.encode()
    assert answer["Content-Disposition"] == 'attachment; filename="checkout.md"'


def test_versions_are_all_kept_and_the_page_says_which_one_it_shows(ines: Account) -> None:
    review = bring(by=ines).review
    first = review.archived_documents.get()
    actions.edit_review(review, by=ines, at=after(150), narrative="Ours.")
    bring(TEXT.replace("Pool raised", "Pool doubled"), by=ines, at=after(200))
    client = signed_in(ines)

    newest = client.get(f"/reviews/{review.pk}/document/").content.decode()
    earlier = client.get(f"/reviews/{review.pk}/document/?version={first.pk}").content.decode()

    assert "people had worked on the review" in newest
    assert "Pool doubled" in newest
    assert "This is an earlier version" in earlier
    assert "Pool doubled" not in earlier


def test_review_that_came_from_no_archive_has_no_document(ines: Account) -> None:
    from tests.cast import make_review

    review = make_review(ines)

    assert signed_in(ines).get(f"/reviews/{review.pk}/document/").status_code == 404
    assert signed_in(ines).get(f"/reviews/{review.pk}/document/?version=x").status_code == 404


def test_pages_of_an_archived_review_lead_to_its_document(ines: Account) -> None:
    review = bring(by=ines).review
    client = signed_in(ines)

    for place in ("", "timeline/", "understand/", "commit/", "share/"):
        assert client.get(f"/reviews/{review.pk}/{place}").status_code == 200, place
    assert f"/reviews/{review.pk}/document/" in client.get(f"/reviews/{review.pk}/").content.decode()


def test_factor_without_a_category_can_be_given_one(ines: Account) -> None:
    review = bring(by=ines).review
    factor = review.factors.get()

    actions.edit_finding(factor, category="technical_condition", by=ines, at=after(200))

    factor.refresh_from_db()
    assert factor.category == "technical_condition"


def test_api_brings_an_archive_in_and_gives_the_document(ines: Account) -> None:
    key = make_token(ines)[1]
    client = Client(headers={"authorization": f"Bearer {key}"})

    brought = client.post("/api/archive", {"files": [upload()], "zone": "Europe/Berlin"}).json()
    (row,) = brought["documents"]
    document = client.get(f"/api/reviews/{row['review']}/document").json()

    assert (row["outcome"], row["timed"], brought["totals"]["actions"]) == ("added", 2, 2)
    assert document["text"] == TEXT
    assert document["recognised"]["entries"][0]["line"] == 11
    assert [action["owner"] for action in document["actions"]] == ["Ines Roth", ""]
    assert client.get(f"/api/reviews/{row['review']}").json()["archived_at"]


@pytest.mark.parametrize(
    ("said", "status"), [({"severity": "huge"}, 422), ({"zone": "Mars"}, 422), ({"files": []}, 422)]
)
def test_api_names_what_is_wrong(ines: Account, said: dict[str, Any], status: int) -> None:
    client = Client(headers={"authorization": f"Bearer {make_token(ines)[1]}"})

    answer = client.post("/api/archive", {"files": [upload()], **said})

    assert answer.status_code == status
    assert next(iter(said)) in answer.json()["errors"][0]["field"]
    assert not Review.objects.exists()


def test_archived_review_travels_to_another_instance_with_its_document(ines: Account) -> None:
    import json

    from secondsight.publication.exports import export

    review = bring(by=ines).review

    rows = json.loads(export(ines, review.pk, "json", at=after(300)).content)["rows"]

    assert [row["name"] for row in rows["archived_documents"]] == ["checkout.md"]
    assert [row["owner"] for row in rows["recorded_actions"]] == ["Ines Roth", ""]
    assert [row["sha256"] for row in rows["originals"]] == [rows["archived_documents"][0]["stored"]]


def test_document_that_is_no_document_by_its_size_is_named(ines: Account) -> None:
    answer = send(ines, upload("long.md", b"# A\n" + b"words " * 60_000), upload())

    page = answer.content.decode()
    assert "long.md: it has 360,004 characters" in page
    assert "1 added as reviews" in page


def test_picture_inside_a_document_does_not_count_as_text(ines: Account) -> None:
    picture = f"\n![graph](data:image/png;base64,{'A' * 500_000})\n"

    assert "1 added as reviews" in send(ines, upload(content=(TEXT + picture).encode())).content.decode()


def test_a_folder_of_some_hundred_files_comes_in_at_once(ines: Account) -> None:
    notes = [upload(f"note {number}.md", b"# Ours\nWords.\n") for number in range(150)]

    answer = send(ines, *notes, upload())

    assert answer.status_code == 200
    assert "151 files: 1 added as reviews, 150 left out" in answer.content.decode()


def test_more_files_than_come_in_at_once_are_refused_with_the_way_to_bring_them(ines: Account) -> None:
    many = {f"incident {number}": TEXT for number in range(501)}

    answer = send(ines, upload("old.zip", zipped(**many)))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "These are 501 files; 500 at a time come in here. Nothing was imported." in page
    assert "secondsight import-archive" in page
    assert not Review.objects.exists()


@pytest.mark.parametrize("address", ["/archive/", "/api/archive"])
def test_more_files_than_any_request_takes_are_refused_in_words(ines: Account, address: str) -> None:
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FILES=2):
        answer = signed_in(ines).post(address, {"files": [upload("a.md"), upload("b.md"), upload("c.md")]})

    assert answer.status_code == 400
    assert "More than 2 files came at once. Nothing was stored." in answer.content.decode()
