"""Which rows of the record are there for somebody who walks along, one rule a table."""

from typing import Any

from django.db.models import Q, QuerySet

from secondsight.base import sight
from secondsight.base.models import JournalEntry, SearchDocument
from secondsight.record.models import (
    Appearance,
    Candidate,
    CandidateAnswer,
    DecisionNote,
    DecisionOption,
    DecisionPoint,
    Event,
    EventItem,
    EvidenceFile,
    EvidenceItem,
    HookDelivery,
    HookImport,
    HookOpening,
    Hypothesis,
    HypothesisStep,
    ImpactReading,
    Import,
    IncidentItem,
    ItemQuestion,
    ItemTag,
    Knowledge,
    KnowledgeAnswer,
    KnowledgeProposal,
    LeftOutRecord,
    MergedItem,
    Milestone,
    MilestoneAnswer,
    MilestoneProposal,
    NearMissReport,
    PacketItem,
    ReconstructionStep,
    StepKnowledge,
    Version,
)
from secondsight.record.queries.veil.beyond import later, later_items, past, veiled_files
from secondsight.record.queries.veil.horizon import Horizon


@sight.narrows(Event, Candidate, IncidentItem)
def _by_occurrence(horizon: Horizon) -> Q:
    return ~later(horizon, "occurred_at")


@sight.narrows(Milestone, MilestoneProposal)
def _by_instant(horizon: Horizon) -> Q:
    return ~later(horizon, "at")


@sight.narrows(MilestoneAnswer)
def _by_proposal(horizon: Horizon) -> Q:
    return ~later(horizon, "proposal__at", "proposal__incident")


@sight.narrows(CandidateAnswer)
def _by_candidate(horizon: Horizon) -> Q:
    return ~later(horizon, "candidate__occurred_at", "candidate__incident")


@sight.narrows(Knowledge, KnowledgeProposal)
def _by_learning(horizon: Horizon) -> Q:
    of = "event__incident"
    return ~(later(horizon, "known_at", of) | later(horizon, "event__occurred_at", of))


@sight.narrows(KnowledgeAnswer)
def _by_proposed_learning(horizon: Horizon) -> Q:
    of = "proposal__event__incident"
    return ~(later(horizon, "proposal__known_at", of) | later(horizon, "proposal__event__occurred_at", of))


@sight.narrows(Version)
def _by_telling(horizon: Horizon) -> Q:
    of = "event__incident"
    return ~(past(horizon, "occurred_at", of) | later(horizon, "event__occurred_at", of))


@sight.narrows(EventItem)
def _by_event_and_item(horizon: Horizon) -> Q:
    return ~(later(horizon, "event__occurred_at", "event__incident") | later_items(horizon, "item"))


@sight.narrows(EvidenceItem)
def _by_place(horizon: Horizon) -> Q:
    return ~later_items(horizon, "pk")


@sight.narrows(MergedItem)
def _by_file_and_item(horizon: Horizon) -> Q:
    return ~(veiled_files(horizon, "file") | later_items(horizon, "item"))


@sight.narrows(ItemTag, ItemQuestion)
def _by_item(horizon: Horizon) -> Q:
    return ~(Q(incident__in=horizon.veils) & later_items(horizon, "item"))


@sight.narrows(EvidenceFile)
def _files(horizon: Horizon) -> Q:
    return ~veiled_files(horizon, "pk")


@sight.narrows(NearMissReport)
def _first_words(horizon: Horizon) -> Q:
    """Who reports a near miss knows how it ended."""
    return ~Q(incident__in=horizon.veils)


@sight.narrows(Import)
def _imports(horizon: Horizon) -> Q:
    files = EvidenceFile.objects.filter(veiled_files(horizon, "pk"))
    return ~(Q(incident__in=horizon.veils) | Q(pk__in=files.values("going")))


@sight.narrows(LeftOutRecord, HookDelivery)
def _by_file(horizon: Horizon) -> Q:
    return ~veiled_files(horizon, "file")


@sight.narrows(HookImport)
def _by_import(horizon: Horizon) -> Q:
    files = EvidenceFile.objects.filter(veiled_files(horizon, "pk"))
    return ~(Q(going__incident__in=horizon.veils) | Q(going__in=files.values("going")))


