"""The main job in a real browser: from what an outage left behind to a page that others read.

One story, told in order; each step is a function. What the steps leave unsaid is watched on the way
(`tests.web.watching`): no error, no broken rule of accessibility by day or night, no sideways scroll.
"""

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from demo.evidence import write_evidence
from tests.live_server import Running, serving
from tests.web.watching import Person

STARTED = datetime(2026, 3, 11, 11, 59, tzinfo=UTC)
PASSWORD = "four plain words here"
TITLE = "Orders lost while checkout waited for connections"
IDEA = "Rehearse the rollback once a quarter"
COMMITMENT = "The rollback runbook is walked through, start to end, and corrected"

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_a_team_gets_from_its_evidence_to_a_published_review(browser: Browser, tmp_path: Path) -> None:
    files = write_evidence(tmp_path / "evidence", STARTED)
    with serving(tmp_path / "instance") as server:
        mara = Person(browser, server.url)
        make_the_first_account(mara)
        bring_the_evidence_in(mara, files)
        make_an_incident_of_it(mara)
        answer_candidates(mara)
        incident = read_the_timeline(mara)
        say_who_held_command(mara, incident)
        review = open_a_review(mara, incident)
        give_a_role_against_a_rule(mara, review)
        jonas = let_a_second_person_in(browser, server)
        understand(mara, review, seen_by=jonas)
        hold_the_review(mara, review)
        find_that_nobody_commits_yet(mara, review)
        agree_on_no_soak(mara)
        commitment = commit(mara, review)
        accept(jonas, commitment)
        publish(mara, review)
        take_the_edition_along(mara)

        assert mara.faults + jonas.faults == []
        assert "Traceback" not in server.output()


def make_the_first_account(mara: Person) -> None:
    mara.opens("/")
    mara.reads("Nobody is here yet")
    mara.looks("welcome")
    mara.writes({"What is your organisation": "Lantern Goods", "Your name": "Mara Ellery"})
    mara.writes({"Your e-mail": "mara@example.org", "Your time zone": "UTC", "Password": PASSWORD})
    mara.presses("Begin")
    expect(mara.page.locator(".masthead nav").first).to_be_visible()
    mara.looks("home on the first day")


def bring_the_evidence_in(mara: Person, files: list[Path]) -> None:
    mara.opens("/evidence/")
    mara.looks("evidence")
    mara.page.get_by_label("Bring files in").set_input_files([str(file) for file in files])
    mara.presses("Import")
    mara.reads(f"Import of {len(files)} files")
    standing = mara.page.locator("h1 + p .state")
    expect(standing).to_have_attribute("data-state", re.compile("asking|done"), timeout=60_000)
    mara.looks("the questions of an import")
    # Tables are read as a person says: what is proposed for each is right here.
    questions = mara.page.get_by_role("button", name="Read it like this")
    while left := questions.count():
        questions.first.click()
        expect(questions).to_have_count(left - 1, timeout=20_000)
    expect(standing).to_have_attribute("data-state", "done", timeout=20_000)
    total = mara.page.locator("section[aria-label=Receipt] dl.sum dd").all_inner_texts()
    read, imported, merged, left_out = (int(number.replace(",", "")) for number in total)
    assert read == imported + merged + left_out
    assert imported > 100
    mara.looks("the receipt of an import")


def make_an_incident_of_it(mara: Person) -> None:
    mara.writes({"Title of the new incident": TITLE, "Severity of the new incident": "Sev-1"})
    mara.presses("Give it the evidence")
    mara.reads("belong to this incident since now")
    mara.looks("the transcript")
    mara.presses("Look at the candidates")


def answer_candidates(mara: Person) -> None:
    # The worker goes through the evidence meanwhile; the desk fills by itself.
    expect(mara.page.locator(".candidate").first).to_be_visible(timeout=30_000)
    mara.looks("the review desk")
    cards = mara.page.locator(".candidate")
    for place in (0, 1, 2, 3):
        mara.presses("Accept", within=cards.nth(place))
        expect(cards.nth(place)).to_have_attribute("data-state", "accepted")

    mara.presses("Edit first", within=cards.nth(4))
    mara.writes({"What": "Checkout answers slowly, in our own words"}, within=cards.nth(4))
    mara.looks("a candidate that is edited")
    mara.presses("Accept with these words", within=cards.nth(4))
    expect(cards.nth(4)).to_have_attribute("data-state", "accepted")

    mara.presses("Merge", within=cards.nth(5))
    mara.presses("Merge into it", within=cards.nth(5))
    expect(cards.nth(5)).to_have_attribute("data-state", "merged")

    mara.presses("Dismiss", within=cards.nth(6))
    expect(cards.nth(6)).to_have_attribute("data-state", "dismissed")
    mara.reads(re.compile(r"^7 of \d+ looked at$"))


