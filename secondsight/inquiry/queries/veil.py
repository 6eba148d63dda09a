"""What of a review is veiled for those who walk through one of its incidents (R3.3).

What was found at a moment is seen with its moment. What is tied to none, and the narrative, is hindsight as a
whole, and so is what is decided or told of the review: `in_walked_review` says it for later rooms.
"""

from typing import Any

from django.db.models import Q, QuerySet

from secondsight.base import sight
from secondsight.base.errors import NotFound
from secondsight.base.models import JournalEntry, SearchDocument
from secondsight.inquiry.models import (
    AccountAddition,
    AccountMoment,
    AccountRequest,
    ArchivedDocument,
    Calibration,
    CalibrationReader,
    Capture,
    Factor,
    Idea,
    IdeaComment,
    LearningPoint,
    LiveSession,
    MeetingQuestion,
    MomentLink,
    OpenedAccount,
    PacketAnswer,
    PacketRequest,
    PassageAnswer,
    RecordedAction,
    ReleasedThread,
    Review,
    ReviewIncident,
    SharedText,
    SharedTextChange,
    SharedTextComment,
    Strength,
    Theme,
    ThemeVote,
)
from secondsight.inquiry.rules.vocabulary import TextKind
from secondsight.record.queries.veil import Horizon, later_events, veils_of


def walked_reviews(horizon: Horizon) -> QuerySet[Any]:
    """Return the ids of the reviews that cover an incident which the viewer walks through."""
    return ReviewIncident.objects.filter(incident__in=horizon.veils).values("review")


def in_walked_review(horizon: Horizon, review: str = "review") -> Q:
    """Return the condition for what belongs to such a review, by the name of its column."""
    return Q(**{f"{review}__in": walked_reviews(horizon)})


def veiled_ideas(horizon: Horizon) -> QuerySet[Any]:
    """Return the ids of the ideas that are veiled."""
    untied = Q(moment=None) | Q(moment__in=later_events(horizon))
    return Idea.objects.filter(in_walked_review(horizon) & untied).order_by().values("pk")


def is_walked(viewer: Any, review: Review) -> bool:
    """Return whether the viewer walks through an incident of a review."""
    veils = veils_of(viewer)
    return bool(veils) and ReviewIncident.objects.filter(review=review, incident__in=veils).exists()


def keep_veiled(viewer: Any, review: Review) -> None:
    """Raise NotFound where a review as a whole is veiled: what is told of it looks back (C12)."""
    if is_walked(viewer, review):
        raise NotFound(
            "While you walk along in a reconstruction, what is told of its review as a whole is veiled. "
            "It is here again when the reconstruction is closed, or when you leave it."
        )


def incidents_of(review: Review) -> list[str]:
    """Return the ids of the incidents that a review covers."""
    return list(ReviewIncident.objects.filter(review=review).values_list("incident_id", flat=True))


@sight.narrows(Factor)
def _factors(horizon: Horizon) -> Q:
    return ~Q(pk__in=_veiled(Factor, horizon))


@sight.narrows(Strength)
def _strengths(horizon: Horizon) -> Q:
    return ~Q(pk__in=_veiled(Strength, horizon))


@sight.narrows(LearningPoint)
def _learning_points(horizon: Horizon) -> Q:
    return ~Q(pk__in=_veiled(LearningPoint, horizon))


def _veiled(model: Any, horizon: Horizon) -> QuerySet[Any]:
    ties = model.moments.through.objects
    column = f"{model._meta.model_name}_id"
    beyond = ties.filter(event__in=later_events(horizon)).values(column)
    hidden = Q(pk__in=beyond) | ~Q(pk__in=ties.values(column))
    return model.objects.filter(in_walked_review(horizon) & hidden).order_by().values("pk")


@sight.narrows(Idea)
def _ideas(horizon: Horizon) -> Q:
    return ~Q(pk__in=veiled_ideas(horizon))


@sight.narrows(IdeaComment)
def _comments(horizon: Horizon) -> Q:
    return ~Q(idea__in=veiled_ideas(horizon))


@sight.narrows(ArchivedDocument, RecordedAction)
def _documents(horizon: Horizon) -> Q:
    return ~in_walked_review(horizon)


@sight.narrows(OpenedAccount)
def _accounts(horizon: Horizon) -> Q:
    """Who wrote one knew how it ended: it looks back as a whole."""
    return ~in_walked_review(horizon)


