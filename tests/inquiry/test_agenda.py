"""The agenda of a review: proposed until somebody settles it, and then theirs (R2.7)."""

import pytest

from secondsight.base.errors import InvalidInput, Refused, StaleEdit
from secondsight.base.models import JournalEntry
from secondsight.inquiry import actions
from secondsight.inquiry.actions import Drafted
from secondsight.inquiry.actions.agenda import drafted
from secondsight.inquiry.queries.agenda import agenda_of, sections_of
from secondsight.inquiry.rules.agenda import SectionKind
from secondsight.organisation.actions import set_policies
from secondsight.record.actions.decisions import mark_decision
from tests.cast import after, make_account, make_event, make_incident, make_review

pytestmark = pytest.mark.django_db
LATER = after(26 * 60)


@pytest.fixture
def review():
    """A full review of an outage with one decision, led by Noor."""
    noor, incident = make_account("Noor Haddad"), make_incident()
    event = make_event(incident, noor, kind="decision", what="Roll back?", occurred_at=after(12))
    mark_decision(event, question="Roll back, or look on?", by=noor, at=LATER)
    return make_review(noor, incident)


def told(review):
    return {"by": review.opened_by, "at": LATER}


def test_an_agenda_that_nobody_settled_is_proposed_and_adds_up(review):
    noor = review.opened_by
    actions.add_meeting_question(review, words="How did the pool look?", **told(review))

    found = agenda_of(noor, review)

    assert found.settled is None
    assert sum(one.minutes for one in found.sections) == found.minutes == 60
    stops = {one.kind: [point.words for point in one.points] for one in found.sections if one.points}
    assert stops == {
        SectionKind.TIMELINE: ["Roll back, or look on?"],
        SectionKind.THEMES: ["How did the pool look?"],
    }
    assert [one.starts_after for one in found.sections][:3] == [0, 3, 5]


def test_sections_in_another_order_with_other_minutes_are_kept_and_what_is_over_is_said(review):
    noor = review.opened_by
    read = sections_of(noor, review)
    turned = [*reversed(drafted(read))]
    longer = [Drafted(turned[0].kind, "Goodbyes", turned[0].minutes + 7), *turned[1:]]

    actions.save_agenda(review, longer, **told(review))

    found = agenda_of(noor, review)
    assert [one.kind for one in found.sections] == [one.kind for one in reversed(read)]
    assert found.sections[0].title == "Goodbyes"
    assert found.over == 7
    assert found.misses == "7 minutes over: the sections come to 67, the meeting has 60."


def test_a_settled_agenda_can_be_made_to_fit_and_let_go(review):
    noor = review.opened_by
    actions.save_agenda(review, drafted(sections_of(noor, review)), minutes=30, **told(review))
    assert agenda_of(noor, review).over == 30

    actions.fit_agenda(review, **told(review))
    assert agenda_of(noor, review).over == 0

    actions.propose_agenda_again(review, **told(review))
    assert agenda_of(noor, review).minutes == 60
    assert JournalEntry.objects.filter(topic=review.topic, verb__startswith="agenda_").count() == 3


def test_a_guest_who_is_asked_after_the_agenda_was_settled_has_a_section(review):
    actions.keep_agenda(review, **told(review))
    bo = make_account("Bo Lind")

    actions.give_role(review, role="guest", account=bo, section="Learning points", **told(review))

    placed = [one.kind for one in sections_of(bo, review) for guest in one.guests if guest.account == bo]
    assert placed == [SectionKind.LEARNING]


def test_a_guest_who_leaves_is_gone_from_the_section(review):
    bo = make_account("Bo Lind")
    holder = actions.give_role(review, role="guest", account=bo, section="The pool", **told(review))
    actions.keep_agenda(review, **told(review))

    actions.take_role(holder, **told(review))

    assert [one.title for one in sections_of(bo, review) if one.guests] == []
    assert "The pool" in [one.title for one in sections_of(bo, review)]


def test_keeping_twice_keeps_the_same_rows(review):
    first = actions.keep_agenda(review, **told(review))
    ids = [one.id for one in sections_of(review.opened_by, review)]

    assert actions.keep_agenda(review, **told(review)) == first
    assert [one.id for one in sections_of(review.opened_by, review)] == ids


def test_saving_again_keeps_the_sections_that_stay(review):
    noor = review.opened_by
    actions.keep_agenda(review, **told(review))
    read = sections_of(noor, review)

    actions.save_agenda(review, [*drafted(read)[1:], Drafted("guest", "The pool", 4)], **told(review))

    assert [one.id for one in sections_of(noor, review)][:-1] == [one.id for one in read][1:]


def test_an_older_agenda_overwrites_nothing(review):
    noor = review.opened_by
    sections = drafted(sections_of(noor, review))
    actions.save_agenda(review, sections, edition=0, **told(review))

    with pytest.raises(StaleEdit):
        actions.save_agenda(review, sections[:2], edition=0, **told(review))

    assert len(sections_of(noor, review)) == len(sections)


@pytest.mark.parametrize(
    ("section", "field"),
    [
        (Drafted("party", "Cake", 5), "kind"),
        (Drafted("opening", "Hello", -1), "minutes"),
        (Drafted("opening", "Hello", 481), "minutes"),
        (Drafted("opening", "x" * 201, 5), "title"),
        (Drafted("opening", "a\0b", 5), "title"),
        (Drafted("opening", "Hello", 5, id="nobody"), "sections"),
        (Drafted("opening", "Hello", 5, guests=("nobody",)), "guests"),
    ],
)
def test_what_cannot_be_used_names_its_field_and_nothing_is_kept(review, section, field):
    with pytest.raises(InvalidInput) as caught:
        actions.save_agenda(review, [Drafted("timeline", "Walk", 40), section], **told(review))

    assert caught.value.field == field
    assert agenda_of(review.opened_by, review).settled is None


def test_only_who_leads_the_review_settles_its_agenda(review):
    bo = make_account("Bo Lind")

    with pytest.raises(Refused):
        actions.keep_agenda(review, by=bo, at=LATER)


def test_guardrails_and_opening_are_the_organisation_s_until_a_review_has_its_own(review):
    noor = review.opened_by
    set_policies(
        {"agenda_guardrails": ["We listen."]}, by=make_account(duties=("programme_owner",)), at=LATER
    )
    assert agenda_of(noor, review).guardrails == ["We listen."]

    sections = drafted(sections_of(noor, review))
    actions.save_agenda(review, sections, guardrails="We wait.\n\n We listen. ", **told(review))

    found = agenda_of(noor, review)
    assert found.guardrails == ["We wait.", "We listen."]
    assert len(found.opening) > 3


def test_what_a_divergence_raised_is_not_in_the_agenda_of_who_still_writes(review):
    ines = make_account("Ines")
    actions.ask_for_account(review, ines, **told(review))
    actions.add_meeting_question(review, words="12:05 or 12:14?", divergence="time:1", **told(review))

    seen = [point.words for one in sections_of(ines, review) for point in one.points]

    assert "12:05 or 12:14?" not in seen
    assert [one.minutes for one in sections_of(ines, review)] == [
        one.minutes for one in sections_of(review.opened_by, review)
    ]


def test_a_long_agenda_costs_no_more_statements(review, django_assert_max_num_queries):
    for number in range(12):
        guest = make_account(f"Guest {number}")
        actions.give_role(review, role="guest", account=guest, section=f"Matter {number}", **told(review))
    actions.keep_agenda(review, **told(review))

    with django_assert_max_num_queries(11):
        sections_of(review.opened_by, review)
