"""How a live session goes into the record: it ends, and what was captured becomes what the review found."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from secondsight.base import journal, sight
from secondsight.base.models import SearchDocument
from secondsight.base.transaction import write
from secondsight.inquiry.actions.reviews import check_leads
from secondsight.inquiry.actions.session_guard import lower_guard
from secondsight.inquiry.actions.sessions import advance, tell
from secondsight.inquiry.models import (
    Capture,
    Idea,
    IdeaComment,
    LiveSession,
    PulseMark,
    PulseRound,
    Review,
    SectionRun,
    TopicVote,
)
from secondsight.inquiry.queries.found import MODELS
from secondsight.inquiry.rules.captures import BECOMES, CaptureKind, finding_of
from secondsight.inquiry.rules.findings import FindingKind
from secondsight.inquiry.rules.vocabulary import MeetingMode
from secondsight.organisation.models import Account
from secondsight.organisation.queries import policies

OFF_RECORD = "Taken off the record"


def end_session(
    session: LiveSession, *, by: Account | None, at: datetime, ended_at: datetime | None = None
) -> LiveSession:
    """End a session into the record and return it: the review is held, its ideas soak, the guard comes down,
    and learning points, factors, what worked and ideas become findings. Ended before: nothing changes.

    Without `by` the program ends it, as of `ended_at`. Raises Refused for who does not lead the review.
    """
    with write():
        found: LiveSession = LiveSession.objects.select_related("review").get(pk=session.pk)
        if found.ended_at is not None:
            return found
        if by is not None:
            check_leads(found.review, by)
        ended = ended_at or at
        SectionRun.objects.filter(session=found, ended_at=None).update(ended_at=ended)
        TopicVote.objects.filter(session=found, closed_at=None).update(closed_at=ended, is_carried=False)
        PulseMark.objects.filter(round__session=found).delete()
        PulseRound.objects.filter(session=found, closed_at=None).update(closed_at=ended, secret="")
        found.ended_at, found.ended_by, found.question, found.asked = ended, by, "", None
        found.save(update_fields=["ended_at", "ended_by", "question", "asked"])
        advance(found)
        _hold(found.review, ended, by=by, at=at)
        made = Counter(
            kind.value
            for line in Capture.objects.filter(session=found, kind__in=list(BECOMES)).order_by("place")
            if (kind := keep_capture(line, by=by, at=at)) is not None
        )
        lower_guard(found, at=at)
        tell("session_ended", found, by=by, at=at)
        journal.record(
            "live_session_ended",
            by=by,
            subject=found,
            at=at,
            topic=found.review.topic,
            what=found.review.title,
            became=dict(made),
        )
    sight.look_again()
    return found


def keep_capture(line: Capture, *, by: Account | None, at: datetime) -> FindingKind | None:
    """Make a line the finding that it is, and return of which kind; None where it stays as it is.

    The finding has the line's id, so that twice is once.
    """
    kind = finding_of(CaptureKind(line.kind))
    if kind is None or line.is_kept or line.removed_at is not None:
        return None
    model: Any = MODELS[kind]
    fields = {"review": line.review, "what": line.words, "added_by": line.captured_by, "recorded_at": at}
    if kind is FindingKind.IDEA:
        fields["moment"] = line.event
    row, is_new = model.objects.get_or_create(pk=line.pk, defaults=fields)
    if is_new:
        if kind is not FindingKind.IDEA and line.event is not None:
            row.moments.add(line.event)
        # Not its words: a line can still be taken off the record.
        journal.record(
            f"{kind.value}_added", by=by, subject=row, at=at, topic=line.review.topic, what="from the meeting"
        )
    Capture.objects.filter(pk=line.pk).update(is_kept=True)
    line.is_kept = True
    return kind


def forget_finding(line: Capture, *, by: Account, at: datetime) -> None:
    """Take what a line became out of the review, with its words, and out of the history of it."""
    kind = finding_of(CaptureKind(line.kind))
    if kind is None:
        return
    model: Any = MODELS[kind]
    row = model.objects.filter(pk=line.pk).first()
    if row is None:
        return
    row.what, row.removed_at = OFF_RECORD, row.removed_at or at
    row.edition += 1
    for name in ("context", "why_it_could"):
        if hasattr(row, name):
            setattr(row, name, "")
    row.save()
    journal.forget_words(row)
    SearchDocument.objects.filter(subject=row.pk).delete()  # at once; it would follow by itself
    if isinstance(row, Idea):
        for comment in IdeaComment.objects.filter(idea=row):
            journal.forget_words(comment)
        IdeaComment.objects.filter(idea=row).update(text=OFF_RECORD)
    journal.record(
        f"{kind.value}_removed", by=by, subject=row, at=at, topic=line.review.topic, what=OFF_RECORD.lower()
    )


def _hold(review: Review, met_at: datetime, *, by: Account | None, at: datetime) -> None:
    before = review.met_at
    review.met_at, review.met_by, review.met_mode = met_at, by, MeetingMode.MEETING
    review.save(update_fields=["met_at", "met_by", "met_mode"])
    journal.record(
        "review_held",
        by=by,
        subject=review,
        at=at,
        topic=review.topic,
        what=review.title,
        mode=MeetingMode.MEETING.value,
        before=before.isoformat() if before else "",
        after=met_at.isoformat(),
    )


def end_empty_sessions(at: datetime) -> int:
    """End the sessions in which nobody has been for as long as policy says, and return how many.

    They end as of when somebody last was there.
    """
    idle = timedelta(minutes=policies()["session_idle_minutes"])
    empty = LiveSession.objects.filter(ended_at=None, seen_at__lt=at - idle)
    for session in empty:
        end_session(session, by=None, at=at, ended_at=session.seen_at)
    return len(empty)
