"""Independent accounts that were asked for and opened, and who may read them (R2.6).

Who was asked and has not handed theirs in reads nothing of the others: every query here asks that first.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from secondsight.base.errors import NotFound
from secondsight.inquiry.models import (
    AccountMoment,
    AccountRequest,
    OpenedAccount,
    Review,
    RoleHolder,
)
from secondsight.inquiry.queries.reviews import is_id, may_lead, reviews
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import Account
from secondsight.record.models import Event, Incident, Participant
from secondsight.record.rules.vocabulary import Part

AWAITED: dict[str, Any] = {"handed_in_at": None, "declined_at": None, "taken_back_at": None}
MOST = 200


@dataclass(frozen=True)
class Suggested:
    """Somebody to ask for an account, and what they were in the incident."""

    account: Account
    part: str


def requests(viewer: Any, review: Review) -> list[AccountRequest]:
    """Return who was asked for an account in a review that the viewer has found, in that order."""
    found = review.account_requests.filter(taken_back_at=None)
    return list(found.select_related("account", "asked_by"))


def request_of(viewer: Any, request_id: str) -> AccountRequest:
    """Return one request in a review that the viewer may see. Raises NotFound."""
    rows = AccountRequest.objects.filter(review__in=reviews(viewer)).select_related("review", "account")
    return _one(rows, request_id, "Nobody is asked for an account here that you may know of.")


def may_open(account: Any, review: Review) -> bool:
    """Return whether somebody may open the accounts of a review: its facilitator, and its owner."""
    held = RoleHolder.objects.filter(review=review, account=account)
    return held.filter(role__in=(Role.FACILITATOR, Role.OWNER)).exists()


def may_ask(account: Any, review: Review) -> bool:
    """Return whether somebody may ask people for accounts: those who lead the review."""
    return may_lead(account, review)


def suggested(viewer: Any, review: Review) -> list[Suggested]:
    """Return who was in the review's incidents and is not asked yet, those closest to it first."""
    asked = AccountRequest.objects.filter(review=review, taken_back_at=None).values("account")
    order = {part.value: place for place, part in enumerate(Part)}
    found: dict[str, Suggested] = {}
    rows = Participant.objects.filter(
        incident__in=Incident.objects.visible_to(viewer), incident__review_incidents__review=review
    )
    rows = rows.filter(account__isnull=False, account__is_active=True).exclude(account__in=asked)
    facilitators = RoleHolder.objects.filter(review=review, role=Role.FACILITATOR).values("account")
    for row in sorted(
        rows.exclude(account__in=facilitators).select_related("account")[:MOST],
        key=lambda one: (order[one.part], one.account.name),
    ):
        found.setdefault(row.account_id, Suggested(row.account, Part(row.part).label))
    return list(found.values())


def readable(viewer: Any) -> QuerySet[OpenedAccount]:
    """Return the opened accounts that the viewer may read, in no order."""
    return OpenedAccount.objects.filter(review__in=reviews(viewer)).exclude(Exists(waiting_for(viewer)))


def waiting_for(viewer: Any) -> QuerySet[AccountRequest]:
    """Return, for a row with a `review`, what the viewer is still asked to write there: a subquery."""
    return AccountRequest.objects.filter(review=OuterRef("review"), account=viewer, **AWAITED)


def opened_accounts(viewer: Any, review: Review) -> list[OpenedAccount]:
    """Return the opened accounts of a review that the viewer may read, with moments and additions.

    Four statements at most.
    """
    moments = AccountMoment.objects.select_related("event", "link__event", "link__said_by")
    rows = readable(viewer).filter(review=review).select_related("author", "opened_by")
    return list(rows.prefetch_related(Prefetch("moments", moments), "additions"))


def opened_account(viewer: Any, opened_id: str) -> OpenedAccount:
    """Return one opened account that the viewer may read. Raises NotFound."""
    rows = readable(viewer).select_related("review", "author")
    return _one(rows, opened_id, "There is no opened account here that you may read.")


def account_moment(viewer: Any, moment_id: str) -> AccountMoment:
    """Return one moment of an opened account that the viewer may read. Raises NotFound."""
    rows = AccountMoment.objects.filter(opened__in=readable(viewer))
    rows = rows.select_related("opened__review", "opened__author", "event", "link__event")
    return _one(rows, moment_id, "There is no such moment of an opened account that you may read.")


def first_opening(review: Review) -> datetime | None:
    """Return when accounts of a review were opened first, None when none was."""
    return (
        OpenedAccount.objects.filter(review=review)
        .order_by("recorded_at")
        .values_list("recorded_at", flat=True)
        .first()
    )


def events_of(viewer: Any, review: Review) -> list[Event]:
    """Return the events on the timelines of a review's incidents that the viewer may see, in order."""
    incidents = Incident.objects.visible_to(viewer).filter(review_incidents__review=review)
    rows = Event.objects.filter(incident__in=incidents, removed_at=None)
    return list(rows.select_related("account", "team").order_by("occurred_at", "id"))


def _one(rows: QuerySet[Any], id: str, message: str) -> Any:
    found = rows.filter(pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound(message)
    return found
