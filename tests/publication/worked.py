"""The worked outage with a finished review around it: everything that an edition has to tell."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from secondsight.base.files import keep
from secondsight.base.ids import new_id
from secondsight.base.models import StoredFile
from secondsight.followup.models import (
    Commitment,
    Decider,
    Decision,
    KnownRisk,
    MovedDate,
    PutRight,
    SecondLook,
    Step,
    Weighing,
)
from secondsight.inquiry import actions as inquiry
from secondsight.inquiry.models import (
    AccountAddition,
    AccountMoment,
    ArchivedDocument,
    Capture,
    Idea,
    IdeaComment,
    LiveSession,
    MeetingQuestion,
    MomentLink,
    OpenedAccount,
    PassageAnswer,
    RecordedAction,
    Review,
    RoleHolder,
    SectionRun,
    SharedText,
    SharedTextComment,
    Theme,
)
from secondsight.organisation.models import Account, Team
from secondsight.record.models import (
    Candidate,
    CandidateAnswer,
    DecisionNote,
    DecisionOption,
    DecisionPoint,
    Event,
    EventItem,
    EvidenceFile,
    EvidenceItem,
    Hypothesis,
    HypothesisStep,
    ImpactReading,
    Import,
    Incident,
    IncidentItem,
    ItemQuestion,
    ItemTag,
    Knowledge,
    MergedItem,
    Milestone,
    NearMissReport,
    PacketItem,
    Participant,
    SourceClock,
    StepKnowledge,
    Tag,
    Version,
)
from tests.cast import (
    NOON,
    after,
    make_account,
    make_event,
    make_idea,
    make_incident,
    make_organisation,
    make_review,
    make_service,
    make_team,
)


@dataclass
class Worked:
    """The outage, its review, and the people in it."""

    incident: Incident
    review: Review
    ines: Account  # on call, API team
    bo: Account  # database team
    noor: Account  # opened the review and facilitates it
    owner: Account
    team: Team
    decision: Event
    page: Event
    slow: Event
    commitment: Commitment


def make_document(review: Review, by: Account) -> None:
    """Give the review an old post-mortem that it was made of, in two versions, with one action of it."""
    first, second = (
        ArchivedDocument.objects.create(
            review=review,
            stored=keep([f"# Orders lost, version {number}".encode()]),
            name="orders-lost.md",
            recognised={"title": "Orders lost", "entries": []},
            brought_by=by,
        )
        for number in (1, 2)
    )
    first.replaced_by = second
    first.save()
    RecordedAction.objects.create(
        review=review,
        what="Raise the pool",
        owner="Ines",
        due_on=date(2026, 4, 1),
        status="done",
        is_done=True,
    )


def _desk(incident: Incident, item: EvidenceItem) -> None:
    """What people noted while they read: a clock, a question, a hypothesis, a link."""
    SourceClock.objects.create(incident=incident, source="slack", offset_ms=-1500)
    PacketItem.objects.create(incident=incident, url="https://dash.example/d/42", title="The pool")
    ItemQuestion.objects.create(
        incident=incident, item=item, of_name="Ines Calloway", words="How did you know?"
    )
    tag = Tag.objects.create(name="surprise", key="s", meaning="Nobody expected it")
    ItemTag.objects.create(incident=incident, item=item, tag=tag)
    hypothesis = Hypothesis.objects.create(incident=incident, what="The pool is dry")
    step = HypothesisStep.objects.create(hypothesis=hypothesis, state="raised", item=item)
    StepKnowledge.objects.create(step=step, name="Support", known_at=after(14), through="read the channel")
    reading = ImpactReading.objects.create(
        incident=incident,
        side="customer",
        measure="failed_requests",
        value=61.5,
        unit="%",
        from_at=after(2),
        until_at=after(30),
        source="The board",
    )
    reading.items.add(item)
    milestone = incident.milestones.get(kind="declared")
    milestone.items.add(item)
    milestone.events.set(incident.events.filter(kind="decision"))


def make_worked(**given: Any) -> Worked:
    """Return the outage reviewed to the end: held, decided, one commitment verified, not published."""
    make_organisation()
    ines, bo = make_account("Ines Calloway"), make_account("Bo Lindqvist")
    noor, owner = make_account("Noor Haddad"), make_account("Tomas Eldridge")
    team, data = make_team("API Platform", ines), make_team("Data Stores", bo)
    incident = make_incident(
        ines,
        summary="For 46 minutes customers paid and nothing arrived.",
        time_zone="Europe/Berlin",
        is_customer_facing=True,
        services=[make_service("Orders", data)],
        teams=[team, data],
    )
    review = make_review(noor, incident, **{"title": "Checkouts accepted, orders lost", **given})
    for kind, minutes in (("impact_start", 0), ("detected", 3), ("declared", 9), ("fully_recovered", 46)):
        Milestone.objects.update_or_create(incident=incident, kind=kind, defaults={"at": after(minutes)})
    Participant.objects.create(
        incident=incident, account=ines, name=ines.name, team=team, part="primary_responder"
    )
    NearMissReport.objects.create(incident=incident, happened="It nearly lasted all night", reported_by=bo)
    Participant.objects.create(incident=incident, account=bo, name=bo.name, team=data, part="expert")
    page = make_event(incident, ines, phase="detection", what="API latency p99 pages", actor="pager")
    slow = make_event(
        incident, bo, occurred_at=after(5), what="Orders pool is full", kind="observation",
        phase="triage", account=bo, team=data,
    )  # fmt: skip
    decision = make_event(
        incident, ines, occurred_at=after(12.5), what="Roll back 4.18, or keep looking?", kind="decision",
        phase="mitigation", account=ines, team=team,
        context="The release was minutes old, safe to undo and fitted the alert.",
    )  # fmt: skip
    dispute = make_event(incident, ines, occurred_at=after(30), what="Pool was raised", kind="action")
    Event.objects.filter(pk=dispute.pk).update(standing="disputed")
    Version.objects.create(
        event=dispute, witness=bo.name, account=bo, what="Restarted", occurred_at=after(28)
    )
    point = DecisionPoint.objects.create(
        event=decision, question="Roll back 4.18, or keep looking?", choice="Roll back", account=ines
    )
    back = DecisionOption.objects.create(decision=point, what="Roll back 4.18", is_taken=True)
    DecisionOption.objects.create(decision=point, what="Look at the pool")
    DecisionNote.objects.create(
        decision=point, probe="spoke_for", sweep="deepen", option=back, speaker=ines, words="Safe to undo."
    )
    DecisionNote.objects.create(
        decision=point, probe="signal", sweep="timeline", event=page, speaker=ines, words="The page."
    )
    make_event(incident, ines, occurred_at=None, what="Somebody called the vendor", kind="communication")
    Knowledge.objects.create(event=page, account=ines, name="", known_at=after(4), through="took the page")
    Knowledge.objects.create(
        event=slow, team=data, known_at=after(6), certainty="believed", way="read", until_at=after(40),
        turned_out="so",
    )  # fmt: skip
    Knowledge.objects.create(event=slow, account=ines, known_at=after(31), through="was told")
    make_evidence(incident, page, decision, ines)
    make_account_of(review, bo, slow, noor)
    make_document(review, noor)
    RoleHolder.objects.create(review=review, role="facilitator", account=noor, given_by=noor)
    RoleHolder.objects.create(
        review=review, role="scribe", account=ines, given_by=noor,
        objections=["Ines Calloway was primary responder."], reason="Nobody else knew the orders system.",
    )  # fmt: skip
    RoleHolder.objects.create(review=review, role="owner", account=owner, given_by=noor)
    RoleHolder.objects.create(review=review, role="guest", account=bo, section="The pool", given_by=noor)
    Theme.objects.create(review=review, title="Who knew of the pool", added_by=noor)
    PassageAnswer.objects.create(
        review=review, event=slow, account=bo, verdict="corrected", words="It was half full", event_edition=1
    )
    inquiry.keep_agenda(review, by=noor, at=after(1490))
    told = {"by": noor, "at": after(1500)}
    inquiry.edit_review(
        review, narrative="## A quiet start\n\nThe graph had *that* shape.\n\n- first\n", **told
    )
    factor = inquiry.add_factor(
        review, what="The alert named the API, not the pool", category="detection_gap", moments=[page], **told
    )
    inquiry.add_factor(review, what="Two teams looked unaware of each other", category="coordination", **told)
    inquiry.add_strength(
        review, what="Rolling back took four minutes", why_it_could="It was drilled in May", **told
    )
    inquiry.add_learning_point(
        review, what="A starving pool looks like a slow API", subject="sensemaking", moments=[slow], **told
    )
    idea, other, third = (
        make_idea(review, ines, what=what)
        for what in ("Page the database team when the pool waits", "Rewrite orders", "Show the pool size")
    )
    IdeaComment.objects.create(idea=idea, text="Cheap to do.", added_by=bo)
    review = inquiry.record_meeting(review, met_at=after(1560), by=noor, at=after(1600))
    commitment = make_commitment(review, idea, bo, owner)
    commitment.factors.add(factor)
    Weighing.objects.create(idea=other, impact=1, effort=3, cost="A year", weighed_by=owner)
    Decision.objects.create(idea=other, verdict="let_go", reason="The pool was the trouble", decided_by=owner)
    Decision.objects.create(idea=third, verdict="known_risk", reason="Rare", decided_by=owner)
    risk = KnownRisk.objects.create(
        review=review, idea=third, what="The pool size is not shown", reason="Rare.",
        look_again_on=date(2026, 9, 1), accepted_by=owner,
    )  # fmt: skip
    SecondLook.objects.create(risk=risk, from_on=date(2026, 8, 1), to_on=date(2026, 9, 1), looked_by=owner)
    Decider.objects.create(review=review, account=bo, named_by=owner)
    PutRight.objects.create(review=review, what="Pool raised to 200", done_on=date(2026, 3, 12), added_by=bo)
    return Worked(incident, review, ines, bo, noor, owner, team, decision, page, slow, commitment)


def make_account_of(review: Review, author: Account, event: Event, by: Account) -> None:
    """An opened account with a moment that somebody linked, an addition, and a question it led to."""
    opened = OpenedAccount.objects.create(
        review=review, author=author, text="12:20 pool was full", handed_in_at=after(1400), opened_by=by
    )
    moment = AccountMoment.objects.create(
        opened=opened, place=0, what="pool was full", occurred_at=after(20), belief="known", event=event
    )
    MomentLink.objects.create(moment=moment, event=event, said_by=by)
    AccountAddition.objects.create(opened=opened, text="I had a second look at the graph.")
    session = LiveSession.objects.create(
        review=review, opened_by=by, facilitator=by, incident=event.incident, moment=event.occurred_at,
        event=event, last=1, seen_at=after(1500), ended_at=after(1500), ended_by=by,
    )  # fmt: skip
    SectionRun.objects.create(
        session=session, section="timeline", kind="timeline", title="Walk the timeline", minutes=40,
        began_at=after(1440), ended_at=after(1500),
    )  # fmt: skip
    Capture.objects.create(
        session=session, review=review, kind="luck", words="It was a quiet Tuesday", event=event,
        said_by=author, captured_by=by, place=1, changed=1,
    )  # fmt: skip
    text = SharedText.objects.create(review=review, kind="notes", words="The pool was **full**.")
    SharedTextComment.objects.create(text=text, quoted="full", words="Of what?", written_by=by)
    MeetingQuestion.objects.create(
        review=review,
        words="How did the pool look?",
        divergence=f"time:{event.pk}",
        moment=event,
        added_by=by,
    )


def make_commitment(review: Review, idea: Idea, owner: Account, by: Account) -> Commitment:
    """A commitment whose date moved once and that was verified with evidence."""
    commitment = Commitment.objects.create(
        review=review, idea=idea, what="The database team is paged when the pool waits", owner=owner,
        done_means="A test page reaches the database on-call within a minute", offered_by=by,
        intended_outcome="detect_sooner", due_on=date(2026, 4, 20), state="verified",
    )  # fmt: skip
    Decision.objects.create(idea=idea, verdict="commit", decided_by=by)
    steps = (("offered", by, "", ""), ("accepted", owner, "", ""), ("done", owner, "", ""))
    steps += (("verified", by, "Drilled on 20 April", "https://tickets.example/77"),)
    for days, (state, who, note, url) in enumerate(steps):
        Step.objects.create(
            commitment=commitment, state=state, taken_by=who, note=note, url=url,
            recorded_at=NOON + timedelta(days=5 + days),
        )  # fmt: skip
    MovedDate.objects.create(
        commitment=commitment,
        from_on=date(2026, 4, 10),
        to_on=date(2026, 4, 20),
        reason="On leave",
        moved_by=owner,
    )
    return commitment


def make_evidence(incident: Incident, page: Event, decision: Event, by: Account) -> EvidenceItem:
    """A chat export that the decision rests on, with a candidate that became the first page."""
    stored = StoredFile.objects.create(sha256=new_id() * 4, size=1234)
    going = Import.objects.create(asked_by=by, incident=incident, state="done", finished_at=after(90))
    file = EvidenceFile.objects.create(
        going=going, stored=stored, name="slack-export.zip", format="slack", read=2, imported=2
    )
    told = {"file": file, "kind": "message", "channel": "#incident", "author_name": "Ines Calloway"}
    items = [
        EvidenceItem.objects.create(
            key=f"{file.pk}-{number}", occurred_at=after(12 + number), text=text, raw='{"ts": "1.0"}',
            place=f"incident/2026-03-11.json message {number}", details={"reactions": 2}, **told,
        )
        for number, text in enumerate(("I have seen that shape three times this year.", "p99 is up"))
    ]  # fmt: skip
    for item in items:
        IncidentItem.objects.create(incident=incident, item=item, occurred_at=item.occurred_at)
    _desk(incident, items[0])
    EventItem.objects.create(event=decision, item=items[0])
    candidate = Candidate.objects.create(
        incident=incident,
        fingerprint="f" * 64,
        occurred_at=after(2),
        what="p99 is up",
        kind="signal",
        why="An alert",
    )
    candidate.items.add(items[1])
    answer = CandidateAnswer.objects.create(candidate=candidate, verdict="accepted", event=page, given_by=by)
    EventItem.objects.create(event=page, item=items[1], answer=answer)
    MergedItem.objects.create(file=file, item=items[1], place="incident/2026-03-11.json message 9")
    return items[0]
