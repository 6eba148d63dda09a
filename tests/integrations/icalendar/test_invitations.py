"""Invitations leave as calendars take them, move under the same name; answers come back."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from itertools import count

import pytest
import time_machine
import vobject

from secondsight.base.errors import InvalidInput, Refused, UnreadableFile
from secondsight.base.models import Mail
from secondsight.inquiry.actions.dates import agree_date, answer_invitation, call_off_date
from secondsight.inquiry.actions.roles import give_role, take_role
from secondsight.inquiry.models import Invitation, Review
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.integrations.icalendar.answering import take_replies
from secondsight.integrations.icalendar.replies import read_replies
from secondsight.organisation.models import Account
from tests.cast import AT, make_account, make_incident, make_review
from tests.integrations.icalendar.calendars import calendar, event, reply

pytestmark = pytest.mark.django_db(transaction=True)

LATER = AT + timedelta(days=1)
BEGINS = AT + timedelta(days=2)


@pytest.fixture
def noor() -> Account:
    return make_account("Noor Haddad")


@pytest.fixture
def review(noor: Account) -> Review:
    review = make_review(noor, make_incident(noor))
    for name, role in (("Noor Haddad", Role.FACILITATOR), ("Ines Calloway", Role.PARTICIPANT)):
        account = Account.objects.filter(name=name).first() or make_account(name)
        give_role(review, role=role, account=account, by=noor, at=AT, reason="She asks well.")
    return review


Mails = Callable[..., list[Mail]]


@pytest.fixture
def mails(worked_off: Callable[[], object]) -> Mails:
    """Let all that follows happen, and give what went to somebody, oldest first."""

    looks = count()

    def sent(to: str = "ines") -> list[Mail]:
        with time_machine.travel(AT + timedelta(minutes=next(looks))):
            worked_off()
        rows = Mail.objects.filter(to__startswith=to).exclude(calendar="")
        return list(rows.order_by("recorded_at", "id"))

    return sent


def parsed(mail: Mail) -> vobject.base.Component:
    """Read an invitation with a library that did not write it."""
    return vobject.readOne(mail.calendar)


def test_whoever_has_a_role_is_asked_by_mail_with_a_file_for_their_calendar(
    review: Review, noor: Account, mails: Mails
) -> None:
    agree_date(review, starts_at=BEGINS, minutes=60, place="Room 4", by=noor, at=AT)

    [mail] = mails()

    invitation = parsed(mail)
    assert invitation.method.value == "REQUEST"
    assert invitation.vevent.dtstart.value == BEGINS
    assert invitation.vevent.dtend.value == BEGINS + timedelta(hours=1)
    assert invitation.vevent.location.value == "Room 4"
    assert invitation.vevent.attendee.value == f"mailto:{mail.to}"
    assert invitation.vevent.attendee.params["RSVP"] == ["TRUE"]
    assert mail.subject == f"Invitation: {review.title}"
    assert "Noor Haddad asks you to this meeting" in mail.body


def test_moving_keeps_the_name_and_grows_the_sequence_and_asks_for_a_new_answer(
    review: Review, noor: Account, mails: Mails
) -> None:
    agree_date(review, starts_at=BEGINS, minutes=60, by=noor, at=AT)
    [first] = mails()
    ines = Invitation.objects.get(account__name="Ines Calloway")
    answer_invitation(ines, answer="accepted", by=ines.account, at=AT)

    agree_date(review, starts_at=BEGINS + timedelta(hours=3), minutes=60, by=noor, at=AT)

    _, second = mails()
    assert parsed(second).vevent.uid.value == parsed(first).vevent.uid.value
    assert int(parsed(second).vevent.sequence.value) > int(parsed(first).vevent.sequence.value)
    assert parsed(second).vevent.dtstart.value == BEGINS + timedelta(hours=3)
    assert second.subject == f"Moved: {review.title}"
    ines.refresh_from_db()
    assert ines.answer == ""


def test_the_same_time_again_asks_nobody_again(review: Review, noor: Account, mails: Mails) -> None:
    for _ in range(2):
        agree_date(review, starts_at=BEGINS, minutes=60, by=noor, at=AT)

    assert len(mails()) == 1


def test_calling_off_tells_every_calendar(review: Review, noor: Account, mails: Mails) -> None:
    date = agree_date(review, starts_at=BEGINS, minutes=60, by=noor, at=AT)
    mails()
    for _ in range(2):
        call_off_date(date, by=noor, at=AT)

    _, second = mails()

    assert parsed(second).method.value == "CANCEL"
    assert parsed(second).vevent.status.value == "CANCELLED"
    assert second.subject == f"Called off: {review.title}"


def test_who_moves_it_before_the_first_mail_left_sends_only_the_newest(
    review: Review, noor: Account, mails: Mails
) -> None:
    agree_date(review, starts_at=BEGINS, minutes=60, by=noor, at=AT)
    agree_date(review, starts_at=LATER, minutes=30, by=noor, at=AT)

    [mail] = mails()

    assert parsed(mail).vevent.dtstart.value == LATER


def test_who_gets_a_role_afterwards_is_asked_and_who_loses_it_is_told(
    review: Review, noor: Account, mails: Mails
) -> None:
    agree_date(review, starts_at=BEGINS, minutes=60, by=noor, at=AT)
    mails()
    bo = make_account("Bo Lindqvist")

    held = give_role(review, role=Role.PARTICIPANT, account=bo, by=noor, at=AT)

    [asked] = mails("bo")
    assert parsed(asked).method.value == "REQUEST"
    take_role(held, by=noor, at=AT)
    assert parsed(mails("bo")[1]).method.value == "CANCEL"
    assert len(mails()) == 1


def test_an_answer_from_a_calendar_is_noted(review: Review, noor: Account) -> None:
    agree_date(review, starts_at=BEGINS, minutes=60, by=noor, at=AT)
    ines = Invitation.objects.get(account__name="Ines Calloway")

    take_replies(
        reply(ines.uid, ines.account.email.upper(), "DECLINED", comment="At sea"),
        name="r.ics",
        by=noor,
        at=AT,
    )

    ines.refresh_from_db()
    assert (ines.answer, ines.note) == ("declined", "At sea")


def test_a_mail_that_carries_the_answer_is_read(review: Review, noor: Account) -> None:
    agree_date(review, starts_at=BEGINS, minutes=60, by=noor, at=AT)
    ines = Invitation.objects.get(account__name="Ines Calloway")
    mail = EmailMessage()
    mail["Subject"] = "Accepted"
    mail.set_content("Ines accepts.")
    mail.add_attachment(reply(ines.uid, ines.account.email, "ACCEPTED"), maintype="text", subtype="calendar")

    take_replies(bytes(mail), name="answer.eml", by=None, at=AT)

    ines.refresh_from_db()
    assert ines.answer == "accepted"


def test_an_answer_to_an_earlier_time_counts_for_nothing(review: Review, noor: Account) -> None:
    agree_date(review, starts_at=BEGINS, minutes=60, by=noor, at=AT)
    ines = Invitation.objects.get(account__name="Ines Calloway")
    agree_date(review, starts_at=LATER, minutes=60, by=noor, at=AT)

    with pytest.raises(Refused, match="answered to an earlier time"):
        take_replies(reply(ines.uid, ines.account.email, "ACCEPTED"), name="r.ics", by=noor, at=AT)


def test_nobody_answers_in_anothers_name(review: Review, noor: Account) -> None:
    agree_date(review, starts_at=BEGINS, minutes=60, by=noor, at=AT)
    ines = Invitation.objects.get(account__name="Ines Calloway")

    with pytest.raises(InvalidInput, match=r"answer of mallory@example.org"):
        take_replies(reply(ines.uid, "mallory@example.org", "ACCEPTED"), name="r.ics", by=noor, at=AT)
    with pytest.raises(Refused):
        answer_invitation(ines, answer="accepted", by=make_account("Bo Lindqvist"), at=AT)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (calendar(event(DTSTART="20260324T090000Z"), method="REQUEST"), "METHOD is REQUEST"),
        (b"Subject: hello\r\n\r\nI will come.", "neither a calendar's file"),
        (b"", "neither a calendar's file"),
        (reply("x", "a@example.org", "DELEGATED"), "holds no answer"),
    ],
)
def test_what_is_no_answer_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_replies(content)


def test_an_answer_to_what_nobody_here_asked_is_refused(noor: Account) -> None:
    with pytest.raises(InvalidInput, match="no invitation from here"):
        take_replies(reply("other@example.org", "a@example.org", "ACCEPTED"), name="r.ics", by=noor, at=AT)
