"""What is caught while the room talks: noted once, corrected, taken off the record (R4.4)."""

from datetime import datetime, timedelta
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import Forbidden, InvalidInput, Refused, StaleEdit
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.inquiry.actions.session_record import forget_finding, keep_capture
from secondsight.inquiry.actions.sessions import advance
from secondsight.inquiry.models import Capture, LiveSession, SessionPerson
from secondsight.inquiry.queries.reviews import may_lead
from secondsight.inquiry.rules.captures import CaptureKind
from secondsight.organisation.models import Account
from secondsight.organisation.queries import policies
from secondsight.record.actions.words import fit, fit_id, fit_term
from secondsight.record.models import Event

WORDS = 500
MOST = 2000


def capture(
    session: LiveSession,
    *,
    kind: CaptureKind | str,
    words: str,
    by: Account,
    at: datetime,
    event: Event | None = None,
    is_on_screen: bool = True,
    said_by: Account | None = None,
    once: str = "",
) -> Capture:
    """Note a line and return it, in the order in which lines come in; sent twice it is one (`once`).

    It is tied to `event`; without one to the moment on screen, unless `is_on_screen` is false. A line that
    was typed without a connection is taken for some hours after the session has ended. Raises InvalidInput,
    Refused.
    """
    kind = fit_term(CaptureKind, kind, field="kind")
    words = fit(words, field="words", most=WORDS, is_needed=True)
    once = fit_id(once)
    with write():
        found: LiveSession = LiveSession.objects.select_related("review", "event").get(pk=session.pk)
        if once and (there := _there(found, once, by)):
            return there
        _check_takes(found, at)
        if (
            event is not None
            and not found.review.review_incidents.filter(incident=event.incident_id).exists()
        ):
            raise InvalidInput("This moment is not on a timeline of this review.", field="moment")
        if Capture.objects.filter(session=found).count() >= MOST:
            raise Refused(f"{MOST:,} lines are more than a meeting can use; this one was not added.")
        number = advance(found)
        added = Capture.objects.create(
            id=once or new_id(),
            session=found,
            review=found.review,
            kind=kind,
            words=words,
            event=event or (found.event if is_on_screen else None),
            said_by=said_by,
            captured_by=by,
            place=number,
            changed=number,
            recorded_at=at,
        )
        if found.ended_at is None:
            LiveSession.objects.filter(pk=found.pk).update(seen_at=at)
        if said_by is not None:
            SessionPerson.objects.update_or_create(
                session=found,
                account=said_by,
                defaults={"spoke_at": at},
                create_defaults={"spoke_at": at, "recorded_at": at},
            )
        _tell("line_captured", added, by=by, at=at)
        if found.ended_at is not None:
            keep_capture(added, by=by, at=at)
    return added


def edit_capture(
    line: Capture, *, by: Account, at: datetime, edition: int | None = None, **said: Any
) -> Capture:
    """Change a line and return it. `said`: words, kind, said_by (an account or None), event (or None).

    Raises StaleEdit when somebody changed it since the edition that was read, Forbidden for who neither
    noted it nor leads the review, Refused for one off the record or already a finding, InvalidInput.
    """
    fits = {
        "words": lambda words: fit(words, field="words", most=WORDS, is_needed=True),
        "kind": lambda kind: fit_term(CaptureKind, kind, field="kind"),
    }
    fitted = {name: fits.get(name, lambda same: same)(value) for name, value in said.items()}
    with write():
        now = _now(line)
        _check_may_change(now, by)
        if now.removed_at is not None:
            raise Refused("This line was taken off the record; there is nothing left of it to change.")
        if now.is_kept:
            raise Refused("The session is over and this line is a finding now. Change it in Understand.")
        if edition is not None and edition != now.edition:
            raise StaleEdit(
                "Somebody changed this line while you wrote. Your words are kept here: look at theirs, then "
                "save again.",
                newer=now,
            )
        if all(getattr(now, name) == value for name, value in fitted.items()):
            return now
        for name, value in fitted.items():
            setattr(now, name, value)
        now.edition += 1
        now.changed = advance(now.session)
        now.save()
        _tell("line_edited", now, by=by, at=at)
    return now


def take_off_record(line: Capture, *, by: Account, at: datetime) -> Capture:
    """Remove a line's words wherever we hold them, and return what is left: that it was there, and by whom
    it was removed. What it became, and the history of that, loses the words too. Twice is once.

    For who noted it, who said it, and those who lead the review. Raises Forbidden for others.
    """
    with write():
        now = _now(line)
        if now.removed_at is not None:
            return now
        if now.said_by_id != by.pk:
            _check_may_change(now, by)
        if now.is_kept:
            forget_finding(now, by=by, at=at)
        now.words, now.said_by = "", None
        now.removed_at, now.removed_by = at, by
        now.edition += 1
        now.changed = advance(now.session)
        now.save()
        _tell("line_taken_off_record", now, by=by, at=at)
    return now


def _there(session: LiveSession, once: str, by: Account) -> Capture | None:
    there: Capture | None = Capture.objects.filter(pk=once).first()
    if there is not None and (there.session_id, there.captured_by_id) != (session.pk, by.pk):
        raise InvalidInput("This form was used before. Load the page again.", field="once")
    return there


def _check_takes(session: LiveSession, at: datetime) -> None:
    if session.ended_at is None:
        return
    hours = policies()["late_capture_hours"]
    if at > session.ended_at + timedelta(hours=hours):
        raise Refused(
            f"This session ended more than {hours} hours ago. Nothing was added: note it in Understand."
        )


def _check_may_change(line: Capture, by: Account) -> None:
    if line.captured_by_id != by.pk and not may_lead(by, line.review):
        raise Forbidden("Only who noted this line and those who lead the review change it.")


def _now(line: Capture) -> Capture:
    found: Capture = Capture.objects.select_related("session", "review", "event").get(pk=line.pk)
    return found


def _tell(verb: str, line: Capture, *, by: Account, at: datetime) -> None:
    # The journal refers to the line; it never holds its words.
    journal.record(verb, by=by, subject=line, at=at, topic=line.session.topic)
