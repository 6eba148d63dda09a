"""What people tell the coach to leave alone: in one text, and as a word of the organisation (R6.5)."""

from typing import Any

import pytest
from django.test import Client

from secondsight.base.models import JournalEntry
from secondsight.organisation.actions.wording import add_own_word
from secondsight.organisation.models import WordingDismissal
from secondsight.record.actions.incidents import restrict_incident
from tests.cast import AT, make_account, make_incident

pytestmark = pytest.mark.django_db
TEXT = "At ten we failed to check the disk. Then we paged the database team."


@pytest.fixture
def ada(signed_in: Any) -> Client:
    client: Client = signed_in(make_account("Ada Nkemelu"))
    return client


@pytest.fixture
def bo(signed_in: Any) -> Client:
    client: Client = signed_in(make_account("Bo Varga"))
    return client


def heard(client: Client, text: str = TEXT, **where: str) -> list[dict[str, Any]]:
    answer = client.post(
        "/api/language/check", {"text": text, **where}, content_type="application/json"
    ).json()
    return list(answer["findings"])


def leave(client: Client, finding: dict[str, Any], **where: str) -> Any:
    told = {**where, "rule": finding["rule"], "key": finding["key"]}
    return client.post("/api/language/dismissals", told, content_type="application/json")


@pytest.fixture
def place() -> str:
    return make_incident(make_account("Cy Rane")).topic


def test_what_one_leaves_is_left_for_all_who_write_the_same_text(ada: Client, bo: Client, place: str) -> None:
    where = {"place": place, "field": "summary"}
    (found,) = heard(ada, **where)

    assert leave(ada, found, **where).status_code == 201

    assert heard(ada, **where) == heard(bo, **where) == []
    assert heard(ada, TEXT.replace("Then", "Before that"), **where) == []


@pytest.mark.parametrize(
    "other",
    [
        {"field": "context"},
        {"text": TEXT.replace("the disk", "the queue")},
        {"text": TEXT.replace("failed to check", "forgot to check")},
        {"place": ""},
    ],
)
def test_another_sentence_or_another_text_is_heard_as_before(
    ada: Client, place: str, other: dict[str, str]
) -> None:
    where = {"place": place, "field": "summary"}
    leave(ada, heard(ada, **where)[0], **where)

    assert len(heard(ada, **{**where, **other})) == 1


def test_a_sentence_moved_and_spaced_anew_is_the_same(ada: Client, place: str) -> None:
    where = {"place": place, "field": "summary"}
    leave(ada, heard(ada, **where)[0], **where)

    assert heard(ada, f"It was night.\n\n{TEXT.replace('we failed', 'we  failed')}", **where) == []


def test_what_was_left_twice_is_there_once_and_can_be_taken_back(ada: Client, bo: Client, place: str) -> None:
    where = {"place": place, "field": "summary"}
    (found,) = heard(ada, **where)
    first = leave(ada, found, **where).json()
    again = leave(bo, found, **where).json()

    assert first["id"] == again["id"]
    assert bo.delete(f"/api/language/dismissals/{first['id']}").status_code == 204
    assert len(heard(ada, **where)) == 1


def test_nothing_that_was_written_is_kept(ada: Client, place: str) -> None:
    where = {"place": place, "field": "summary"}
    leave(ada, heard(ada, **where)[0], **where)

    kept = [*WordingDismissal.objects.values(), *JournalEntry.objects.values()]

    assert WordingDismissal.objects.count() == 1
    assert "disk" not in str(kept)


def test_a_place_that_one_may_not_see_is_not_there(ada: Client, bo: Client) -> None:
    keeper = make_account("Cy Rane")
    incident = make_incident(keeper)
    where = {"place": incident.topic, "field": "summary"}
    kept = leave(ada, heard(ada, **where)[0], **where).json()
    restrict_incident(incident, accounts=[keeper], teams=[], by=keeper, at=AT)

    (found,) = heard(bo, **where)

    assert leave(bo, found, **where).status_code == 404
    assert bo.delete(f"/api/language/dismissals/{kept['id']}").status_code == 404
    assert leave(bo, found, place="nowhere:1").status_code == 404


def test_a_finding_of_no_rule_or_a_key_that_is_none_is_refused(ada: Client, place: str) -> None:
    key = "0" * 64

    assert leave(ada, {"rule": "culprit", "key": key}, place=place).status_code == 422
    assert leave(ada, {"rule": "neglect", "key": TEXT}, place=place).status_code == 422


def test_a_word_of_the_organisation_is_heard_for_nobody_until_it_is_taken_back(
    ada: Client, bo: Client
) -> None:
    told = {"rule": "neglect", "words": " Failed  to check "}
    word = ada.post("/api/language/words", told, content_type="application/json").json()

    assert word["words"] == "failed to check"
    assert heard(bo) == []
    assert [row["words"] for row in bo.get("/api/language/words").json()["rows"]] == ["failed to check"]

    assert bo.delete(f"/api/language/words/{word['id']}").status_code == 204
    assert len(heard(ada)) == 1
    assert ada.get("/api/language/words").json()["rows"] == []


def test_a_word_holds_for_its_rule_alone(ada: Client) -> None:
    add_own_word(rule="hindsight", said="failed to check", by=None, at=AT)

    assert [one["rule"] for one in heard(ada)] == ["neglect"]


def test_the_page_says_who_added_a_word_and_takes_it_back(ada: Client, bo: Client) -> None:
    shown = ada.post("/organisation/words/", {"rule": "neglect", "words": "Failed Over"}, follow=True)
    again = bo.post("/organisation/words/", {"rule": "neglect", "words": "failed over"}, follow=True)

    assert b"failed over" in shown.content
    assert again.content.decode().count("listing-title") == 1
    assert b"Ada Nkemelu" in again.content

    (word,) = bo.get("/api/language/words").json()["rows"]
    gone = bo.post(f"/organisation/words/{word['id']}/removal", follow=True)
    assert b"No words of your own yet" in gone.content
    told = bo.get("/history/?topic=organisation:words").content.decode()
    assert "Own word removed: failed over" in told
    assert "Own word added: failed over" in told


def test_words_that_cannot_be_kept_are_said_at_their_field(ada: Client) -> None:
    for said in ("", "x" * 81, "a\0b"):
        answer = ada.post("/organisation/words/", {"rule": "neglect", "words": said})
        assert answer.status_code == 422, said


def test_a_moment_whose_time_stands_in_its_own_field_is_not_asked_for_one(ada: Client, place: str) -> None:
    told = {"text": "The queue began to grow.", "kind": "entry", "section": "timeline"}

    assert [one["rule"] for one in heard(ada, **told)] == ["bare-entry"]
    assert heard(ada, **told, place=place, field="what") == []


def test_hearing_asks_the_database_the_same_however_many_words_and_texts_were_left(
    ada: Client, place: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        add_own_word(rule="neglect", said=f"word {number}", by=None, at=AT)
        make_account(f"Person {number}")
        WordingDismissal.objects.create(place=place, rule="neglect", key=f"{number:064}")
    where = {"place": place, "field": "summary"}
    heard(ada, **where)

    with django_assert_max_num_queries(6):
        heard(ada, **where)
