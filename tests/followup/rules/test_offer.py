"""What has to be said before somebody is asked to own a commitment (S5, R6.3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from secondsight.followup.rules.offer import InvalidOffer, Offer, check_offer, find_problems
from secondsight.followup.rules.vocabulary import IntendedOutcome

TODAY = date(2026, 3, 17)
GOOD = Offer(
    "Rewrite the rollback runbook",
    "bo",
    TODAY + timedelta(days=9),
    "Two people who did not write it have rolled back staging with it",
    IntendedOutcome.RESPOND_BETTER,
)


def test_offer_with_owner_date_done_and_outcome_passes():
    check_offer(GOOD, today=TODAY)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "what"),
        ({"owner": None}, "owner"),
        ({"due_on": None}, "due_on"),
        ({"due_on": TODAY}, "due_on"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"done_means": ""}, "done_means"),
        ({"done_means": "Done."}, "done_means"),
        ({"done_means": "TBD"}, "done_means"),
        ({"done_means": "It is done!"}, "done_means"),
        ({"done_means": "The fix has been deployed"}, "done_means"),
        ({"done_means": "To be defined"}, "done_means"),
        ({"done_means": "monitoring improved"}, "done_means"),
        ({"done_means": "rewrite the  rollback runbook."}, "done_means"),
        ({"outcome": None}, "intended_outcome"),
    ],
)
def test_offer_that_nobody_could_keep_names_the_field(change, field):
    with pytest.raises(InvalidOffer) as refused:
        check_offer(replace(GOOD, **change), today=TODAY)

    assert refused.value.field == field
    assert refused.value.message.endswith("The idea is kept as it was.")


def test_tomorrow_is_soon_enough():
    check_offer(replace(GOOD, due_on=TODAY + timedelta(days=1)), today=TODAY)


def test_empty_offer_has_a_problem_in_every_field_in_their_order():
    problems = find_problems(Offer("", None, None, "", None), TODAY)

    assert [problem.field for problem in problems] == [
        "what",
        "owner",
        "due_on",
        "done_means",
        "intended_outcome",
    ]


def test_past_date_points_to_recording_what_was_put_right():
    problem = find_problems(replace(GOOD, due_on=TODAY - timedelta(days=3)), TODAY)[0]

    assert "2026-03-14" in problem.sentence
    assert "recorded as done" in problem.sentence
