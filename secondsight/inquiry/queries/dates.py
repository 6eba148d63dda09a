"""When a review could come together, when it will, and who comes (R2.3)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from secondsight.base.errors import NotFound
from secondsight.inquiry.models import Invitation, MeetingDate, Review, RoleHolder
from secondsight.inquiry.queries.agenda import SectionRow, agenda_of
from secondsight.inquiry.queries.needs import Need
from secondsight.inquiry.queries.reviews import can_see, is_id, reviews
from secondsight.inquiry.rules.dates import Invited, Meeting, Purpose
from secondsight.inquiry.rules.slots import Attendee, Window, rests_until
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import Account
from secondsight.organisation.queries import policies
from secondsight.organisation.queries.availability import busy_times, working_hours
from secondsight.organisation.rules.working_hours import Interval
from secondsight.organisation.rules.zones import zone
from secondsight.record.models import Appearance, Milestone, Participant
from secondsight.record.rules.vocabulary import MilestoneKind

DEFAULT_MINUTES = 60
WORDS = {
    Purpose.REVIEW: "We go through what happened as it looked then, to understand it. Nobody is on trial.",
    Purpose.DECISION: "The ideas have rested. We choose the few changes that are worth making, or none.",
}
ENDS = (MilestoneKind.RESOLVED, MilestoneKind.FULLY_RECOVERED, MilestoneKind.MITIGATED)


def date_of(viewer: Account, review: Review, purpose: str = Purpose.REVIEW) -> MeetingDate | None:
    """Return the time that was agreed on for a review that the viewer has found, None if there is none."""
    rows = MeetingDate.objects.filter(review=review, purpose=purpose, cancelled_at=None)
    return rows.select_related("review", "agreed_by").first()


def dates_to_come(at: datetime) -> list[MeetingDate]:
    """Return the meetings of reviews that begin within three days, soonest first."""
    rows = MeetingDate.objects.filter(
        purpose=Purpose.REVIEW, cancelled_at=None, starts_at__gt=at, starts_at__lt=at + timedelta(days=3)
    )
    return list(rows.select_related("review__tier"))


def find_date(viewer: Account, id: str) -> MeetingDate:
    """Return one date of a review that the viewer may see. Raises NotFound."""
    rows = MeetingDate.objects.filter(review__in=reviews(viewer)).select_related("review")
    found = rows.filter(pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound("There is no such date here that you may see.")
    return found


def find_invitation(viewer: Account, id: str) -> Invitation:
    """Return one invitation to a review that the viewer may see. Raises NotFound."""
    rows = Invitation.objects.filter(date__review__in=reviews(viewer))
    found = rows.select_related("date__review", "account").filter(pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound("There is no such invitation here that you may see.")
    return found


def invitations_of(date: MeetingDate) -> list[Invitation]:
    """Return who is asked to a meeting, by name; who is asked no more is not among them."""
    rows = date.invitations.filter(taken_back_at=None).select_related("account")
    return sorted(rows, key=lambda one: one.account.name)


def invitations_waiting(viewer: Account, at: datetime) -> list[Need]:
    """Return the invitations that wait for the viewer's answer, soonest first, at most 20. One statement."""
    rows = Invitation.objects.filter(
        account=viewer, answer="", taken_back_at=None, date__cancelled_at=None, starts_at__gt=at
    )
    rows = rows.filter(date__review__in=reviews(viewer)).select_related("date__review")
    return [
        Need(
            f"Say whether you come to “{one.date.review.title}”",
            reverse("review_dates", args=[one.date.review_id]),
            one.starts_at,
            "You are asked to it.",
        )
        for one in rows.order_by("starts_at", "id")[:20]
    ]


def meeting_minutes(viewer: Account, review: Review) -> int:
    """Return how long the meeting is planned to take: as its agenda says, else as its tier does."""
    return agenda_of(viewer, review).minutes or review.tier.minutes_to or DEFAULT_MINUTES


def guest_times(sections: Iterable[SectionRow]) -> dict[str, tuple[timedelta, timedelta]]:
    """Return from when until when each guest is needed, by account id, counted from the meeting's start."""
    found: dict[str, tuple[timedelta, timedelta]] = {}
    for section in sections:
        begins = timedelta(minutes=section.starts_after)
        ends = begins + timedelta(minutes=section.minutes)
        for guest in section.guests:
            before = found.get(guest.account_id)
            found[guest.account_id] = (
                (min(before[0], begins), max(before[1], ends)) if before else (begins, ends)
            )
    return {account: times for account, times in found.items() if times[0] < times[1]}


def asked_people(viewer: Account, review: Review) -> list[tuple[Account, tuple[timedelta, timedelta] | None]]:
    """Return who comes to a review by the roles they have; for a guest, the time of their sections alone.

    Somebody who is a guest and has another role comes for all of it.
    """
    roles: dict[str, set[str]] = defaultdict(set)
    accounts: dict[str, Account] = {}
    for holder in RoleHolder.objects.filter(review=review).select_related("account"):
        roles[holder.account_id].add(holder.role)
        accounts[holder.account_id] = holder.account
    times = guest_times(agenda_of(viewer, review).sections)
    return [
        (account, times.get(pk) if roles[pk] == {Role.GUEST} else None)
        for pk, account in sorted(accounts.items(), key=lambda pair: pair[1].name)
    ]


