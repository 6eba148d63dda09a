"""Proposals of who knew wait for a person, and every answer can be taken back (R3.2, S9)."""

import pytest

from secondsight.base.errors import Refused
from secondsight.base.models import JournalEntry
from secondsight.organisation.models import Person
from secondsight.record.actions import knowledge_proposals as actions
from secondsight.record.actions.knowledge import Knowing, add_knowledge, withdraw_knowledge
from secondsight.record.models import Knowledge, KnowledgeProposal, KnownAs
from secondsight.record.queries.knowing_evidence import knowing_evidence
from secondsight.record.queries.knowledge_proposals import knowledge_proposals
from tests.cast import (
    after,
    make_account,
    make_event,
    make_incident,
    make_item,
    make_knowledge_proposal,
    make_team,
)

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def outage():
    """An incident with one event: Bo's message, which Cy followed in the channel of the Database team."""
    bo, cy = make_account("Bo Ek"), make_account("Cy Rowe")
    make_team("Database", bo, cy)
    incident = make_incident(bo)
    told = {"channel": "#team-database", "kind": "message"}
    lead = make_item(
        incident, text="p99 is up", occurred_at=after(2), author_id="U1", author_name="Bo Ek", **told
    )
    make_item(incident, text="looking", occurred_at=after(4), author_id="U2", author_name="cyr", **told)
    person = Person.objects.create(name="Cy Rowe", account=cy)
    KnownAs.objects.create(source="slack", author="U2", name="cyr", person=person)
    event = make_event(incident, bo, occurred_at=after(2), items=[lead])
    return incident, event, bo, cy


def waiting(viewer, incident):
    return [(str(row.account or row.team), row.sign) for row in knowledge_proposals(viewer, incident)]


def known(event):
    rows = Knowledge.objects.filter(event=event, withdrawn_at=None)
    return {(str(row.account or row.team or row.name), row.known_at, row.way) for row in rows}


def test_going_through_the_evidence_proposes_who_knew_once(outage):
    incident, event, bo, _ = outage

    first = actions.propose_knowledge(incident, by=bo, at=after(70))
    again = actions.propose_knowledge(incident, by=bo, at=after(71))

    assert (first, again) == (3, 0)
    assert sorted(waiting(bo, incident)) == [
        ("Bo Ek", "wrote"),
        ("Cy Rowe", "followed"),
        ("Database", "shared"),
    ]
    assert all(row.items.exists() for row in KnowledgeProposal.objects.all())
    assert JournalEntry.objects.filter(verb="knowledge_proposed").count() == 1
    assert known(event) == set()


def test_what_is_accepted_is_known_and_undoing_takes_it_back(outage):
    incident, event, bo, cy = outage
    actions.propose_knowledge(incident, by=bo, at=after(70))
    proposal = KnowledgeProposal.objects.get(account=cy)

    actions.accept_knowledge(proposal, by=bo, at=after(71))
    assert known(event) == {("Cy Rowe", after(4), "read")}

    actions.take_back_knowledge_answer(proposal, by=bo, at=after(72))
    assert known(event) == set()
    actions.propose_knowledge(incident, by=bo, at=after(73))
    assert ("Cy Rowe", "followed") in waiting(bo, incident)


def test_what_needs_no_thought_is_accepted_together(outage):
    incident, event, bo, _ = outage
    actions.propose_knowledge(incident, by=bo, at=after(70))

    assert actions.accept_sure_knowledge(incident, by=bo, at=after(71)) == 1
    assert actions.accept_sure_knowledge(incident, by=bo, at=after(72)) == 0

    assert known(event) == {("Bo Ek", after(2), "did")}
    assert sorted(waiting(bo, incident)) == [("Cy Rowe", "followed"), ("Database", "shared")]


def test_a_dismissed_one_is_remembered_and_not_accepted_behind_somebodys_back(outage):
    incident, _, bo, cy = outage
    actions.propose_knowledge(incident, by=bo, at=after(70))
    proposal = KnowledgeProposal.objects.get(account=cy)

    actions.dismiss_knowledge(proposal, by=bo, at=after(71))
    actions.propose_knowledge(incident, by=bo, at=after(72))

    assert ("Cy Rowe", "followed") not in waiting(bo, incident)
    with pytest.raises(Refused, match="Bo Ek has dismissed this already"):
        actions.accept_knowledge(proposal, by=cy, at=after(73))


