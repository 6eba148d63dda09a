"""From an incident to a verified commitment over the API, and no way around a rule (R11.1, C29)."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from secondsight.inquiry import actions
from secondsight.record.actions.incidents import add_participant
from tests.cast import (
    SOAKED,
    after,
    make_account,
    make_commitment,
    make_event,
    make_idea,
    make_incident,
    make_review,
    make_soaked,
    make_token,
)

pytestmark = pytest.mark.django_db


class Program:
    """Somebody's program, with a token."""

    def __init__(self, account):
        self.headers = {"Authorization": f"Bearer {make_token(account)[1]}"}

    def __call__(self, method, path, said=None):
        sent = {"content_type": "application/json", "headers": self.headers}
        if said is not None:
            sent["data"] = said
        return getattr(Client(), method)(f"/api{path}", **sent)


def test_from_incident_to_verified_commitment():
    noor, bo, cy = (make_account(name) for name in ("Noor Haddad", "Bo Lind", "Cy Aalto"))
    incident = make_incident(by=noor)
    moment = make_event(incident, noor)
    lead, decider, owner = Program(noor), Program(bo), Program(cy)

    with time_machine.travel(after(24 * 60), tick=False):
        opened = lead("post", "/reviews", {"title": "Pool", "incidents": [incident.pk]})
        assert opened.status_code == 201, opened.json()
        review = f"/reviews/{opened.json()['id']}"
        role = {"role": "owner", "person": noor.email, "reason": "Runs it"}
        assert lead("post", f"{review}/roles", role).status_code == 201
        factor = {"what": "No alert on waits", "category": "detection_gap", "moments": [moment.pk]}
        noted = lead("post", f"{review}/factors", factor).json()
        assert noted["moments"][0]["id"] == moment.pk
        point = {"what": "Waits hide", "subject": "watching"}
        assert lead("post", f"{review}/learning-points", point).status_code == 201
        assert lead("post", f"{review}/strengths", {"what": "A drilled rollback"}).status_code == 201
        idea = decider("post", f"{review}/ideas", {"what": "Alert on waits"}).json()
        held = {"met_at": after(24 * 60).isoformat()}
        assert lead("put", f"{review}/meeting", held).json()["met_at"]
        assert lead("post", f"{review}/deciders", {"person": bo.name}).status_code == 201
        offer = {
            "what": "Alert on waits",
            "owner": cy.email,
            "due_on": "2026-04-06",
            "done_means": "It fires in staging at 80 percent",
            "intended_outcome": "detect_sooner",
            "idea": idea["id"],
            "factors": [noted["id"]],
        }
        refused = decider("post", f"{review}/commitments", offer)
        assert refused.status_code == 409
        assert "soak until" in refused.json()["title"]

    with time_machine.travel(SOAKED):
        weighed = decider("put", f"/ideas/{idea['id']}/weighing", {"impact": 3, "effort": 1})
        assert weighed.status_code == 200
        made = decider("post", f"{review}/commitments", offer)
        assert made.status_code == 201, made.json()
        here = f"/commitments/{made.json()['id']}"
        assert decider("post", f"{here}/acceptance", {}).status_code == 409  # nobody for somebody else
        assert owner("post", f"{here}/acceptance", {}).json()["state"] == "accepted"
        assert owner("post", f"{here}/completion", {"note": "Merged"}).json()["state"] == "done"
        evidence = {"evidence": "It fired on Friday"}
        assert owner("post", f"{here}/verification", evidence).status_code == 409
        verified = decider("post", f"{here}/verification", evidence).json()

        assert [step["state"] for step in verified["steps"]] == ["offered", "accepted", "done", "verified"]
        assert verified["factors"] == [noted["id"]]
        board = lead("get", f"{review}/decision").json()
        assert board["ideas"][0]["decision"]["verdict"] == "commit"
        rows = lead("get", "/reviews?stage=settled").json()["rows"]
        assert [row["id"] for row in rows] == [opened.json()["id"]]


