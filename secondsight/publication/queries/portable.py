"""A review as rows that can go to another instance and come back the same (R11.5).

What is carried is listed here by table; the columns are those that the tables have, so that a new column
travels by itself. A row that is made by people here and there alike (a person, a team, a severity) goes by
the name that is the same everywhere; everything else keeps its id.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db.models import Field, Model, Q, QuerySet

from secondsight.base.models import StoredFile
from secondsight.followup import models as followup
from secondsight.inquiry import models as inquiry
from secondsight.inquiry.queries.accounts import readable
from secondsight.inquiry.queries.calibration import answers_of
from secondsight.inquiry.queries.captures import lines
from secondsight.inquiry.queries.meeting_questions import meeting_questions
from secondsight.inquiry.queries.shared_texts import told_texts
from secondsight.organisation.models import Account, Service, Severity, Team, Tier
from secondsight.publication.models import Edition
from secondsight.record import models as record
from secondsight.record.queries.as_told import fill_in

CHUNK = 400  # ids in one statement


@dataclass(frozen=True)
class Section:
    """The rows of one table: what the file calls them, and the fields that tell one from another."""

    name: str
    model: type[Model]
    key: tuple[str, ...] = ("id",)
    only: tuple[str, ...] = ()  # the columns that are carried; empty: all

    @property
    def is_named(self) -> bool:
        """Whether its rows go by a name that every instance has for itself."""
        return self.key in (("email",), ("slug",), ("name",))


# In the order in which rows can refer to one another.
SECTIONS = (
    Section("people", Account, ("email",), ("email", "name", "title", "time_zone", "is_active")),
    Section("teams", Team, ("slug",), ("slug", "name")),
    Section("services", Service, ("slug",), ("slug", "name", "team")),
    Section(
        "tiers",
        Tier,
        ("slug",),
        ("slug", "name", "summary", "minutes_from", "minutes_to", "most_commitments", "rank"),
    ),
    Section("severities", Severity, ("slug",), ("slug", "name", "summary", "rank", "tier")),
    Section("tags", record.Tag, ("name",), ("name", "meaning")),
    Section("incidents", record.Incident),
    Section("incident_audience", record.IncidentSeat),
    Section("participants", record.Participant),
    Section("near_miss_reports", record.NearMissReport),
    Section("originals", StoredFile, ("sha256",), ("sha256", "size")),
    Section("imports", record.Import),
    Section("evidence_files", record.EvidenceFile),
    Section("packet", record.PacketItem),
    Section("evidence", record.EvidenceItem, ("key",)),
    Section("merged_evidence", record.MergedItem, ("file", "item", "place")),
    Section("incident_evidence", record.IncidentItem, ("incident", "item")),
    Section("clocks", record.SourceClock),
    Section("questions", record.ItemQuestion),
    Section("item_tags", record.ItemTag),
    Section("events", record.Event),
    Section("candidates", record.Candidate),
    Section("candidate_answers", record.CandidateAnswer),
    Section("event_evidence", record.EventItem, ("event", "item")),
    Section("knowledge", record.Knowledge),
    Section("versions", record.Version),
    Section("milestones", record.Milestone),
    Section("impact", record.ImpactReading),
    Section("hypotheses", record.Hypothesis),
    Section("hypothesis_steps", record.HypothesisStep),
    Section("step_knowledge", record.StepKnowledge),
    Section("decision_points", record.DecisionPoint),
    Section("decision_options", record.DecisionOption),
    Section("decision_notes", record.DecisionNote),
    Section("reviews", inquiry.Review),
    Section("review_incidents", inquiry.ReviewIncident, ("review", "incident")),
    Section("review_audience", inquiry.ReviewSeat),
    Section("roles", inquiry.RoleHolder),
    Section("agenda", inquiry.Agenda),
    Section("agenda_sections", inquiry.AgendaSection),
    Section("factors", inquiry.Factor),
    Section("strengths", inquiry.Strength),
    Section("learning_points", inquiry.LearningPoint),
    Section("ideas", inquiry.Idea),
    Section("accounts", inquiry.OpenedAccount),
    Section("account_additions", inquiry.AccountAddition),
    Section("account_moments", inquiry.AccountMoment),
    Section("account_moment_links", inquiry.MomentLink),
    Section("meeting_questions", inquiry.MeetingQuestion),
    Section("live_sessions", inquiry.LiveSession),
    Section("session_sections", inquiry.SectionRun),
    Section("captures", inquiry.Capture),
    Section("shared_texts", inquiry.SharedText, only=("id", "recorded_at", "review", "kind", "words")),
    Section(
        "passage_comments",
        inquiry.SharedTextComment,
        only=(
            *("id", "recorded_at", "text", "quoted", "words"),
            *("written_by", "resolved_at", "resolved_by"),
        ),
    ),
    Section("themes", inquiry.Theme),
    Section("passage_answers", inquiry.PassageAnswer),
    Section("archived_documents", inquiry.ArchivedDocument),
    Section("recorded_actions", inquiry.RecordedAction),
    Section("comments", inquiry.IdeaComment),
    Section("deciders", followup.Decider),
    Section("weighings", followup.Weighing),
    Section("decisions", followup.Decision),
    Section("nothing_to_commit", followup.NothingToCommit),
    Section("commitments", followup.Commitment),
    Section("steps", followup.Step),
    Section("moved_dates", followup.MovedDate),
    Section("known_risks", followup.KnownRisk),
    Section("second_looks", followup.SecondLook),
    Section("put_right", followup.PutRight),
    Section("editions", Edition),
)
BY_NAME = {section.name: section for section in SECTIONS}
BY_MODEL = {section.model: section for section in SECTIONS}

# What is not part of a review, and why.
LEFT_OUT: dict[type[Model], str] = {
    record.MilestoneProposal: "proposed again from the evidence; those that were accepted are milestones",
    record.MilestoneAnswer: "says of such a proposal what was made of it, which the milestones tell",
    record.KnowledgeProposal: "proposed again from the evidence; those that were accepted are knowledge",
    record.KnowledgeAnswer: "says of such a proposal what was made of it, which the knowledge tells",
    record.LeftOutRecord: "the receipt of an import, of which a review needs only the sums",
    record.Appearance: "counted anew from the evidence",
    record.KnownAs: "joins names to this instance's own directory",
    record.Hook: "an address of this instance",
    record.HookImport: "says which import of this instance took a delivery in",
    record.HookOpening: "says by which of this instance's hooks an incident was opened",
    record.HookDelivery: "what came to such an address; what was read of it is evidence",
    record.Reconstruction: "a walk that people of this instance took together",
    record.ReconstructionStep: "a step of such a walk",
    record.Lead: "who led such a walk",
    record.Walker: "who walked along",
    inquiry.Calibration: "asks people of this instance; what they said of the draft goes along",
    inquiry.CalibrationReader: "asks people of this instance; what they said of the draft goes along",
    inquiry.ThemeVote: "a vote says who wants to talk about what; nobody is to know that",
    inquiry.PacketPart: "the checklist of this organisation",
    inquiry.PacketAnswer: "says what of that checklist was done without; the evidence itself goes along",
    inquiry.PacketRequest: "asks people of this instance; what they brought goes along as evidence",
    inquiry.AccountRequest: "asks people of this instance; what they wrote goes along once it is opened",
    inquiry.SessionPerson: "who was at a meeting of this instance, and was heard there",
    inquiry.TopicVote: "a vote of that room on its own time",
    inquiry.TopicVoice: "who said what to such a vote",
    inquiry.PulseRound: "a show of hands in that room",
    inquiry.PulseMark: "goes when such a round is closed",
    inquiry.ReleasedThread: "was released to this instance's readers; from a file nobody could withdraw it",
    inquiry.SharedTextChange: "which keys were pressed in this instance; what they came to is the text",
    inquiry.SharedTextWriter: "whose hand is which in them",
    inquiry.FacilitatorRequest: "asks people of this instance to facilitate",
    inquiry.MeetingDate: "when people of this instance meet; when it was held goes along with the review",
    inquiry.Invitation: "asks people of this instance to come",
    record.RememberedMapping: "how this instance reads a table, whichever review it is for",
}

# Rooms of which nothing is part of a review, and why; this one cannot even name their tables (C3).
LEFT_OUT_ROOMS = {
    "programme": "says which reviews this organisation's own policy asks for, reckoned anew where it arrives",
    "confidence": "was said in confidence; what its author released and was opened is among the accounts",
}


def columns(section: Section) -> list[Field[Any, Any]]:
    """Return the columns of a section that are carried, in the table's order."""
    fields = section.model._meta.concrete_fields
    if section.only:
        return [field for field in fields if field.name in section.only]
    return [field for field in fields if field.name != "id" or section.key == ("id",)]


