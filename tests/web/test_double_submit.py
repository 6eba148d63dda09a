"""A creating form whose button is pressed twice makes one thing."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from secondsight.followup.models import Commitment, Decider, KnownRisk, PutRight
from secondsight.inquiry.models import Factor, Idea, LearningPoint, Review, RoleHolder, Strength
from secondsight.organisation.models import Account, ClosedDay, Service, Severity, Team, Tier, Token
from secondsight.publication.models import Edition
from secondsight.record.models import (
    Event,
    Hypothesis,
    HypothesisStep,
    Import,
    Incident,
    ItemQuestion,
    Knowledge,
    Participant,
    Tag,
    Version,
)
from tests.cast import SOAKED, make_account
from tests.web.test_pages_bad_input import forms_of
from tests.world import World, make_world

pytestmark = pytest.mark.django_db

KNEW = {"account": "", "team": "", "name": "Bo", "certainty": "known", "until_at": "", "turned_out": ""}
TITLE = {"title": "The pool again", "name": "", "what": "The pool again"}
REASONED = {"what": "The pool may run dry", "reason": "It is small", "look_again_on": "2026-09-01"}
OFFERED = {
    "what": "Alert on waits",
    "due_on": "2026-04-06",
    "done_means": "It fires in staging at 80 percent",
}
LEVEL = {"minutes_from": "10", "minutes_to": "20", "most_commitments": "2"}
# The form's address, what is typed into it, and what there is one more of afterwards.
PRESSED: list[tuple[str, dict[str, Any], Any, int]] = [
    ("/incidents/new", {**TITLE, "started_at": "2026-03-11T12:00"}, Incident, 1),
    ("/near-misses/new", {"happened": "The disk was full, nearly"}, Incident, 1),
    ("/incidents/{id}/timeline/new", {"what": "The pool waits"}, Event, 1),
    ("/incidents/{id}/participants", {"account": "", "name": "Bo"}, Participant, 1),
    ("/events/{id}/knowledge", KNEW, Knowledge, 1),
    ("/events/{id}/versions", {"account": "", "witness": "Bo", "what": "It was slow"}, Version, 1),
    ("/incidents/{id}/questions/", {"of": "Bo", "words": "How did you know?"}, ItemQuestion, 1),
    ("/incidents/{id}/hypotheses/", {"what": "The cache is cold"}, Hypothesis, 1),
    ("/hypotheses/{id}/steps", {"state": "supported", "words": "p99 up"}, HypothesisStep, 1),
    ("/tags/", {"name": "Runbook gap", "key": "r"}, Tag, 1),
    ("/reviews/new", TITLE, Review, 1),
    ("/reviews/{id}/roles/", {"role": "scribe", "person": "second", "reason": "Knows it"}, RoleHolder, 1),
    ("/reviews/{id}/factors", {"what": "No alert on waits"}, Factor, 1),
    ("/reviews/{id}/strengths", {"what": "A drilled rollback"}, Strength, 1),
    ("/reviews/{id}/learning-points", {"what": "Waits hide"}, LearningPoint, 1),
    ("/reviews/{id}/ideas", {"what": "Show the waits"}, Idea, 1),
    ("/reviews/{id}/deciders", {"person": "third"}, Decider, 1),
    ("/reviews/{id}/commitments", {**OFFERED, "owner": "second"}, Commitment, 1),
    ("/reviews/{id}/risks", REASONED, KnownRisk, 1),
    ("/reviews/{id}/put-right", {"what": "The pool is larger"}, PutRight, 1),
    ("/reviews/{id}/editions", {}, Edition, 0),  # the one that stands stays
    ("/account/tokens", {"name": "nightly"}, Token, 1),
    ("/organisation/people/new", {"name": "Bo Lind", "email": "bo@quillbarrow.example"}, Account, 1),
    ("/organisation/teams/new", {"name": "Storage"}, Team, 1),
    ("/organisation/services/new", {"name": "Basket"}, Service, 1),
    ("/organisation/tiers/new", {"name": "Middling", **LEVEL}, Tier, 1),
    ("/organisation/severities/new", {"name": "Sev-0"}, Severity, 1),
    ("/organisation/closed-days", {"on": "2026-08-03", "name": "Stocktaking"}, ClosedDay, 1),
]


@pytest.fixture
def world(tmp_path: Path) -> Any:
    with time_machine.travel(SOAKED + timedelta(days=1), tick=False):
        keeper = make_account("Ada Nkemelu", duties=("administrator", "programme_owner"))
        yield make_world(keeper, "Plimsoll", tmp_path, is_restricted=False)


@pytest.fixture
def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.keeper)
    return client


def test_every_creating_form_pressed_twice_makes_one_thing(world: World, desk: Client) -> None:
    people = {"second": Account.objects.get(name__startswith="Second").email, "third": make_account().email}
    drawn = forms_of(world, desk)
    wrong = []

    for address, typed, model, more in PRESSED:
        path = world.fill(address)
        told = {name: people.get(value, value) for name, value in typed.items()}
        sent = {**drawn.get(path, {}), **told}
        before = model.objects.count()
        answers = [desk.post(path, sent).status_code for _ in range(2)]
        made = model.objects.count() - before
        if made != more or max(answers) >= 500:
            wrong.append(f"{path} makes {made}, answers {answers}")

    assert not wrong, "\n".join(wrong)


def test_files_sent_twice_are_one_import(world: World, desk: Client) -> None:
    before = Import.objects.count()
    once = forms_of(world, desk, "/evidence/")["/evidence/"]["once"]

    for _ in range(2):
        file = SimpleUploadedFile("alerts.jsonl", b'{"time": "2026-03-11T12:00:00Z", "text": "x"}\n')
        desk.post("/evidence/", {"files": [file], "once": once})

    assert Import.objects.count() == before + 1
