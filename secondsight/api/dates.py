"""When a review comes together, over the API (R2.3)."""

from datetime import datetime, time, timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Body, Field, File, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import StringConstraints

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.inquiry import Id, PersonOut
from secondsight.base.clock import now
from secondsight.inquiry.actions.dates import agree_date, answer_invitation, call_off_date
from secondsight.inquiry.queries import dates as read
from secondsight.inquiry.queries import reviews as of_reviews
from secondsight.inquiry.rules.slots import HARD, Burden, propose, who_stands_in_the_way
from secondsight.integrations.icalendar.answering import take_replies
from secondsight.integrations.icalendar.connecting import bring_calendar, connect_calendar
from secondsight.integrations.icalendar.forms import MOST_BYTES
from secondsight.organisation.actions.availability import forget_busy_times, set_hours
from secondsight.organisation.queries.availability import availability, own_busy_times

router = Router(auth=signed_in())
Place = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00-\x1f]*$")]
Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Days = Annotated[str, StringConstraints(min_length=1, max_length=7, pattern=r"^[0-6]+$")]
Country = Annotated[str, StringConstraints(max_length=2, pattern=r"^[A-Za-z]*$")]
Region = Annotated[str, StringConstraints(max_length=10, pattern=r"^[-0-9A-Za-z]*$")]
Address = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00-\x20]*$")]


class InvitationOut(Schema):
    """Who is asked, from when until when, and what they answered; "" for nothing yet."""

    id: str
    person: PersonOut
    starts_at: datetime
    ends_at: datetime
    is_for_section: bool
    answer: str
    note: str


class MeetingDateOut(Schema):
    """The time that was agreed on."""

    id: str
    review: str
    starts_at: datetime
    ends_at: datetime
    place: str
    costs: list[str] = Field(..., description="what it asks of people, in sentences")
    invitations: list[InvitationOut]


class MeetingDateIn(Schema):
    """A time to agree on; whoever has a role is asked, guests for their section alone."""

    starts_at: datetime
    minutes: Annotated[int, Field(ge=1, le=480)]
    place: Place = ""


class CostOut(Schema):
    """What a time asks of one person."""

    person: str
    burden: str
    sentence: str


class SlotOut(Schema):
    """A time that suits."""

    starts_at: datetime
    ends_at: datetime
    costs: list[CostOut]
    is_late: str


class InTheWayOut(Schema):
    """Somebody without whom there would be so many times to begin at."""

    person: str
    starts: int


class Slots(Schema):
    """Times that suit, best first; where there is none, whose absence would open how many."""

    rows: list[SlotOut]
    in_the_way: list[InTheWayOut]


class InvitationAnswerIn(Schema):
    """An answer to an invitation."""

    answer: Literal["accepted", "tentative", "declined"]
    note: Place = ""


class HoursSchema(Schema):
    """When somebody works, on their own wall; weekdays are digits, 0 for Monday."""

    works_from: Clock = Field(..., description="such as 09:00")
    works_until: Clock = Field(..., description="earlier than the beginning: on the next day")
    weekdays: Days = "01234"
    holiday_country: Country = ""
    holiday_region: Region = ""


class BusyOut(Schema):
    """From when until when one is busy, half-open."""

    from_at: datetime
    until_at: datetime


class OwnCalendarOut(Schema):
    """What is known of one's own calendar: when one is busy, never with what."""

    is_connected: bool
    fetched_at: datetime | None
    trouble: str
    busy: list[BusyOut] = Field(..., description="the first hundred, soonest first")


class CalendarAddressIn(Schema):
    """The address of one's own calendar, empty for none."""

    address: Address


@router.get("/reviews/{review_id}/slots", response={200: Slots, **PROBLEMS}, summary="Times that suit")
def slots(
    request: HttpRequest,
    review_id: Id,
    minutes: Annotated[int | None, Field(ge=5, le=480)] = None,
    days: Annotated[int, Field(ge=1, le=60)] = 7,
    allowed: Annotated[str, StringConstraints(max_length=100, pattern=r"^[a-z_,]*$")] = "",
) -> Any:
    """Return times within the next `days`; `allowed` names, with commas, what may be asked of people."""
    review, at = of_reviews.review(request.auth, review_id), now()
    window = read.window_for(review, at, at + timedelta(days=days))
    room = read.attendees(request.auth, review, window)
    length = timedelta(minutes=minutes or read.meeting_minutes(request.auth, review))
    asked = [burden for burden in HARD if burden.value in allowed.split(",")]
    found = propose(room, length, window, allowed=asked) if room else []
    blocked = who_stands_in_the_way(room, length, window, allowed=asked) if room and not found else []
    in_the_way = [{"person": name, "starts": starts} for name, starts in blocked]
    return {"rows": [_slot(one) for one in found], "in_the_way": in_the_way}


@router.get(
    "/reviews/{review_id}/dates", response={200: list[MeetingDateOut], **PROBLEMS}, summary="The agreed time"
)
def show_dates(request: HttpRequest, review_id: Id) -> Any:
    """Return the time that was agreed on, with who comes; an empty list while there is none."""
    date = read.date_of(request.auth, of_reviews.review(request.auth, review_id))
    return [_told(date)] if date else []


