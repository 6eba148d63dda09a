"""Old post-mortems become reviews: whole, once, and never over somebody's work (R10.5)."""

from typing import Any

import pytest

from secondsight.base.errors import InvalidInput
from secondsight.base.files import keep
from secondsight.base.models import JournalEntry
from secondsight.followup.queries import agreed
from secondsight.followup.queries.reviews import reviews, row_of
from secondsight.inquiry import actions
from secondsight.inquiry.models import ArchivedDocument, Factor, LearningPoint, RecordedAction, Review
from secondsight.inquiry.queries import needs
from secondsight.inquiry.queries.archive import beside
from secondsight.inquiry.rules.archive import Outcome, RecognisedReview
from secondsight.integrations.postmortem.parse import recognise
from secondsight.organisation.models import Account
from secondsight.record.models import Event, Incident
from tests.cast import AT, after, make_account, make_severities

pytestmark = pytest.mark.django_db

TEXT = """\
# Checkout refused payments

**Detected:** 2021-03-04 14:02 UTC

## Summary

Payments were refused for 18 minutes.

## Timeline

- 14:02 UTC: Alert fires
- 14:20 UTC: Pool raised

## Root cause

- The pool was small

## Lessons learned

- The pool has a limit of its own

## Action items

- [x] Raise the limit (Ines Roth)
- [ ] Watch the pool, due 2021-04-01

## The pool in detail

Ten connections.
"""


def bring(
    text: str = TEXT, *, by: Account | None, name: str = "checkout.md", **given: Any
) -> actions.Archived:
    found = recognise(text, name=name)
    assert isinstance(found, RecognisedReview)
    told: dict[str, Any] = {"severity": make_severities()["sev-2"], "at": AT, **given}
    return actions.archive_review(found, stored=keep([text.encode()]), name=name, by=by, **told)


def test_document_becomes_an_incident_with_its_timeline_and_a_review_with_what_it_found() -> None:
    ines = make_account("Ines Roth")

    review = bring(by=ines).review

    incident = review.incidents.get()
    assert (incident.title, incident.listed_at.isoformat()) == (review.title, "2021-03-04T14:02:00+00:00")
    assert [event.what for event in incident.events.order_by("occurred_at")] == ["Alert fires", "Pool raised"]
    assert incident.milestones.get().kind == "detected"
    assert [factor.what for factor in review.factors.all()] == ["The pool was small"]
    assert [point.what for point in review.learning_points.all()] == ["The pool has a limit of its own"]
    assert "## The pool in detail\n\nTen connections." in review.narrative


def test_old_actions_are_recorded_and_are_no_commitments() -> None:
    review = bring(by=make_account()).review

    first, second = review.recorded_actions.all()

    assert (first.what, first.owner, first.is_done) == ("Raise the limit", "Ines Roth", True)
    assert (second.due_on.isoformat(), second.is_done) == ("2021-04-01", False)
    assert not review.commitments.exists()
    assert not review.ideas.exists()


def test_review_of_the_archive_asks_nothing_of_anybody() -> None:
    ines = make_account("Ines Roth")
    review = bring(by=ines).review
    terms: dict[str, Any] = {"terms": agreed(), "now": after(9999)}

    (row,) = reviews(ines, stage="archived", **terms)

    told = row_of(row, zone=agreed().calendar.zone, **terms)
    assert (told.id, told.stage, told.next) == (review.pk, "archived", "From the archive")
    assert needs(ines, after(9999)) == []
    assert not reviews(ines, stage="preparing", **terms).exists()


def test_same_file_again_changes_nothing() -> None:
    ines, bo = make_account("Ines Roth"), make_account("Bo Lind")
    first = bring(by=ines)
    entries = JournalEntry.objects.count()

    again = bring(by=bo, name="elsewhere/checkout.md")

    assert again.outcome is Outcome.THERE
    assert again.review == first.review
    assert JournalEntry.objects.count() == entries


