"""A review with a live session: three people, an incident with moments, one who leads."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.inquiry import actions
from secondsight.inquiry.models import Capture, LiveSession, Review
from secondsight.organisation.models import Account
from secondsight.record.models import Event, Incident
from tests.cast import after, make_account, make_event, make_incident, make_review

BEGAN = after(26 * 60)


@dataclass
class Room:
    """Who is in it and what it is about; `moments` in their order, the third is a decision."""

    noor: Account  # leads
    ines: Account
    bo: Account
    incident: Incident
    review: Review
    moments: list[Event]
    session: LiveSession

    def note(self, words: str = "Waits hide in the pool", **given: object) -> Capture:
        """Somebody notes a line, a second after the last."""
        told = {"kind": "learning_point", "by": self.ines, "at": later(1), **given}
        return actions.capture(self.session, words=words, **told)

    def now(self) -> LiveSession:
        """The session as it is stored."""
        return LiveSession.objects.get(pk=self.session.pk)


def later(minutes: float) -> datetime:
    """The instant so many minutes into the meeting."""
    return BEGAN + timedelta(minutes=minutes)


def make_room(*, is_guarded: bool = False) -> Room:
    """A review of an incident with four moments, and its session, just opened."""
    noor, ines, bo = (make_account(name) for name in ("Noor Haddad", "Ines Okafor", "Bo Lindgren"))
    incident = make_incident(noor)
    moments = [
        make_event(incident, noor, what=what, occurred_at=after(minute), kind=kind)
        for minute, what, kind in (
            (1, "Checkout slows down", "signal"),
            (4, "The pool looks full", "observation"),
            (9, "Roll the pool back", "decision"),
            (15, "Checkout is fast again", "observation"),
        )
    ]
    review = make_review(noor, incident)
    for person in (ines, bo):
        actions.give_role(review, role="participant", account=person, by=noor, at=BEGAN)
    session = actions.open_session(review, is_guarded=is_guarded, by=noor, at=BEGAN)
    return Room(noor, ines, bo, incident, review, moments, session)