@router.post(
    "/reviews/{review_id}/dates", response={201: MeetingDateOut, **PROBLEMS}, summary="Agree on a time"
)
def agree(request: HttpRequest, review_id: Id, said: MeetingDateIn) -> Any:
    """Agree on a time, or move the one that there is."""
    review = of_reviews.review(request.auth, review_id)
    return Status(201, _told(agree_date(review, by=request.auth, at=now(), **said.dict())))


@router.post(
    "/dates/{date_id}/cancellation", response={204: None, **PROBLEMS}, summary="Call the meeting off"
)
def call_off(request: HttpRequest, date_id: Id) -> Any:
    """Call it off; those who were asked are told."""
    call_off_date(read.find_date(request.auth, date_id), by=request.auth, at=now())
    return Status(204, None)


@router.put(
    "/invitations/{invitation_id}/answer",
    response={200: InvitationOut, **PROBLEMS},
    summary="Answer an invitation",
)
def answer(request: HttpRequest, invitation_id: Id, said: InvitationAnswerIn) -> Any:
    """Answer for oneself; who leads the review may note what somebody's calendar answered."""
    invitation = read.find_invitation(request.auth, invitation_id)
    return _invitation(answer_invitation(invitation, by=request.auth, at=now(), **said.dict()))


@router.post(
    "/reviews/{review_id}/dates/replies",
    response={200: list[InvitationOut], **PROBLEMS},
    summary="Note what calendars answered",
)
def note_replies(request: HttpRequest, review_id: Id, file: File[UploadedFile]) -> Any:
    """Note the answers in a calendar's file, or in a mail that carries one."""
    of_reviews.review(request.auth, review_id)
    content = file.read(MOST_BYTES + 1)
    noted = take_replies(content, name=file.name or "the file", by=request.auth, at=now())
    return [_invitation(one) for one in noted]


@router.get("/me/hours", response={200: HoursSchema, **PROBLEMS}, summary="When one works")
def show_hours(request: HttpRequest) -> Any:
    """Return the hours in which one can be asked to meet."""
    return _hours(availability(request.auth))


@router.put("/me/hours", response={200: HoursSchema, **PROBLEMS}, summary="Say when one works")
def put_hours(request: HttpRequest, said: HoursSchema) -> Any:
    """Set the hours in which one can be asked to meet."""
    told = said.dict()
    told |= {name: time.fromisoformat(told[name]) for name in ("works_from", "works_until")}
    return _hours(set_hours(request.auth, at=now(), **told))


@router.get("/me/calendar", response={200: OwnCalendarOut, **PROBLEMS}, summary="When one is busy")
def show_calendar(request: HttpRequest) -> Any:
    """Return what is known of one's own calendar."""
    return _calendar(request)


@router.post("/me/calendar", response={200: OwnCalendarOut, **PROBLEMS}, summary="Bring one's calendar")
def put_calendar(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """Keep when one is busy of a calendar's file, in place of an earlier one."""
    bring_calendar(request.auth, file.read(MOST_BYTES + 1), name=file.name or "the calendar", at=now())
    return _calendar(request)


@router.delete("/me/calendar", response={204: None, **PROBLEMS}, summary="Forget one's calendar's file")
def forget_calendar(request: HttpRequest) -> Any:
    """Forget what the file told."""
    forget_busy_times(request.auth, origin="file")
    return Status(204, None)


@router.put(
    "/me/calendar/address",
    response={200: OwnCalendarOut, **PROBLEMS},
    summary="Connect one's calendar",
)
def put_address(request: HttpRequest, said: Body[CalendarAddressIn]) -> Any:
    """Keep the address of one's calendar, locked, and have it fetched every hour; empty ends it."""
    connect_calendar(request.auth, said.address, at=now())
    return _calendar(request)


def _told(date: Any) -> dict[str, Any]:
    return {
        "id": date.pk,
        "review": date.review_id,
        "starts_at": date.starts_at,
        "ends_at": date.ends_at,
        "place": date.place,
        "costs": date.costs,
        "invitations": [_invitation(one) for one in read.invitations_of(date)],
    }


def _invitation(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "person": {"id": row.account.pk, "name": row.account.name},
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "is_for_section": row.is_for_section,
        "answer": row.answer,
        "note": row.note,
    }


def _slot(slot: Any) -> dict[str, Any]:
    return {
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "is_late": slot.is_late,
        "costs": [
            {"person": one.name, "burden": Burden(one.burden).value, "sentence": one.sentence}
            for one in slot.costs
        ],
    }


def _hours(row: Any) -> dict[str, Any]:
    names = ("weekdays", "holiday_country", "holiday_region")
    told = {name: getattr(row, name) for name in names}
    return told | {name: f"{getattr(row, name):%H:%M}" for name in ("works_from", "works_until")}


def _calendar(request: HttpRequest) -> dict[str, Any]:
    row = availability(request.auth)
    return {
        "is_connected": bool(row.calendar_address),
        "fetched_at": row.fetched_at,
        "trouble": row.trouble,
        "busy": [
            {"from_at": one.from_at, "until_at": one.to_at} for one in own_busy_times(request.auth)[:100]
        ],
    }
