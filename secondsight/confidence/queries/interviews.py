"""Talks of two: each is read by those two, and by nobody else (R2.5, S7)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from secondsight.base.errors import NotFound
from secondsight.base.locking import unlock
from secondsight.confidence.models import Interview, InterviewLine, InterviewThread
from secondsight.confidence.rules.interviewing import Pair, delete_at
from secondsight.confidence.rules.sealing import unseal
from secondsight.inquiry.models import ReleasedThread, Review, RoleHolder
from secondsight.inquiry.queries.needs import Need
from secondsight.inquiry.queries.reviews import is_id, reviews
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.language.asking import Question, questions
from secondsight.organisation.models import Account, Person
from secondsight.organisation.queries import policies
from secondsight.record.models import Event, Participant
from secondsight.record.rules.vocabulary import Part

MOST_NEEDS = 20
CENTRAL = (Part.INCIDENT_COMMANDER, Part.PRIMARY_RESPONDER)


@dataclass(frozen=True)
class Line:
    """A line as the two read it, with the question that its words raise, if any."""

    id: str
    words: str
    written_by: Account
    edition: int
    question: Question | None


@dataclass(frozen=True)
class Thread:
    """A subject of a talk as the two read it; `released` is what the review has of it."""

    id: str
    heading: str
    event: Event | None
    lines: list[Line]
    released: ReleasedThread | None

    @property
    def words(self) -> str:
        """Return its lines as one text: what a release begins with."""
        return "\n".join(line.words for line in self.lines)


def my_interviews(viewer: Any, review: Review | None = None) -> QuerySet[Interview]:
    """Return the talks that the viewer is one of the two of, oldest first."""
    found = Interview.objects.filter(
        Q(interviewee=viewer) | Q(interviewer=viewer), review__in=reviews(viewer)
    )
    if review is not None:
        found = found.filter(review=review)
    return found.select_related("review__tier", "interviewee", "interviewer", "invited_by")


def interview(viewer: Any, interview_id: str) -> Interview:
    """Return one talk of the viewer's. Raises NotFound for that of others, whoever asks."""
    found = my_interviews(viewer).filter(pk=interview_id).first() if is_id(interview_id) else None
    if found is None:
        raise NotFound("There is no talk of yours here.")
    return found


def thread_of(viewer: Any, thread_id: str) -> InterviewThread:
    """Return one thread of a talk of the viewer's. Raises NotFound."""
    rows = InterviewThread.objects.filter(interview__in=my_interviews(viewer))
    rows = rows.select_related("interview__review", "interview__interviewee", "interview__interviewer")
    return _one(rows, thread_id)


def line_of(viewer: Any, line_id: str) -> InterviewLine:
    """Return one line of a talk of the viewer's. Raises NotFound."""
    rows = InterviewLine.objects.filter(thread__interview__in=my_interviews(viewer))
    rows = rows.select_related(
        "thread__interview__review", "thread__interview__interviewee", "thread__interview__interviewer"
    )
    return _one(rows, line_id)


def note_of(of: Interview) -> str:
    """Return what an invitation says beside the usual. Raises KeyLost."""
    return unlock(of.note)


def words_of(line: InterviewLine) -> str:
    """Return what a line says. Raises KeyLost."""
    return unlock(line.words)


def about_of(thread: InterviewThread) -> dict[str, str]:
    """Return a thread's heading, the ids of its moment and of what was released of it. Raises KeyLost."""
    return unseal(unlock(thread.about))


def threads(of: Interview) -> list[Thread]:
    """Return what was noted in a talk, in its order; four statements. Raises KeyLost."""
    rows = list(InterviewThread.objects.filter(interview=of).prefetch_related("lines__written_by"))
    abouts = {row.pk: about_of(row) for row in rows}
    events = Event.objects.in_bulk([one["event"] for one in abouts.values() if one.get("event")])
    released = ReleasedThread.objects.select_related("question").in_bulk(
        [one["released"] for one in abouts.values() if one.get("released")]
    )
    return [
        Thread(
            row.pk,
            abouts[row.pk].get("heading", ""),
            events.get(abouts[row.pk].get("event", "")),
            [_line(line) for line in row.lines.all()],
            released.get(abouts[row.pk].get("released", "")),
        )
        for row in rows
    ]


def deleted_on(of: Interview) -> datetime | None:
    """Return when what was noted in a talk is deleted, None while it has not ended."""
    if of.ended_at is None:
        return None
    days: int = policies()["interview_notes_days"]
    return delete_at(ended_at=of.ended_at, met_at=of.review.met_at, days=days)


def may_invite(account: Any, review: Review) -> bool:
    """Return whether somebody may ask people to talk: who facilitates the review."""
    return RoleHolder.objects.filter(review=review, account=account, role=Role.FACILITATOR).exists()


def pair_of(review: Review, interviewer: Account, interviewee: Account) -> Pair:
    """Return what the rule on who may talk with whom reads."""
    said = Person.objects.filter(account=interviewee).exclude(manager="").values_list("manager", flat=True)
    played = Participant.objects.filter(
        incident__review_incidents__review=review, account=interviewer, part__in=CENTRAL
    )
    parts = {Part(part).label.lower() for part in played.values_list("part", flat=True)}
    return Pair(interviewer.name, interviewee.name, said.first() or "", tuple(sorted(parts)))


def interviews_waiting(viewer: Any) -> list[Need]:
    """Return the talks that wait for the viewer, as the home page shows them. One statement."""
    if not viewer.is_authenticated:
        return []
    asked = Q(interviewee=viewer, accepted_at=None)
    going = Q(accepted_at__isnull=False)
    rows = my_interviews(viewer).filter(asked | going, declined_at=None, taken_back_at=None, ended_at=None)
    return [_need(viewer, row) for row in rows.order_by("recorded_at")[:MOST_NEEDS]]


def _need(viewer: Any, row: Interview) -> Need:
    here = reverse("interview", args=[row.pk])
    title = f"“{row.review.title}”"
    if row.accepted_at is None:
        why = "It stays between the two of you. Saying no is fine and needs no reason."
        return Need(f"{row.interviewer.name} asks for a chat about {title}", here, None, why)
    other = row.interviewer if row.interviewee_id == viewer.pk else row.interviewee
    why = "Fifteen minutes before the meeting; what is noted stays between the two of you."
    return Need(f"A chat with {other.name} about {title}", here, None, why)


def _line(row: InterviewLine) -> Line:
    words = words_of(row)
    return Line(row.pk, words, row.written_by, row.edition, next(questions(words.splitlines()), None))


def _one(rows: QuerySet[Any], id: str) -> Any:
    found = rows.filter(pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound("There is nothing of a talk of yours here.")
    return found