@sight.narrows(HookOpening)
def _by_opening_item(horizon: Horizon) -> Q:
    return ~(Q(incident__in=horizon.veils) & later_items(horizon, "item"))


@sight.narrows(PacketItem)
def _untimed(horizon: Horizon) -> Q:
    return ~Q(incident__in=horizon.veils)


def _told_in_time(horizon: Horizon) -> Q:
    """Steps of hypotheses that lie before the veil, by their own time, else by their item's."""
    seen = Q(pk__in=[])
    for id, moment in horizon.veils.items():
        placed = IncidentItem.objects.filter(incident=id, occurred_at__lte=moment)
        seen |= Q(hypothesis__incident=id) & (
            Q(occurred_at__lte=moment) | Q(occurred_at=None, item__in=placed.values("item"))
        )
    return seen


@sight.narrows(HypothesisStep)
def _steps(horizon: Horizon) -> Q:
    walked = Q(hypothesis__incident__in=horizon.veils)
    raised = _raised_in_time(horizon)
    return ~walked | (_told_in_time(horizon) & Q(hypothesis__in=raised) & ~later_items(horizon, "item"))


@sight.narrows(StepKnowledge)
def _by_hearing(horizon: Horizon) -> Q:
    of = "step__hypothesis__incident"
    seen = HypothesisStep.objects.filter(_steps(horizon)).order_by().values("pk")
    return ~later(horizon, "known_at", of) & (~Q(**{f"{of}__in": horizon.veils}) | Q(step__in=seen))


@sight.narrows(ImpactReading)
def _by_beginning(horizon: Horizon) -> Q:
    return ~later(horizon, "from_at")


@sight.narrows(Hypothesis)
def _hypotheses(horizon: Horizon) -> Q:
    return ~Q(incident__in=horizon.veils) | Q(pk__in=_raised_in_time(horizon))


def _raised_in_time(horizon: Horizon) -> QuerySet[Any]:
    raised = HypothesisStep.objects.filter(state="raised", withdrawn_at=None)
    return raised.filter(_told_in_time(horizon)).order_by().values("hypothesis")


@sight.narrows(Appearance)
def _appearances(horizon: Horizon) -> Q:
    return ~later(horizon, "first_at")


@sight.narrows(ReconstructionStep)
def _walked_before(horizon: Horizon) -> Q:
    """An earlier walk through the same incident went further."""
    walks = [horizon.rooms[id].id for id in horizon.veils]
    return ~past(horizon, "to_at", "reconstruction__incident") | Q(reconstruction__in=walks)


@sight.narrows(JournalEntry)
def _journal(horizon: Horizon) -> Q:
    topics = [f"incident:{id}" for id in horizon.veils]
    walks = [horizon.rooms[id].id for id in horizon.veils]
    return ~Q(topic__in=topics) | Q(subject_kind="reconstruction", subject__in=walks)


@sight.narrows(SearchDocument)
def _documents(horizon: Horizon) -> Q:
    # Their texts were gathered with everything in them: the summary, what every witness said.
    told = Version.objects.filter(past(horizon, "occurred_at", "event__incident"))
    topics = [f"incident:{id}" for id in horizon.veils]
    return (
        ~Q(kind="decision", topic__in=topics)
        & ~Q(kind="incident", subject__in=horizon.veils)
        & ~Q(kind="event", subject__in=told.values("event"))
    )


@sight.narrows(DecisionPoint)
def _by_decision(horizon: Horizon) -> Q:
    return ~later(horizon, "event__occurred_at", "event__incident")


@sight.narrows(DecisionOption)
def _by_decision_of_option(horizon: Horizon) -> Q:
    return ~later(horizon, "decision__event__occurred_at", "decision__event__incident")


@sight.narrows(DecisionNote)
def _by_decision_of_note(horizon: Horizon) -> Q:
    """What misled, what was missing and luck are told by who knows how it went on."""
    of = "decision__event__incident"
    knowing = Q(probe__in=("misled", "information", "luck"), **{f"{of}__in": horizon.veils})
    beyond = later(horizon, "decision__event__occurred_at", of)
    return ~(beyond | knowing | past(horizon, "event__occurred_at", of))
