"""A live session opens, people come, the room moves, somebody else takes the lead (R4.1, R4.2)."""

from datetime import datetime
from typing import Any

from django.db.models import F, Max

from secondsight.base import journal, sight
from secondsight.base.errors import Forbidden, InvalidInput, Refused
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.inquiry.actions.reviews import check_leads
from secondsight.inquiry.actions.session_guard import guard_incident, move_guard, walk_along
from secondsight.inquiry.models import LiveSession, MeetingQuestion, Review, SectionRun, SessionPerson
from secondsight.inquiry.queries.agenda import SectionRow
from secondsight.inquiry.queries.session_sections import sections_for
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit, fit_id
from secondsight.record.models import Event, Incident

TOWARDS = ("on", "back", "decision")
OVER = "This session is over. What was captured is kept in the review."


def open_session(
    review: Review, *, by: Account, at: datetime, is_guarded: bool = True, once: str = ""
) -> LiveSession:
    """Begin the meeting of a review, and return its live session; who begins leads it.

    While one is on, that one is returned. With `is_guarded`, the hindsight guard goes up: everybody who
    comes sees the incident no further than the room does. Raises Refused for who does not lead the review.
    """
    once = fit_id(once)
    with write():
        check_leads(review, by)
        if there := LiveSession.objects.filter(review=review, ended_at=None).first():
            return there
        if once and LiveSession.objects.filter(pk=once).exists():
            raise InvalidInput("This form was used before. Load the page again.", field="once")
        incidents = Incident.objects.visible_to(by).filter(review_incidents__review=review)
        incident = incidents.order_by("listed_at", "id").first()
        first = _timed(incident).first() if incident else None
        opened = LiveSession.objects.create(
            id=once or new_id(),
            review=review,
            opened_by=by,
            facilitator=by,
            is_guarded=is_guarded,
            incident=incident,
            moment=first.occurred_at if first else None,
            event=first,
            seen_at=at,
            recorded_at=at,
        )
        _begin(opened, sections_for(by, review)[0], at)
        SessionPerson.objects.create(session=opened, account=by, arrived_at=at, seen_at=at, recorded_at=at)
        if is_guarded and incident:
            guard_incident(incident, opened.moment, by=by, at=at)
        journal.record(
            "live_session_opened", by=by, subject=opened, at=at, topic=review.topic, what=review.title
        )
    sight.look_again()
    return opened


def arrive(session: LiveSession, *, by: Account, at: datetime) -> SessionPerson:
    """Note that somebody is there, and return that; coming again is still being there.

    With the guard up, who comes for the first time walks along. Raises Refused when it is over.
    """
    with write():
        found = the_open(session)
        person, is_new = SessionPerson.objects.get_or_create(
            session=found, account=by, defaults={"arrived_at": at, "seen_at": at, "recorded_at": at}
        )
        if not is_new:
            person.arrived_at, person.seen_at = person.arrived_at or at, at
            person.save(update_fields=["arrived_at", "seen_at"])
        LiveSession.objects.filter(pk=found.pk).update(seen_at=at)
        if is_new:
            if found.is_guarded and found.facilitator_id != by.pk:
                walk_along(found, by=by, at=at)
            tell("session_joined", found, by=by, at=at, name=by.name)
    sight.look_again()
    return person


def move_session(
    session: LiveSession, *, by: Account, at: datetime, towards: str = "", event: Event | None = None
) -> LiveSession:
    """Bring every screen to another moment, and return the session; the hindsight guard goes along.

    `towards` is "on", "back" or "decision" (the next one); else `event` says where to.
    Raises Forbidden for who does not lead it, Refused where nothing lies that way, InvalidInput.
    """
    if (event is None) == (not towards) or (towards and towards not in TOWARDS):
        raise InvalidInput(f"Say where to: {', '.join(TOWARDS)}, or a moment.", field="towards")
    with write():
        found = led(session, by)
        to = event or _stop(found, towards)
        if to.occurred_at is None:
            raise Refused("Nobody knows when this was, so the room cannot go there. Say when it was first.")
        _check_covered(found, to)
        found.incident, found.moment, found.event = to.incident, to.occurred_at, to
        if found.is_guarded:
            move_guard(found, by=by, at=at)
        found.save(update_fields=["incident", "moment", "event"])
        advance(found)
        tell("session_moved", found, by=by, at=at)
    sight.look_again()
    return found


def enter_section(session: LiveSession, section: str, *, by: Account, at: datetime) -> LiveSession:
    """Go to a section of the agenda, by its key, and return the session; its clock goes on where it was.

    Raises Forbidden for who does not lead it, InvalidInput for a section that the agenda does not have.
    """
    with write():
        found = led(session, by)
        plan = next((one for one in sections_for(by, found.review) if one.id == section), None)
        if plan is None:
            raise InvalidInput("The agenda has no such section.", field="section")
        running = SectionRun.objects.get(session=found, ended_at=None)
        if running.section != section:
            running.ended_at = max(at, running.began_at)
            running.save(update_fields=["ended_at"])
            _begin(found, plan, running.ended_at)
            advance(found)
            tell("session_section_entered", found, by=by, at=at, what=plan.title)
    return found