def read_the_timeline(mara: Person) -> str:
    mara.page.locator(".trail").get_by_role("link", name="Timeline").click()
    mara.reads("Checkout answers slowly, in our own words")
    expect(mara.page.locator("li.moment")).to_have_count(5)
    assert mara.page.locator("svg.timeline .event").count() > 1
    mara.looks("the timeline")
    return mara.page.url.removeprefix(mara.address).removesuffix("timeline/")


def say_who_held_command(mara: Person, incident: str) -> None:
    mara.opens(incident)
    mara.reads("Who held command")
    mara.looks("an incident")
    mara.presses("Add somebody")
    mara.looks("who was there")
    mara.page.locator("main select[name=account]").select_option(label="Mara Ellery")
    mara.writes({"Part": "Incident commander"})
    mara.presses("Add them")
    mara.reads("Incident commander")


def open_a_review(mara: Person, incident: str) -> str:
    mara.opens("/reviews/new?incident=" + incident.strip("/").rpartition("/")[2])
    expect(mara.page.get_by_label(TITLE)).to_be_checked()
    mara.looks("opening a review")
    mara.writes({"Title": TITLE})
    mara.presses("Open the review")
    expect(mara.page.locator("h1")).to_have_text(TITLE)
    mara.looks("preparing a review")
    return mara.page.url.removeprefix(mara.address)


def give_a_role_against_a_rule(mara: Person, review: str) -> None:
    mara.opens(review + "roles/")
    mara.writes({"Role": "Facilitator", "Person": "mara@example.org"})
    with mara.refused(422):
        mara.presses("Give the role")
        mara.reads("There is a rule against this choice")
    mara.looks("a rule against a choice")
    mara.writes({"Reason": "We are two, and the other one has never facilitated."})
    mara.presses("Give the role")
    mara.reads("Chosen because: We are two")
    mara.opens(review + "roles/?role=owner&person=mara%40example.org")
    mara.presses("Give the role")
    expect(mara.page.locator(".listing-end", has_text=re.compile("owner", re.I)).first).to_be_visible()


