"""What is read of a live session: where the room is, its clock, who is in it (R4.1, R4.2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from secondsight.base.errors import NotFound
from secondsight.inquiry.models import (
    LiveSession,
    PulseRound,
    Review,
    RoleHolder,
    SectionRun,
    SessionPerson,
    TopicVoice,
    TopicVote,
)
from secondsight.inquiry.queries.reviews import is_id, reviews
from secondsight.inquiry.rules.session_clock import Clock, Run, read_clock
from secondsight.inquiry.rules.session_votes import Tally, count_votes
from secondsight.inquiry.rules.speaking import Present, Speaking, who_speaks
from secondsight.record.models import Event, Incident

NO_SESSION = "No live session of this review that you may see."


@dataclass(frozen=True)
class Stage:
    """What every screen of a session shows alike."""

    session: LiveSession
    event: Event | None
    run: SectionRun | None
    clock: Clock
    vote: TopicVote | None  # the open one
    tally: Tally | None
    pulse: PulseRound | None  # the open one
    felt: PulseRound | None  # the one that was closed last
    at: datetime


def session_of(viewer: Any, review: Review) -> LiveSession | None:
    """Return the live session of a review that is on, else the one that ended last, None without any."""
    return _sessions(viewer).filter(review=review).order_by("-recorded_at", "-id").first()


def the_session(viewer: Any, review: Review) -> LiveSession:
    """Return the same. Raises NotFound where there was none."""
    found = session_of(viewer, review)
    if found is None:
        raise NotFound(NO_SESSION)
    return found


def live_session(viewer: Any, session_id: str) -> LiveSession:
    """Return one session, on or over. Raises NotFound."""
    found = _sessions(viewer).filter(pk=session_id).first() if is_id(session_id) else None
    if found is None:
        raise NotFound(NO_SESSION)
    return found


def stage(session: LiveSession, at: datetime) -> Stage:
    """Return what every screen shows at an instant. Five statements at most."""
    runs = list(SectionRun.objects.filter(session=session))
    vote = TopicVote.objects.filter(session=session, closed_at=None).select_related("run").first()
    pulses = list(PulseRound.objects.filter(session=session).order_by("-recorded_at", "-id")[:2])
    closed = [one for one in pulses if one.closed_at is not None]
    event = Event.objects.filter(pk=session.event_id, removed_at=None).select_related("incident").first()
    return Stage(
        session=session,
        event=event if session.ended_at is None else None,
        run=next((run for run in runs if run.ended_at is None), None),
        clock=clock_of(runs, session.ended_at or at),
        vote=vote,
        tally=tally_of(vote) if vote else None,
        pulse=next((one for one in pulses if one.closed_at is None), None),
        felt=closed[0] if closed else None,
        at=at,
    )


def clock_of(runs: list[SectionRun], at: datetime) -> Clock:
    """Return the clock of a session's stretches; what the room voted for in a section adds to its plan."""
    extra: dict[str, int] = {}
    for run in runs:
        extra[run.section] = extra.get(run.section, 0) + run.extra
    return read_clock(
        [
            Run(run.section, run.kind, run.began_at, run.ended_at, run.minutes + extra[run.section])
            for run in runs
        ],
        at,
    )


def tally_of(vote: TopicVote) -> Tally:
    """Return what a vote has come to so far."""
    said = TopicVoice.objects.filter(vote=vote).values_list("account_id", "is_for")
    return count_votes(dict(said))


def speaking(session: LiveSession) -> Speaking:
    """Return who has spoken and who has not: those with a role in the review, and whoever came."""
    came = {
        row.account_id: row for row in SessionPerson.objects.filter(session=session).select_related("account")
    }
    people = {
        row.account_id: Present(row.account_id, row.account.name, row.arrived_at, row.spoke_at)
        for row in came.values()
    }
    roles = RoleHolder.objects.filter(review=session.review_id).select_related("account")
    for holder in roles:
        people.setdefault(holder.account_id, Present(holder.account_id, holder.account.name, None, None))
    return who_speaks(people.values(), leads=session.facilitator_id or "")


def people_of(session: LiveSession) -> list[tuple[str, str]]:
    """Return (account id, name) of whoever may have said something, by name."""
    names = dict(
        RoleHolder.objects.filter(review=session.review_id).values_list("account_id", "account__name")
    )
    names |= dict(SessionPerson.objects.filter(session=session).values_list("account_id", "account__name"))
    return sorted(names.items(), key=lambda one: (one[1], one[0]))


def _sessions(viewer: Any) -> Any:
    rows = LiveSession.objects.filter(review__in=reviews(viewer))
    return rows.select_related("review__tier", "facilitator", "opened_by", "incident")


def can_join(viewer: Any, session_id: str) -> bool:
    """Return whether a live session is one that the viewer may see."""
    return is_id(session_id) and _sessions(viewer).filter(pk=session_id).exists()


def incidents_within_reach(viewer: Any, session_id: str) -> frozenset[str]:
    """Return the ids of the incidents that a session's review covers and the viewer may know of."""
    seen = Incident.objects.visible_to(viewer).filter(review_incidents__review__live_sessions=session_id)
    return frozenset(seen.values_list("pk", flat=True))
