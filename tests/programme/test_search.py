"""What people find by its words, and what stays hidden from them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from secondsight.base.fulltext.documents import Text, index
from secondsight.base.models import SearchDocument
from secondsight.followup.models import Commitment, KnownRisk
from secondsight.inquiry import actions as inquiry
from secondsight.organisation.models import Account
from secondsight.programme.actions import reindex
from secondsight.programme.queries import kinds, search
from secondsight.programme.queries import search as query
from secondsight.publication.actions import publish_review
from secondsight.record.actions.decision_notes import Saying, add_note, withdraw_note
from secondsight.record.actions.decisions import mark_decision
from secondsight.record.actions.incidents import edit_incident, restrict_incident
from secondsight.record.actions.timeline import edit_event, remove_event, restore_event
from secondsight.record.models import Incident
from tests.cast import after, make_account, make_event, make_idea, make_incident, make_review
from tests.record.evidence_files import bring, slack

pytestmark = pytest.mark.django_db

SignIn = Callable[[object], Client]


def titles(viewer: Account, words: str, kind: str = "") -> list[str]:
    return [str(hit.title) for hit in search(viewer, words, kind=kind).hits]


def test_everything_with_words_of_its_own_is_found_and_leads_to_its_page() -> None:
    ilse = make_account("Ilse Brandvik")
    incident = make_incident(ilse, title="Quagga one", summary="the shop was slow")
    event = make_event(incident, ilse, what="Quagga two")
    decision = mark_decision(
        make_event(incident, ilse, what="Rolled back"), question="Quagga ten?", by=ilse, at=after(98)
    )
    review = make_review(ilse, incident, title="Quagga three")
    point = inquiry.add_learning_point(
        review, what="Quagga four", subject="technology", by=ilse, at=after(99)
    )
    factor = inquiry.add_factor(
        review, what="Quagga five", category="technical_condition", by=ilse, at=after(99)
    )
    strength = inquiry.add_strength(review, what="Quagga six", by=ilse, at=after(99))
    idea = make_idea(review, ilse, what="Quagga seven")
    facts = {"intended_outcome": "prevent", "owner": ilse, "due_on": date(2026, 5, 1)}
    commitment = Commitment.objects.create(review=review, what="Quagga eight", done_means="x", **facts)
    risk = KnownRisk.objects.create(
        review=review, what="Quagga nine", reason="x", look_again_on=date(2026, 5, 1)
    )
    inquiry.record_meeting(review, met_at=after(98), by=ilse, at=after(99))
    inquiry.give_role(review, role="owner", account=ilse, by=ilse, at=after(99))
    edition = publish_review(review, by=ilse, at=after(99))
    reindex()

    hits = {hit.kind: hit for hit in search(ilse, "quagga").hits}

    assert {kind: hit.url for kind, hit in hits.items()} == {
        "incident": f"/incidents/{incident.pk}/",
        "event": f"/events/{event.pk}/",
        "decision": f"/decisions/{decision.pk}/",
        "review": f"/reviews/{review.pk}/",
        "learning_point": f"/reviews/{review.pk}/understand/#{point.pk}",
        "factor": f"/reviews/{review.pk}/understand/#{factor.pk}",
        "strength": f"/reviews/{review.pk}/understand/#{strength.pk}",
        "idea": f"/reviews/{review.pk}/understand/#{idea.pk}",
        "commitment": f"/commitments/{commitment.pk}/",
        "known_risk": f"/risks/{risk.pk}/",
        "edition": f"/editions/{edition.pk}/",
    }
    assert hits["event"].title == "<mark>Quagga</mark> two"
    assert (hits["event"].within, hits["event"].within_url) == ("Quagga one", f"/incidents/{incident.pk}/")
    assert hits["idea"].within == "Quagga three"
    assert titles(ilse, "quagga", "factor") == ["<mark>Quagga</mark> five"]


def test_a_decision_is_found_by_what_people_say_of_it_and_not_by_what_they_took_back() -> None:
    ilse = make_account("Ilse Brandvik")
    decision = mark_decision(make_event(make_incident(ilse), ilse), by=ilse, at=after(98))
    add_note(decision, Saying("luck", words="An okapi walked in."), by=ilse, at=after(99))
    gone = add_note(decision, Saying("luck", words="A serval walked in."), by=ilse, at=after(99))
    withdraw_note(gone, by=ilse, at=after(99))
    reindex()

    assert len(titles(ilse, "okapi", "decision")) == 1
    assert titles(ilse, "serval") == []


@pytest.mark.django_db(transaction=True)
def test_what_the_journal_tells_is_found_without_a_rebuild(worked_off: Callable[[], int]) -> None:
    ilse = make_account("Ilse Brandvik")
    incident = make_incident(ilse, title="Wombats in the pooler")
    event = make_event(incident, ilse, what="A numbat was seen")
    idea = make_idea(make_review(ilse, incident), ilse, what="Feed them")
    inquiry.comment_on_idea(idea, text="with eucalyptus", by=ilse, at=after(99))
    worked_off()
    edit_incident(incident, by=ilse, at=after(99), title="Kangaroos in the pooler")
    edit_event(event, by=ilse, at=after(99), what="A bilby was seen")
    worked_off()
    worked_off()

    assert titles(ilse, "wombats") == []
    assert titles(ilse, "kangaroo") == ["<mark>Kangaroos</mark> in the pooler"]
    assert titles(ilse, "bilby") == ["A <mark>bilby</mark> was seen"]
    assert titles(ilse, "eucalyptus") == ["Feed them"]


def test_a_removed_moment_is_not_found_until_it_is_restored() -> None:
    ilse = make_account("Ilse Brandvik")
    event = make_event(by=ilse, what="A numbat was seen")
    reindex()

    remove_event(event, by=ilse, at=after(99))
    assert titles(ilse, "numbat") == []

    restore_event(event, by=ilse, at=after(99))
    assert len(titles(ilse, "numbat")) == 1


def test_a_restricted_incident_and_its_evidence_are_found_by_its_audience_alone(
    tmp_path: Path, signed_in: SignIn
) -> None:
    ilse, tomasz = make_account("Ilse Brandvik"), make_account("Tomasz Okafor", duties=("administrator",))
    incident = make_incident(ilse, title="A quokka got out")
    make_event(incident, ilse, what="The quokka was seen")
    make_review(ilse, incident, title="How the quokka got out")
    bring(ilse, slack(tmp_path / "export.zip", "a quokka!"), incident=incident)
    review = incident.reviews.get()
    inquiry.restrict_review(review, accounts=[], teams=[], by=ilse, at=after(99))
    reindex()

    assert len(search(ilse, "quokka").hits) == 3
    assert len(search(ilse, "quokka").evidence) == 1
    assert search(tomasz, "quokka") == query(tomasz, "nothingatall")
    page = signed_in(tomasz).get("/search/", {"q": "quokka"})
    assert "Nothing that you may see" in page.content.decode()
    assert "got out" not in page.content.decode()


def test_an_incident_restricted_a_moment_ago_is_hidden_at_once() -> None:
    ilse, tomasz = make_account("Ilse Brandvik"), make_account("Tomasz Okafor")
    incident = make_incident(ilse, title="A quokka got out")
    reindex()

    restrict_incident(incident, accounts=[], teams=[], by=ilse, at=after(99))

    assert titles(tomasz, "quokka") == []


def test_evidence_is_found_beside_everything_else_and_by_itself(tmp_path: Path) -> None:
    ilse = make_account("Ilse Brandvik")
    bring(ilse, slack(tmp_path / "export.zip", "the numbat is back", "no, a numbat again"))

    assert len(search(ilse, "numbat").evidence) == 2
    hits = search(ilse, "numbat", kind="evidence").hits
    assert [str(hit.snippet) for hit in hits].count("the <mark>numbat</mark> is back") == 1
    assert hits[0].url.startswith("/evidence/items/")


def test_rebuilding_forgets_what_is_gone() -> None:
    ilse = make_account("Ilse Brandvik")
    index("incident", [Text("000gone", "A ghost")])
    incident = make_incident(ilse)

    counts = reindex()

    assert counts["incident"] == 1
    assert list(SearchDocument.objects.values_list("subject", flat=True)) == [incident.pk]


def test_a_long_list_of_hits_comes_in_pages_that_do_not_overlap() -> None:
    ilse = make_account("Ilse Brandvik")
    incident = make_incident(ilse, title="Numbers")
    for number in range(45):
        make_event(incident, ilse, what=f"bilby {number}")
    reindex()

    pages = [search(ilse, "bilby", page=number) for number in (1, 2, 3)]

    assert [len(page.hits) for page in pages] == [20, 20, 5]
    assert len({hit.url for page in pages for hit in page.hits}) == 45
    assert [(page.previous, page.next) for page in pages] == [(0, 2), (1, 3), (2, 0)]


def test_the_page_takes_as_many_statements_for_a_thousand_hits_as_for_ten(signed_in: SignIn) -> None:
    ilse = make_account("Ilse Brandvik")
    incident = make_incident(ilse, title="A bilby got in")
    make_idea(make_review(ilse, incident, title="How the bilby got in"), ilse, what="Feed the bilby")
    browser = signed_in(ilse)

    def statements(count: int) -> list[int]:
        more = [Incident(title=f"A bilby, {n}", severity=incident.severity) for n in range(count)]
        Incident.objects.bulk_create(more)
        reindex()
        counted = []
        for kind in ("", "incident", "idea"):
            with CaptureQueriesContext(connection) as captured:
                page = browser.get("/search/", {"q": "bilby", "kind": kind})
            assert "<mark>bilby</mark>" in page.content.decode()
            counted.append(len(captured))
        return counted

    assert statements(10) == [6, 4, 4]  # two of them are the session and the account
    assert statements(1000) == [5, 4, 4]  # one less, for no review is among the first hits


@pytest.mark.parametrize("words", ['"unclosed', "(", "a AND", "-", "*", "\0", "x" * 401, "' OR 1=1 --"])
def test_whatever_is_typed_gets_an_answer_in_words(words: str, signed_in: SignIn) -> None:
    page = signed_in(make_account()).get("/search/", {"q": words})

    assert page.status_code in (200, 422)
    assert ('role="alert"' in page.content.decode()) == (page.status_code == 422)


@pytest.mark.parametrize("asked", [{"kind": "secret"}, {"page": "x"}, {"page": "0"}, {"page": "26"}])
def test_a_kind_or_page_that_there_is_not_is_named(asked: dict[str, str], signed_in: SignIn) -> None:
    page = signed_in(make_account()).get("/search/", {"q": "pool", **asked})

    assert page.status_code == 422


def test_the_page_without_words_teaches_what_to_type(signed_in: SignIn) -> None:
    page = signed_in(make_account()).get("/search/")

    assert "connection pool" in page.content.decode()


def test_a_search_that_fails_is_an_error_and_no_empty_list(signed_in: SignIn) -> None:
    browser = signed_in(make_account())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE base_searchdocument RENAME TO elsewhere")

    with pytest.raises(DatabaseError), transaction.atomic():
        browser.get("/search/", {"q": "pool"})


def test_strangers_find_nothing_but_the_way_in(client: Client) -> None:
    assert client.get("/search/", {"q": "pool"}).status_code == 302
    assert client.get("/api/search", {"q": "pool"}).status_code == 401


def test_the_api_finds_the_same(signed_in: SignIn) -> None:
    ilse = make_account("Ilse Brandvik")
    incident = make_incident(ilse, title="A bilby got in", summary="At <night>")
    reindex()

    found = signed_in(ilse).get("/api/search", {"q": "bilby", "kind": "incident"}).json()

    assert found["rows"] == [
        {
            "kind": "incident",
            "title": "A <mark>bilby</mark> got in",
            "snippet": "At &lt;night&gt;",
            "at": "2026-03-11T12:00:00Z",
            "url": f"/incidents/{incident.pk}/",
            "within": "",
            "within_url": "",
        }
    ]
    assert (found["next"], found["previous"]) == ("", "")


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"q": "-"}, "q"), ({}, "q"), ({"q": "a", "kind": "x"}, "kind"), ({"q": "a", "cursor": "b"}, "cursor")],
)
def test_the_api_names_what_it_cannot_use(asked: dict[str, str], field: str, signed_in: SignIn) -> None:
    answer = signed_in(make_account()).get("/api/search", asked)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


def test_each_kind_has_a_name_of_its_own() -> None:
    assert len({kind.plural for kind in kinds()}) == len(kinds())


def test_a_snippet_shows_the_words_and_not_their_marks() -> None:
    ilse = make_account("Ilse Brandvik")
    point = "## Before\n\nThe **quagga** pool, see [the plan](https://plan.example/x)."
    make_incident(ilse, summary=point)
    reindex()

    assert "Before\n\nThe <mark>quagga</mark> pool, see the plan." in search(ilse, "quagga").hits[0].snippet
