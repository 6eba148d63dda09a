"""A figure in a story shows what it names, as it stands today, to those who may see it."""

import pytest

from secondsight.inquiry.actions.reviews import edit_review
from secondsight.record.actions.knowledge import Knowing, add_knowledge
from secondsight.record.queries.figures import story_parts
from tests.cast import after, make_account, make_event, make_incident, make_review, make_team

pytestmark = pytest.mark.django_db


def worked():
    """An incident with two events, of which the database team knew the first alone."""
    incident, team = make_incident(), make_team("Database")
    first = make_event(incident, what="Sessions pile up")
    make_event(incident, what="Release rolled back", kind="action", occurred_at=after(20))
    add_knowledge(first, Knowing(after(3), team=team), by=None, at=after(60))
    return incident


def test_a_figure_stands_between_the_paragraphs_with_its_caption():
    incident = worked()
    text = f"Before it.\n\n![The first minutes](timeline:{incident.pk})\n\nAfter it."

    before, figure, later = story_parts(make_account(), text)

    assert "Before it." in before.html
    assert "After it." in later.html
    assert figure.caption == "The first minutes"
    assert [event.label for event in figure.picture.events] == ["Sessions pile up", "Release rolled back"]


def test_a_figure_from_inside_shows_how_each_event_stood_to_two_teams():
    incident = worked()
    make_team("Storefront")
    address = f"timeline:{incident.pk}?for=team:database&beside=team:storefront&at=2026-03-11T12:21:00Z"

    (figure,) = story_parts(make_account(), f"![Two teams]({address})")

    stood = [(event.label, event.state, event.is_lit) for event in figure.picture.events]
    assert stood == [
        ("Sessions pile up", "known", True),
        ("Release rolled back", "unknown", False),
        ("Sessions pile up", "unknown", True),
        ("Release rolled back", "unknown", False),
    ]
    assert [pane.text for pane in figure.picture.panes] == ["Seen from Database", "Seen from Storefront"]
    assert figure.picture.veil.label == "12:21:00"


def test_what_lies_ahead_of_the_moment_is_not_drawn_nor_counted():
    incident = worked()

    (figure,) = story_parts(make_account(), f"![Then](timeline:{incident.pk}?at=2026-03-11T12:10:00Z)")

    assert [event.label for event in figure.picture.events] == ["Sessions pile up"]
    assert "1 event " in figure.picture.description
    assert "outside" not in figure.picture.description


def test_a_window_says_how_much_lies_outside_it():
    incident = worked()

    (figure,) = story_parts(make_account(), f"![Late](timeline:{incident.pk}?from=2026-03-11T12:10:00Z)")

    assert [event.label for event in figure.picture.events] == ["Release rolled back"]
    assert "1 more lies outside this window" in figure.picture.description


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("?at=noonish", "cannot be drawn"),
        ("?for=team:nobody", "not there, or not for you"),
        ("?from=2031-01-01T00:00Z", "not there, or not for you"),
    ],
)
def test_a_figure_that_cannot_be_drawn_says_so_in_its_place(asked, said):
    incident = worked()

    (figure,) = story_parts(make_account(), f"![Late](timeline:{incident.pk}{asked})")

    assert figure.picture is None
    assert said in figure.trouble


def test_who_may_not_see_the_incident_reads_the_story_without_its_figure(signed_in):
    hidden = make_incident(make_account("Kim Osei"), is_restricted=True)
    make_event(hidden, what="Sealed words")
    reader = make_account("Noor Haddad")
    review = make_review(reader)
    edit_review(review, narrative=f"Plain.\n\n![Hidden](timeline:{hidden.pk})", by=reader, at=after(1500))

    page = signed_in(reader).get(f"/reviews/{review.pk}/").content.decode()

    assert "Plain." in page
    assert "not for you" in page
    assert "Sealed words" not in page


def test_a_story_is_previewed_with_its_figures(signed_in):
    incident = worked()
    words = f"![Two teams](timeline:{incident.pk}?for=team:database)"

    page = signed_in(make_account()).post("/reviews/preview", {"narrative": words}).content.decode()

    assert "Sessions pile up" in page
    assert "Two teams" in page
    assert "had happened and had not reached them" in page
