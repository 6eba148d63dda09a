"""Every address of the pages and every reading operation of the API, asked by who walks along (R3.3).

What lies later than the moment holds a word that stands nowhere else. The addresses are found, not listed:
a page of somebody who did not think of the veil fails here.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from secondsight.base.models import JournalEntry
from secondsight.base.sight import narrowed_models
from secondsight.inquiry.models import Review, RoleHolder
from secondsight.programme.actions import reindex
from secondsight.record.actions.reconstruction import join_reconstruction, move_room
from secondsight.record.models import Event, Incident, Participant, Reconstruction
from tests.cast import AT, NOON, make_account
from tests.requests import body_for
from tests.web.test_access_sweep import call, content, send, undone
from tests.world import World, is_private, make_world, nouns, operations, pages

pytestmark = pytest.mark.django_db

WORD = "Zyzzogeton"
# Rows that stay as they are, and why; every other table of the rooms is veiled by a rule of its own.
SEEN = {
    "Interview": "tells two people that they talk; of the incident it says nothing",
    "InterviewThread": "what the two of a talk noted themselves, and nobody else reads",
    "InterviewLine": "what the two of a talk noted themselves, and nobody else reads",
    "PassedOver": "whom who leads the talks would not ask",
    "Incident": "the room has to call it something; its summary is emptied",
    "IncidentSeat": "who may know of it",
    "Participant": "who was there; the room knows who sits in it",
    "SourceClock": "by how much a clock was off holds at any moment",
    "Tag": "the organisation's words",
    "KnownAs": "joins a name to a person, in all incidents",
    "RememberedMapping": "how a table is read",
    "Hook": "an address",
    "Reconstruction": "the walk itself",
    "Lead": "the walk itself",
    "Walker": "the walk itself",
    "Review": "the room has to call it something; its narrative is emptied",
    "ReviewSeat": "who may know of it",
    "ReviewIncident": "what the review is of",
    "RoleHolder": "who sits in the room",
    "Decider": "who sits in the room afterwards",
    "PacketPart": "the organisation's checklist",
    "PacketAnswer": "which evidence a review does without; the reason is emptied",
    "PacketRequest": "who is asked to bring evidence; the note is emptied",
    "FacilitatorRequest": "that somebody is asked to facilitate",
    "MeetingDate": "when the room comes together, to which all of it is asked",
    "Invitation": "when the room comes together, to which all of it is asked",
    "Agenda": "what the room goes through, which all of it has read ahead",
    "AgendaSection": "what the room goes through, which all of it has read ahead",
    "TriggerSetting": "what the organisation agreed on",
    "Pattern": "which incidents have a service in common; it tells of none of them",
    "PatternMember": "which incidents have a service in common",
    "AccountRequest": "who is asked to write; what they are asked to tell of is emptied",
    "SharedTextWriter": "whose hand is which in the room's notes",
    "LiveSession": "where the room is; a question that looks ahead is emptied",
    "SectionRun": "the room's own time",
    "SessionPerson": "who sits in the room",
    "TopicVote": "the room's own time",
    "TopicVoice": "the room's own time",
    "PulseRound": "numbers of the room",
    "PulseMark": "nobody ever reads it",
    "IndependentAccount": "nobody but its author ever reads it",
}
ROOMS = ("record", "inquiry", "followup", "programme", "publication", "practice", "confidence")


class Walk:
    """A world whose incident is gone through again from before its first moment, and three who look."""

    def __init__(self, world: World, signed_in: Callable[[Any], Client]) -> None:
        self.world = world
        self.incident = Incident.objects.get(pk=world.ids["incidents"])
        self.reconstruction = Reconstruction.objects.get(pk=world.ids["reconstructions"])
        move_room(self.reconstruction, by=world.keeper, at=AT, moment=NOON.replace(year=NOON.year - 1))
        walker = make_account("Wanda Walker", duties=("administrator",))
        join_reconstruction(self.reconstruction, by=walker, at=AT)
        self.leader = signed_in(world.keeper)
        self.walker = signed_in(walker)
        self.bystander = signed_in(make_account("Bystander Bea"))


@pytest.fixture
def walk(tmp_path: Path, signed_in: Any) -> Walk:
    keeper = make_account("Ada Nkemelu")
    world = make_world(keeper, WORD, tmp_path, is_restricted=False)
    # What people call things by is no later moment.
    Incident.objects.update(title="The outage")
    Review.objects.update(title="The review")
    Participant.objects.update(name="Responder")
    RoleHolder.objects.update(reason="A reason")
    reindex()
    return Walk(world, signed_in)


def test_no_page_tells_a_walker_what_came_later(walk: Walk) -> None:
    wrong, told = [], 0

    for name, hole in sorted(pages().items()):
        if name == "patterns" or "(" in hole:
            continue
        for question in ("", *questions(hole)):
            path = walk.world.fill(hole) + question
            with undone():
                answer = walk.walker.get(path)
                text = content(answer)
            if WORD in text or answer.status_code >= 500:
                wrong.append(f"{name} {path} answers {answer.status_code} {around(text)}")
        # A bystander and the leader see it, so that its absence says something.
        told += WORD in read(walk.bystander, walk.world.fill(hole))
        told += WORD in read(walk.leader, walk.world.fill(hole))

    assert not wrong, "\n".join(wrong)
    assert told > 40


def test_no_operation_tells_a_walker_what_came_later(walk: Walk) -> None:
    wrong, told = [], 0

    for name, operation in operations().items():
        if not name.startswith("GET "):
            continue
        answers = [call(walk.walker, name, operation, walk.world)]
        if not nouns(name):
            path = name.partition(" ")[2]
            answers += [walk.walker.get(path + question) for question in questions(path)]
        for answer in answers:
            text = content(answer)
            if WORD in text or answer.status_code >= 500:
                wrong.append(f"{name} answers {answer.status_code} {around(text)}")
        told += WORD in content(call(walk.bystander, name, operation, walk.world))
        told += WORD in content(call(walk.leader, name, operation, walk.world))

    assert not wrong, "\n".join(wrong)
    assert told > 40


def test_no_writing_tells_a_walker_what_came_later_or_changes_it(walk: Walk) -> None:
    wrong = []
    seen_by_walkers = {
        "incidents",
        "reviews",
        "participants",
        "roles",
        "dates",
        "invitations",
        "facilitator-requests",
        "deciders",
        "reconstructions",
        "names",
    }

    for name, operation in operations().items():
        method, _, path = name.partition(" ")
        if method == "GET" or not is_private(name):
            continue
        with undone():
            answer = send(walk.walker, name, walk.world, body_for(operation, walk.world.ids), operation)
            text = content(answer)
        is_wrong = WORD in text or answer.status_code >= 500
        hidden = set(nouns(path)) & VEILED_NOUNS - seen_by_walkers
        if is_wrong or (hidden and answer.status_code != 404):
            wrong.append(f"{name} answers {answer.status_code} {around(text) or text[:200]}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("of", ["incident", "review"])
def test_the_history_of_a_page_tells_of_the_walk_alone(walk: Walk, of: str) -> None:
    topic = f"{of}:{walk.world.ids[of + 's']}"

    told = walk.walker.get(f"/api/history?topic={topic}").json()["rows"]

    assert {row["verb"].partition("_")[0] for row in told} <= {"reconstruction"}
    assert JournalEntry.objects.filter(topic=topic).count() > len(told)


def test_each_table_of_the_rooms_is_veiled_or_says_why_it_is_not() -> None:
    there = {
        model.__name__: model
        for room in ROOMS
        if apps.is_installed(f"secondsight.{room}")
        for model in apps.get_app_config(room).get_models()
    }
    veiled = narrowed_models()

    unthought = [name for name, model in there.items() if model not in veiled and name not in SEEN]

    assert not unthought, f"give {unthought} a rule in `queries/veil.py`, or say here why they are seen"
    assert set(SEEN) <= set(there), "no reason outlives what it was for"


def test_whoever_walks_along_sees_it_all_again_when_the_walk_is_over(walk: Walk) -> None:
    path = f"/incidents/{walk.incident.pk}/timeline/"
    assert WORD not in content(walk.walker.get(path))

    walk.reconstruction.closed_at = AT
    walk.reconstruction.save()

    assert WORD in content(walk.walker.get(path))
    assert Event.objects.filter(incident=walk.incident).exists()


VEILED_NOUNS = {
    "events", "versions", "knowledge", "candidates", "milestone-proposals", "imports", "evidence-files",
    "packet-items", "items", "item-tags", "questions", "hypotheses", "steps",
    "decisions", "decision-options", "decision-notes", "step-knowledge", "commitments", "risks",
    "editions",
}  # fmt: skip


def read(client: Client, path: str) -> str:
    """What a page says, and everything taken back."""
    with undone():
        return content(client.get(path))


def questions(path: str) -> tuple[str, ...]:
    """What to ask a list, beside nothing; words that the texts hold, and filters that open them."""
    if nouns(path):
        return ()
    return (f"?q={WORD[:6]}*", "?q=said", "?q=moment", "?q=incident", "?whose=all&state=all", "?zone=UTC")


def around(text: str) -> str:
    """Where the word stands, for whoever mends it."""
    return " … ".join(match.group() for match in re.finditer(rf".{{0,60}}{WORD}.{{0,40}}", text))[:300]
