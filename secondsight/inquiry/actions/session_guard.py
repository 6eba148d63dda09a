"""The hindsight guard in a live session: it is the record's reconstruction, moved along (R3.3, R4.2)."""

from datetime import datetime

from secondsight.base.errors import Refused
from secondsight.inquiry.models import LiveSession, SessionPerson
from secondsight.organisation.models import Account
from secondsight.record.actions.reconstruction import (
    close_reconstruction,
    give_lead,
    invite_to_walk,
    join_reconstruction,
    move_room,
    open_reconstruction,
)
from secondsight.record.models import Incident, Reconstruction


def guard_incident(
    incident: Incident, moment: datetime | None, *, by: Account, at: datetime
) -> Reconstruction:
    """Return the reconstruction that is on in an incident, led by who leads the session; else begin one."""
    found = Reconstruction.objects.filter(incident=incident, closed_at=None).first()
    if found is None:
        return open_reconstruction(incident, by=by, at=at, moment=moment)
    return give_lead(found, by, by=by, at=at)


def move_guard(session: LiveSession, *, by: Account, at: datetime) -> None:
    """Let the guard stand where the session does, with everybody in it behind it."""
    if session.incident is None or session.moment is None:
        return
    is_new = not Reconstruction.objects.filter(incident=session.incident, closed_at=None).exists()
    room = guard_incident(session.incident, session.moment, by=by, at=at)
    if is_new:
        there = SessionPerson.objects.filter(session=session, arrived_at__isnull=False)
        invite_to_walk(room, [one.account for one in there.select_related("account")], by=by, at=at)
    if room.moment != session.moment:
        move_room(room, by=by, at=at, moment=session.moment)


def walk_along(session: LiveSession, *, by: Account, at: datetime) -> None:
    """Bring somebody who comes behind the guard, where one is up and they may know of the incident."""
    room = Reconstruction.objects.filter(incident=session.incident_id, closed_at=None).first()
    if room is None or not Incident.objects.visible_to(by).filter(pk=session.incident_id).exists():
        return
    try:
        join_reconstruction(room, by=by, at=at)
    except Refused:
        return  # leads it from elsewhere, and sees ahead


def lower_guard(session: LiveSession, *, at: datetime) -> None:
    """End the reconstructions that the session's leader leads: nothing is veiled any more."""
    rooms = Reconstruction.objects.filter(
        incident__reviews=session.review_id, closed_at=None, led_by=session.facilitator_id
    )
    for room in rooms.select_related("led_by"):
        if room.led_by is not None:
            close_reconstruction(room, by=room.led_by, at=at)
