"""The demo as it stands after loading: whole, at every stage, and open wherever its links lead."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from demo.load import load
from demo.people import PEOPLE
from secondsight.base.errors import Refused
from secondsight.base.models import JournalEntry, Mail
from secondsight.base.outbox import pump
from secondsight.followup.models import Commitment, KnownRisk
from secondsight.followup.queries.decisions import soak_of
from secondsight.followup.rules.vocabulary import CommitmentState
from secondsight.inquiry.models import LiveSession, Review
from secondsight.organisation.models import Account, Organisation, Person, Shift
from secondsight.programme.queries import search
from secondsight.publication.models import Edition
from secondsight.record.models import Candidate, Event, EvidenceFile, Incident
from secondsight.record.queries.decision_pairs import decision_list

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]

NOW = datetime.now(UTC)
MOST_OF_A_KIND = 4  # addresses of one name that are opened
LINK = re.compile(r'(?:href|src|hx-get)="(/[^"#]*)')


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo, loaded once for this file and taken back after it."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        load(NOW)
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


def person(slug: str) -> Account:
    return Account.objects.get(email=f"{slug}@quillbarrow.example")


def browser(slug: str) -> Client:
    client = Client()
    client.force_login(person(slug))
    return client


def test_it_is_a_demo_with_its_people() -> None:
    assert Organisation.objects.get().is_demo
    assert Account.objects.count() == len(PEOPLE)
    assert person("sipho").is_administrator
    assert person("oona").is_programme_owner


def test_the_evidence_came_in_whole_and_each_receipt_adds_up() -> None:
    files = list(EvidenceFile.objects.all())

    assert len(files) == 13
    assert len({file.format for file in files}) == 9
    assert all(file.finished_at and not file.trouble for file in files)
    assert all(file.read == file.imported + file.merged + file.left_out for file in files)
    assert sum(file.imported for file in files) > 200


def test_the_worked_incident_is_reviewed_decided_and_published() -> None:
    review = Review.objects.get(title__startswith="The pool that two teams saw")
    events = Event.objects.filter(incident__reviews=review)

    assert Edition.objects.filter(review=review, withdrawn_at=None).exists()
    assert 2 <= Commitment.objects.filter(review=review).count() <= 5
    assert events.count() > 30
    assert events.filter(items=None).count() < events.count() / 4
    assert not Candidate.objects.filter(incident__reviews=review, answer=None).exists()


def test_the_worked_incidents_wrong_clock_waits_to_be_put_right() -> None:
    incident = Incident.objects.get(reviews__title__startswith="The pool that two teams saw")

    page = browser("nandini").get(f"/incidents/{incident.pk}/clocks").content.decode()

    assert "the clock of “kubernetes” seems to be ahead of that of “github”" in page


def test_the_graph_of_the_worked_incident_is_in_its_packet() -> None:
    incident = Incident.objects.get(reviews__title__startswith="The pool that two teams saw")

    [graph] = incident.packet_items.all()

    assert (graph.title, graph.media_type) == ("orders-api-p99.png", "image/png")
    assert graph.recorded_at < NOW - timedelta(days=14), "it came in when the other files did"


def test_the_people_and_their_shifts_are_known() -> None:
    assert Person.objects.count() == len(PEOPLE)
    assert {shift.person.name for shift in Shift.objects.all()} == {
        *("Ilse Brandvik", "Arjun Velankar", "Renata Solis", "Caleb Otieno")
    }


def test_an_incident_with_unread_candidates_waits_for_somebody() -> None:
    incident = Incident.objects.get(title__startswith="Order confirmations")

    assert Candidate.objects.filter(incident=incident, answer=None).count() > 5
    assert not incident.reviews.exists()


def test_one_review_soaks_and_nothing_of_it_is_decided() -> None:
    review = Review.objects.get(title__startswith="Nine per cent")
    soak = soak_of(review)

    assert soak is not None
    assert soak.started_at <= NOW < soak.ends_at
    assert not Commitment.objects.filter(review=review).exists()
    assert review.ideas.count() == 4


def test_commitments_and_reviews_are_at_every_stage() -> None:
    states = set(Commitment.objects.values_list("state", flat=True))

    assert states == set(CommitmentState) - {CommitmentState.DECLINED}
    assert Review.objects.filter(met_at=None).exists()
    assert KnownRisk.objects.filter(closed_at=None).exists()


def test_the_worked_review_was_held_live_and_ended_with_what_was_caught() -> None:
    review = Review.objects.get(title__startswith="The pool that two teams saw")
    session = LiveSession.objects.get()
    lines = list(session.captures.all())

    assert session.review == review
    assert session.recorded_at < lines[0].recorded_at < lines[-1].recorded_at < session.ended_at
    assert review.met_at == session.ended_at
    assert {line.kind for line in lines} == {"surprise", "luck", "open_question", "parked"}
    assert [run.kind for run in session.runs.all()][1:] == ["timeline", "factors", "learning", "closing"]
    page = unescape(browser("hana").get(f"/reviews/{review.pk}/session/").content.decode())
    assert [line.words for line in lines if line.words not in page] == []


def test_the_restricted_review_is_there_for_its_audience_alone() -> None:
    review = Review.objects.get(is_restricted=True)
    paths = [f"/reviews/{review.pk}/", f"/incidents/{review.incidents.get().pk}/"]

    assert [browser("joost").get(path).status_code for path in paths] == [200, 200]
    assert [browser("tomasz").get(path).status_code for path in paths] == [404, 404]
    assert search(person("joost"), "remembered agent").hits
    assert not search(person("tomasz"), "remembered agent").hits


def test_everything_happened_in_its_order_and_none_of_it_in_the_future() -> None:
    told = list(JournalEntry.objects.order_by("id").values_list("at", flat=True))

    assert told == sorted(told)
    assert told[-1] <= NOW


def test_search_finds_the_story_at_once_and_nobody_gets_mail_of_last_spring() -> None:
    assert search(person("ilse"), "pool warehouse transactions").hits
    assert pump() == 0
    assert not Mail.objects.exists()


def test_a_second_loading_is_refused_and_changes_nothing() -> None:
    with pytest.raises(Refused):
        load(NOW)

    assert Organisation.objects.count() == 1


def test_every_link_of_the_demo_leads_to_a_page_that_opens() -> None:
    client = browser("sipho")
    first = ["incidents", "reviews", "commitments", "risks", "evidence", "editions", "search"]
    waiting = [reverse(name) for name in (*first, "organisation", "account", "mailbox", "policy")]
    waiting += ["/search/?q=pool", "/api/docs"]
    seen, opened, broken = set(waiting), Counter[str](), []
    while waiting:
        path = waiting.pop(0)
        try:
            name = resolve(path.partition("?")[0]).view_name
        except Resolver404:
            broken.append((path, "no such address"))
            continue
        if opened[name] >= MOST_OF_A_KIND or name in ("sign_out", "live"):
            continue
        opened[name] += 1
        answer = client.get(path, follow=True)
        if answer.status_code != 200:
            broken.append((path, str(answer.status_code)))
        if answer.streaming:
            b"".join(answer.streaming_content)
        if "text/html" not in answer.get("Content-Type", ""):
            continue
        for link in LINK.findall(answer.content.decode()):
            link = unescape(link)
            if link not in seen and not link.startswith("/static/"):
                seen.add(link)
                waiting.append(link)

    assert "\n".join(map(str, broken)) == ""
    assert len(opened) > 40


def test_the_worked_decisions_were_told_by_several_and_something_had_not_reached_who_decided() -> None:
    incident = Incident.objects.get(title__startswith="Checkout times out: the orders pool")
    oona = person("oona")

    found = decision_list(oona, [incident])

    assert len(found.told) >= 4
    assert found.untold == []
    for told, both in found.told:
        assert len(told.ways) >= 2
        assert sum(len(one.standing.speakers) > 0 for one in told.rounds) == 4
        assert not [fact.words for fact in both.to_settle if "named as a signal" in fact.words]
    later = [
        [(both.events[row.event_id].what, row.through) for row in both.pair.unreached if row.reached_at]
        for _, both in found.told
        if both.pair is not None
    ]
    assert sum(bool(rows) for rows in later) >= 3
    assert ("Hana sees 31 sessions idle in transaction", "Meera in the incident channel") in later[1]
