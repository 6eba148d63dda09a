"""The draft of a review as each participant sees it, and how far it is confirmed (R2.8)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from secondsight.base.errors import NotFound
from secondsight.inquiry.models import (
    AccountMoment,
    AccountRequest,
    Calibration,
    CalibrationReader,
    PassageAnswer,
    Review,
    Theme,
    ThemeVote,
)
from secondsight.inquiry.queries.accounts import AWAITED, events_of, readable, waiting_for
from secondsight.inquiry.queries.needs import MOST, Need
from secondsight.inquiry.queries.reviews import can_see, is_id, reviews
from secondsight.inquiry.rules.calibration import (
    AnswerFact,
    PassageFact,
    PassageVerdict,
    concerned,
    count_votes,
    standing,
    why_it_concerns,
)
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import Account
from secondsight.organisation.queries import policy
from secondsight.organisation.queries.prepared import Seen
from secondsight.record.models import DecisionPoint, Event, Incident, Knowledge, Participant, Version


@dataclass(frozen=True)
class PassageRow:
    """One event of the draft: why it concerns the viewer, what was said of it, where it stands."""

    event: Event
    why: list[str]
    standing: str
    mine: PassageAnswer | None
    answers: list[PassageAnswer]  # corrections and additions that the viewer may read
    confirmed_by: list[str]  # names
    awaited: list[str]  # names of readers whom it concerns and who said nothing of it
    is_changed: bool = False  # since the viewer's answer


@dataclass(frozen=True)
class ThemeRow:
    """A theme, with its votes where the viewer may see them."""

    theme: Theme
    is_mine: bool
    votes: int | None


@dataclass(frozen=True)
class CalibrationRead:
    """The draft of a review as one person sees it."""

    sent: Calibration | None
    readers: list[CalibrationReader]
    mine: CalibrationReader | None
    own: list[PassageRow]
    others: list[PassageRow]
    additions: list[PassageAnswer]
    themes: list[ThemeRow]
    heard: list[str]  # who wrote an account that is open
    counts: dict[str, int] = field(default_factory=dict)  # passages by standing

    @property
    def has_voted(self) -> bool:
        """Whether the viewer has voted for a theme."""
        return any(one.is_mine for one in self.themes)


def calibration_of(viewer: Any, review: Review) -> CalibrationRead:
    """Return the draft of a review that the viewer has found. About fifteen statements."""
    sent = Calibration.objects.filter(review=review).select_related("sent_by").first()
    readers = list(sent.readers.select_related("account")) if sent else []
    names = {one.account_id: one.account.name for one in readers}
    events = events_of(viewer, review)
    facts = _facts(viewer, review, events)
    said: dict[str | None, list[PassageAnswer]] = defaultdict(list)
    for answer in answers_of(viewer, review):
        said[answer.event_id].append(answer)
    rows = [_row(viewer, one, facts[one.pk], said[one.pk], names) for one in events]
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.standing] += 1
    return CalibrationRead(
        sent=sent,
        readers=readers,
        mine=next((one for one in readers if one.account_id == viewer.pk), None),
        own=[row for row in rows if row.why],
        others=[row for row in rows if not row.why],
        additions=said[None],
        themes=theme_rows(viewer, review),
        heard=list(readable(viewer).filter(review=review).values_list("author__name", flat=True)),
        counts=dict(counts),
    )


def themes_of(viewer: Any, review: Review) -> QuerySet[Theme]:
    """Return the themes of a review that the viewer has found, in their order."""
    return Theme.objects.filter(review=review, removed_at=None)


def theme(viewer: Any, theme_id: str) -> Theme:
    """Return a theme of a review that the viewer may see. Raises NotFound."""
    rows = Theme.objects.filter(review__in=reviews(viewer), removed_at=None).select_related("review")
    return _one(rows, theme_id, "There is no such theme here that you may see.")


def answer(viewer: Any, answer_id: str) -> PassageAnswer:
    """Return what somebody said of a passage, where the viewer may read it. Raises NotFound."""
    return _one(_readable_answers(viewer), answer_id, "Nobody said such a thing here that you may read.")


def answers_of(viewer: Any, review: Review) -> list[PassageAnswer]:
    """Return what people said of a review's passages, as far as the viewer may read it, oldest first.

    Who is still asked for an account of their own reads only what they said themselves.
    """
    return list(_readable_answers(viewer).filter(review=review).order_by("recorded_at", "id"))


def answers_of_event(viewer: Any, event: Event) -> list[PassageAnswer]:
    """Return corrections of an event, as far as the viewer may read them, oldest first."""
    rows = _readable_answers(viewer).filter(event=event).exclude(verdict=PassageVerdict.CONFIRMED)
    return list(rows.order_by("recorded_at", "id")[:50])


def theme_rows(viewer: Any, review: Review) -> list[ThemeRow]:
    """Return the themes with the viewer's votes; counts, and their order by them, only after voting."""
    rows = {one.pk: one for one in themes_of(viewer, review)}
    votes = list(ThemeVote.objects.filter(theme__in=list(rows)).values_list("theme", "account"))
    mine = {theme for theme, account in votes if account == viewer.pk}
    if not mine and not review.met_at:
        return [ThemeRow(one, False, None) for one in rows.values()]
    counted = count_votes(list(rows), [theme for theme, _ in votes])
    return [ThemeRow(rows[theme], theme in mine, number) for theme, number in counted]


