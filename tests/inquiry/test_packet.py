"""The packet of a review: ticked off by evidence, asked for, and answered (R2.4)."""

import re

import pytest
import time_machine
from django.urls import reverse

from secondsight.base.errors import Forbidden, InvalidInput, Refused
from secondsight.base.models import Mail
from secondsight.inquiry import actions
from secondsight.inquiry.models import PacketPart, PacketRequest
from secondsight.inquiry.queries.packet import asked_for, missing_of, packet_of, part
from secondsight.inquiry.rules.packet import FIRST_PARTS
from secondsight.record.actions.incidents import add_participant
from secondsight.record.actions.packet import add_link
from tests.cast import (
    after,
    make_account,
    make_incident,
    make_item,
    make_review,
    make_service,
    make_team,
)
from tests.record.evidence_files import bring

pytestmark = pytest.mark.django_db
LATER = after(26 * 60)


@pytest.fixture(autouse=True)
def _parts():
    """The checklist of the migration, also where a test before emptied every table."""
    for place, one in enumerate(FIRST_PARTS):
        told = {name: list(getattr(one, name)) for name in ("formats", "kinds", "words", "not_for")}
        told |= {"name": one.name, "hint": one.hint, "media": one.media, "place": place}
        PacketPart.objects.get_or_create(
            slug=one.slug, defaults={**told, "is_customer_facing": one.is_customer_facing}
        )
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def review():
    """A review of an outage that customers felt, with Ines in it; Bo's team has the service."""
    noor, ines, bo = make_account("Noor Haddad"), make_account("Ines"), make_account("Bo Lind")
    service = make_service("Checkout", make_team("Storefront", bo))
    incident = make_incident(noor, services=[service], is_customer_facing=True)
    add_participant(incident, account=ines, part="incident_commander", by=noor, at=LATER)
    return make_review(noor, incident)


def told(review):
    return {"by": review.opened_by, "at": LATER}


def standing(review, viewer=None):
    return {row.part.slug: row.standing for row in packet_of(viewer or review.opened_by, review).rows}


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_evidence_that_is_there_ticks_its_part_off(review):
    incident = review.incidents.get()
    make_item(incident, kind="message", source="slack")
    add_link(incident, url="https://grafana.example/d/42", title="The pool", **told(review))

    found = standing(review)

    assert {slug for slug, one in found.items() if one == "there"} == {"chat", "dashboards"}
    assert missing_of(review.opened_by, review) == [
        "The call", "Alerts and escalations", "Deploys and changes", "The ticket",
        "Status page and customers",
    ]  # fmt: skip


def test_a_light_review_asks_for_less_and_nobody_asks_for_customers_who_felt_nothing():
    noor = make_account("Noor")
    light = make_review(noor, make_incident(noor, "sev-2", is_customer_facing=False))

    assert set(standing(light)) == {"chat", "alerts", "changes", "dashboards", "ticket"}


def test_what_is_missing_names_who_could_bring_it_and_why(review):
    rows = {row.part.slug: row for row in packet_of(review.opened_by, review).rows}

    assert [(one.name, one.why) for one in rows["ticket"].suggestions] == [
        ("Ines", "was there as an incident commander"),
        ("Bo Lind", "is in the team that has Checkout"),
    ]


def test_who_brought_such_evidence_for_another_incident_is_named_first(review):
    sana = make_account("Sana")
    add_link(make_incident(sana), url="https://x.example/ticket/7", title="Ticket", by=sana, at=LATER)

    rows = {row.part.slug: row for row in packet_of(review.opened_by, review).rows}

    assert rows["ticket"].suggestions[0].name == "Sana"
    assert rows["chat"].suggestions[0].name == "Ines"


@pytest.mark.django_db(transaction=True)
def test_a_request_is_mailed_once_shown_at_home_and_ends_when_such_evidence_comes(
    review, signed_in, worked_off
):
    bo = review.incidents.get().services.get().team.members.get()
    noor, place = signed_in(review.opened_by), reverse("review_packet", args=[review.pk])
    sent = {"part": part(None, "ticket").pk, "person": bo.email, "note": "the one of the vendor"}

    for _ in range(2):
        assert noor.post(place, sent).status_code == 303
    worked_off()

    letter = Mail.objects.get(to=bo.email)
    assert "the one of the vendor" in letter.body
    assert place in letter.body
    assert "Bring The ticket" in text(signed_in(bo).get("/"))
    assert standing(review)["ticket"] == "asked"

    incident = review.incidents.get()
    add_link(incident, url="https://jira.example/OPS-7", title="OPS-7", by=bo, at=LATER)
    worked_off()

    assert PacketRequest.objects.get().arrived_at == LATER
    assert "Bring The ticket" not in text(signed_in(bo).get("/"))
    assert "arrived" in text(noor.get(place))


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_imported_ends_a_request_too(review, worked_off, tmp_path):
    bo, incident = make_account("Bo"), review.incidents.get()
    actions.ask_for_part(review, part(None, "dashboards"), bo, **told(review))
    picture = tmp_path / "p99.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))

    bring(bo, picture, incident=incident)
    worked_off()

    assert PacketRequest.objects.get().arrived_at is not None


