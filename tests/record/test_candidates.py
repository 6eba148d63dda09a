"""A person accepts, merges, dismisses and brings back what the evidence suggests; nothing gets lost."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondsight.base.errors import Refused
from secondsight.record.actions import candidates as actions
from secondsight.record.actions.proposing import propose_candidates
from secondsight.record.actions.timeline import remove_event
from secondsight.record.models import Candidate, CandidateAnswer, Event
from secondsight.record.queries.candidates import progress
from tests.cast import after, make_account, make_candidate, make_event, make_incident, make_item, make_team

pytestmark = pytest.mark.django_db


def test_an_accepted_candidate_is_an_event_with_its_evidence_and_its_microseconds():
    ilse, incident = make_account(), make_incident()
    at = after(3) + timedelta(microseconds=1)
    item = make_item(incident, occurred_at=at)

    event = actions.accept_candidate(make_candidate(incident, item, occurred_at=at), by=ilse, at=after(70))

    assert event.occurred_at == at
    assert list(event.items.all()) == [item]


def test_who_wrote_a_message_knew_of_it_then():
    ilse, incident = make_account("Ilse Brandvik"), make_incident()
    team = make_team("API Platform", ilse)
    candidate = make_candidate(incident, make_item(incident), actor="Ilse Brandvik")

    event = actions.accept_candidate(candidate, by=make_account("Kim Osei"), at=after(70))

    assert (event.account, event.team) == (ilse, team)
    knowing = event.knowledge.get()
    assert (knowing.account, knowing.known_at) == (ilse, after(3))


def test_what_an_alert_says_is_known_to_nobody_yet():
    incident = make_incident()
    candidate = make_candidate(incident, make_item(incident, kind="alert", is_bot=True))

    event = actions.accept_candidate(candidate, by=make_account(), at=after(70))

    assert not event.knowledge.exists()


@pytest.mark.parametrize(
    ("kind", "details", "through"),
    [
        ("message", {}, "wrote it in the chat"),
        ("speech", {}, "said it in the call"),
        ("mail", {}, "wrote it in a mail"),
        ("page", {"state": "acknowledged"}, "acknowledged it"),
        ("alert", {"state": "acknowledged"}, "acknowledged it"),
        ("page", {"state": "notified"}, None),
        ("deployment", {}, None),
    ],
)
def test_how_somebody_knew_follows_from_what_they_left(kind, details, through):
    incident = make_incident()
    item = make_item(incident, kind=kind, details=details, author_name="Bo Ek")

    event = actions.accept_candidate(make_candidate(incident, item), by=make_account(), at=after(70))

    assert [row.through for row in event.knowledge.all()] == ([through] if through else [])


def test_a_name_that_two_people_have_is_nobodys():
    make_account("Ilse Brandvik")
    make_account("Ilse Brandvik")
    incident = make_incident()

    candidate = make_candidate(incident, make_item(incident), actor="Ilse Brandvik")

    event = actions.accept_candidate(candidate, by=make_account("Kim Osei"), at=after(70))

    assert (event.actor, event.account) == ("Ilse Brandvik", None)


def test_corrections_replace_what_was_proposed():
    event = actions.accept_candidate(
        make_candidate(),
        by=make_account(),
        at=after(70),
        what="Ilse sees 500s",
        kind="signal",
        phase="detection",
    )

    assert (event.what, event.kind, event.phase) == ("Ilse sees 500s", "signal", "detection")


def test_accepting_twice_makes_one_event():
    candidate, ilse = make_candidate(), make_account()

    first = actions.accept_candidate(candidate, by=ilse, at=after(70))

    assert actions.accept_candidate(candidate, by=ilse, at=after(71)) == first
    assert Event.objects.count() == 1


def test_a_dismissed_candidate_is_not_accepted_behind_somebodys_back():
    candidate = make_candidate()
    actions.dismiss_candidate(candidate, by=make_account("Bo Ek"), at=after(70))

    with pytest.raises(Refused, match="Bo Ek has dismissed"):
        actions.accept_candidate(candidate, by=make_account(), at=after(71))


def test_a_merged_candidate_gives_its_evidence_and_takes_it_back():
    ilse, incident = make_account(), make_incident()
    event, item = make_event(incident), make_item(incident, author_name="Bo Ek")
    candidate = make_candidate(incident, item)

    actions.merge_candidate(candidate, event, by=ilse, at=after(70))
    assert list(event.items.all()) == [item]
    assert [row.name for row in event.knowledge.filter(withdrawn_at=None)] == ["Bo Ek"]

    actions.take_back_answer(candidate, by=ilse, at=after(71))
    assert not event.items.exists()
    assert not event.knowledge.filter(withdrawn_at=None).exists()
    assert Event.objects.get().removed_at is None


def test_evidence_that_two_candidates_brought_stays_when_one_is_taken_back():
    ilse, incident = make_account(), make_incident()
    event, item = make_event(incident), make_item(incident)
    one, other = make_candidate(incident, item), make_candidate(incident, item)
    for candidate in (one, other):
        actions.merge_candidate(candidate, event, by=ilse, at=after(70))

    actions.take_back_answer(one, by=ilse, at=after(71))

    assert list(event.items.all()) == [item]


def test_a_candidate_is_not_merged_into_what_left_the_timeline():
    ilse, incident = make_account(), make_incident()
    event = remove_event(make_event(incident), by=ilse, at=after(69))

    with pytest.raises(Refused):
        actions.merge_candidate(make_candidate(incident), event, by=ilse, at=after(70))


def test_a_candidate_is_not_merged_into_another_incidents_event():
    with pytest.raises(Refused):
        actions.merge_candidate(make_candidate(), make_event(), by=make_account(), at=after(70))


def test_several_are_accepted_together_and_answered_ones_are_left_alone():
    ilse, incident = make_account(), make_incident()
    candidates = [make_candidate(incident, occurred_at=after(minute)) for minute in range(4)]
    actions.dismiss_candidate(candidates[1], by=ilse, at=after(70))

    events = actions.accept_candidates(candidates, by=ilse, at=after(71))

    assert [event.occurred_at for event in events] == [after(0), after(2), after(3)]
    assert progress(incident).dismissed == 1


def test_going_through_the_evidence_again_proposes_nothing_twice():
    ilse, incident = make_account(), make_incident()
    for minute, name in enumerate(("ApiLatencyHigh", "PoolExhausted")):
        make_item(
            incident,
            kind="alert",
            is_bot=True,
            title=name,
            text=f"[FIRING] {name}",
            occurred_at=after(minute),
            details={"state": "firing", "name": name},
        )

    first = propose_candidates(incident, by=None, at=after(70))
    for candidate in Candidate.objects.all():
        actions.dismiss_candidate(candidate, by=ilse, at=after(71))

    assert first > 0
    assert propose_candidates(incident, by=None, at=after(72)) == 0
    assert all(candidate.items.exists() and candidate.why for candidate in Candidate.objects.all())


VERBS = ("accept", "merge", "dismiss", "return")
STEPS = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 3)), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_done_no_candidate_and_no_evidence_is_lost(steps):
    ilse, incident = make_account(), make_incident()
    event = make_event(incident)
    candidates = [make_candidate(incident, make_item(incident)) for _ in range(4)]
    verbs = {
        "accept": lambda one: actions.accept_candidate(one, by=ilse, at=after(70)),
        "merge": lambda one: actions.merge_candidate(one, event, by=ilse, at=after(70)),
        "dismiss": lambda one: actions.dismiss_candidate(one, by=ilse, at=after(70)),
        "return": lambda one: actions.take_back_answer(one, by=ilse, at=after(70)),
    }

    for verb, which in steps:
        try:
            verbs[verb](candidates[which])
        except Refused:
            continue

    counted = progress(incident)
    assert counted.total == 4
    assert counted.waiting + counted.accepted + counted.merged + counted.dismissed == 4
    for answer in CandidateAnswer.objects.filter(candidate__incident=incident).exclude(verdict="dismissed"):
        assert answer.event.removed_at is None
        assert set(answer.candidate.items.all()) <= set(answer.event.items.all())
    waiting = Candidate.objects.filter(incident=incident, answer=None)
    on_timeline = Event.objects.filter(incident=incident, removed_at=None)
    assert not on_timeline.filter(items__in=[item for one in waiting for item in one.items.all()]).exists()
