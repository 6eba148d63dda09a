"""A review leaves as JSON, and the same review comes in elsewhere."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from secondsight.base.errors import Forbidden, InvalidInput, Refused
from secondsight.base.models import JournalEntry, StoredFile
from secondsight.base.queries import missing_originals
from secondsight.followup.models import Commitment
from secondsight.inquiry import actions as inquiry
from secondsight.inquiry.models import Factor, Review, ReviewSeat
from secondsight.organisation.models import Account, Team
from secondsight.publication import actions
from secondsight.publication.exports import export
from secondsight.publication.models import Edition
from secondsight.publication.queries import portable
from secondsight.record.models import Event, EventItem, EvidenceItem, Incident
from tests.cast import after, make_account, make_severities
from tests.publication.worked import Worked, make_worked
from tests.record import evidence_files
from tests.record.evidence_files import slack

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 5, 1, tzinfo=UTC)


def export_json(worked: Worked, viewer: Account | None = None) -> dict[str, Any]:
    """The worked review as its file says it."""
    made = export(viewer or worked.noor, worked.review.pk, "json", at=LATER)
    told: dict[str, Any] = json.loads(made.content)
    return told


def bring(told: dict[str, Any], by: Account | None = None) -> actions.Imported:
    return actions.import_review(json.dumps(told).encode(), by=by, at=LATER)


def forget_everything() -> None:
    """Make this an instance that has never heard of the review, its people or its words."""
    rooms = {"record", "inquiry", "followup", "publication", "organisation"}
    # Whatever refers to what: the database looks at it only when the transaction ends.
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in rooms or model in (JournalEntry, StoredFile):
            model._default_manager.all()._raw_delete("default")


def test_every_table_of_a_review_is_carried_or_left_out_with_a_reason() -> None:
    rooms = {"record", "inquiry", "followup", "publication"}
    tables: set[type[Model]] = {m for m in apps.get_models() if m._meta.app_label in rooms}

    carried = {section.model for section in portable.SECTIONS}

    assert tables - carried == set(portable.LEFT_OUT)
    assert all(portable.LEFT_OUT.values())


def test_a_room_whose_tables_are_not_carried_says_why() -> None:
    rooms = {m._meta.app_label for m in apps.get_models() if m.__module__.startswith("secondsight.")}
    carried = {"base", "organisation", "record", "inquiry", "followup", "publication"}

    assert rooms - carried == set(portable.LEFT_OUT_ROOMS)
    assert all(portable.LEFT_OUT_ROOMS.values())


def test_the_worked_review_has_a_row_of_every_kind_that_is_tested_here() -> None:
    worked = make_worked()
    actions.publish_review(worked.review, by=worked.noor, at=after(3000))
    inquiry.restrict_review(
        worked.review, accounts=[worked.bo], teams=[worked.team], by=worked.ines, at=after(3001)
    )

    empty = {name for name, rows in export_json(worked)["rows"].items() if not rows}

    assert empty == {"nothing_to_commit"}


def test_export_imported_into_an_empty_instance_exports_the_same() -> None:
    worked = make_worked()
    actions.publish_review(worked.review, by=worked.noor, at=after(3000))
    told = export_json(worked)

    forget_everything()
    imported = bring(told)
    again = export(Account.objects.get(email=worked.noor.email), worked.review.pk, "json", at=after(9999))

    assert imported.is_new
    assert imported.there == 0
    assert {**json.loads(again.content), "exported_at": ""} == {**told, "exported_at": ""}


def test_restricted_review_stays_restricted_where_it_is_imported() -> None:
    worked = make_worked()
    inquiry.restrict_review(
        worked.review, accounts=[worked.bo], teams=[worked.team], by=worked.ines, at=after(3001)
    )
    told = export_json(worked)

    forget_everything()
    bring(told)
    stranger = make_account("Leni Okafor", duties=("administrator", "programme_owner"))

    assert Review.objects.get().is_restricted
    assert Incident.objects.get().is_restricted
    assert ReviewSeat.objects.count() == 5
    assert not Review.objects.visible_to(stranger).exists()


def test_importing_twice_adds_nothing() -> None:
    worked = make_worked()
    told = export_json(worked)
    forget_everything()
    bring(told)
    entries = JournalEntry.objects.count()

    second = bring(told)

    assert second.added == {}
    assert second.there > 40
    assert JournalEntry.objects.count() == entries


def test_import_where_it_came_from_adds_nothing() -> None:
    worked = make_worked()

    assert bring(export_json(worked)).added == {}


def test_people_come_without_a_password_and_known_ones_stay_as_they_are() -> None:
    worked = make_worked()
    told = export_json(worked)
    forget_everything()
    here = make_account("Ines C.", email=worked.ines.email)

    bring(told)

    assert Account.objects.get(email=worked.ines.email).name == "Ines C."
    assert Event.objects.get(pk=worked.decision.pk).account == here
    assert not Account.objects.get(email=worked.bo.email).has_usable_password()


def test_words_of_the_organisation_are_found_by_slug() -> None:
    worked = make_worked()
    told = export_json(worked)
    forget_everything()
    make_severities()

    bring(told)

    assert Incident.objects.get().severity.slug == "sev-1"
    assert Team.objects.filter(slug="api-platform").count() == 1


def test_evidence_keeps_its_origin_and_the_originals_are_said_to_be_elsewhere() -> None:
    worked = make_worked()
    told = export_json(worked)
    forget_everything()

    bring(told)

    item = EvidenceItem.objects.select_related("file__stored").get(text__startswith="I have seen")
    assert item.raw == '{"ts": "1.0"}'
    assert item.place == "incident/2026-03-11.json message 0"
    assert item.file.name == "slack-export.zip"
    assert item.file.stored.is_elsewhere
    assert missing_originals() == []
    assert EventItem.objects.get(event=worked.decision).item == item
    assert "original evidence files stay" in told["note"]


def test_a_message_that_stands_in_its_original_alone_goes_along_with_its_own_text(tmp_path: Path) -> None:
    worked = make_worked()
    evidence_files.bring(worked.noor, slack(tmp_path / "export.zip", "the pool is dry"))
    item = EvidenceItem.objects.get(text="the pool is dry")
    EventItem.objects.create(event=worked.decision, item=item)
    told = export_json(worked)
    assert bring(told).added == {}, "what is here already says nothing else"
    forget_everything()

    bring(told)

    there = EvidenceItem.objects.get(text="the pool is dry")
    assert json.loads(there.raw)["text"] == "the pool is dry"


def test_row_that_says_something_else_here_is_refused_and_nothing_changes() -> None:
    worked = make_worked()
    told = export_json(worked)
    told["rows"]["events"][0]["what"] = "Rewritten"
    told["rows"]["factors"].append({**told["rows"]["factors"][0], "id": "0" * 16, "moments": []})

    with pytest.raises(Refused, match=r"events\[0\]: this is here already and says something else \(what\)"):
        bring(told)

    assert not Event.objects.filter(what="Rewritten").exists()
    assert Factor.objects.count() == 2


def test_evidence_of_the_same_key_with_other_words_is_refused() -> None:
    worked = make_worked()
    told = export_json(worked)
    forget_everything()
    bring(told)
    told["rows"]["evidence"][0]["text"] = "Somebody else's words"

    with pytest.raises(Refused, match=r"evidence\[0\].*\(text\)"):
        bring(told)


def test_import_is_in_the_history_of_the_review_and_of_its_incident() -> None:
    worked = make_worked()
    told = export_json(worked)
    forget_everything()

    bring(told)

    entry = JournalEntry.objects.get(verb="review_imported")
    assert entry.topic == worked.review.topic
    assert entry.particulars["added"]["commitments"] == 1
    assert JournalEntry.objects.get(verb="incident_imported").topic == worked.incident.topic


def test_only_those_who_set_policy_import_through_a_door() -> None:
    worked = make_worked()

    with pytest.raises(Forbidden):
        bring(export_json(worked), by=worked.ines)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 1 column 1"),
        (b"\xff\xfe{}", "byte 1 is not UTF-8"),
        (b'{"format": "secondsight-review", "version": 1, "rows": {"people": [', "breaks off"),
        (b'{"format": "secondsight-rev', "breaks off in the middle of a text"),
        (b"[1, 2]", "format"),
        (b'{"format": "something"}', "format"),
        (b'{"format": "secondsight-review", "version": 2}', "exported in version 2"),
        (b'{"format": "secondsight-review", "version": 1}', "“rows” is not an object"),
        (b'{"format": "secondsight-review", "version": 1, "rows": {"x": []}}', "does not know “x”"),
        (b'{"format": "secondsight-review", "version": 1, "rows": {"events": {}}}', "“events” is not a list"),
        (b'{"format": "secondsight-review", "version": 1, "rows": {"events": [7]}}', "row 0 of “events”"),
        (b'{"format": "secondsight-review", "version": 1, "rows": {}}', "the one review"),
        (b"[" * 100_000, "nested too deep"),
    ],
)
def test_file_that_is_no_whole_review_is_refused_by_name(content: bytes, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        actions.import_review(content, by=None, at=LATER)

    assert said in caught.value.message
    assert "Nothing was imported" in caught.value.message


def test_half_a_file_imports_nothing() -> None:
    worked = make_worked()
    content = json.dumps(export_json(worked)).encode()
    forget_everything()

    for part in (3, 2):
        with pytest.raises(InvalidInput, match="Nothing was imported"):
            actions.import_review(content[: len(content) // part], by=None, at=LATER)

    assert not Account.objects.exists()
    assert not Review.objects.exists()


BROKEN: list[tuple[str, str, Any, str]] = [
    ("events", "what", 7, "expected text"),
    ("events", "what", "x" * 501, "at most 500 characters"),
    ("events", "what", "", "it is empty"),
    ("events", "what", "a\0b", "NUL"),
    ("events", "kind", "culprit", "not a valid choice"),
    ("events", "occurred_at", "2026-03-11T14:02:00", "no zone"),
    ("events", "occurred_at", "yesterday", "expected an instant"),
    ("events", "incident", "0" * 16, "is not among the incidents of this file"),
    ("events", "incident", None, "it is null"),
    ("events", "id", "../../etc", "not an id"),
    ("events", "edition", True, "a whole number"),
    ("events", "edition", 10**30, "less than or equal"),
    ("events", "is_interpretation", "yes", "true or false"),
    ("events", "colour", "red", "does not know this field"),
    ("events", "account", "nobody@example.com", "is not among the people of this file"),
    ("incidents", "time_zone", "Mars/Olympus", "is not a time zone"),
    ("incidents", "time_zone", "../../../etc/passwd", "is not a time zone"),
    ("incidents", "services", "orders", "expected a list"),
    ("incidents", "services", ["nothing"], "is not among the services"),
    ("commitments", "due_on", "soon", "expected a day"),
    ("commitments", "tracker_url", "javascript:alert(1)", "valid URL"),
    ("evidence", "details", [], "expected an object"),
    ("people", "email", "no address", "valid email"),
]


@pytest.mark.parametrize(("section", "field", "value", "said"), BROKEN)
def test_value_that_cannot_be_is_refused_with_its_place(
    section: str, field: str, value: Any, said: str
) -> None:
    worked = make_worked()
    told = export_json(worked)
    told["rows"][section][0][field] = value

    with pytest.raises(InvalidInput) as caught:
        bring(told)

    assert caught.value.field == f"{section}[0].{field}"
    assert said in caught.value.message


def test_missing_field_and_doubled_row_are_named() -> None:
    worked = make_worked()
    told = export_json(worked)
    del told["rows"]["events"][1]["what"]
    doubled = export_json(worked)
    doubled["rows"]["factors"].append(doubled["rows"]["factors"][0])

    with pytest.raises(InvalidInput, match=r"events\[1\].what: it is missing"):
        bring(told)
    with pytest.raises(InvalidInput, match=r"factors\[2\]: it stands in the file twice"):
        bring(doubled)


def test_field_that_an_older_version_lacked_takes_its_usual_value() -> None:
    worked = make_worked()
    told = export_json(worked)
    forget_everything()
    for row in told["rows"]["events"]:
        del row["edition"]

    bring(told)

    assert {event.edition for event in Event.objects.all()} == {1}


def test_contradiction_that_only_the_database_sees_is_a_sentence() -> None:
    worked = make_worked()
    told = export_json(worked)
    forget_everything()
    told["rows"]["candidate_answers"][0].update(verdict="accepted", event=None)

    with pytest.raises(Refused, match="contradicts itself"):
        bring(told)

    assert not Commitment.objects.exists()
    assert not Edition.objects.exists()


def test_viewer_exports_only_what_they_may_see() -> None:
    worked = make_worked()
    Incident.objects.filter(pk=worked.incident.pk).update(is_restricted=True)

    told = export_json(worked)

    assert told["rows"]["events"] == []
    assert all(row["moments"] == [] for row in told["rows"]["factors"])
