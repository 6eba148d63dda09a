"""Factors, what worked, learning points and ideas are noted, tied to moments and edited (R5, S4)."""

import pytest

from secondsight.base.errors import InvalidInput, NotFound, Refused, StaleEdit
from secondsight.base.journal import history
from secondsight.inquiry import actions, queries
from secondsight.inquiry.models import Idea
from secondsight.inquiry.queries.found import finding, of_kind, review_events
from secondsight.inquiry.rules.findings import FindingKind, question_factors
from secondsight.record.actions.incidents import restrict_incident
from tests.cast import after, make_account, make_event, make_idea, make_incident, make_review

pytestmark = pytest.mark.django_db
LATER = after(26 * 60)


@pytest.fixture
def reviewed():
    """A review, its opener, and a moment of its incident."""
    opener = make_account("Noor")
    incident = make_incident(by=opener)
    return make_review(opener, incident), opener, make_event(incident, opener)


def test_each_kind_is_noted_with_its_moments(reviewed):
    review, opener, moment = reviewed
    told = {"by": opener, "at": LATER}
    actions.add_factor(review, what="No alert", category="detection_gap", moments=[moment], **told)
    actions.add_strength(review, what="A quick rollback", why_it_could="It was drilled", **told)
    actions.add_learning_point(review, what="Waits hide", subject="watching", moments=[moment], **told)
    actions.add_idea(review, what="Alert on waits", moment=moment, **told)

    found = queries.findings(opener, review)

    assert queries.moments_of(found.factors[0]) == [moment]
    assert found.strengths[0].why_it_could == "It was drilled"
    assert queries.moments_of(found.learning_points[0]) == [moment]
    assert queries.moments_of(found.ideas[0]) == [moment]


def test_an_idea_has_no_owner_and_no_date():
    names = {field.name for field in Idea._meta.get_fields()}

    assert not names & {"owner", "due_on", "due_at", "assignee", "date"}


def test_a_moment_of_another_incident_is_refused(reviewed):
    review, opener, _ = reviewed
    elsewhere = make_event(make_incident(title="Another"), opener)

    with pytest.raises(InvalidInput) as refused:
        actions.add_idea(review, what="x", moment=elsewhere, by=opener, at=LATER)

    assert refused.value.field == "moments"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"what": ""}, "what"),
        ({"what": "x" * 501}, "what"),
        ({"what": "a\0b"}, "what"),
        ({"what": "x", "category": "root_cause"}, "category"),
    ],
)
def test_what_cannot_be_stored_is_refused_by_its_field(reviewed, said, field):
    review, opener, _ = reviewed

    with pytest.raises(InvalidInput) as refused:
        actions.add_factor(review, **{"category": "deployment", **said}, by=opener, at=LATER)

    assert refused.value.field == field


def test_a_stale_edit_overwrites_nothing(reviewed):
    review, opener, _ = reviewed
    idea = make_idea(review)
    actions.edit_finding(idea, what="Newer", edition=1, by=opener, at=LATER)

    with pytest.raises(StaleEdit) as stale:
        actions.edit_finding(idea, what="Mine", edition=1, by=make_account("Bo"), at=LATER)

    assert stale.value.newer.what == "Newer"


def test_what_is_taken_out_stays_in_the_history(reviewed):
    review, opener, _ = reviewed
    idea = make_idea(review)

    actions.remove_finding(idea, by=opener, at=LATER)

    assert queries.findings(opener, review).ideas == []
    assert history(review.topic)[0].particulars["what"] == idea.what
    with pytest.raises(Refused, match="in the meantime"):
        actions.edit_finding(idea, what="Again", by=opener, at=LATER)


def test_a_bystander_takes_out_their_own_alone(reviewed):
    review, opener, _ = reviewed
    bystander = make_account("Di")
    theirs = make_idea(review, bystander)

    with pytest.raises(Refused):
        actions.remove_finding(make_idea(review, opener), by=bystander, at=LATER)
    actions.remove_finding(theirs, by=bystander, at=LATER)


def test_moments_are_tied_and_untied(reviewed):
    review, opener, moment = reviewed
    idea = make_idea(review)

    actions.tie_moment(idea, moment, by=opener, at=LATER)
    assert queries.moments_of(queries.idea(opener, idea.pk)) == [moment]
    actions.untie_moment(idea, moment, by=opener, at=LATER)
    assert queries.moments_of(queries.idea(opener, idea.pk)) == []


def test_moments_of_an_incident_that_one_may_not_see_are_not_shown(reviewed):
    review, opener, moment = reviewed
    reader = make_account("Di")
    factor = actions.add_factor(
        review, what="x", category="deployment", moments=[moment], by=opener, at=LATER
    )
    idea = make_idea(review, moment=moment)

    restrict_incident(moment.incident, accounts=[], teams=[], by=opener, at=LATER)

    assert queries.moments_of(finding(reader, FindingKind.FACTOR, factor.pk)) == []
    assert queries.moments_of(queries.idea(reader, idea.pk)) == []
    assert list(review_events(reader, review)) == []


def test_everybody_who_sees_the_review_may_comment(reviewed):
    review, opener, _ = reviewed
    idea = make_idea(review)

    actions.comment_on_idea(idea, text="We tried that in May", by=make_account("Di"), at=LATER)

    assert [c.text for c in queries.idea(opener, idea.pk).comments.all()] == ["We tried that in May"]


def test_the_same_form_sent_twice_notes_one_thing(reviewed):
    review, opener, _ = reviewed

    for _ in range(2):
        make_idea(review, opener, once="0" * 16)

    assert len(queries.findings(opener, review).ideas) == 1


def test_a_finding_of_a_restricted_review_is_not_found():
    opener = make_account()
    review = make_review(opener, make_incident(by=opener), is_restricted=True)
    idea = make_idea(review)

    with pytest.raises(NotFound):
        queries.idea(make_account("Di"), idea.pk)


def test_one_factor_alone_is_questioned():
    assert "How" not in question_factors(2, 2)
    assert "One factor" in question_factors(1, 1)
    assert "of one kind" in question_factors(3, 1)
    assert question_factors(0, 0) == ""


def test_ten_findings_take_as_many_statements_as_one(reviewed, django_assert_num_queries):
    review, opener, moment = reviewed
    for number in range(10):
        factor = {"what": f"factor {number}", "category": "deployment", "moments": [moment]}
        actions.add_factor(review, **factor, by=opener, at=LATER)

    with django_assert_num_queries(2):
        assert len(of_kind(opener, review, FindingKind.FACTOR)) == 10