def test_a_broken_hard_rule_is_named_and_passes_with_a_reason():
    ines = make_account("Ines")
    incident = make_incident()
    add_participant(incident, account=ines, part="incident_commander", by=ines, at=SOAKED)
    review = make_review(incident=incident)
    say, here = Program(review.opened_by), f"/reviews/{review.pk}/roles"
    role = {"role": "facilitator", "person": ines.email}

    refused = say("post", here, role)

    assert refused.status_code == 409
    assert "was incident commander" in refused.json()["title"]
    assert say("post", here, role | {"reason": "Nobody else is here"}).status_code == 201


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"due_on": "2026-03-01"}, "due_on"),
        ({"due_on": "9999-12-31"}, "due_on"),
        ({"owner": "nobody@example.org"}, "owner"),
        ({"done_means": "done"}, "done_means"),
        ({"intended_outcome": "blame"}, "intended_outcome"),
        ({"tracker_url": "javascript:x"}, "tracker_url"),
        ({"what": "a\0b"}, "what"),
        ({"once": "not an id"}, "once"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_field(said, field):
    bo = make_account("Bo")
    review = make_soaked(bo)
    offer = {
        "what": "Alert on waits",
        "owner": bo.email,
        "due_on": "2026-04-06",
        "done_means": "It fires in staging at 80 percent",
        "intended_outcome": "detect_sooner",
    }

    with time_machine.travel(SOAKED, tick=False):
        answer = Program(bo)("post", f"/reviews/{review.pk}/commitments", offer | said)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


def test_who_may_not_see_a_restricted_review_finds_nothing_of_it():
    bo = make_account("Bo")
    incident = make_incident(by=bo)
    review = make_soaked(bo)
    commitment = make_commitment(review, bo)
    idea = make_idea(review)
    holder = review.role_holders.get()
    actions.restrict_review(review, accounts=[bo], teams=[], by=review.opened_by, at=SOAKED)
    say = Program(make_account("Di"))
    commit = f"/commitments/{commitment.pk}"

    for method, path, said in (
        ("get", f"/reviews/{review.pk}", None),
        ("patch", f"/reviews/{review.pk}", {"title": "x"}),
        ("post", f"/reviews/{review.pk}/incidents", {"incident": incident.pk}),
        ("delete", f"/reviews/{review.pk}/incidents/{incident.pk}", None),
        ("put", f"/reviews/{review.pk}/audience", {}),
        ("delete", f"/reviews/{review.pk}/audience", None),
        ("put", f"/reviews/{review.pk}/meeting", {"met_at": SOAKED.isoformat()}),
        ("post", f"/reviews/{review.pk}/roles", {"role": "scribe", "person": bo.email}),
        ("delete", f"/roles/{holder.pk}", None),
        ("get", f"/reviews/{review.pk}/factors", None),
        ("post", f"/reviews/{review.pk}/ideas", {"what": "x"}),
        ("get", f"/ideas/{idea.pk}", None),
        ("patch", f"/ideas/{idea.pk}", {"what": "x"}),
        ("delete", f"/ideas/{idea.pk}", None),
        ("post", f"/ideas/{idea.pk}/moments", {"moment": "0" * 16}),
        ("post", f"/ideas/{idea.pk}/comments", {"text": "x"}),
        ("get", f"/reviews/{review.pk}/decision", None),
        ("post", f"/reviews/{review.pk}/deciders", {"person": bo.email}),
        ("delete", f"/reviews/{review.pk}/deciders/{bo.pk}", None),
        ("put", f"/ideas/{idea.pk}/weighing", {}),
        ("post", f"/ideas/{idea.pk}/letting-go", {"reason": "x"}),
        ("post", f"/ideas/{idea.pk}/reopening", {"reason": "x"}),
        ("put", f"/reviews/{review.pk}/nothing", {}),
        ("post", f"/reviews/{review.pk}/put-right", {"what": "x"}),
        ("post", f"/reviews/{review.pk}/risks", {"reason": "x", "look_again_on": "2027-01-01"}),
        ("get", commit, None),
        ("post", f"{commit}/acceptance", {}),
        ("post", f"{commit}/dropping", {"reason": "x"}),
    ):
        answer = say(method, path, said)
        assert answer.status_code == 404, (method, path, answer.status_code)
    assert say("get", "/commitments").json()["rows"] == []
    assert say("get", "/reviews").json()["rows"] == []


@pytest.mark.parametrize("path", ["/reviews", "/commitments", "/risks", "/reviews/0000000000000000/decision"])
def test_without_a_token_nothing_is_read(path):
    assert Client().get(f"/api{path}").status_code == 401


def test_risks_are_looked_at_again_and_closed():
    bo = make_account("Bo")
    review = make_soaked(bo)
    say = Program(bo)

    with time_machine.travel(SOAKED, tick=False):
        risk = {"what": "One zone", "reason": "Rare", "look_again_on": str(date(2026, 6, 1))}
        made = say("post", f"/reviews/{review.pk}/risks", risk).json()
        here = f"/risks/{made['id']}"
        looked = say("post", f"{here}/look", {"look_again_on": "2026-09-01", "note": "Still rare"})
        assert looked.json()["looks"][0]["note"] == "Still rare"
        assert say("post", f"{here}/closing", {}).status_code == 422
        assert say("post", f"{here}/closing", {"note": "Two zones now"}).json()["closed_at"]

    assert say("get", "/risks").json()["rows"] == []
    assert len(say("get", "/risks?is_closed=true").json()["rows"]) == 1


def test_a_stale_edit_is_a_conflict():
    review = make_soaked()
    say = Program(review.opened_by)
    assert say("patch", f"/reviews/{review.pk}", {"narrative": "One", "edition": 1}).status_code == 200

    stale = say("patch", f"/reviews/{review.pk}", {"narrative": "Two", "edition": 1})

    assert stale.status_code == 409
    assert say("get", f"/reviews/{review.pk}").json()["narrative"] == "One"


def test_a_decider_who_has_left_can_be_dismissed():
    bo = make_account("Bo")
    review = make_soaked(bo)
    type(bo).objects.filter(pk=bo.pk).update(is_active=False)
    say = Program(review.opened_by)

    assert say("delete", f"/reviews/{review.pk}/deciders/{bo.pk}").status_code == 204
    assert say("get", f"/reviews/{review.pk}/decision").json()["deciders"] == []
    assert say("delete", f"/reviews/{review.pk}/deciders/{bo.pk}").status_code == 404