def test_changed_file_changes_the_review_and_what_it_still_tells_keeps_its_row() -> None:
    ines = make_account("Ines Roth")
    review = bring(by=ines).review
    kept = Event.objects.get(what="Alert fires")
    text = TEXT.replace("Pool raised", "Pool doubled").replace(
        "- The pool was small\n", "- The pool\n- The batch\n"
    )

    again = bring(text, by=ines, at=after(200))

    assert (again.outcome, again.review) == (Outcome.UPDATED, review)
    standing = Event.objects.filter(incident=review.incidents.get(), removed_at=None)
    assert {event.what for event in standing} == {"Alert fires", "Pool doubled"}
    assert kept in standing
    assert {factor.what for factor in review.factors.filter(removed_at=None)} == {"The pool", "The batch"}
    assert [one.replaced_by for one in ArchivedDocument.objects.order_by("recorded_at")] == [
        again.document,
        None,
    ]


def test_changed_file_is_kept_beside_a_review_that_somebody_worked_on() -> None:
    ines = make_account("Ines Roth")
    review = bring(by=ines).review
    actions.edit_review(review, by=ines, at=after(150), narrative="What we now think.")

    again = bring(TEXT.replace("Pool raised", "Pool doubled"), by=ines, at=after(200))

    review.refresh_from_db()
    assert again.outcome is Outcome.KEPT
    assert review.narrative == "What we now think."
    assert Event.objects.filter(what="Pool raised", removed_at=None).exists()
    assert "Pool doubled" in beside(review).text
    assert not beside(review).document.is_applied


def test_work_on_the_timeline_counts_as_work_on_the_review() -> None:
    from tests.cast import make_event

    ines = make_account("Ines Roth")
    review = bring(by=ines).review
    make_event(review.incidents.get(), ines)

    assert bring(TEXT.replace("Pool", "Pools"), by=ines, at=after(200)).outcome is Outcome.KEPT


def test_file_of_the_same_name_that_tells_of_something_else_is_another_review() -> None:
    ines = make_account("Ines Roth")
    first = bring(by=ines)
    other = "# The mail stopped\n## Timeline\n- 2022-01-01 08:00 UTC Queue full\n## Causes\n- A disk\n"

    second = bring(other, by=ines)

    assert second.outcome is Outcome.ADDED
    assert second.review != first.review


def test_restricted_one_is_known_to_whoever_brought_it_alone() -> None:
    ines, bo = make_account("Ines Roth"), make_account("Bo Lind")

    review = bring(by=ines, is_restricted=True).review

    assert Review.objects.visible_to(ines).get() == review
    assert not Review.objects.visible_to(bo).exists()
    assert not Incident.objects.visible_to(bo).exists()


def test_file_that_somebody_else_has_in_confidence_tells_nothing_of_it() -> None:
    bring(by=make_account("Ines Roth"), is_restricted=True)

    mine = bring(by=make_account("Bo Lind"))

    assert mine.outcome is Outcome.ADDED
    assert Review.objects.count() == 2


def test_restricted_one_needs_somebody_who_may_see_it() -> None:
    with pytest.raises(InvalidInput):
        bring(by=None, is_restricted=True)

    assert not Review.objects.exists()


def test_instance_without_accounts_takes_an_archive_once() -> None:
    bring(by=None)

    assert bring(by=None).outcome is Outcome.THERE


def test_document_whose_rows_cannot_be_stored_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(RecordedAction.objects, "bulk_create", fail)

    with pytest.raises(RuntimeError):
        bring(by=make_account())

    assert not any(model.objects.exists() for model in (Review, Incident, Event, Factor, LearningPoint))


def test_characters_that_no_database_takes_are_replaced() -> None:
    review = bring(TEXT.replace("Alert fires", "Alert\0fires"), by=make_account()).review

    assert review.incidents.get().events.order_by("occurred_at")[0].what == "Alert\ufffdfires"
