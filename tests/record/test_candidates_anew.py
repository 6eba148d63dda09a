"""Evidence that comes later changes what waits, and never what somebody answered (R3.7)."""

import pytest

from secondsight.record.actions.candidates import dismiss_candidate
from secondsight.record.actions.proposing import propose_candidates
from secondsight.record.models import Candidate, IncidentItem
from tests.cast import after, make_account, make_candidate, make_incident, make_item

pytestmark = pytest.mark.django_db


def post(incident, minute: int = 1):
    text = "[FIRING] ApiLatencyHigh\np99 above 2 s"
    return make_item(
        incident, is_bot=True, author_name="Lantern", channel="alerts", text=text, occurred_at=after(minute)
    )


def record(incident, minute: int = 1, name: str = "ApiLatencyHigh", state: str = "firing"):
    return make_item(
        incident,
        kind="alert",
        is_bot=True,
        channel="orders-api",
        title=name,
        text=f"{name}\np99 above 2 s",
        occurred_at=after(minute),
        details={"state": state, "name": name},
    )


def test_the_tools_own_record_joins_the_candidate_of_its_bots_post():
    incident = make_incident()
    posted = post(incident)
    propose_candidates(incident, by=None, at=after(70))

    told = record(incident)
    propose_candidates(incident, by=None, at=after(71))

    (candidate,) = Candidate.objects.all()
    assert set(candidate.items.all()) == {posted, told}
    assert "2 sources tell it" in candidate.reasons


def test_a_dismissed_candidate_is_not_proposed_again_under_another_tools_name():
    incident = make_incident()
    post(incident)
    propose_candidates(incident, by=None, at=after(70))
    dismiss_candidate(Candidate.objects.get(), by=make_account(), at=after(71))

    record(incident)

    assert propose_candidates(incident, by=None, at=after(72)) == 0
    assert Candidate.objects.get().answer.verdict == "dismissed"


def test_what_waits_is_weighed_anew():
    incident = make_incident()
    make_item(
        incident,
        kind="deployment_status",
        title="v4.18.0: success",
        text="v4.18.0: success",
        channel="shop/web",
        details={"state": "success", "ref": "v4.18.0"},
        occurred_at=after(0),
    )
    propose_candidates(incident, by=None, at=after(70))
    before = Candidate.objects.get().score

    record(incident, 6)
    propose_candidates(incident, by=None, at=after(71))

    deployment = Candidate.objects.get(kind="change")
    assert deployment.score > before
    assert deployment.reasons == ["6 min before the first alert fired"]


def test_two_that_wait_and_turn_out_to_tell_the_same_become_one():
    incident = make_incident()
    record(incident, 20)  # so that the words of people stand among others like them
    make_item(incident, text="status page updated, customers know now", occurred_at=after(19))
    make_item(incident, text="declaring a sev1, 20% of checkouts fail", occurred_at=after(18))
    propose_candidates(incident, by=None, at=after(70))
    (spoken,) = Candidate.objects.filter(kind="status_update")

    told = make_item(
        incident,
        kind="status_update",
        text="Some customers cannot pay.",
        details={"state": "investigating"},
        occurred_at=after(19),
    )
    propose_candidates(incident, by=None, at=after(71))

    (update,) = Candidate.objects.filter(kind="status_update")
    assert told in update.items.all()
    assert set(spoken.items.all()) <= set(update.items.all())


def test_a_double_that_waits_goes_and_its_evidence_stays_with_the_other():
    incident = make_incident()
    item = record(incident)
    propose_candidates(incident, by=None, at=after(70))
    kept = Candidate.objects.get()
    make_candidate(incident, item)

    propose_candidates(incident, by=None, at=after(71))

    assert Candidate.objects.get() == kept


def test_a_time_that_was_put_right_moves_what_waits():
    incident = make_incident()
    item = record(incident)
    propose_candidates(incident, by=None, at=after(70))

    IncidentItem.objects.filter(item=item).update(occurred_at=after(-9))
    propose_candidates(incident, by=None, at=after(71))

    assert Candidate.objects.get().occurred_at == after(-9)
