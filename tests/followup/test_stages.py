"""Reviews are listed by how far they have come, and everybody is told what waits for them."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from secondsight.base.errors import InvalidInput
from secondsight.followup import actions, queries
from secondsight.followup.rules.stage import Progress, Stage, stage_of
from tests.cast import SOAKED, after, make_account, make_commitment, make_idea, make_review, make_soaked

pytestmark = pytest.mark.django_db
UTC = ZoneInfo("UTC")
LOOK = date(2026, 6, 1)


def listed(viewer, now, **wanted):
    terms = queries.agreed()
    rows = queries.reviews(viewer, terms=terms, now=now, **wanted).order_by("-recorded_at", "-id")
    return [queries.row_of(row, terms=terms, now=now, zone=UTC) for row in rows]


def stages_agree(viewer, now):
    """The list filtered by a stage holds exactly the rows that say they are in it."""
    every = listed(viewer, now)
    for stage in Stage:
        said = [row.id for row in every if row.stage is stage]
        assert [row.id for row in listed(viewer, now, stage=stage)] == said
    return [row.stage for row in every]


def test_filter_and_row_agree_on_every_stage():
    bo = make_account("Bo")
    make_review(bo)
    deciding, following, settled, risky = (make_soaked(bo) for _ in range(4))
    make_idea(deciding)
    make_commitment(following, bo)
    actions.say_nothing_to_commit(settled, by=bo, at=SOAKED)
    actions.accept_risk(risky, what="x", reason="y", look_again_on=LOOK, by=bo, at=SOAKED)

    assert set(stages_agree(bo, after(25 * 60))) == {Stage.PREPARING, Stage.SOAKING}
    assert set(stages_agree(bo, SOAKED)) == {
        Stage.PREPARING,
        Stage.DECIDING,
        Stage.FOLLOWING,
        Stage.SETTLED,
    }


def test_the_soak_is_told_in_the_reader_s_zone():
    review = make_soaked()

    (row,) = listed(review.opened_by, after(25 * 60))

    assert row.next == "Ideas rest until Mon 16 Mar, 12:00"


@pytest.mark.parametrize("wanted", [{"stage": "later"}, {"whose": "theirs"}])
def test_a_word_that_is_no_stage_is_refused(wanted):
    with pytest.raises(InvalidInput):
        listed(make_account(), SOAKED, **wanted)


def test_a_declined_commitment_is_still_to_be_decided():
    held = {"is_held": True, "is_soaking": False}

    assert stage_of(Progress(**held, declined=1, taken_on=1)) is Stage.DECIDING
    assert stage_of(Progress(**held, taken_on=1)) is Stage.SETTLED


def test_needs_say_who_waits_for_what():
    bo, cy, di = make_account("Bo"), make_account("Cy"), make_account("Di")
    review = make_soaked(bo)
    idea = make_idea(review)
    assert "rest" in queries.needs(review.opened_by, after(25 * 60))[0].words
    assert "Decide about" in queries.needs(bo, SOAKED)[0].words

    commitment = make_commitment(review, cy, idea=idea)
    assert "Accept or decline" in queries.needs(cy, SOAKED)[0].words
    actions.accept_commitment(commitment, by=cy, at=SOAKED)
    assert queries.needs(cy, SOAKED)[0].why == "You accepted it."
    actions.claim_done(commitment, by=cy, at=SOAKED)
    assert "Verify" in queries.needs(bo, SOAKED)[0].words

    assert queries.needs(cy, SOAKED) == queries.needs(di, SOAKED) == []


def test_needs_take_as_many_statements_for_many_as_for_one(django_assert_max_num_queries):
    bo = make_account("Bo")
    for _ in range(6):
        review = make_soaked(bo)
        make_commitment(review, bo)
        make_idea(review)

    with django_assert_max_num_queries(6):
        assert len(queries.needs(bo, SOAKED)) == 12


def test_the_rail_says_how_far_the_decision_is():
    bo = make_account("Bo")
    review = make_soaked(bo)
    assert queries.rail_facts(review, after(25 * 60), UTC)["commit"] == "soaks until Mon 12:00"
    idea = make_idea(review)
    assert queries.rail_facts(review, SOAKED, UTC)["commit"] == "1 to decide"

    make_commitment(review, bo, idea=idea)

    assert queries.rail_facts(review, SOAKED, UTC)["commit"] == "1 commitment"