def lists(section: Section) -> list[Any]:
    """Return the many-to-many fields of a section that have no table of their own among the sections."""
    if section.only:
        return []
    return [
        field
        for field in section.model._meta.many_to_many
        if field.remote_field.through._meta.auto_created  # type: ignore[union-attr]
    ]


@cache
def target(field: Any) -> Section | None:
    """Return the section that a field refers to, None for a field that holds a value."""
    return BY_MODEL.get(field.related_model) if field.is_relation else None


def portable_rows(viewer: Any, review: inquiry.Review) -> dict[str, list[dict[str, Any]]]:
    """Return a review and all that belongs to it as plain JSON, by section, each in a fixed order.

    What the viewer may not see is not in it. Instants are UTC with their offset.
    """
    rows = _gather(viewer, review)
    rows.update(_named_rows(rows))
    names = {section.name: _names(section, rows[section.name]) for section in SECTIONS}
    return {
        section.name: sorted(
            (_plain(row, section, names) for row in rows[section.name]),
            key=lambda plain: [str(plain[part]) for part in section.key],
        )
        for section in SECTIONS
    }


def _gather(viewer: Any, review: inquiry.Review) -> dict[str, list[Any]]:
    incidents = list(
        record.Incident.objects.visible_to(viewer)
        .filter(review_incidents__review=review)
        .prefetch_related("services__team", "teams")
    )
    found: dict[str, list[Any]] = {"incidents": incidents, "reviews": [review]}
    by_incident: dict[str, QuerySet[Any]] = {
        "incident_audience": record.IncidentSeat.objects,
        "milestones": record.Milestone.objects.prefetch_related("events", "items"),
        "impact": record.ImpactReading.objects.prefetch_related("items"),
        "participants": record.Participant.objects,
        "near_miss_reports": record.NearMissReport.objects,
        "events": record.Event.objects,
        "candidates": record.Candidate.objects.prefetch_related("items"),
        "clocks": record.SourceClock.objects,
        "packet": record.PacketItem.objects,
        "questions": record.ItemQuestion.objects,
        "item_tags": record.ItemTag.objects,
        "hypotheses": record.Hypothesis.objects.prefetch_related("signals"),
    }
    for name, manager in by_incident.items():
        found[name] = list(manager.filter(incident__in=incidents))
    of_event = Q(event__incident__in=incidents)
    found["knowledge"] = list(record.Knowledge.objects.filter(of_event))
    found["versions"] = list(record.Version.objects.filter(of_event))
    found["decision_points"] = list(record.DecisionPoint.objects.filter(of_event))
    of_decision = Q(decision__event__incident__in=incidents)
    found["decision_options"] = list(record.DecisionOption.objects.filter(of_decision))
    found["decision_notes"] = list(record.DecisionNote.objects.filter(of_decision))
    found["hypothesis_steps"] = list(record.HypothesisStep.objects.filter(hypothesis__incident__in=incidents))
    found["step_knowledge"] = list(
        record.StepKnowledge.objects.filter(step__hypothesis__incident__in=incidents)
    )
    found["event_evidence"] = list(record.EventItem.objects.filter(of_event))
    found["candidate_answers"] = list(
        record.CandidateAnswer.objects.filter(candidate__incident__in=incidents)
    )
    found["review_incidents"] = list(
        inquiry.ReviewIncident.objects.filter(review=review, incident__in=incidents)
    )
    by_review: dict[str, QuerySet[Any]] = {
        "review_audience": inquiry.ReviewSeat.objects,
        "roles": inquiry.RoleHolder.objects,
        "agenda": inquiry.Agenda.objects,
        "agenda_sections": inquiry.AgendaSection.objects.prefetch_related("guests"),
        "factors": inquiry.Factor.objects.prefetch_related("moments"),
        "strengths": inquiry.Strength.objects.prefetch_related("moments"),
        "learning_points": inquiry.LearningPoint.objects.prefetch_related("moments"),
        "ideas": inquiry.Idea.objects,
        "live_sessions": inquiry.LiveSession.objects.exclude(ended_at=None),
        "themes": inquiry.Theme.objects,
        "archived_documents": inquiry.ArchivedDocument.objects,
        "recorded_actions": inquiry.RecordedAction.objects,
        "deciders": followup.Decider.objects,
        "nothing_to_commit": followup.NothingToCommit.objects,
        "commitments": followup.Commitment.objects.prefetch_related("factors"),
        "known_risks": followup.KnownRisk.objects,
        "put_right": followup.PutRight.objects,
        "editions": Edition.objects,
    }
    for name, manager in by_review.items():
        found[name] = list(manager.filter(review=review))
    found.update(_accounts(viewer, review, incidents))
    found.update(_evidence(found, incidents))
    found["session_sections"] = list(inquiry.SectionRun.objects.filter(session__in=found["live_sessions"]))
    found["captures"] = [line for one in found["live_sessions"] for line in lines(viewer, one)]
    found["shared_texts"] = told_texts(review)
    found["passage_comments"] = list(inquiry.SharedTextComment.objects.filter(text__review=review))
    found["comments"] = list(inquiry.IdeaComment.objects.filter(idea__review=review))
    found["weighings"] = list(followup.Weighing.objects.filter(idea__review=review))
    found["decisions"] = list(followup.Decision.objects.filter(idea__review=review))
    found["steps"] = list(followup.Step.objects.filter(commitment__review=review))
    found["moved_dates"] = list(followup.MovedDate.objects.filter(commitment__review=review))
    found["second_looks"] = list(followup.SecondLook.objects.filter(risk__review=review))
    return found