def test_what_somebody_said_since_gives_way_and_what_was_taken_back_by_hand_is_not_proposed(outage):
    incident, event, bo, cy = outage
    actions.propose_knowledge(incident, by=bo, at=after(70))
    row = add_knowledge(event, Knowing(after(3), account=cy), by=bo, at=after(71))

    actions.propose_knowledge(incident, by=bo, at=after(72))
    assert ("Cy Rowe", "followed") not in waiting(bo, incident)

    withdraw_knowledge(row, by=bo, at=after(73))
    actions.propose_knowledge(incident, by=bo, at=after(74))
    assert ("Cy Rowe", "followed") not in waiting(bo, incident)


def test_accepting_what_somebody_has_said_adds_nothing_and_undoing_leaves_it(outage):
    incident, event, bo, cy = outage
    actions.propose_knowledge(incident, by=bo, at=after(70))
    proposal = KnowledgeProposal.objects.get(account=cy)
    add_knowledge(event, Knowing(after(3), account=cy), by=bo, at=after(71))

    actions.accept_knowledge(proposal, by=bo, at=after(72))
    actions.take_back_knowledge_answer(proposal, by=bo, at=after(73))

    assert known(event) == {("Cy Rowe", after(3), "")}


def test_who_acted_in_the_event_is_not_proposed(outage):
    incident, event, bo, _ = outage
    event.account = bo
    event.save()

    actions.propose_knowledge(incident, by=bo, at=after(70))

    assert ("Bo Ek", "wrote") not in waiting(bo, incident)


def test_of_a_hypothesis_they_held_it_to_be_so(outage):
    incident, event, bo, _ = outage
    event.kind = "hypothesis"
    event.save()

    actions.propose_knowledge(incident, by=bo, at=after(70))
    actions.accept_sure_knowledge(incident, by=bo, at=after(71))

    assert Knowledge.objects.get(event=event).certainty == "believed"


def test_an_event_off_the_timeline_has_nobody_who_knew():
    event = make_event()
    proposal = make_knowledge_proposal(event)
    event.removed_at = after(60)
    event.save()

    with pytest.raises(Refused, match="off the timeline"):
        actions.accept_knowledge(proposal, by=make_account(), at=after(70))


def test_statements_stay_the_same_however_much_evidence_there_is(outage, django_assert_num_queries):
    incident, _, bo, _ = outage
    with django_assert_num_queries(17):
        knowing_evidence(incident)
    for number in range(8):
        item = make_item(incident, text="x", kind="message", author_name=f"N{number}", occurred_at=after(9))
        make_event(incident, bo, items=[item], knowledge=[Knowing(after(9), name=f"name {number}")])

    with django_assert_num_queries(17):
        assert len(knowing_evidence(incident).events) == 9


def test_a_card_is_answered_in_place_and_says_who_answered(signed_in, outage):
    incident, event, bo, cy = outage
    actions.propose_knowledge(incident, by=bo, at=after(70))
    browser = signed_in(bo)
    page = browser.get(f"/incidents/{incident.pk}/knowledge-proposals/", {"event": event.pk}).content.decode()
    proposal = KnowledgeProposal.objects.get(account=cy)

    accepted = browser.post(f"/knowledge-proposals/{proposal.pk}/acceptance", **HTMX).content.decode()
    undone = browser.post(f"/knowledge-proposals/{proposal.pk}/return", **HTMX).content.decode()

    assert "Cy Rowe wrote in #team-database 2 min after it was written there" in page
    assert "Accept the one that needs no thought" in page
    assert "Accepted by Bo Ek" in accepted
    assert 'data-state="waiting"' in undone


def test_the_page_goes_through_the_evidence_and_accepts_what_needs_no_thought(signed_in, outage):
    incident, event, bo, _ = outage
    browser = signed_in(bo)
    here = f"/incidents/{incident.pk}/knowledge-proposals/"

    found = browser.post(f"{here}search", follow=True).content.decode()
    browser.post(f"{here}acceptance", {"event": event.pk})

    assert "3 new." in found
    assert known(event) == {("Bo Ek", after(2), "did")}
    assert "tells of 2 more" in browser.get(f"/events/{event.pk}/").content.decode()