def suggested_readers(viewer: Any, review: Review) -> list[Account]:
    """Return who was in the incidents or has a seat in the room, and is not asked yet, by name."""
    asked = CalibrationReader.objects.filter(calibration__review=review).values("account")
    incidents = Incident.objects.visible_to(viewer).filter(review_incidents__review=review)
    was_there = Participant.objects.filter(incident__in=incidents, account=OuterRef("pk"))
    roles = (Role.PARTICIPANT, Role.OWNER, Role.SCRIBE)
    holds = review.role_holders.filter(role__in=roles, account=OuterRef("pk"))
    rows = Account.objects.filter(Exists(was_there) | Exists(holds), is_active=True)
    return [one for one in rows.exclude(pk__in=asked).order_by("name")[:60] if can_see(one, review.pk)]


def to_calibrate(viewer: Any) -> list[Need]:
    """Return the drafts that wait for the viewer, as the home page shows it. One statement."""
    return [
        Need(
            f"Look at the draft of “{row.calibration.review.title}”",
            reverse("review_calibration", args=[row.calibration.review_id]),
            None,
            "Your passages come first: confirm, correct or add, so that nothing surprises you in the room.",
        )
        for row in _waiting.rows(viewer)
    ]


def readers_to_remind(at: datetime) -> list[CalibrationReader]:
    """Return who was asked longer ago than agreed and has said nothing, in reviews that were not held."""
    before = at - timedelta(hours=policy("calibration_reminder_hours"))
    rows = CalibrationReader.objects.filter(
        completed_at=None,
        recorded_at__lte=before,
        calibration__review__met_at=None,
        account__is_active=True,
    ).select_related("account", "calibration__review")
    return [one for one in rows[:500] if can_see(one.account, one.calibration.review_id)]


def readers_of(calibration_id: str) -> tuple[Calibration | None, list[CalibrationReader]]:
    """Return a draft that was sent, and its readers who may see it."""
    sent = Calibration.objects.select_related("review", "sent_by").filter(pk=calibration_id).first()
    if sent is None:
        return None, []
    readers = sent.readers.filter(account__is_active=True, completed_at=None).select_related("account")
    return sent, [one for one in readers if can_see(one.account, sent.review_id)]


def draft_letter(
    sent: Any, reader: CalibrationReader, url: str, *, is_reminder: bool = False
) -> tuple[str, str]:
    """Return subject and body of the letter that asks a reader to look at the draft."""
    title, sender = sent.review.title, sent.sent_by.name if sent.sent_by else "The facilitator"
    note = f"{sender} writes: {sent.note}\n\n" if sent.note else ""
    first = (
        f"the draft of “{title}” still waits for you. This is the only reminder."
        if is_reminder
        else f"before we meet about “{title}”, here is the draft."
    )
    body = (
        f"Hello {reader.account.name},\n\n{first}\n\n{note}"
        "What concerns you stands first. Say of each passage that it was so, or how it was for you, and add "
        "what is missing; then choose what the room should talk about. Ten minutes are plenty. What you do "
        f"not confirm stands there as unconfirmed, and that is fine too:\n{url}\n"
    )
    return f"{'Still waiting' if is_reminder else 'Was it so'}? {title}"[:200], body


