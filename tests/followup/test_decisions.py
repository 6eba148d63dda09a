"""Ideas soak, then the owner and few decide (R6.1 to R6.4, S4)."""

from datetime import date, timedelta

import pytest

from secondsight.base.errors import InvalidInput, NotFound, Refused, StaleEdit
from secondsight.followup import actions, queries
from secondsight.followup.models import Commitment
from secondsight.followup.rules.decision import NotADecider, TooManyCommitments
from secondsight.followup.rules.soak import NotHeldYet, StillSoaking
from secondsight.inquiry import actions as inquiry
from secondsight.organisation.actions import set_policy
from tests.cast import (
    SOAKED,
    after,
    make_account,
    make_commitment,
    make_idea,
    make_incident,
    make_review,
    make_soaked,
)

pytestmark = pytest.mark.django_db
LOOK = date(2026, 6, 1)


@pytest.fixture
def bo():
    """Somebody who decides."""
    return make_account("Bo")


def test_nothing_commits_before_the_review_was_held_nor_while_it_soaks(bo):
    review = make_review(make_account())
    with pytest.raises(NotHeldYet):
        make_commitment(review, bo)

    soaked = make_soaked(bo)
    for attempt in (
        lambda at: make_commitment(soaked, bo, at=at),
        lambda at: actions.accept_risk(
            soaked, what="x", reason="y", look_again_on=LOOK, by=soaked.opened_by, at=at
        ),
        lambda at: actions.let_go(make_idea(soaked), reason="y", by=bo, at=at),
        lambda at: actions.say_nothing_to_commit(soaked, by=bo, at=at),
        lambda at: actions.weigh_idea(make_idea(soaked), impact=1, by=bo, at=at),
    ):
        with pytest.raises(StillSoaking):
            attempt(after(25 * 60))


def test_a_soak_of_zero_days_opens_at_once_and_every_other_rule_stays(bo):
    set_policy("soak_working_days", 0, by=make_account("Eve", duties=("administrator",)), at=after(0))
    review = make_soaked(bo)

    assert make_commitment(review, bo, at=review.met_at).state == "offered"
    with pytest.raises(InvalidInput):
        make_commitment(review, bo, due_on=None, at=review.met_at)
    with pytest.raises(NotADecider):
        make_commitment(review, bo, by=make_account("Di"), at=review.met_at)


def test_the_soak_ends_after_two_working_days(bo):
    review = make_soaked(bo)  # held on a Thursday at noon

    assert queries.soak_of(review).ends_at == review.met_at + timedelta(days=4)
    assert queries.board(bo, review, after(25 * 60)).is_soaking
    assert queries.board(bo, review, SOAKED).may_decide


def test_only_the_owner_names_who_decides_and_no_more_than_few(bo):
    review = make_soaked(bo)
    with pytest.raises(Refused, match="review owner"):
        actions.name_decider(review, account=make_account("Di"), by=bo, at=SOAKED)
    for name in ("Cy", "Di"):
        actions.name_decider(review, account=make_account(name), by=review.opened_by, at=SOAKED)

    with pytest.raises(Refused, match="Deciding takes"):
        actions.name_decider(review, account=make_account("El"), by=review.opened_by, at=SOAKED)


def test_the_owner_alone_is_too_few():
    review = make_soaked()
    actions.dismiss_decider(
        review, account=queries.deciders(review)[0].account, by=review.opened_by, at=SOAKED
    )

    with pytest.raises(NotADecider, match="Name 1 more"):
        make_commitment(review, review.opened_by)


def test_a_bystander_decides_nothing_and_neither_does_an_administrator(bo):
    review = make_soaked(bo)

    for person in (make_account("Di"), make_account("Sipho", duties=("administrator", "programme_owner"))):
        with pytest.raises(NotADecider):
            make_commitment(review, bo, by=person)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"what": " "}, "what"),
        ({"due_on": None}, "due_on"),
        ({"due_on": SOAKED.date()}, "due_on"),
        ({"due_on": date(9999, 12, 31)}, "due_on"),
        ({"done_means": "done"}, "done_means"),
        ({"intended_outcome": None}, "intended_outcome"),
        ({"intended_outcome": "punish"}, "intended_outcome"),
        ({"tracker_url": "javascript:alert(1)"}, "tracker_url"),
    ],
)
def test_a_commitment_that_nobody_could_keep_is_not_stored(bo, given, field):
    review = make_soaked(bo)

    with pytest.raises(InvalidInput) as refused:
        make_commitment(review, bo, **given)

    assert refused.value.field == field
    assert not Commitment.objects.exists()


def test_a_sixth_commitment_needs_a_reason(bo):
    review = make_soaked(bo)
    for number in range(5):
        make_commitment(review, bo, what=f"Change {number}")
    with pytest.raises(TooManyCommitments):
        make_commitment(review, bo)

    sixth = make_commitment(review, bo, beyond_reason="Two of them are a day each")

    assert sixth.beyond_reason == "Two of them are a day each"


