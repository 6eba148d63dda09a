"""Owners are reminded before, on and after their day, and each reminder goes out once (R7.2)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.followup.rules.reminders import CommitmentFact, ReminderKind, ReminderPolicy, reminders_due
from secondsight.followup.rules.vocabulary import CommitmentState as State
from secondsight.organisation.rules.calendar import WorkingCalendar

POLICY = ReminderPolicy(WorkingCalendar(frozenset(range(5)), frozenset(), UTC))
DUE = date(2026, 3, 18)  # a Wednesday
NOON_ON_THE_DAY = datetime(2026, 3, 18, 12, tzinfo=UTC)
ACCEPTED = CommitmentFact(
    id="c1",
    title="Alert on pool saturation",
    state=State.ACCEPTED,
    owner="bo",
    review_owner="ana",
    since_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    due_on=DUE,
)


def sent_to(fact: CommitmentFact, now: datetime) -> list[tuple[str, str]]:
    return [(reminder.kind.value, reminder.recipient) for reminder in reminders_due([fact], now, POLICY)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-4, []),
        (-3, [("due_soon", "bo")]),
        (-1, [("due_soon", "bo")]),
        (0, [("due_today", "bo")]),
        (1, [("overdue", "bo")]),
        (6, [("overdue", "bo")]),
        (7, [("overdue", "bo"), ("stuck", "ana")]),
    ],
)
def test_owner_hears_how_things_stand_on_the_day(days, expected):
    assert sent_to(ACCEPTED, NOON_ON_THE_DAY + timedelta(days=days)) == expected


@pytest.mark.parametrize(
    ("change", "now", "expected"),
    [
        ({"state": State.OFFERED}, datetime(2026, 3, 4, 8, 59, tzinfo=UTC), []),
        ({"state": State.OFFERED}, datetime(2026, 3, 4, 9, tzinfo=UTC), [("unaccepted", "bo")]),
        ({"state": State.DONE}, datetime(2026, 3, 9, 8, tzinfo=UTC), []),
        ({"state": State.DONE}, datetime(2026, 3, 9, 9, tzinfo=UTC), [("unverified", "ana")]),
        ({"state": State.KNOWN_RISK, "look_again_on": DUE}, NOON_ON_THE_DAY, [("look_again", "ana")]),
        (
            {"state": State.KNOWN_RISK, "look_again_on": DUE},
            NOON_ON_THE_DAY - timedelta(days=1),
            [],
        ),
        ({"state": State.VERIFIED}, NOON_ON_THE_DAY, []),
        ({"state": State.DROPPED}, NOON_ON_THE_DAY, []),
        ({"state": State.DECLINED}, NOON_ON_THE_DAY, []),
        ({"due_on": None}, NOON_ON_THE_DAY, []),
    ],
)
def test_every_state_reminds_whom_it_waits_for(change, now, expected):
    assert sent_to(replace(ACCEPTED, **change), now) == expected


def test_owner_who_is_also_review_owner_gets_one_message_not_two():
    alone = replace(ACCEPTED, review_owner="bo")

    assert sent_to(alone, NOON_ON_THE_DAY + timedelta(days=9)) == [("stuck", "bo")]


def test_moved_date_is_reminded_of_anew():
    first = reminders_due([ACCEPTED], NOON_ON_THE_DAY, POLICY)[0]
    moved = replace(ACCEPTED, due_on=DUE + timedelta(days=2), sent=frozenset({first.key}))

    assert [r.kind for r in reminders_due([moved], NOON_ON_THE_DAY, POLICY)] == [ReminderKind.DUE_SOON]


def test_message_names_the_commitment_and_its_day():
    said = reminders_due([ACCEPTED], NOON_ON_THE_DAY, POLICY)[0].sentence

    assert said == "“Alert on pool saturation” is due today, 2026-03-18."


def test_day_begins_in_the_calendars_zone():
    tokyo = ReminderPolicy(WorkingCalendar(frozenset(range(5)), frozenset(), ZoneInfo("Asia/Tokyo")))
    evening_before_in_utc = datetime(2026, 3, 17, 16, tzinfo=UTC)

    assert reminders_due([ACCEPTED], evening_before_in_utc, tokyo)[0].kind is ReminderKind.DUE_TODAY
    assert reminders_due([ACCEPTED], evening_before_in_utc, POLICY)[0].kind is ReminderKind.DUE_SOON


facts = st.builds(
    CommitmentFact,
    id=st.sampled_from(["c1", "c2"]),
    title=st.just("Alert"),
    state=st.sampled_from(list(State)),
    owner=st.sampled_from(["bo", "ana"]),
    review_owner=st.just("ana"),
    since_at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    due_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 6, 1)),
    look_again_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 6, 1)),
)


@given(facts, st.lists(st.integers(0, 300), max_size=12))
def test_no_reminder_goes_out_twice_however_often_the_worker_runs(fact, hours):
    now, keys = datetime(2026, 3, 1, tzinfo=UTC), []
    for pause in hours:
        now += timedelta(hours=pause)
        new = reminders_due([replace(fact, sent=frozenset(keys))], now, POLICY)
        keys += [reminder.key for reminder in new]

        assert len({reminder.recipient for reminder in new}) == len(new)

    assert len(keys) == len(set(keys))
