"""Proposed milestones wait for a person, and every answer can be taken back (R1.1, S9)."""

from datetime import timedelta

import pytest

from secondsight.base.errors import Refused
from secondsight.record.actions import milestone_proposals as actions
from secondsight.record.actions.incidents import set_milestone
from secondsight.record.actions.proposing import propose_candidates
from secondsight.record.models import Milestone, MilestoneProposal
from secondsight.record.queries.milestone_proposals import milestone_proposals
from tests.cast import after, make_account, make_incident, make_item, make_milestone_proposal

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def declared(incident):
    row = Milestone.objects.filter(incident=incident, kind="declared").first()
    return row.at if row else None


def outage(incident):
    for minute, text in (
        (4, "declaring a sev1, 1 in 3 checkouts fail with 500s"),
        (5, "I'll take command, Ilse please dig into the api errors"),
        (9, "status page updated, customers know of the errors now"),
    ):
        make_item(incident, text=text, occurred_at=after(minute))


def test_an_accepted_milestone_is_the_incidents_and_undoing_gives_it_back_what_it_had():
    ilse, incident = make_account(), make_incident()
    proposal = make_milestone_proposal(incident)

    actions.accept_milestone(proposal, by=ilse, at=after(70))
    assert declared(incident) == after(10)

    actions.take_back_milestone_answer(proposal, by=ilse, at=after(71))
    assert declared(incident) is None


def test_undoing_leaves_alone_what_somebody_has_set_since():
    ilse, incident = make_account(), make_incident()
    proposal = make_milestone_proposal(incident)
    actions.accept_milestone(proposal, by=ilse, at=after(70))
    set_milestone(incident, "declared", after(11), by=ilse, at=after(71))

    actions.take_back_milestone_answer(proposal, by=ilse, at=after(72))

    assert declared(incident) == after(11)


def test_a_dismissed_milestone_is_remembered_and_not_accepted_behind_somebodys_back():
    bo, incident = make_account("Bo Ek"), make_incident()
    proposal = make_milestone_proposal(incident)
    actions.dismiss_milestone(proposal, by=bo, at=after(70))

    with pytest.raises(Refused, match="Bo Ek has dismissed"):
        actions.accept_milestone(proposal, by=make_account(), at=after(71))
    assert milestone_proposals(bo, incident) == []


def test_going_through_the_evidence_proposes_milestones_once():
    ilse, incident = make_account(), make_incident()
    outage(incident)

    propose_candidates(incident, by=ilse, at=after(70))
    first = {row.kind: row.at for row in milestone_proposals(ilse, incident)}
    actions.dismiss_milestone(MilestoneProposal.objects.get(kind="declared"), by=ilse, at=after(71))
    propose_candidates(incident, by=ilse, at=after(72))

    assert first["declared"] == after(4)
    assert first["command_established"] == after(5)
    assert {row.kind for row in milestone_proposals(ilse, incident)} == set(first) - {"declared"}
    assert all(row.items.exists() for row in MilestoneProposal.objects.all())


def test_what_waits_gives_way_to_what_the_evidence_tells_now():
    ilse, incident = make_account(), make_incident()
    outage(incident)
    propose_candidates(incident, by=ilse, at=after(70))

    make_item(incident, text="declaring a sev1, all checkouts fail", occurred_at=after(2))
    propose_candidates(incident, by=ilse, at=after(71))

    assert [row.at for row in MilestoneProposal.objects.filter(kind="declared")] == [after(2)]


def test_a_milestone_that_somebody_has_set_is_left_alone():
    ilse, incident = make_account(), make_incident()
    make_milestone_proposal(incident)

    set_milestone(incident, "declared", after(3), by=ilse, at=after(70))

    assert milestone_proposals(ilse, incident) == []


def test_the_desk_answers_milestones_in_place(signed_in):
    incident = make_incident()
    proposal = make_milestone_proposal(incident, make_item(incident))
    outage(incident)
    propose_candidates(incident, by=None, at=after(70))
    MilestoneProposal.objects.exclude(kind="declared").delete()
    proposal = MilestoneProposal.objects.get()
    browser = signed_in(make_account())

    desk = browser.get(f"/incidents/{incident.pk}/candidates/").content.decode()
    assert "Milestones that the evidence tells of" in desk
    assert "The evidence tells of 1 more" in browser.get(f"/incidents/{incident.pk}/").content.decode()

    card = browser.post(f"/milestone-proposals/{proposal.pk}/acceptance", **HTMX).content.decode()
    assert "Undo" in card
    assert declared(incident) == proposal.at

    # The desk that is open goes on showing the card, with its answer.
    shown = browser.get(f"/incidents/{incident.pk}/candidates/", {"milestones": proposal.pk})
    assert [row.pk for row in shown.context["milestones"]] == [proposal.pk]


def test_without_javascript_an_answer_leads_back_to_the_list(signed_in):
    incident = make_incident()
    proposal = make_milestone_proposal(incident)
    browser = signed_in(make_account("Bo Ek"))

    answer = browser.post(f"/milestone-proposals/{proposal.pk}/dismissal")
    assert answer.status_code == 303
    assert "Nothing waits" in browser.get(answer.url).content.decode()

    late = browser.post(f"/milestone-proposals/{proposal.pk}/acceptance")
    assert late.status_code == 422
    assert "Bo Ek has dismissed this milestone already" in late.content.decode()


def test_milestones_are_answered_over_the_api(signed_in):
    incident = make_incident()
    one = make_milestone_proposal(incident, make_item(incident))
    two = make_milestone_proposal(incident, kind="resolved", at=after(50) + timedelta(microseconds=7))
    api = signed_in(make_account())
    address = f"/api/incidents/{incident.pk}/milestone-proposals"

    rows = api.get(address).json()["rows"]
    assert [(row["kind"], row["verdict"], len(row["items"])) for row in rows] == [
        ("declared", None, 1),
        ("resolved", None, 0),
    ]
    assert api.post(f"/api/milestone-proposals/{two.pk}/acceptance").json()["verdict"] == "accepted"
    assert api.post(f"/api/milestone-proposals/{one.pk}/dismissal").json()["verdict"] == "dismissed"
    assert api.post(f"/api/milestone-proposals/{two.pk}/dismissal").status_code == 409
    assert api.post(f"/api/milestone-proposals/{two.pk}/return").json()["verdict"] is None
    assert api.get(address).json()["rows"][0]["id"] == two.pk


def test_those_who_may_not_see_the_incident_find_none_of_its_milestones(signed_in):
    ilse = make_account()
    incident = make_incident(ilse, is_restricted=True)
    proposal = make_milestone_proposal(incident)
    stranger = signed_in(make_account("Bo Ek"))

    for door in ("", "/api"):
        assert (
            stranger.get(
                f"{door}/incidents/{incident.pk}/milestone-proposals{'' if door else '/'}"
            ).status_code
            == 404
        )
        for answer in ("acceptance", "dismissal", "return"):
            assert stranger.post(f"{door}/milestone-proposals/{proposal.pk}/{answer}").status_code == 404
    assert not Milestone.objects.filter(incident=incident, kind="declared").exists()