def attendees(viewer: Account, review: Review, window: Window) -> list[Attendee]:
    """Return when each of those who come can come, as the rules read it; what else they have stays unsaid."""
    people = asked_people(viewer, review)
    accounts = [account for account, _ in people]
    hours = working_hours(accounts, window.from_at)
    busy = busy_times(accounts, window.from_at, window.to_at)
    rest = timedelta(hours=policies()["rest_hours"])
    worked = _worked(review, accounts)
    return [
        Attendee(
            name=account.name,
            hours=hours[account.pk],
            busy=tuple(busy.get(account.pk, ())),
            rests_until=max(
                filter(None, (rests_until(one, hours[account.pk], rest) for one in worked[account.pk])),
                default=None,
            ),
            section=times,
        )
        for account, times in people
    ]


def window_for(review: Review, at: datetime, until: datetime | None = None) -> Window:
    """Return where to look for times: from now, for a week unless told otherwise."""
    agreed = policies()
    ends = Milestone.objects.filter(
        incident__review_incidents__review=review, kind__in=ENDS, at__isnull=False
    )
    resolved = ends.order_by("-at").values_list("at", flat=True).first()
    return Window(
        from_at=at,
        to_at=until or at + timedelta(days=7),
        resolved_at=resolved,
        target_hours=agreed["review_target_hours"],
        limit_hours=agreed["review_limit_hours"],
    )


def _worked(review: Review, accounts: list[Account]) -> dict[str, list[Interval]]:
    """From when until when each took part: as the evidence has them, else as long as the incident went on."""
    found: dict[str, list[Interval]] = defaultdict(list)
    by_email = {account.email.lower(): account.pk for account in accounts}
    seen = Appearance.objects.filter(incident__review_incidents__review=review).exclude(email="")
    for email, begins, ends in seen.values_list("email", "first_at", "last_at"):
        if (pk := by_email.get(email.lower())) is not None:
            found[pk].append((begins, ends))
    spans: dict[str, list[datetime]] = defaultdict(list)
    stones = Milestone.objects.filter(Q(incident__review_incidents__review=review), at__isnull=False)
    for incident, instant in stones.values_list("incident", "at"):
        spans[incident].append(instant)
    parts = Participant.objects.filter(incident__review_incidents__review=review, account__in=accounts)
    for incident, pk in parts.values_list("incident", "account"):
        if pk not in found and spans[incident]:
            found[pk].append((min(spans[incident]), max(spans[incident])))
    return found


@dataclass(frozen=True)
class Letter:
    """An invitation as it is to be sent: the meeting, who is asked, by whom, and the words of the mail."""

    review_id: str
    meeting: Meeting
    invited: Invited
    asked_by: str
    subject: str
    body: str


def invitation_to_send(id: str) -> Letter | None:
    """Return an invitation as it stands now, None for one that is gone or whose reader may not see it."""
    row = (
        Invitation.objects.filter(pk=id).select_related("account", "date__review", "date__agreed_by").first()
    )
    if row is None or not row.account.is_active or not can_see(row.account, row.date.review_id):
        return None
    date, review = row.date, row.date.review
    is_off = row.taken_back_at is not None
    title = review.title if date.purpose == Purpose.REVIEW else f"What follows from: {review.title}"
    meeting = Meeting(
        uid=row.uid,
        sequence=row.sequence,
        title=title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=date.place,
        words=WORDS[date.purpose],
        is_cancelled=is_off,
        is_restricted=review.is_restricted,
    )
    asker = date.agreed_by.name if date.agreed_by else "Secondsight"
    start = row.starts_at.astimezone(zone(row.account.time_zone))
    when = f"{start:%A}, {start.day} {start:%B %Y}, {start:%H:%M} ({row.account.time_zone})"
    minutes = int((row.ends_at - row.starts_at).total_seconds() // 60)
    if is_off:
        subject, said = f"Called off: {title}", f"You need not come on {when}; it was called off for you."
    else:
        begin = "Moved" if row.sequence else "Invitation"
        subject = f"{begin}: {title}"
        part = "to your part of " if row.is_for_section else "to "
        said = f"{asker} asks you {part}this meeting:\n\n  {title}\n  {when}, {minutes} minutes"
        said += f"\n  {date.place}" if date.place else ""
        said += f"\n\n{WORDS[date.purpose]}"
    return Letter(
        review_id=review.pk,
        meeting=meeting,
        invited=Invited(row.account.name, row.account.email, row.answer),
        asked_by=asker,
        subject=subject[:200],
        body=f"Hello {row.account.name},\n\n{said}",
    )


def invitation_by_uid(viewer: Account | None, uid: str) -> Invitation | None:
    """Return the invitation that calendars know by a UID; None if there is none that the viewer may see.

    Without a viewer, who runs the program looks.
    """
    id = uid.removesuffix("@secondsight")
    if id == uid or not is_id(id):
        return None
    rows = Invitation.objects.select_related("account", "date__review")
    if viewer is not None:
        rows = rows.filter(date__review__in=reviews(viewer))
    return rows.filter(pk=id).first()