def _accounts(viewer: Any, review: inquiry.Review, incidents: list[Any]) -> dict[str, list[Any]]:
    """Opened accounts that the viewer may read, with what hangs on them, and meeting questions."""
    accounts = list(readable(viewer).filter(review=review))
    moments = list(inquiry.AccountMoment.objects.filter(opened__in=accounts))
    # A link to an event that does not go along would read as one to none.
    links = inquiry.MomentLink.objects.filter(Q(event=None) | Q(event__incident__in=incidents))
    return {
        "accounts": accounts,
        "account_additions": list(inquiry.AccountAddition.objects.filter(opened__in=accounts)),
        "account_moments": moments,
        "account_moment_links": list(links.filter(moment__in=moments)),
        "passage_answers": answers_of(viewer, review),
        "meeting_questions": [
            *meeting_questions(viewer, review),
            *meeting_questions(viewer, review, removed=True),
        ],
    }


def _evidence(found: dict[str, list[Any]], incidents: list[Any]) -> dict[str, list[Any]]:
    wanted = {row.item_id for row in found["event_evidence"]}
    wanted.update(item.pk for candidate in found["candidates"] for item in candidate.items.all())
    beside = (*found["milestones"], *found["impact"])
    wanted.update(item.pk for row in beside for item in row.items.all())
    wanted.update(item.pk for row in found["hypotheses"] for item in row.signals.all())
    desk = [
        row
        for name in ("questions", "item_tags", "hypothesis_steps", "step_knowledge")
        for row in found[name]
    ]
    wanted.update(row.item_id for row in desk if row.item_id is not None)
    items = [*_some(record.EvidenceItem, "pk", wanted)]
    # The original stays here, so that each record goes along with its own text.
    fill_in(items)
    merged = [*_some(record.MergedItem, "item", wanted)]
    held = [
        row
        for row in _some(record.IncidentItem, "item", wanted)
        if row.incident_id in {incident.pk for incident in incidents}
    ]
    packed = [row for row in found["packet"] if row.file_id is not None]
    files = [*_some(record.EvidenceFile, "pk", {row.file_id for row in (*items, *merged, *packed)})]
    return {
        "evidence": items,
        "merged_evidence": merged,
        "incident_evidence": held,
        "evidence_files": files,
        "imports": [*_some(record.Import, "pk", {row.going_id for row in files})],
        "originals": [
            *_some(StoredFile, "pk", {row.stored_id for row in (*files, *found["archived_documents"])})
        ],
    }


