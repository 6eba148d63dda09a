"""Nothing in the demo says what the product would object to (S2, S3, R4.3)."""

import re
from dataclasses import fields, is_dataclass

import pytest

from demo import others, story

FORBIDDEN = re.compile(
    r"root cause|should(n't)? (not )?have|would have|could have|human error|operator error|careless|negligen|"
    r"\bat fault\b|\bblame|to blame|forgot|failed to|why did(n't)? (you|he|she|they)|more careful|obviously|"
    r"due to (a )?mistake|incompeten",
    re.IGNORECASE,
)


def strings(value):
    """Yield every string inside nested facts."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(key)
            yield from strings(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from strings(inner)


@pytest.mark.parametrize(
    "told",
    [
        story.INCIDENT,
        story.REVIEW,
        story.EVIDENCE,
        others.EVIDENCE,
        *others.INCIDENTS,
        *others.REVIEWS,
    ],
    ids=lambda told: f"{type(told).__name__}-{told.slug}",
)
def test_wording_describes_and_does_not_judge(told):
    found = [text for text in strings(told) if FORBIDDEN.search(text)]

    assert found == []


def test_no_line_is_longer_than_a_form_takes():
    for review in (story.REVIEW, *others.REVIEWS):
        assert all(len(factor.text) <= 500 for factor in review.factors)
        assert all(len(point.text) <= 500 for point in review.learning)
        assert all(len(idea.text) <= 500 for idea in review.ideas)
        assert all(len(worked.text) <= 500 for worked in review.worked)
        assert all(len(line.words) <= 500 for line in (review.room.lines if review.room else ()))
    for incident in (story.INCIDENT, *others.INCIDENTS):
        assert all(len(event.title) <= 120 for event in incident.events)
        assert all(len(version.text) <= 500 for event in incident.events for version in event.versions)
