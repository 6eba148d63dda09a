"""How well an event is established, and what its telling lacks (R3.5, R3.9)."""

import pytest

from secondsight.record.rules.standing import ask_for_context, suggest_standing
from secondsight.record.rules.vocabulary import EventKind, Standing


@pytest.mark.parametrize(
    ("sources", "versions", "standing"),
    [
        ([], 0, Standing.REPORTED),
        (["bo"], 0, Standing.REPORTED),
        (["bo", "bo"], 0, Standing.REPORTED),
        (["bo", "alerts"], 0, Standing.CORROBORATED),
        (["bo", "alerts"], 1, Standing.CORROBORATED),
        (["bo", "alerts"], 2, Standing.DISPUTED),
    ],
)
def test_two_sources_corroborate_and_two_versions_dispute(sources, versions, standing):
    assert suggest_standing(sources, versions) is standing


@pytest.mark.parametrize(
    "kind", [EventKind.ACTION, EventKind.DECISION, EventKind.CHANGE, EventKind.ESCALATION]
)
def test_outcome_without_context_is_asked_about(kind):
    assert ask_for_context(kind, " ").endswith("?")
    assert ask_for_context(kind, "p99 was at 4 s; the flag hid only the breakdown.") == ""


def test_questions_ask_how_and_never_why():
    questions = [ask_for_context(kind, "") for kind in EventKind]

    assert [question for question in questions if "why" in question.casefold()] == []


def test_signal_needs_no_context():
    assert ask_for_context(EventKind.SIGNAL, "") == ""
