"""What a file leaves open is asked in a form, and the answers reach its reader."""

from datetime import date
from pathlib import Path

import pytest

from secondsight.record.forms.evidence import ANSWERS, AnswersForm
from secondsight.record.models import EvidenceItem
from tests.cast import make_account
from tests.record.evidence_files import bring

CHAT = "05/10/2026, 14:02 - Ida: dry\n05/10/2026, 14:03 - Bo: on it\n"


def answered(**given: str) -> dict[str, object]:
    """Return what a person said in the form that asks for these fields."""
    form = AnswersForm(given, asks=[{"field": field, "words": "Which?"} for field in given])
    assert form.is_valid(), form.errors
    return form.options()


@pytest.mark.parametrize(("said", "meant"), [("day", True), ("month", False)])
def test_the_order_of_day_and_month_may_be_answered(said: str, meant: bool) -> None:
    assert answered(day_first=said) == {"day_first": meant}


def test_every_question_has_a_field() -> None:
    assert set(ANSWERS) == {"zone", "starts_at", "on_date", "repeated_hour", "day_first", "channel"}


@pytest.mark.django_db
@pytest.mark.parametrize(("said", "day"), [("day", date(2026, 10, 5)), ("month", date(2026, 5, 10))])
def test_the_answers_decide_when_it_was_said(tmp_path: Path, said: str, day: date) -> None:
    path = tmp_path / "chat.txt"
    path.write_text(CHAT)

    bring(make_account(), path, options=answered(day_first=said, zone="Europe/Berlin", channel="war-room"))

    assert {item.occurred_at.date() for item in EvidenceItem.objects.all()} == {day}
    assert {item.channel for item in EvidenceItem.objects.all()} == {"war-room"}
