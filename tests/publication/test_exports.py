"""Whatever somebody wrote, every form shows it as it is and does nothing with it."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from secondsight.publication.exports import html, md, pdf
from secondsight.publication.exports._figures import story_on_paper
from secondsight.publication.rules.edition import Finding, Incident, Moment, Telling
from secondsight.publication.rules.hindsight import choices
from secondsight.record.queries.figures import story_parts
from tests.cast import make_account, make_event, make_incident
from tests.publication.rules.test_prose import NASTY

AT = datetime(2026, 3, 11, 14, 2, tzinfo=UTC)


def tell(words: str) -> Telling:
    """A telling that says the same words wherever it can."""
    moment = Moment("e1", "i1", AT, "second", words, "decision", "Decision", context=words, who=words)
    incident = Incident("i1", words, "Sev-1", "sev-1", 1, words, "Europe/Berlin", False, False, AT)
    return Telling(
        id="r1",
        title=words,
        tier="Full review",
        narrative=words,
        zone=ZoneInfo("Europe/Berlin"),
        zone_name="Europe/Berlin",
        incidents=(incident,),
        moments=(moment,),
        choices=choices((moment,)),
        factors=(Finding(words, words, "Deployment", (moment,)),),
        nothing_to_commit=words,
    )


@pytest.mark.parametrize("words", NASTY)
def test_html_file_never_holds_what_somebody_wrote_as_markup(words: str) -> None:
    file = html.write(tell(words), AT, story=story_parts(None, words))

    body = file[file.index("<body") :]
    assert "<script" not in body
    assert "<b>" not in body
    assert 'href="javascript' not in body


@pytest.mark.parametrize("words", NASTY)
def test_pdf_shows_the_words_as_they_are(words: str) -> None:
    told = replace(tell(words), narrative="")

    text = PdfReader(io.BytesIO(pdf.write(told, AT))).pages[0].extract_text()

    assert "".join(words.split()) in "".join(text.split())


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=80))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_any_words_make_a_pdf(words: str) -> None:
    assert pdf.write(tell(words), AT).startswith(b"%PDF-")


@given(st.text('*_`[]()<>#+-=|~\\&!1. \n\tab:/$@"{}%', min_size=1, max_size=120))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_any_story_makes_every_form(words: str) -> None:
    told = tell(words)

    assert pdf.write(told, AT).startswith(b"%PDF-")
    assert md.write(told, AT)
    assert "</html>" in html.write(told, AT)


def test_html_file_needs_nothing_else() -> None:
    file = html.write(tell("Checkout"), AT)

    assert "<link" not in file
    assert "@import" not in file
    assert "url(" not in file.replace('url("#', "").replace("url(#", "")
    assert "src=" not in file


def test_draft_says_that_it_is_one() -> None:
    told = tell("Checkout")

    assert "Draft, not published" in md.write(told, AT)
    assert "Draft, not published" not in md.write(replace(told, published_at=AT), AT)


@pytest.mark.django_db
def test_a_figure_in_the_story_is_a_figure_on_paper_and_in_the_file() -> None:
    reader, incident = make_account(), make_incident()
    make_event(incident, what="Sessions pile up")
    words = f"Before.\n\n![What the room saw](timeline:{incident.pk}?for=room)\n\nAfter."
    told = replace(tell("x"), narrative=words)

    page = PdfReader(io.BytesIO(pdf.write(told, AT, (), story_on_paper(reader, told))))
    file = html.write(told, AT, story=story_parts(reader, words))

    text = "".join(page.extract_text() for page in page.pages)
    assert "What the room saw" in text
    assert "Sessions pile up" in text
    assert "What the room saw" in file
    assert "Sessions pile up" in file
    assert "*What the room saw*" in md.write(told, AT)
