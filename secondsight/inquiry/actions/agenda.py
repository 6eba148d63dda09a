"""Settling what a meeting goes through (R2.7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused, StaleEdit
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.inquiry.actions.reviews import check_leads
from secondsight.inquiry.models import Agenda, AgendaSection, Review
from secondsight.inquiry.queries.agenda import SectionRow, agenda_of, guests_of, lines
from secondsight.inquiry.queries.agenda_letters import recipients
from secondsight.inquiry.rules.agenda import (
    LONGEST,
    MOST_SECTIONS,
    SectionKind,
    difference,
    make_fit,
    say_difference,
)
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit, fit_term

WORDS = 5000
NOTE = 2000
PRESSED_TWICE = timedelta(minutes=2)


@dataclass(frozen=True)
class Drafted:
    """A section as somebody wants it; guests by the ids of their roles, without one they stay placed.

    `id` is the section's that was read; a new one has none.
    """

    kind: SectionKind | str
    title: str
    minutes: int
    id: str = ""
    note: str = ""
    guests: tuple[str, ...] = ()


def save_agenda(
    review: Review,
    sections: Sequence[Drafted],
    *,
    by: Account,
    at: datetime,
    minutes: int | None = None,
    opening: str | None = None,
    guardrails: str | None = None,
    edition: int | None = None,
) -> Agenda:
    """Settle the agenda of a review: its sections in this order, its length, its words; return it.

    What is None stays as it is. Minutes that do not add up are kept and said, not refused: whoever plans is
    in the middle of it. Raises StaleEdit when somebody changed it since the edition that was read,
    InvalidInput, Refused.
    """
    with write():
        check_leads(review, by)
        return _settle(
            review,
            sections,
            by=by,
            at=at,
            minutes=minutes,
            opening=opening,
            guardrails=guardrails,
            edition=edition,
        )


def keep_agenda(review: Review, *, by: Account, at: datetime) -> Agenda:
    """Settle the agenda as it is proposed, unless somebody has, and return it: its sections are rows then.

    For what begins from it, such as a live session. Raises Refused.
    """
    with write():
        found = agenda_of(by, review)
        if found.settled is not None:
            return found.settled
        return save_agenda(review, drafted(found.sections), by=by, at=at)


def fit_agenda(review: Review, *, by: Account, at: datetime, edition: int | None = None) -> Agenda:
    """Bring the sections to the meeting's length, each in proportion, and return the agenda.

    Raises StaleEdit, Refused.
    """
    with write():
        found = agenda_of(by, review)
        minutes = make_fit([one.minutes for one in found.sections], found.minutes)
        fitted = [replace(one, minutes=m) for one, m in zip(found.sections, minutes, strict=True)]
        return save_agenda(review, drafted(fitted), by=by, at=at, edition=edition)


def send_agenda(
    review: Review, *, by: Account | None, at: datetime, starts_at: datetime | None = None
) -> Agenda:
    """Send the agenda to everybody with a role, a guest their own section alone, and return it.

    What was only proposed is settled by that. `by` is None when the program sends it ahead of a meeting
    that begins at `starts_at`; for one beginning, it does so once. Raises Refused.
    """
    with write():
        if by is not None:
            check_leads(review, by)
        settled = Agenda.objects.select_for_update().filter(review=review).first()
        if settled and _went_out(settled, by, at, starts_at):
            return settled
        number = len(recipients(review))
        if not number:
            raise Refused("Nobody has a role yet, so there is nobody to send it to. Give the roles first.")
        if settled is None:
            _settle(review, drafted(agenda_of(by, review).sections), by=by, at=at)
            settled = Agenda.objects.get(review=review)
        settled.sent_at, settled.sent_edition = at, settled.edition
        settled.sent_for_at = starts_at or settled.sent_for_at
        settled.save(update_fields=["sent_at", "sent_edition", "sent_for_at"])
        journal.record(
            "agenda_sent",
            by=by,
            subject=settled,
            at=at,
            topic=review.topic,
            what="to one person" if number == 1 else f"to {number} people",
        )
    return settled


def propose_agenda_again(review: Review, *, by: Account, at: datetime) -> None:
    """Let go of what was settled, so that the agenda is proposed from what is at hand. Raises Refused."""
    with write():
        check_leads(review, by)
        settled = Agenda.objects.filter(review=review).first()
        if settled is None:
            return
        titles = list(review.agenda_sections.values_list("title", "minutes"))
        journal.record(
            "agenda_let_go",
            by=by,
            subject=settled,
            at=at,
            topic=review.topic,
            what=f"{settled.minutes} minutes, {len(titles)} sections",
            sections=[list(one) for one in titles],
        )
        AgendaSection.objects.filter(review=review).delete()
        settled.delete()


def drafted(sections: Iterable[SectionRow]) -> list[Drafted]:
    """Return sections that were read as they would be saved."""
    return [
        Drafted(one.kind, one.title, one.minutes, one.id, one.note, tuple(guest.pk for guest in one.guests))
        for one in sections
    ]


def _went_out(settled: Agenda, by: Account | None, at: datetime, starts_at: datetime | None) -> bool:
    """Whether it was sent already: for that beginning, or a moment ago by a button pressed twice."""
    if by is None:
        return settled.sent_for_at == starts_at
    is_same = settled.sent_edition == settled.edition
    return is_same and settled.sent_at is not None and at - settled.sent_at < PRESSED_TWICE


def _settle(
    review: Review,
    sections: Sequence[Drafted],
    *,
    by: Account | None,
    at: datetime,
    minutes: int | None = None,
    opening: str | None = None,
    guardrails: str | None = None,
    edition: int | None = None,
) -> Agenda:
    wanted = _fit_sections(sections)
    length = None if minutes is None else _fit_minutes(minutes, "minutes")
    words = {
        name: fit(said, field=name, most=WORDS)
        for name, said in (("opening", opening), ("guardrails", guardrails))
        if said is not None
    }
    now = agenda_of(by, review)
    settled = now.settled or Agenda(review=review, minutes=now.minutes, edition=0, recorded_at=at)
    if edition is not None and edition != settled.edition:
        raise StaleEdit(
            "Somebody changed the agenda while you did. Yours is kept here: look at theirs, then save again.",
            newer=settled,
        )
    if length is not None:
        settled.minutes = length
    for name, said in words.items():
        setattr(settled, name, "\n".join(lines(said)))
    settled.edition += 1
    settled.saved_by = by
    settled.save()
    stored = _store(review, wanted, {one.id for one in now.sections}, at)
    over = difference((one.minutes for one in stored), settled.minutes)
    journal.record(
        "agenda_settled",
        by=by,
        subject=settled,
        at=at,
        topic=review.topic,
        what=f"{settled.minutes} minutes, {len(stored)} sections",
        sections=[[one.title, one.minutes] for one in stored],
        misses=say_difference(over, settled.minutes),
    )
    return settled


def _fit_sections(sections: Sequence[Drafted]) -> list[Drafted]:
    if not sections:
        raise InvalidInput("An agenda has at least one section.", field="sections")
    if len(sections) > MOST_SECTIONS:
        raise InvalidInput(f"An agenda has at most {MOST_SECTIONS} sections.", field="sections")
    fitted = []
    for one in sections:
        kind = fit_term(SectionKind, one.kind, field="kind")
        fitted.append(
            replace(
                one,
                kind=kind,
                title=fit(one.title, field="title", most=200) or kind.label,
                minutes=_fit_minutes(one.minutes, "minutes"),
                note=fit(one.note, field="note", most=NOTE),
            )
        )
    return fitted


def _fit_minutes(minutes: Any, field: str) -> int:
    if isinstance(minutes, bool) or not isinstance(minutes, int) or not 0 <= minutes <= LONGEST:
        raise InvalidInput(f"Minutes are a whole number from 0 to {LONGEST}.", field=field)
    return minutes


def _store(review: Review, wanted: list[Drafted], read: set[str], at: datetime) -> list[AgendaSection]:
    there = {row.pk: row for row in review.agenda_sections.all()}
    guests = {one.pk: one for one in guests_of(review)}
    kept, seen = [], set[str]()
    for place, one in enumerate(wanted):
        if one.id and one.id not in there and one.id not in read:
            raise InvalidInput("This section is not one of the agenda's. Load it again.", field="sections")
        if one.id in seen:
            raise InvalidInput("A section is there once.", field="sections")
        seen.update({one.id} - {""})
        row = there.get(one.id) or AgendaSection(id=new_id(), review=review, recorded_at=at)
        row.kind, row.title, row.minutes, row.note = str(one.kind), one.title, one.minutes, one.note
        row.place = place
        row.save()
        if unknown := set(one.guests) - set(guests):
            raise InvalidInput(f"“{sorted(unknown)[0][:20]}” is no guest of this review.", field="guests")
        row.guests.set([guests[guest] for guest in one.guests])
        kept.append(row)
    AgendaSection.objects.filter(review=review).exclude(pk__in=[row.pk for row in kept]).delete()
    return kept