def test_a_pattern_debrief_takes_on_two(bo):
    review = make_soaked(bo, incident=make_incident(severity="sev-3"))
    for number in range(2):
        make_commitment(review, bo, what=f"Change {number}")

    with pytest.raises(TooManyCommitments):
        make_commitment(review, bo)


def test_an_idea_is_decided_once(bo):
    review = make_soaked(bo)
    idea = make_idea(review)
    make_commitment(review, bo, idea=idea)

    for again in (
        lambda: make_commitment(review, bo, idea=idea),
        lambda: actions.let_go(idea, reason="No", by=bo, at=SOAKED),
    ):
        with pytest.raises(Refused, match="decided about this idea already"):
            again()
    with pytest.raises(Refused, match="decided about"):
        inquiry.remove_finding(idea, by=review.opened_by, at=SOAKED)


def test_a_known_risk_has_a_day_to_look_again_and_letting_go_a_reason(bo):
    review = make_soaked(bo)
    told = {"by": bo, "at": SOAKED}
    with pytest.raises(InvalidInput) as refused:
        actions.accept_risk(review, idea=make_idea(review), reason="Rare", look_again_on=None, **told)
    assert refused.value.field == "look_again_on"
    with pytest.raises(InvalidInput) as refused:
        actions.let_go(make_idea(review), reason=" ", **told)
    assert refused.value.field == "reason"

    risk = actions.accept_risk(review, idea=make_idea(review), reason="Rare", look_again_on=LOOK, **told)

    assert risk.what == "Page the database team when the pool waits"


def test_an_idea_that_was_let_go_can_be_decided_anew(bo):
    review = make_soaked(bo)
    idea = make_idea(review)
    actions.let_go(idea, reason="Too early", by=bo, at=SOAKED)

    actions.reopen_idea(idea, reason="It happened again", by=bo, at=SOAKED)

    assert make_commitment(review, bo, idea=idea).idea == idea


def test_nothing_to_commit_is_an_end_until_something_is_committed(bo):
    review = make_soaked(bo)
    actions.say_nothing_to_commit(review, words="We learnt how waits hide", by=bo, at=SOAKED)
    assert queries.board(bo, review, SOAKED).nothing.words == "We learnt how waits hide"

    make_commitment(review, bo)

    assert queries.board(bo, review, SOAKED).nothing is None
    with pytest.raises(Refused, match="commitments that stand"):
        actions.say_nothing_to_commit(review, by=bo, at=SOAKED)


def test_what_was_put_right_before_is_done_and_counts_for_nothing(bo):
    review = make_soaked(bo)
    told = {"what": "Pool size doubled", "by": review.opened_by, "at": after(25 * 60)}

    actions.note_put_right(review, done_on=date(2026, 3, 11), **told)

    assert [row.what for row in queries.put_right(review)] == ["Pool size doubled"]
    assert queries.commitments_of(review) == []
    with pytest.raises(InvalidInput, match="lies ahead"):
        actions.note_put_right(review, done_on=LOOK, **told)


def test_weighing_suggests_and_two_who_weigh_are_shown_each_other(bo):
    review = make_soaked(bo)
    idea = make_idea(review)
    actions.weigh_idea(idea, impact=3, effort=1, edition=0, by=bo, at=SOAKED)

    with pytest.raises(StaleEdit) as stale:
        actions.weigh_idea(idea, impact=1, effort=3, edition=0, by=review.opened_by, at=SOAKED)

    assert stale.value.newer.impact == 3
    weighed = queries.board(bo, review, SOAKED).ideas[0]
    assert weighed.suggestion.verdict == "commit"
    assert len(weighed.questions) == 2


def test_an_owner_who_may_not_see_a_restricted_review_is_not_asked(bo):
    owner = make_account("Noor")
    review = make_soaked(bo)
    inquiry.restrict_review(review, accounts=[bo], teams=[], by=review.opened_by, at=SOAKED)

    with pytest.raises(InvalidInput) as refused:
        make_commitment(review, owner)

    assert refused.value.field == "owner"


def test_a_commitment_of_a_restricted_review_is_not_found_by_others(bo):
    review = make_soaked(bo)
    commitment = make_commitment(review, bo)
    risk = actions.accept_risk(review, what="x", reason="y", look_again_on=LOOK, by=bo, at=SOAKED)
    inquiry.restrict_review(review, accounts=[bo], teams=[], by=review.opened_by, at=SOAKED)
    stranger = make_account("Di")

    with pytest.raises(NotFound):
        queries.commitment(stranger, commitment.pk)
    with pytest.raises(NotFound):
        queries.risk(stranger, risk.pk)
    everything = queries.CommitmentFilters()
    assert not queries.commitments(stranger, everything, today=SOAKED.date()).exists()
    assert not queries.risks(stranger).exists()
    assert queries.commitments(bo, everything, today=SOAKED.date()).exists()