def event_of(viewer: Any, review: Review, event_id: str) -> Event:
    """Return an event of the draft. Raises NotFound."""
    incidents = Incident.objects.visible_to(viewer).filter(review_incidents__review=review)
    rows = Event.objects.filter(incident__in=incidents, removed_at=None)
    return _one(rows, event_id, "There is no such passage in this draft.")


def _readable_answers(viewer: Any) -> QuerySet[PassageAnswer]:
    rows = PassageAnswer.objects.filter(review__in=reviews(viewer))
    rows = rows.filter(Q(event=None) | Q(event__incident__in=Incident.objects.visible_to(viewer)))
    rows = rows.filter(Q(account=viewer) | ~Exists(waiting_for(viewer)))
    return rows.select_related("review", "account", "event", "settled_by")


def _facts(viewer: Any, review: Review, events: list[Event]) -> dict[str, PassageFact]:
    """Who is tied to each event, by its id. Four statements."""
    tied: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    covered = Q(event__incident__review_incidents__review=review)
    known = Knowledge.objects.filter(covered, withdrawn_at=None, account__isnull=False)
    for event, account in known.values_list("event", "account"):
        tied[event]["knowers"].add(account)
    decided = DecisionPoint.objects.filter(covered, removed_at=None, account__isnull=False)
    for event, account in decided.values_list("event", "account"):
        tied[event]["deciders"].add(account)
    for event, account in Version.objects.filter(covered, account__isnull=False).values_list(
        "event", "account"
    ):
        tied[event]["witnesses"].add(account)
    # An account that is awaited ties nobody to anything: it is not open.
    moments = AccountMoment.objects.filter(opened__in=readable(viewer).filter(review=review))
    for own, linked, author in moments.values_list("event", "link__event", "opened__author"):
        if linked or own:
            tied[linked or own]["tellers"].add(author)
    return {
        one.pk: PassageFact(
            one.pk,
            actors=frozenset({one.account_id} - {None}),
            **{name: frozenset(ids) for name, ids in tied[one.pk].items()},
        )
        for one in events
    }


def _row(
    viewer: Any, event: Event, fact: PassageFact, said: list[PassageAnswer], names: dict[str, str]
) -> PassageRow:
    readers = concerned(fact) & set(names)
    mine = next((one for one in said if one.account_id == viewer.pk), None)
    facts = [
        AnswerFact(
            one.account_id,
            PassageVerdict(one.verdict),
            one.event_edition != event.edition,
            bool(one.outcome),
        )
        for one in said
    ]
    confirmed = [
        one.account.name
        for one in said
        if one.verdict == PassageVerdict.CONFIRMED and one.event_edition == event.edition
    ]
    answered = {one.account_id for one in said}
    return PassageRow(
        event=event,
        why=why_it_concerns(fact, viewer.pk),
        standing=standing(readers, facts),
        mine=mine,
        answers=[one for one in said if one.verdict != PassageVerdict.CONFIRMED],
        confirmed_by=confirmed,
        awaited=sorted(names[one] for one in readers - answered),
        is_changed=mine is not None and mine.event_edition != event.edition,
    )


def is_still_writing(viewer: Any, review: Review) -> bool:
    """Return whether the viewer is still asked for an account of their own, so that others' words wait."""
    return AccountRequest.objects.filter(review=review, account=viewer, **AWAITED).exists()


def _one(rows: QuerySet[Any], id: str, message: str) -> Any:
    found = rows.filter(pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound(message)
    return found


def _readers_waiting(viewer: Account) -> QuerySet[CalibrationReader]:
    open_ones = reviews(viewer).filter(met_at=None)
    rows = CalibrationReader.objects.filter(
        account=viewer, completed_at=None, calibration__review__in=open_ones
    )
    return rows.select_related("calibration__review").order_by("recorded_at", "id")[:MOST]


_waiting = Seen(_readers_waiting)
