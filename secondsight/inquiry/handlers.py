"""Who may listen to the pages of a review, the letters that its changes set off, and what sessions push."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from secondsight.base import journal, mail
from secondsight.base.clock import now
from secondsight.base.errors import Refused
from secondsight.base.jobs import every, job
from secondsight.base.journal import JournalEntry
from secondsight.base.live.access import guards
from secondsight.base.live.carrying import Carried, carries
from secondsight.inquiry.actions import end_empty_sessions, note_arrivals
from secondsight.inquiry.actions.agenda import send_agenda
from secondsight.inquiry.actions.dates import ask_again_for
from secondsight.inquiry.queries import can_see
from secondsight.inquiry.queries import veil as veil  # so that what is veiled is, wherever it is read
from secondsight.inquiry.queries.agenda_letters import agenda_due, agenda_letters, review_of_agenda
from secondsight.inquiry.queries.calibration import draft_letter, readers_of, readers_to_remind
from secondsight.inquiry.queries.dates import dates_to_come
from secondsight.inquiry.queries.packet import incident_of_import
from secondsight.inquiry.queries.packet_letters import packet_letter
from secondsight.inquiry.queries.session_drawn import carried_line, carried_stage
from secondsight.inquiry.queries.sessions import can_join, incidents_within_reach


@guards("review")
def may_listen_to_review(viewer: Any, review_id: str) -> bool:
    """Return whether the viewer may be told of changes to a review."""
    return can_see(viewer, review_id)


@journal.on("packet_asked")
def post_packet_request(entry: JournalEntry) -> None:
    """Ask by mail for a part of a packet, unless that was taken back meanwhile."""
    letter = packet_letter(entry.subject)
    if letter is not None:
        url = f"{settings.BASE_URL}{reverse('review_packet', args=[letter.review])}"
        body = f"{letter.body}{url}\n"
        mail.post(letter.to.email, letter.subject, body, once=f"packet:{entry.subject}")


@journal.on("evidence_added", "link_added", "import_finished", "import_attached")
def tick_packets(entry: JournalEntry) -> None:
    """Note that what somebody was asked to bring has come in."""
    kind, _, id = entry.topic.partition(":")
    incident = id if kind == "incident" else incident_of_import(id) if kind == "import" else ""
    if incident:
        note_arrivals(incident, at=entry.at)


@journal.on("calibration_sent")
def post_draft(entry: JournalEntry) -> None:
    """Ask the readers of a draft by mail; each once."""
    sent, readers = readers_of(entry.subject)
    for reader in readers:
        url = f"{settings.BASE_URL}{reverse('review_calibration', args=[sent.review_id])}" if sent else ""
        subject, body = draft_letter(sent, reader, url)
        mail.post(reader.account.email, subject, body, once=f"draft:{reader.pk}")


@every(timedelta(hours=1))
@job()
def remind_readers() -> None:
    """Remind those of a draft who said nothing yet; each once, however often this runs."""
    for reader in readers_to_remind(now()):
        sent = reader.calibration
        url = f"{settings.BASE_URL}{reverse('review_calibration', args=[sent.review_id])}"
        subject, body = draft_letter(sent, reader, url, is_reminder=True)
        mail.post(reader.account.email, subject, body, once=f"draft-reminder:{reader.pk}")


@journal.on("agenda_sent")
def post_agenda(entry: JournalEntry) -> None:
    """Post the agenda to everybody with a role; each gets it once for each time it was sent."""
    review = review_of_agenda(entry.subject)
    if review is None:
        return
    url = f"{settings.BASE_URL}{reverse('review_agenda', args=[review.pk])}"
    for letter in agenda_letters(review, url):
        mail.post(letter.to.email, letter.subject, letter.body, once=f"agenda:{entry.pk}:{letter.to.pk}")


@guards("session")
def may_listen_to_session(viewer: Any, session_id: str) -> bool:
    """Return whether the viewer may be told of what happens in a live session."""
    return can_join(viewer, session_id)


@carries("session", incidents_within_reach)
def push_along(session_id: str, subject_kind: str, subject: str) -> Carried | None:
    """Draw a captured line, or the stage, once for everybody in the session."""
    if subject_kind == "capture":
        return carried_line(subject)
    return carried_stage(session_id, now()) if subject_kind == "livesession" else None


@every(timedelta(minutes=2))
@job()
def end_what_nobody_attends() -> None:
    """End live sessions that everybody has left."""
    end_empty_sessions(now())


@journal.on("role_given", "role_taken", "agenda_settled", "agenda_let_go")
def ask_those_who_come(entry: Any) -> None:
    """Ask to the meeting who has a role since, and tell who has none any more."""
    ask_again_for(entry.topic.removeprefix("review:"), at=now())


@every(timedelta(minutes=10))
@job()
def send_agendas() -> None:
    """Send the agenda of each meeting that is near, once for each time it begins at."""
    at = now()
    for date in dates_to_come(at):
        if agenda_due(date.review, date.starts_at, at=at):
            # Nobody left to send it to is no accident.
            with suppress(Refused):
                send_agenda(date.review, by=None, at=at, starts_at=date.starts_at)
