"""One row of everything that has an address, and the addresses with its ids in them (C34).

The sweeps over all doors stand on this. `World.ids` knows a row by the noun that comes before its id in an
address: `/incidents/ID/candidates/` is filled from "incidents". Whoever adds an address under a new noun
says here which row that is; `World.fill` fails until then.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from secondsight.base.files import keep
from secondsight.confidence.actions import open_accounts
from secondsight.followup import actions as followup
from secondsight.inquiry import actions as inquiry
from secondsight.inquiry.models import ArchivedDocument, FacilitatorRequest, Invitation, MeetingDate
from secondsight.organisation import actions as organisation
from secondsight.organisation.actions import wording
from secondsight.organisation.models import Account, Person
from secondsight.programme.actions.qualifying import reckon_incident
from secondsight.programme.models import Pattern, Qualification
from secondsight.publication.actions import publish_review
from secondsight.record.actions.decision_notes import Saying, add_note
from secondsight.record.actions.decisions import add_option, mark_decision
from secondsight.record.actions.hearings import hear_of_step
from secondsight.record.actions.hooks import make_hook
from secondsight.record.actions.hypotheses import move_hypothesis, raise_hypothesis
from secondsight.record.actions.impact import note_impact
from secondsight.record.actions.imports import attach_import
from secondsight.record.actions.incidents import add_participant, restrict_incident
from secondsight.record.actions.knowledge import Knowing, add_knowledge, add_version
from secondsight.record.actions.milestones import base_milestone
from secondsight.record.actions.packet import add_link
from secondsight.record.actions.questions import ask_question
from secondsight.record.actions.reconstruction import open_reconstruction
from secondsight.record.actions.tagging import tag_items
from secondsight.record.models import Appearance, EvidenceFile, Import, KnownAs, NearMissReport, PacketItem
from secondsight.record.rules.selection import Selection
from tests.cast import (
    AT,
    SOAKED,
    after,
    make_account,
    make_candidate,
    make_commitment,
    make_event,
    make_idea,
    make_incident,
    make_knowledge_proposal,
    make_milestone_proposal,
    make_review,
    make_service,
    make_severities,
    make_tag,
    make_team,
    make_token,
)
from tests.confidence.cast import make_handed_in, make_request, make_talk, write_account
from tests.integrations.slack.exports import make_export
from tests.record.evidence_files import DAY, bring, said
from tests.record.evidence_files import NOON as SAID_AT

# What the organisation keeps for everybody in it; all other nouns are as private as their incident or review.
OPEN_NOUNS = {
    "accounts", "people", "duties", "teams", "members", "services", "tiers", "severities", "closed-days",
    "exports", "deciders", "packet-parts", "demo-sign-in", "confirmation", "patterns", "tags", "hooks",
    "rules", "words",
    "mailbox",
}  # fmt: skip
_HOLE = re.compile(r"^[{<](?:\w+:)?(\w+)[}>]$")


@dataclass
class World:
    """What one person keeps: ids by the noun of their addresses, and a word that all texts hold."""

    keeper: Account
    word: str
    ids: dict[str, str]
    topics: list[str]

    def fill(self, path: str) -> str:
        """Return an address with ids for the holes of `/incidents/{id}` or `/incidents/<str:id>/`.

        Raises LookupError for a noun that nobody told of here.
        """
        parts = path.split("/")
        for place, part in enumerate(parts):
            if _HOLE.match(part):
                noun = parts[place - 1]
                if noun not in self.ids:
                    raise LookupError(f"{path}: say in tests/world.py what stands after “{noun}/”.")
                parts[place] = self.ids[noun]
        return "/".join(parts)


def nouns(path: str) -> list[str]:
    """Return the nouns that an address takes ids of."""
    parts = path.split("/")
    return [parts[place - 1] for place, part in enumerate(parts) if _HOLE.match(part)]


def is_private(path: str) -> bool:
    """Return whether an address names a row that not everybody may see."""
    return any(noun not in OPEN_NOUNS for noun in nouns(path))


@cache
def pages() -> dict[str, str]:
    """Return every address of the pages by its name, with holes (`/incidents/<str:id>/`)."""
    return dict(_walk(get_resolver(), "/"))


@cache
def operations() -> dict[str, dict[str, Any]]:
    """Return every operation of the API by "METHOD /path", as its description has it."""
    from secondsight.api.site import api

    described = api.get_openapi_schema(path_prefix="/api/")
    return {
        f"{method.upper()} {path}": operation
        for path, here in described["paths"].items()
        for method, operation in here.items()
    }


def make_world(keeper: Account, word: str, folder: Path, *, is_restricted: bool = True) -> World:
    """Make one of everything in a person's hands, every text with a word that is nowhere else.

    With `is_restricted`, nobody else may know of it.
    """
    told: dict[str, Any] = {"by": keeper, "at": after(24 * 60)}
    second = make_account(f"Second {keeper.name}")
    incident = make_incident(keeper, title=f"{word} incident", summary=f"{word} summary")
    # Nobody knows of the incident before anything is in it.
    if is_restricted:
        restrict_incident(incident, accounts=[second], teams=[], **told)
    NearMissReport.objects.create(
        incident=incident, happened=f"{word} nearly happened", held=f"{word} held", reported_by=keeper
    )
    event = make_event(incident, keeper, what=f"{word} moment", context=f"{word} context")
    second_event = make_event(incident, keeper, what=f"{word} second moment", occurred_at=after(9))
    knowledge = add_knowledge(event, Knowing(after(4), account=keeper, through=f"{word} told"), **told)
    version = add_version(event, witness=f"{word} witness", what=f"{word} version", **told)
    participant = add_participant(incident, name=f"{word} responder", **told)
    messages = said(f"{word} said one", f"{word} said two", start=SAID_AT + sum(map(ord, word)))
    add_link(incident, url="https://dash.example/d/42", title="The pool", by=keeper, at=AT)
    going = bring(keeper, make_export(folder / f"{word}.zip", {DAY: messages}))
    attach_import(going, incident, Selection(), **told)
    file = going.files.get()
    packed = PacketItem.objects.create(
        incident=incident,
        file=EvidenceFile.objects.create(
            going=Import.objects.create(asked_by=keeper), stored=keep([b"\x89PNG\r\n\x1a\n"])
        ),
        title="The pool",
        media_type="image/png",
    )
    # The directory's person has the id of the account: both are a "person" to the API.
    person = Person.objects.create(pk=keeper.pk, name=keeper.name, account=keeper)
    named = KnownAs.objects.create(
        source="slack-export", author=f"{word} U01", name="ida", person=person, said_by=keeper, is_same=True
    )
    Appearance.objects.create(
        incident=incident,
        source=named.source,
        author=named.author,
        first_at=after(1),
        last_at=after(2),
        items=2,
        characters=20,
    )
    candidate = make_candidate(incident, *file.items.all()[:1], what=f"{word} candidate")
    proposal = make_milestone_proposal(incident, *file.items.all()[:1], why=f"{word} milestone")
    knower = make_knowledge_proposal(
        event, *file.items.all()[:1], name=f"{word} knower", known_at=after(5), why=f"{word} knew"
    )
    item = file.items.order_by("id")[0]
    tag = make_tag()
    [item_tag] = tag_items(incident, [item], tag, **told)
    question = ask_question(incident, item, of_name=f"{word} writer", words=f"{word} question", **told)
    hypothesis = raise_hypothesis(
        incident, what=f"{word} hypothesis", occurred_at=None, item=item, words=f"{word} signal", **told
    )
    step = move_hypothesis(
        hypothesis, state="dropped", occurred_at=None, item=item, words=f"{word} test", **told
    )

    decision = mark_decision(second_event, question=f"{word} faced", choice=f"{word} chosen", **told)
    option = add_option(decision, what=f"{word} option", **told)
    note = add_note(decision, Saying("recount", words=f"{word} recounted"), **told)
    heard = hear_of_step(step, known_at=after(24 * 60), name=f"{word} listener", **told)
    reading = note_impact(
        incident,
        side="customer",
        measure="other",
        what=f"{word} impact",
        from_at=after(1),
        items=[item],
        **told,
    )
    base_milestone(incident, "detected", events=[event], items=[item], **told)
    reconstruction = open_reconstruction(incident, **told)

    review = make_review(keeper, incident, title=f"{word} review")
    if is_restricted:
        inquiry.restrict_review(review, accounts=[second], teams=[], **told)
    inquiry.edit_review(review, narrative=f"{word} narrative", **told)
    ArchivedDocument.objects.create(
        review=review, stored=keep([f"# {word} document".encode()]), name=f"{word}.md", brought_by=keeper
    )
    holder = inquiry.give_role(review, role="owner", account=keeper, reason=f"{word} reason", **told)
    factor = inquiry.add_factor(review, what=f"{word} factor", category="detection_gap", **told)
    strength = inquiry.add_strength(review, what=f"{word} strength", **told)
    point = inquiry.add_learning_point(review, what=f"{word} point", subject="watching", **told)
    idea = make_idea(review, keeper, what=f"{word} idea")
    for finding in (factor, strength, point, idea):
        inquiry.tie_moment(finding, event, **told)
    inquiry.comment_on_idea(idea, text=f"{word} comment", **told)
    followup.name_decider(review, account=second, **told)
    inquiry.record_meeting(review, met_at=after(24 * 60), **told)
    make_handed_in(review, keeper, f"14:02 {word} account of mine")
    [opened] = open_accounts(review, **told)
    unopened = make_review(keeper, incident, title=f"{word} second review", is_restricted=is_restricted)
    asked = make_request(unopened, keeper, note=f"{word} note")
    write_account(asked, f"14:03 {word} draft")
    session = inquiry.open_session(review, is_guarded=False, **told)
    inquiry.ask_room(session, words=f"{word} on the screen", **told)
    line = inquiry.capture(session, kind="luck", words=f"{word} line", said_by=second, **told)
    threads = make_talk(review, keeper, second, word)
    question_for_all = inquiry.add_meeting_question(review, words=f"{word} for the meeting", **told)
    reckon_incident(incident.pk, at=AT)
    Qualification.objects.filter(incident=incident).update(
        reasons=[{"trigger": "several_teams", "sentence": f"{word} teams took part.", "tier": "full"}]
    )
    # A pattern is of incidents that everybody may know of, and so is there for everybody.
    pattern = Pattern.objects.create(shared="Checkout", tier=review.tier, least=2, window_days=30)
    pattern.incidents.set(make_incident(keeper, "sev-3", title="A slow morning") for _ in range(2))
    # The notes are of the room itself: who walks along reads them, so they hold the word in other letters.
    noted = f"{word.swapcase()} noted"
    inquiry.write_shared_text(review, "notes", noted, **told)
    passage = inquiry.comment_on_passage(
        review, "notes", words=f"{word.swapcase()} said of it", quoted=noted, begins="", ends="", **told
    )
    theme = inquiry.add_theme(unopened, title=f"{word} theme", why=f"{word} why", **told)
    inquiry.add_theme(unopened, title=f"{word} other theme", **told)
    inquiry.send_calibration(unopened, [keeper], note=f"{word} draft", **told)
    said_of_draft = inquiry.answer_passage(
        unopened, event, verdict="corrected", words=f"{word} correction", **told
    )
    inquiry.add_to_draft(unopened, words=f"{word} addition", **told)
    packet_part = inquiry.save_part(None, name=f"Runbooks of {keeper.name}", by=None, at=AT)
    packet_request = inquiry.ask_for_part(unopened, packet_part, keeper, note=f"{word} lacks", **told)
    inquiry.answer_part(review, packet_part, verdict="at_hand", reason=f"{word} wiki", **told)
    date = MeetingDate.objects.create(
        review=review,
        starts_at=after(24 * 60),
        ends_at=after(25 * 60),
        place="Room 4",
        agreed_by=keeper,
    )
    wanted = FacilitatorRequest.objects.create(review=review, asked_by=keeper, recorded_at=AT)
    invitation = Invitation.objects.create(
        date=date, account=keeper, starts_at=date.starts_at, ends_at=date.ends_at
    )
    decided: dict[str, Any] = {"by": keeper, "at": SOAKED}
    commitment = make_commitment(review, keeper, what=f"{word} commitment", done_means=f"{word} shows it")
    risk = followup.accept_risk(
        review,
        what=f"{word} risk",
        reason=f"{word} reason",
        look_again_on=SOAKED.date().replace(year=2027),
        **decided,
    )
    edition = publish_review(review, **decided)

    own_word = wording.add_own_word(rule="neglect", said=f"{word} failed over", **told)
    dismissal = wording.dismiss_wording(
        place=review.topic, field="narrative", rule="neglect", key="0" * 64, **told
    )
    hook, _ = make_hook("Paging", "pagerduty", by=None, at=AT)
    team = make_team(f"Team of {keeper.name}", keeper)
    service = make_service(f"Service of {keeper.name}", team)
    severity = make_severities()["sev-1"]
    closed_day = organisation.add_closed_day(_free_day(), "Stocktaking", by=None, at=AT)
    token, _ = make_token(keeper)
    ids = {
        "incidents": incident.pk,
        "near-misses": incident.pk,
        "patterns": pattern.pk,
        "events": event.pk,
        "moments": event.pk,
        "versions": version.pk,
        "participants": participant.pk,
        "knowledge": knowledge.pk,
        "candidates": candidate.pk,
        "milestone-proposals": proposal.pk,
        "knowledge-proposals": knower.pk,
        "milestones": "detected",
        "impact": reading.pk,
        "imports": going.pk,
        "evidence-files": file.pk,
        "packet-items": packed.pk,
        "items": str(item.pk),
        "hooks": hook.pk,
        "tags": tag.pk,
        "item-tags": item_tag.pk,
        "questions": question.pk,
        "hypotheses": hypothesis.pk,
        "steps": step.pk,
        "decisions": decision.pk,
        "decision-options": option.pk,
        "decision-notes": note.pk,
        "step-knowledge": heard.pk,
        "reconstructions": reconstruction.pk,
        "reviews": review.pk,
        "passages": event.pk,
        "passage-answers": said_of_draft.pk,
        "themes": theme.pk,
        "packet-parts": packet_part.pk,
        "parts": packet_part.pk,
        "packet-requests": packet_request.pk,
        "independent-accounts": asked.pk,
        "opened-accounts": opened.pk,
        "account-moments": opened.moments.get().pk,
        "interviews": threads[0].interview_id,
        "interview-threads": threads[0].pk,
        "interview-lines": threads[0].lines.get().pk,
        "released-threads": threads[1].pk,
        "meeting-questions": question_for_all.pk,
        "captures": line.pk,
        "live-sessions": session.pk,
        "texts": "notes",
        "changes": "1",
        "passage-comments": passage.pk,
        "dates": date.pk,
        "invitations": invitation.pk,
        "facilitator-requests": wanted.pk,
        "mailbox": "guessed",
        "roles": holder.pk,
        "factors": factor.pk,
        "strengths": strength.pk,
        "learning-points": point.pk,
        "ideas": idea.pk,
        "deciders": second.pk,
        "commitments": commitment.pk,
        "risks": risk.pk,
        "editions": edition.pk,
        "rules": "neglect",
        "words": own_word.pk,
        "dismissals": dismissal.pk,
        "exports": "md",
        "demo-sign-in": "guessed",
        "confirmation": "guessed",
        "people": keeper.pk,
        "names": named.pk,
        "directory": named.person_id,
        "accounts": keeper.pk,
        "duties": "administrator",
        "tokens": token.pk,
        "sessions": _session(keeper),
        "teams": team.pk,
        "members": keeper.pk,
        "services": service.pk,
        "tiers": severity.tier.pk,
        "severities": severity.pk,
        "closed-days": closed_day.pk,
    }
    topics = [f"incident:{incident.pk}", f"review:{review.pk}", f"import:{going.pk}", session.topic]
    topics.append(threads[0].interview.topic)
    return World(keeper, word, {noun: str(id) for noun, id in ids.items()}, topics)


def _session(keeper: Account) -> int:
    from allauth.usersessions.models import UserSession

    row = UserSession.objects.create(
        user=keeper, ip="127.0.0.1", user_agent="Firefox/130", session_key=keeper.pk
    )
    return int(row.pk)


def _free_day() -> Any:
    from secondsight.organisation.models import ClosedDay

    return AT.date().replace(month=1 + ClosedDay.objects.count() % 12)


def _walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield one.name or path, path
        elif one.namespace != "api":
            yield from _walk(one, path)
