"""A commitment is accepted by its owner, followed, verified by another, or ended with a reason (S5, R7)."""

from datetime import date, timedelta

import pytest

from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.journal import history
from secondsight.followup import actions, queries
from secondsight.followup.rules.commitment import NotNow, NotYours
from tests.cast import SOAKED, make_account, make_commitment, make_soaked

pytestmark = pytest.mark.django_db
LOOK = date(2026, 6, 1)
LATER = SOAKED + timedelta(days=3)


@pytest.fixture
def offered():
    """A commitment that Cy is asked to own, and who decides: Bo, and the review's owner."""
    bo, cy = make_account("Bo"), make_account("Cy")
    review = make_soaked(bo)
    return make_commitment(review, cy), review.opened_by, bo, cy


def test_from_offer_to_verified_with_evidence(offered):
    commitment, _, bo, cy = offered
    actions.accept_commitment(commitment, by=cy, at=LATER)
    actions.claim_done(commitment, note="Merged", url="https://example.org/1", by=cy, at=LATER)

    actions.verify_commitment(commitment, evidence="Fired in staging on Friday", by=bo, at=LATER)

    now = queries.commitment(bo, commitment.pk)
    assert now.state == "verified"
    assert [step.state for step in now.steps.all()] == ["offered", "accepted", "done", "verified"]
    assert now.steps.last().note == "Fired in staging on Friday"


def test_nobody_accepts_for_somebody_else(offered):
    commitment, owner, bo, _ = offered

    for person in (owner, bo, make_account("Sipho", duties=("administrator", "programme_owner"))):
        with pytest.raises(NotYours, match="signed in as themselves"):
            actions.accept_commitment(commitment, by=person, at=LATER)
    assert queries.commitment(bo, commitment.pk).state == "offered"


def test_what_was_declined_returns_to_the_deciders_who_ask_somebody_else(offered):
    commitment, owner, bo, cy = offered
    actions.decline_commitment(commitment, note="On leave until May", by=cy, at=LATER)
    di = make_account("Di")

    actions.offer_again(commitment, owner=di, due_on=LOOK, by=owner, at=LATER)

    with pytest.raises(NotYours):
        actions.accept_commitment(commitment, by=cy, at=LATER)
    assert actions.accept_commitment(commitment, by=di, at=LATER).owner == di
    assert bo in [decider.account for decider in queries.deciders(commitment.review)]


def test_the_owner_does_not_verify_even_as_a_decider(offered):
    _, owner, bo, _ = offered
    own = make_commitment(queries.commitment(bo, offered[0].pk).review, bo)
    actions.accept_commitment(own, by=bo, at=LATER)
    actions.claim_done(own, by=bo, at=LATER)
    with pytest.raises(NotYours, match="does not verify"):
        actions.verify_commitment(own, evidence="I saw it", by=bo, at=LATER)

    assert actions.verify_commitment(own, evidence="Seen", by=owner, at=LATER).state == "verified"


def test_verifying_takes_evidence_and_sending_back_a_reason(offered):
    commitment, _, bo, cy = offered
    actions.accept_commitment(commitment, by=cy, at=LATER)
    with pytest.raises(NotNow):
        actions.verify_commitment(commitment, evidence="x", by=bo, at=LATER)
    actions.claim_done(commitment, by=cy, at=LATER)
    with pytest.raises(InvalidInput) as refused:
        actions.verify_commitment(commitment, evidence=" ", by=bo, at=LATER)
    assert refused.value.field == "evidence"

    assert actions.send_back(commitment, reason="Not in production", by=bo, at=LATER).state == "accepted"


def test_a_date_moves_with_a_reason_that_is_kept(offered):
    commitment, _, bo, cy = offered
    actions.accept_commitment(commitment, by=cy, at=LATER)
    with pytest.raises(InvalidInput) as refused:
        actions.move_date(commitment, due_on=LOOK, reason="", by=cy, at=LATER)
    assert refused.value.field == "reason"

    actions.move_date(commitment, due_on=LOOK, reason="The freeze", by=cy, at=LATER)

    assert queries.commitment(bo, commitment.pk).due_on == LOOK
    assert history(commitment.review.topic)[0].particulars["before"] == "2026-04-06"


def test_dropping_needs_a_reason(offered):
    commitment, _, bo, cy = offered
    actions.accept_commitment(commitment, by=cy, at=LATER)
    with pytest.raises(InvalidInput):
        actions.drop_commitment(commitment, reason="", by=cy, at=LATER)

    assert actions.drop_commitment(commitment, reason="Roadmap", by=cy, at=LATER).state == "dropped"
    with pytest.raises(NotNow):
        actions.accept_commitment(commitment, by=cy, at=LATER)


def test_it_becomes_a_known_risk_that_is_looked_at_again_and_closed(offered):
    commitment, _, bo, cy = offered
    actions.accept_commitment(commitment, by=cy, at=LATER)
    risk = actions.take_as_risk(commitment, reason="Too dear", look_again_on=LOOK, by=bo, at=LATER)
    assert queries.commitment(bo, commitment.pk).state == "known_risk"
    with pytest.raises(Refused):
        actions.close_risk(risk, note="Gone", by=make_account("Di"), at=LATER)

    actions.look_again_later(risk, look_again_on=date(2026, 9, 1), note="Still rare", by=bo, at=LATER)
    closed = actions.close_risk(risk, note="The pool is gone", by=bo, at=LATER)

    assert [look.note for look in closed.second_looks.all()] == ["Still rare"]
    assert (closed.closed_by, closed.closed_note) == (bo, "The pool is gone")
    with pytest.raises(Refused, match="in the meantime"):
        actions.close_risk(risk, note="Again", by=bo, at=LATER)


def test_a_risk_that_is_committed_again_is_closed_and_can_become_one_again(offered):
    commitment, owner, bo, cy = offered
    first = actions.take_as_risk(commitment, reason="Later", look_again_on=LOOK, by=bo, at=LATER)
    actions.offer_again(commitment, owner=cy, due_on=LOOK, by=owner, at=LATER)
    assert queries.risk(bo, first.pk).closed_at is not None

    again = actions.take_as_risk(commitment, reason="Later still", look_again_on=LOOK, by=bo, at=LATER)

    assert again.closed_at is None


def test_everybody_sees_what_they_may_do_and_a_bystander_nothing(offered):
    commitment, owner, _, cy = offered

    assert queries.verbs_for(cy, commitment) == ["accept", "decline"]
    assert set(queries.verbs_for(owner, commitment)) == {"drop", "take_as_risk"}
    assert queries.verbs_for(make_account("Di"), commitment) == []


def test_a_list_narrows_to_mine_overdue_and_team(offered):
    from tests.cast import make_team

    commitment, _, bo, cy = offered
    actions.accept_commitment(commitment, by=cy, at=LATER)
    team = make_team("Data", cy)
    day = commitment.due_on + timedelta(days=1)

    def ids(viewer, **wanted):
        filters = queries.CommitmentFilters(**wanted)
        return [row.pk for row in queries.commitments(viewer, filters, today=day)]

    assert ids(cy, whose="mine") == ids(bo, state="overdue") == ids(bo, team=team.slug) == [commitment.pk]
    assert ids(bo, whose="mine") == ids(bo, state="verified") == ids(bo, team="nobody") == []
    with pytest.raises(InvalidInput):
        ids(bo, state="late")