def ask_room(
    session: LiveSession, *, by: Account, at: datetime, words: str = "", asked: MeetingQuestion | None = None
) -> LiveSession:
    """Put a question on every screen, typed or one of those for the meeting; none takes it down.

    Raises Forbidden for who does not lead it, InvalidInput.
    """
    words = fit(asked.words if asked and not words else words, field="words", most=500)
    with write():
        found = led(session, by)
        if asked is not None and asked.review_id != found.review_id:
            raise InvalidInput("This question is for another meeting.", field="asked")
        found.question, found.asked = words, asked
        found.save(update_fields=["question", "asked"])
        advance(found)
        tell("session_question_shown" if words else "session_question_taken_down", found, by=by, at=at)
    return found


def take_chair(session: LiveSession, *, by: Account, at: datetime) -> LiveSession:
    """Lead a session from now on, as when whoever led it is gone, and return it.

    Raises Refused for who does not lead the review.
    """
    with write():
        found = the_open(session)
        check_leads(found.review, by)
        if found.facilitator_id != by.pk:
            found.facilitator = by
            found.save(update_fields=["facilitator"])
            if found.is_guarded:
                move_guard(found, by=by, at=at)
            advance(found)
            tell("session_led", found, by=by, at=at, name=by.name)
    sight.look_again()
    return found


def mark_speaker(
    session: LiveSession, account: Account, *, by: Account, at: datetime, has_spoken: bool = True
) -> SessionPerson:
    """Mark by hand that somebody has spoken, or take that back, and return who it is.

    Raises Refused for who does not lead the review.
    """
    with write():
        found = the_open(session)
        check_leads(found.review, by)
        person, _ = SessionPerson.objects.get_or_create(
            session=found, account=account, defaults={"recorded_at": at}
        )
        if (person.spoke_at is not None) != has_spoken:
            person.spoke_at = at if has_spoken else None
            person.save(update_fields=["spoke_at"])
            # Without a topic: who spoke is for those who lead, and no line of anybody's history.
            journal.record("session_speaker_marked", by=by, subject=found, at=at)
    return person


def the_open(session: LiveSession) -> LiveSession:
    """Return a session as it is now, inside a transaction. Raises Refused when it is over."""
    found: LiveSession = LiveSession.objects.select_related("review__tier", "incident").get(pk=session.pk)
    if found.ended_at is not None:
        raise Refused(OVER)
    return found


def led(session: LiveSession, by: Account) -> LiveSession:
    """Return an open session that somebody leads. Raises Forbidden for others, Refused when it is over."""
    found = the_open(session)
    if found.facilitator_id != by.pk:
        raise Forbidden("Only who leads the session does this. Take the lead first.")
    return found


def advance(session: LiveSession) -> int:
    """Return the next number of what happens in a session, and remember it."""
    LiveSession.objects.filter(pk=session.pk).update(last=F("last") + 1)
    session.last = LiveSession.objects.filter(pk=session.pk).aggregate(Max("last"))["last__max"]
    return session.last


def tell(verb: str, session: LiveSession, *, by: Account | None, at: datetime, **particulars: Any) -> None:
    """Write down what happened in a session: names of things, never what was said in it."""
    journal.record(verb, by=by, subject=session, at=at, topic=session.topic, **particulars)


def _begin(session: LiveSession, plan: SectionRow, at: datetime) -> None:
    SectionRun.objects.create(
        session=session,
        section=plan.id,
        kind=plan.kind,
        title=plan.title,
        minutes=plan.minutes,
        began_at=at,
        recorded_at=at,
    )


def _timed(incident: Incident) -> Any:
    rows = Event.objects.filter(incident=incident, removed_at=None, occurred_at__isnull=False)
    return rows.order_by("occurred_at", "id")


def _stop(session: LiveSession, towards: str) -> Event:
    """The next event or decision from the one on screen, or the one before."""
    if session.incident is None or session.moment is None:
        raise Refused("There is no moment to go to: the timeline is empty.")
    rows = list(_timed(session.incident).values_list("pk", "occurred_at", "kind"))
    here = next((n for n, row in enumerate(rows) if row[0] == session.event_id), None)
    if here is None:  # it was taken out of the timeline: go on from when it was
        here = sum(row[1] <= session.moment for row in rows) - (0.5 if towards == "back" else 1)
    if towards == "back":
        found = [row for n, row in enumerate(rows) if n < here][-1:]
    else:
        found = [row for n, row in enumerate(rows) if n > here and (towards == "on" or row[2] == "decision")][
            :1
        ]
    if not found and towards != "decision" and (beyond := _in_next_incident(session, towards)):
        return beyond
    if not found:
        what = "no decision" if towards == "decision" else "no moment"
        raise Refused(f"There is {what} {'before' if towards == 'back' else 'after'} the one on screen.")
    return Event.objects.select_related("incident").get(pk=found[0][0])


def _in_next_incident(session: LiveSession, towards: str) -> Event | None:
    """The first moment of the incident that the review goes on with, or the last of the one before."""
    covered = Incident.objects.filter(review_incidents__review=session.review).order_by("listed_at", "id")
    incidents = list(covered)
    here = next((n for n, one in enumerate(incidents) if one.pk == session.incident_id), 0)
    others = incidents[here + 1 :] if towards == "on" else incidents[:here][::-1]
    for incident in others:
        rows = _timed(incident).select_related("incident")
        if event := rows.first() if towards == "on" else rows.last():
            return event
    return None


def _check_covered(session: LiveSession, event: Event) -> None:
    covered = session.review.review_incidents.filter(incident=event.incident_id).exists()
    if not covered or event.removed_at is not None:
        raise InvalidInput("This moment is not on a timeline of this review.", field="event")