@sight.narrows(AccountAddition, AccountMoment)
def _of_accounts(horizon: Horizon) -> Q:
    return ~in_walked_review(horizon, "opened__review")


@sight.narrows(ReleasedThread)
def _threads(horizon: Horizon) -> Q:
    """Who released one knew how it ended."""
    return ~in_walked_review(horizon)


@sight.narrows(MomentLink)
def _links(horizon: Horizon) -> Q:
    return ~in_walked_review(horizon, "moment__opened__review")


@sight.narrows(Calibration, Theme)
def _drafts(horizon: Horizon) -> Q:
    """A draft and its themes look back over the whole."""
    return ~in_walked_review(horizon)


@sight.narrows(CalibrationReader)
def _readers(horizon: Horizon) -> Q:
    return ~in_walked_review(horizon, "calibration__review")


@sight.narrows(ThemeVote)
def _votes(horizon: Horizon) -> Q:
    return ~in_walked_review(horizon, "theme__review")


@sight.narrows(PassageAnswer)
def _passage_answers(horizon: Horizon) -> Q:
    """Who answered had read the draft to its end, and may say so of an early moment too."""
    return ~in_walked_review(horizon)


@sight.narrows(MeetingQuestion)
def _meeting_questions(horizon: Horizon) -> Q:
    looks_back = Q(moment=None) | Q(moment__in=later_events(horizon)) | ~Q(divergence="")
    hidden = MeetingQuestion.objects.filter(in_walked_review(horizon) & looks_back).order_by()
    return ~Q(pk__in=hidden.values("pk"))


@sight.narrows(Capture)
def _captures(horizon: Horizon) -> Q:
    """What is said in the room while it goes on is heard there; what an earlier one said looks back."""
    later = Q(event__in=later_events(horizon))
    earlier = Q(session__ended_at__isnull=False) & Q(event=None)
    hidden = Capture.objects.filter(in_walked_review(horizon) & (later | earlier)).order_by()
    return ~Q(pk__in=hidden.values("pk"))


@sight.blurs(LiveSession)
def _blur_session(row: Any, horizon: Horizon) -> None:
    """A question about a moment that the one who walks has not come to would tell of it."""
    moment = horizon.veils.get(row.__dict__.get("incident_id") or "")
    if row.__dict__.get("question") and moment and (row.moment is None or row.moment > moment):
        row.question = ""


@sight.narrows(SharedText)
def _shared_texts(horizon: Horizon) -> Q:
    """The notes are of the room that walks; the narrative looks back as a whole."""
    return ~(in_walked_review(horizon) & Q(kind=TextKind.NARRATIVE))


@sight.narrows(SharedTextChange, SharedTextComment)
def _of_shared_texts(horizon: Horizon) -> Q:
    return ~(in_walked_review(horizon, "text__review") & Q(text__kind=TextKind.NARRATIVE))


@sight.blurs(AccountRequest)
def _blur_request(row: Any, horizon: Horizon) -> None:
    if row.__dict__.get("note") and row.__dict__.get("review_id") in _ids(horizon):
        row.note = ""


@sight.blurs(PacketAnswer)
def _blur_packet_answer(row: Any, horizon: Horizon) -> None:
    if row.__dict__.get("reason") and row.__dict__.get("review_id") in _ids(horizon):
        row.reason = ""


@sight.blurs(PacketRequest)
def _blur_packet_request(row: Any, horizon: Horizon) -> None:
    if row.__dict__.get("note") and row.__dict__.get("review_id") in _ids(horizon):
        row.note = ""


@sight.narrows(JournalEntry)
def _journal(horizon: Horizon) -> Q:
    return ~Q(topic__in=[f"review:{id}" for id in _ids(horizon)])


@sight.narrows(SearchDocument)
def _found(horizon: Horizon) -> Q:
    # A review's text has its narrative in it; an idea's, what was said of it.
    return ~Q(kind="review", subject__in=_ids(horizon))


@sight.blurs(Review)
def _blur_review(row: Any, horizon: Horizon) -> None:
    if row.__dict__.get("narrative") and row.pk in _ids(horizon):
        row.narrative = ""


def _ids(horizon: Horizon) -> set[str]:
    """Return the ids of the reviews, asked for once a request."""
    if "reviews" not in horizon.kept:
        horizon.kept["reviews"] = set(walked_reviews(horizon).values_list("review_id", flat=True))
    found: set[str] = horizon.kept["reviews"]
    return found
