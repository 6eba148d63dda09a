"""Who gets the agenda of a review by mail, and what it says to each (R2.7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from secondsight.inquiry.models import Agenda, Review
from secondsight.inquiry.queries.agenda import SectionRow, agenda_of
from secondsight.inquiry.queries.reviews import can_see
from secondsight.inquiry.queries.roles import holders
from secondsight.inquiry.rules.agenda_letter import AgendaFact, LetterSection, guest_letter, whole_letter
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import Account
from secondsight.organisation.queries import policy


@dataclass(frozen=True)
class AgendaLetter:
    """A letter to one person."""

    to: Account
    subject: str
    body: str


def agenda_due(review: Review, starts_at: datetime, *, at: datetime) -> bool:
    """Return whether the agenda is to go out now for a meeting that begins at an instant.

    That is from the agreed hours before it (24) until it begins, unless it went out for that beginning
    already. The one who knows the meeting's date asks this, then calls `actions.send_agenda`.
    """
    if not starts_at - timedelta(hours=policy("agenda_sent_hours")) <= at < starts_at:
        return False
    return not Agenda.objects.filter(review=review, sent_for_at=starts_at).exists()


def review_of_agenda(agenda_id: str) -> Review | None:
    """Return the review that a settled agenda is of, None when it was let go of meanwhile."""
    settled = Agenda.objects.select_related("review__tier").filter(pk=agenda_id).first()
    return settled.review if settled else None


def recipients(review: Review) -> list[tuple[Account, bool]]:
    """Return who gets it, each with whether they are only a guest; nobody who may not see the review."""
    by_account: dict[str, tuple[Account, bool]] = {}
    for held in holders(review):
        is_guest = held.role == Role.GUEST
        there = by_account.get(held.account_id)
        by_account[held.account_id] = (held.account, is_guest and (there is None or there[1]))
    return [
        (one, is_guest) for one, is_guest in by_account.values() if one.is_active and can_see(one, review.pk)
    ]


def agenda_letters(review: Review, url: str) -> list[AgendaLetter]:
    """Return the letters of the agenda as it is now: a guest's has their own sections and no other."""
    letters = []
    for to, is_guest in recipients(review):
        read = agenda_of(to, review)
        starts_at = read.settled.sent_for_at if read.settled else None
        fact = AgendaFact(
            review=review.title,
            minutes=read.minutes,
            sections=tuple(_told(one) for one in read.sections),
            guardrails=tuple(read.guardrails),
            url=url,
            starts=_when(starts_at, to),
        )
        own = [_told(one) for one in read.sections if to.pk in {g.account_id for g in one.guests}]
        body = guest_letter(to.name, own, fact) if is_guest else whole_letter(to.name, fact)
        subject = f"Your part in: {review.title}" if is_guest else f"What we go through: {review.title}"
        letters.append(AgendaLetter(to, subject[:200], body))
    return letters


def _told(row: SectionRow) -> LetterSection:
    names = tuple(guest.account.name for guest in row.guests)
    return LetterSection(row.title, row.minutes, row.starts_after, names)


def _when(starts_at: datetime | None, to: Any) -> str:
    if starts_at is None:
        return ""
    local = starts_at.astimezone(ZoneInfo(to.time_zone))
    return f"{local:%A, %-d %B, %H:%M} ({to.time_zone})"
