"""What the meeting of a review goes through: as somebody settled it, else as it is proposed (R2.7)."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from secondsight.inquiry.models import Agenda, AgendaSection, MeetingQuestion, Review, RoleHolder, Theme
from secondsight.inquiry.queries.meeting_questions import meeting_questions
from secondsight.inquiry.rules.agenda import (
    AtHand,
    GuestFact,
    Planned,
    SectionKind,
    difference,
    place_unplaced,
    plan,
    propose_length,
    say_difference,
)
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.queries import policies
from secondsight.record.models import DecisionPoint, Incident

MOST_POINTS = 60


@dataclass(frozen=True)
class Point:
    """Something to stop at in a section: a decision, a question, a theme."""

    words: str
    moment: str = ""  # the id of the event that it is about


@dataclass(frozen=True)
class SectionRow:
    """One section: its id (a row's, or a name while nothing is settled), minutes, who joins, what is there.

    `starts_after` is in minutes from the beginning of the meeting.
    """

    id: str
    kind: SectionKind
    title: str
    minutes: int
    place: int
    starts_after: int
    note: str = ""
    guests: tuple[RoleHolder, ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class AgendaRead:
    """The whole agenda: its sections, its length in minutes, and the words that open it."""

    sections: list[SectionRow]
    minutes: int
    opening: list[str]
    guardrails: list[str]
    settled: Agenda | None = None
    own_words: dict[str, str] = field(default_factory=dict)

    @property
    def over(self) -> int:
        """By how many minutes the sections are over the length; negative where some are left."""
        return difference((one.minutes for one in self.sections), self.minutes)

    @property
    def misses(self) -> str:
        """In words by how much the sections miss the length; empty where they add up."""
        return say_difference(self.over, self.minutes)


def sections_of(viewer: Any, review: Review) -> list[SectionRow]:
    """Return the sections of the meeting of a review that the viewer has found, in their order.

    It always answers: what nobody settled is proposed from the tier and what is at hand. Source: R2.7.
    """
    return agenda_of(viewer, review).sections


def agenda_of(viewer: Any, review: Review) -> AgendaRead:
    """Return the agenda of a review that the viewer has found. Eleven statements at most."""
    agreed = policies()
    settled = Agenda.objects.filter(review=review).select_related("saved_by").first()
    guests = _guests(review)
    if settled is None:
        minutes, planned, rows = *proposed(review, guests, agreed["agenda_timeline_percent"]), []
    else:
        rows = list(review.agenda_sections.prefetch_related("guests"))
        minutes, planned = settled.minutes, _placed(rows, guests)
    own = {"opening": settled.opening, "guardrails": settled.guardrails} if settled else {}
    return AgendaRead(
        sections=_rows(planned, rows, guests, points_of(viewer, review)),
        minutes=minutes,
        opening=lines(own.get("opening", "")) or agreed["agenda_opening"],
        guardrails=lines(own.get("guardrails", "")) or agreed["agenda_guardrails"],
        settled=settled,
        own_words=own,
    )


def proposed(review: Review, guests: list[RoleHolder], timeline_percent: int) -> tuple[int, list[Planned]]:
    """Return the length and the sections that the rules propose; the same whoever looks."""
    facts = at_hand(review, guests)
    length = propose_length(review.tier.minutes_from, review.tier.minutes_to, facts)
    return length, plan(length, facts, timeline_percent=timeline_percent)


def at_hand(review: Review, guests: list[RoleHolder]) -> AtHand:
    """Return how much there is to go through. Three statements."""
    return AtHand(
        decisions=_decisions(review).count(),
        themes=Theme.objects.filter(review=review, removed_at=None).count(),
        questions=MeetingQuestion.objects.filter(review=review, removed_at=None).count(),
        guests=tuple(GuestFact(one.pk, one.section) for one in guests),
    )


def points_of(viewer: Any, review: Review) -> dict[SectionKind, list[Point]]:
    """Return what the viewer may see of what waits in each section, in the order in which it happened."""
    decisions = _decisions(review).filter(event__incident__in=Incident.objects.visible_to(viewer))
    stops = decisions.order_by("event__occurred_at", "event_id").values_list("question", "event_id")
    return {
        SectionKind.TIMELINE: [Point(words, event) for words, event in stops[:MOST_POINTS]],
        SectionKind.THEMES: [
            *(Point(one.title) for one in Theme.objects.filter(review=review, removed_at=None)),
            *(
                Point(one.words, one.moment_id or "")
                for one in meeting_questions(viewer, review)[:MOST_POINTS]
            ),
        ],
    }


def guests_of(review: Review) -> list[RoleHolder]:
    """Return who joins for one section only, in the order in which they were asked."""
    return _guests(review)


def lines(words: str) -> list[str]:
    """Return the lines of a text that hold something."""
    return [line.strip() for line in words.splitlines() if line.strip()]


def _guests(review: Review) -> list[RoleHolder]:
    held = RoleHolder.objects.filter(review=review, role=Role.GUEST).select_related("account")
    return list(held.order_by("recorded_at", "id"))


def _decisions(review: Review) -> Any:
    covered = Q(event__incident__review_incidents__review=review)
    return DecisionPoint.objects.filter(covered, event__removed_at=None, removed_at=None)


def _placed(rows: list[AgendaSection], guests: list[RoleHolder]) -> list[Planned]:
    kept = [
        Planned(SectionKind(row.kind), row.title, row.minutes, tuple(one.pk for one in row.guests.all()))
        for row in rows
    ]
    return place_unplaced(kept, [GuestFact(one.pk, one.section) for one in guests])


def _rows(
    planned: list[Planned],
    stored: list[AgendaSection],
    guests: list[RoleHolder],
    points: dict[SectionKind, list[Point]],
) -> list[SectionRow]:
    there, made, passed = {one.pk: one for one in guests}, [], 0
    for place, one in enumerate(planned):
        row = stored[place] if stored else None
        # A guest's section has no kind of its own; its place tells it from the others.
        name = one.kind.value if one.kind is not SectionKind.GUEST else f"guest-{place}"
        made.append(
            SectionRow(
                id=row.pk if row else name,
                kind=one.kind,
                title=one.title,
                minutes=one.minutes,
                place=place,
                starts_after=passed,
                note=row.note if row else "",
                guests=tuple(there[guest] for guest in one.guests),
                points=tuple(points.get(one.kind, ())),
            )
        )
        passed += one.minutes
    return made
