"""What an owner is reminded of, and when; each reminder goes out once (R7.2, R7.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from secondsight.followup.rules.vocabulary import CommitmentState
from secondsight.organisation.rules.calendar import WorkingCalendar
from secondsight.organisation.rules.term import Term


class ReminderKind(Term):
    """What a reminder is about."""

    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    STUCK = "stuck", "Overdue for long"
    UNACCEPTED = "unaccepted", "Waiting for its owner"
    UNVERIFIED = "unverified", "Waiting to be verified"
    LOOK_AGAIN = "look_again", "Time to look again"


@dataclass(frozen=True, slots=True)
class ReminderPolicy:
    """When to remind; the values are what a new organisation starts with."""

    calendar: WorkingCalendar
    days_before: tuple[int, ...] = (3,)  # calendar days before the date
    days_after: tuple[int, ...] = (1,)  # to the owner
    stuck_after_days: int = 7  # to the review owner
    unaccepted_after_working_days: int = 2
    unverified_after_working_days: int = 5


@dataclass(frozen=True, slots=True)
class CommitmentFact:
    """What reminders need of one commitment. People and ids are opaque here."""

    id: str
    title: str
    state: CommitmentState
    owner: str
    review_owner: str
    since_at: datetime  # when it came into its state
    due_on: date | None = None
    look_again_on: date | None = None
    sent: frozenset[str] = frozenset()  # keys of reminders that went out before


@dataclass(frozen=True, slots=True)
class Reminder:
    """One message to one person. The key is the same however often it is computed."""

    key: str
    commitment_id: str
    kind: ReminderKind
    recipient: str
    sentence: str


def reminders_due(facts: Iterable[CommitmentFact], now: datetime, policy: ReminderPolicy) -> list[Reminder]:
    """Return the reminders to send now, in the order of the facts; at most one a person and commitment.

    Of several that have fallen due, as after a worker was down for days, a person gets only the latest:
    they hear how things stand, not how they stood. A moved date begins anew.
    Source: R7.2, R7.3.
    """
    return [
        reminder for fact in facts for reminder in _latest(fact, now, policy) if reminder.key not in fact.sent
    ]


def _latest(fact: CommitmentFact, now: datetime, policy: ReminderPolicy) -> list[Reminder]:
    by_recipient = {reminder.recipient: reminder for reminder in _stages(fact, now, policy)}
    return list(by_recipient.values())


def _stages(fact: CommitmentFact, now: datetime, policy: ReminderPolicy) -> list[Reminder]:
    """Every reminder whose moment has come, oldest first."""
    today = policy.calendar.local_day(now)
    if fact.state is CommitmentState.ACCEPTED and fact.due_on is not None:
        return _by_date(fact, fact.due_on, today, policy)
    if fact.state is CommitmentState.KNOWN_RISK and fact.look_again_on is not None:
        if fact.look_again_on > today:
            return []
        said = f"“{fact.title}” is a known risk to look at again on {fact.look_again_on.isoformat()}."
        return [_reminder(fact, ReminderKind.LOOK_AGAIN, fact.look_again_on, fact.review_owner, said)]
    waited = policy.calendar.working_days_between(fact.since_at, now)
    since = policy.calendar.local_day(fact.since_at)
    if fact.state is CommitmentState.OFFERED and waited >= policy.unaccepted_after_working_days:
        said = f"“{fact.title}” waits for you to accept or decline it, since {since.isoformat()}."
        return [_reminder(fact, ReminderKind.UNACCEPTED, since, fact.owner, said)]
    if fact.state is CommitmentState.DONE and waited >= policy.unverified_after_working_days:
        said = f"“{fact.title}” is said to be done, since {since.isoformat()}, and nobody has verified it."
        return [_reminder(fact, ReminderKind.UNVERIFIED, since, fact.review_owner, said)]
    return []


def _by_date(fact: CommitmentFact, due_on: date, today: date, policy: ReminderPolicy) -> list[Reminder]:
    day = due_on.isoformat()
    moments = [
        *(
            (-days, ReminderKind.DUE_SOON, fact.owner, f"“{fact.title}” is due on {day}.")
            for days in policy.days_before
        ),
        (0, ReminderKind.DUE_TODAY, fact.owner, f"“{fact.title}” is due today, {day}."),
        *(
            (
                days,
                ReminderKind.OVERDUE,
                fact.owner,
                f"“{fact.title}” was due on {day}. Say that it is done, or move the date with a reason.",
            )
            for days in policy.days_after
        ),
        (
            policy.stuck_after_days,
            ReminderKind.STUCK,
            fact.review_owner,
            f"“{fact.title}” was due on {day} and has not moved; its owner may need your help.",
        ),
    ]
    return [
        _reminder(fact, kind, due_on, recipient, said, days)
        for days, kind, recipient, said in sorted(moments)
        if due_on + timedelta(days=days) <= today
    ]


def _reminder(
    fact: CommitmentFact, kind: ReminderKind, day: date, recipient: str, sentence: str, offset: int = 0
) -> Reminder:
    key = f"{fact.id}:{kind.value}:{day.isoformat()}:{offset}:{recipient}"
    return Reminder(key, fact.id, kind, recipient, sentence)
