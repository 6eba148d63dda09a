"""An edition tells a decision as people told it, in every form, with what reached them later (R3.4, R8.2)."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from secondsight.publication.exports import html, md, pdf
from secondsight.publication.queries.telling import telling
from secondsight.record.actions.decision_notes import Saying, add_note
from secondsight.record.actions.decisions import add_option, mark_decision
from secondsight.record.queries.figures import story_parts
from tests.cast import after
from tests.publication.worked import make_worked

pytestmark = pytest.mark.django_db

SAID = (
    "Roll back 4.18, or keep looking?",
    "Safe to undo.",
    "The page.",
    "Half of the pods were new already.",
    "reached them",
    "was told",
)


@pytest.fixture
def told() -> Any:
    worked = make_worked()
    point = mark_decision(worked.decision, by=worked.ines, at=after(60))
    add_note(point, Saying("pressure", "Half of the pods were new already."), by=worked.bo, at=after(61))
    return telling(worked.noor, worked.review)


def test_the_choice_says_what_they_faced_weighed_and_what_reached_them_later(told: Any) -> None:
    [choice] = told.choices

    assert choice.told.question == "Roll back 4.18, or keep looking?"
    assert [(way.what, way.is_taken) for way in choice.told.ways] == [
        ("Roll back 4.18", True),
        ("Look at the pool", False),
    ]
    assert [moment.what for moment in choice.unknown] == ["Orders pool is full"]
    assert [(one.at, one.through) for one in choice.reached] == [(after(31), "was told")]


def test_every_form_tells_it(told: Any) -> None:
    forms = {
        "md": md.write(told, after(90)),
        "html": html.write(told, after(90), story=story_parts(None, told.narrative)),
        "pdf": "\n".join(
            page.extract_text() for page in PdfReader(io.BytesIO(pdf.write(told, after(90)))).pages
        ),
    }

    for name, words in forms.items():
        flat = "".join(words.replace("\\", "").split())
        assert [said for said in SAID if "".join(said.split()) not in flat] == [], name


def test_reading_decisions_takes_no_more_statements_for_more_of_them(
    told: Any, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from secondsight.inquiry.models import Review
    from secondsight.record.models import DecisionPoint, Event

    review, viewer = Review.objects.get(), DecisionPoint.objects.get().account
    with CaptureQueriesContext(connection) as few:
        telling(viewer, review)
    for event in Event.objects.exclude(decision_point__isnull=False)[:4]:
        point = mark_decision(event, by=viewer, at=after(62))
        option = add_option(point, what="One way", by=viewer, at=after(62))
        add_note(point, Saying("spoke_for", "x", option=option), by=viewer, at=after(62))
    with django_assert_max_num_queries(len(few)):
        telling(viewer, review)