def let_a_second_person_in(browser: Browser, server: Running) -> Person:
    made = subprocess.run(
        [sys.executable, "-m", "secondsight.cli", "account", "create"]
        + ["--email", "jonas@example.org", "--name", "Jonas Weir"],
        env=server.environment,
        input=f"{PASSWORD}\n",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert made.returncode == 0, made.stderr
    jonas = Person(browser, server.url)
    jonas.opens("/")
    jonas.looks("sign in")
    jonas.writes({"E-mail": "jonas@example.org", "Password": PASSWORD})
    jonas.presses("Sign in")
    expect(jonas.page.locator(".masthead nav").first).to_be_visible()
    return jonas


def understand(mara: Person, review: str, *, seen_by: Person) -> None:
    mara.opens(review + "understand/")
    seen_by.opens(review + "understand/")
    expect(seen_by.page.locator("#ideas")).to_be_visible()
    note(mara, "factors", {"What contributed?": "The pool's limit was on nobody's dashboard"})
    note(mara, "strengths", {"What worked?": "Support wrote down order numbers from the start"})
    note(
        mara, "learning_points", {"What do we understand now?": "A retry holds its connection while it waits"}
    )
    note(mara, "ideas", {"What could be done?": IDEA})
    # The other person's page follows by itself, within a second or two.
    expect(seen_by.page.locator("#ideas").get_by_text(IDEA)).to_be_visible(timeout=3_000)
    mara.looks("understand")


def note(mara: Person, section: str, words: dict[str, str]) -> None:
    """Write down something that the review found, and tie it to the first moment that is offered."""
    place = mara.page.locator(f"#{section}")
    mara.writes(words, within=place)
    moment = place.locator("select[name=moment]")
    tied = moment.locator("option").nth(1).get_attribute("value")
    moment.select_option(value=tied)
    mara.presses("Note it", within=place)
    card = place.locator("article.card", has_text=next(iter(words.values())))
    expect(card).to_be_visible()
    expect(card.locator(f'a[href="/events/{tied}/"]')).to_be_visible()


def hold_the_review(mara: Person, review: str) -> None:
    mara.opens(review + "meeting")
    mara.looks("the meeting")
    ended = datetime.now(UTC) - timedelta(minutes=5)
    mara.writes({"It ended": ended.strftime("%Y-%m-%dT%H:%M")})
    mara.page.locator("input[name=mode]").first.check()
    mara.presses("It was held")
    mara.reads(re.compile("^Held "))


def find_that_nobody_commits_yet(mara: Person, review: str) -> None:
    mara.opens(review + "commit/")
    mara.reads("Nobody commits yet")
    assert mara.page.get_by_role("link", name="Commit", exact=True).count() == 0
    mara.looks("the soak")
    mara.opens(review + "commitments")
    fill_in_a_commitment(mara)
    with mara.refused(422):
        mara.presses("Ask them")
        mara.reads(re.compile("rest|soak"), within=mara.page.locator("main"))


def agree_on_no_soak(mara: Person) -> None:
    mara.opens("/organisation/policy/")
    mara.looks("what we agreed")
    mara.writes({"Soak": "0"})
    mara.presses("Agree")
    expect(mara.page.get_by_label(re.compile("^Soak"))).to_have_value("0")


def commit(mara: Person, review: str) -> str:
    mara.opens(review + "commit/")
    mara.page.get_by_text("Change who decides").click()
    mara.writes({"Who decides with you": "jonas@example.org"})
    mara.presses("Name them")
    mara.reads("You are one of those who decide")
    mara.looks("the decision")
    mara.presses("Weigh")
    mara.looks("weighing an idea")
    mara.writes({"Impact": "High", "Effort": "Low"})
    mara.page.locator("main form button[type=submit]").click()
    mara.reads("The matrix suggests")
    mara.presses("Commit", within=mara.page.locator("article.card", has_text=IDEA))
    mara.looks("a commitment that is offered")
    fill_in_a_commitment(mara)
    mara.presses("Ask them")
    link = mara.page.get_by_role("link", name=COMMITMENT)
    expect(link).to_be_visible()
    return str(link.get_attribute("href"))


def fill_in_a_commitment(mara: Person) -> None:
    mara.writes({"What will be done": COMMITMENT, "Who is asked to own it": "jonas@example.org"})
    mara.writes({"By": (datetime.now(UTC) + timedelta(days=21)).date().isoformat()})
    mara.writes({"Done means": "Somebody who was not there follows it and gets a rolled back checkout."})
    mara.page.get_by_label(re.compile("^So that we")).select_option(index=1)


def accept(jonas: Person, commitment: str) -> None:
    jonas.opens("/")
    jonas.reads(COMMITMENT)
    jonas.looks("home with something to answer")
    jonas.opens(commitment)
    jonas.reads("You are asked whether you would take this on")
    jonas.looks("a commitment")
    jonas.presses("Accept")
    expect(jonas.page.locator("#life .lede .state")).to_have_attribute("data-state", "accepted")


def publish(mara: Person, review: str) -> None:
    mara.opens(review + "share/")
    mara.looks("share")
    mara.presses("Publish the engineering edition")
    told = mara.page.locator("article")
    expect(told.locator("h1")).to_have_text(TITLE)
    for words in (
        "Checkout answers slowly, in our own words",
        "Support wrote down",
        COMMITMENT,
        "Jonas Weir",
    ):
        mara.reads(words, within=told)
    expect(told.locator("svg.timeline, figure svg").first).to_be_visible()
    mara.looks("the edition")


def take_the_edition_along(mara: Person) -> None:
    assert mara.downloads("PDF").startswith(b"%PDF-")
    assert mara.downloads("HTML").lstrip().lower().startswith(b"<!doctype html")
    assert mara.downloads("Markdown").startswith(b"#")
    assert mara.downloads("JSON").lstrip().startswith(b"{")