def _named_rows(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The people, teams and words of the organisation that the rows refer to, and those that these do."""
    wanted: dict[str, set[Any]] = {section.name: set() for section in SECTIONS if section.is_named}

    def want(rows: Iterable[Any], section: Section) -> None:
        for field in (*columns(section), *lists(section)):
            to = target(field)
            if to is None or not to.is_named:
                continue
            for row in rows:
                ids = [field.value_from_object(row)] if field.many_to_one else _ids(row, field)
                wanted[to.name].update(pk for pk in ids if pk is not None)

    for name, rows in found.items():
        want(rows, BY_NAME[name])
    made: dict[str, list[Any]] = {}
    # Services come before teams, and severities before tiers, for those they refer to.
    for name in ("services", "severities", "people", "teams", "tiers", "tags"):
        made[name] = [*_some(BY_NAME[name].model, "pk", wanted[name])]
        want(made[name], BY_NAME[name])
    return made


def _some(model: type[Model], by: str, ids: Iterable[Any]) -> Iterator[Any]:
    # SQLite takes only so many values in one statement.
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        yield from model._default_manager.filter(**{f"{by}__in": ordered[start : start + CHUNK]})


def _names(section: Section, rows: list[Any]) -> dict[Any, Any]:
    """What a row is called in the file, by its primary key."""
    if len(section.key) > 1:
        return {}
    return {row.pk: getattr(row, section.key[0]) for row in rows}


def _plain(row: Any, section: Section, names: dict[str, dict[Any, Any]]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for field in columns(section):
        value = field.value_from_object(row)
        to = target(field)
        # A reference to what is not carried (an incident that the review covers no more) is left open.
        plain[field.name] = names[to.name].get(value) if to else _value(value)
    for field in lists(section):
        to = target(field)
        assert to is not None
        plain[field.name] = sorted(names[to.name][pk] for pk in _ids(row, field) if pk in names[to.name])
    return plain


def _ids(row: Any, field: Any) -> list[Any]:
    return [one.pk for one in getattr(row, field.name).all()]


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