def test_a_request_can_be_taken_back_and_who_is_asked_may_say_that_they_cannot(review):
    bo, cy = make_account("Bo"), make_account("Cy")
    asked = [actions.ask_for_part(review, part(None, "chat"), one, **told(review)) for one in (bo, cy)]

    with pytest.raises(Refused):
        actions.take_back_packet_request(asked[0], by=cy, at=LATER)
    actions.take_back_packet_request(asked[0], **told(review))
    actions.take_back_packet_request(asked[1], by=cy, at=LATER)

    assert asked_for(bo) == asked_for(cy) == []
    assert standing(review)["chat"] == "missing"


def test_a_part_that_does_not_apply_says_why_and_can_be_missing_again(review):
    chat = part(None, "chat")
    with pytest.raises(InvalidInput):
        actions.answer_part(review, chat, verdict="not_applicable", reason=" ", **told(review))

    actions.answer_part(review, chat, verdict="not_applicable", reason="All on the phone", **told(review))
    assert standing(review)["chat"] == "not_applicable"

    actions.answer_part(review, chat, verdict="at_hand", reason="On paper", **told(review))
    assert standing(review)["chat"] == "there"

    actions.take_back_answer(review, chat, **told(review))
    assert standing(review)["chat"] == "missing"


def test_nobody_is_asked_about_a_review_that_they_may_not_see(review):
    actions.restrict_review(review, accounts=[], teams=[], **told(review))

    with pytest.raises(InvalidInput):
        actions.ask_for_part(review, part(None, "chat"), make_account("Sana"), **told(review))


def test_the_checklist_is_the_organisation_s(review, signed_in):
    owner = make_account("Oona", duties=("programme_owner",))
    place = reverse("packet_parts")
    sent = {"name": "Runbooks", "words": "runbook, wiki", "asked_of": ["full"]}

    assert signed_in(make_account("Sana")).post(place, sent).status_code == 403
    assert signed_in(owner).post(place, sent).status_code == 303
    add_link(review.incidents.get(), url="https://wiki.example/pool", title="Pool", **told(review))

    assert standing(review)["runbooks"] == "there"
    row = part(None, "runbooks")
    assert "light" in row.not_for
    signed_in(owner).post(reverse("packet_part_removal", args=[row.pk]))
    assert "runbooks" not in standing(review)
    with pytest.raises(Forbidden):
        actions.save_part(None, name="x", by=make_account("Sana"), at=LATER)


def test_the_page_reads_without_a_right_to_change(review, signed_in):
    shown = text(signed_in(make_account("Sana")).get(reverse("review_packet", args=[review.pk])))

    assert "7 of 7 parts are missing" in shown
    assert "Ask somebody" not in shown
    assert "Who could bring it" not in shown


def test_a_long_packet_costs_no_more_statements(review, django_assert_max_num_queries):
    incident = review.incidents.get()
    for number in range(15):
        add_link(incident, url=f"https://x.example/{number}", title=f"Link {number}", **told(review))
        make_item(incident)
        actions.ask_for_part(review, part(None, "ticket"), make_account(f"P {number}"), **told(review))

    with django_assert_max_num_queries(12):
        packet_of(review.opened_by, review)


def test_the_same_over_the_api(review, signed_in):
    noor, bo = signed_in(review.opened_by), make_account("Bo")
    address = f"/api/reviews/{review.pk}/packet"
    asked = noor.post(address, {"packet_part": "chat", "person": bo.email}, content_type="application/json")

    answer = noor.put(
        f"{address}/parts/call/answer",
        {"verdict": "not_applicable", "reason": "No call"},
        content_type="application/json",
    )

    assert (asked.status_code, answer.status_code) == (201, 200)
    rows = {row["part"]["slug"]: row["standing"] for row in noor.get(address).json()["rows"]}
    assert (rows["chat"], rows["call"]) == ("asked", "not_applicable")
    assert noor.delete(f"/api/packet-requests/{asked.json()['id']}").status_code == 204
    assert noor.delete(f"{address}/parts/call/answer").status_code == 204
    assert noor.get(address).json()["missing"] == 7
