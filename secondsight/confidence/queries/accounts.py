"""Accounts that were not opened: each is read by its author alone (R2.6, S7)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from secondsight.base.errors import NotFound
from secondsight.base.locking import unlock
from secondsight.confidence.models import IndependentAccount
from secondsight.confidence.rules.recognising import Moment, in_order, place_in_time, recognise, settle
from secondsight.confidence.rules.sealing import unseal
from secondsight.inquiry.models import AccountRequest, OpenedAccount
from secondsight.inquiry.queries.accounts import AWAITED
from secondsight.inquiry.queries.needs import Need
from secondsight.inquiry.queries.reviews import incidents_of, is_id, reviews
from secondsight.organisation.models import Account
from secondsight.record.models import Incident
from secondsight.record.rules.vocabulary import Precision

MOST_NEEDS = 20


@dataclass(frozen=True)
class Draft:
    """An account as its author has it before it is opened."""

    request: AccountRequest
    text: str
    moments: list[Moment]  # also those lines that its author said to be none
    edition: int  # 0 before it was saved first
    saved_at: datetime | None

    @property
    def counted(self) -> list[Moment]:
        """Return the moments that will be told, in order."""
        return in_order(self.moments)


def my_request(viewer: Account, request_id: str) -> AccountRequest:
    """Return what the viewer was asked to write. Raises NotFound for anybody else's."""
    rows = AccountRequest.objects.filter(account=viewer, review__in=reviews(viewer))
    rows = rows.select_related("review__tier", "account", "asked_by")
    found = rows.filter(pk=request_id).first() if is_id(request_id) else None
    if found is None:
        raise NotFound("There is no account here that you were asked for.")
    return found


def draft(viewer: Account, request_id: str) -> Draft:
    """Return what the viewer has written so far. Raises NotFound for anybody else's, always."""
    request = my_request(viewer, request_id)
    row = IndependentAccount.objects.filter(request=request).first()
    return draft_of(request, row)


def draft_of(request: AccountRequest, row: IndependentAccount | None) -> Draft:
    """Return a draft from its row, an empty one where nothing was saved yet. Raises KeyLost."""
    if row is None:
        return Draft(request, "", [], 0, None)
    said = unseal(unlock(row.words))
    return Draft(
        request,
        said.get("text", ""),
        [as_moment(one) for one in said.get("moments", [])],
        row.edition,
        row.saved_at,
    )


def opened_of(viewer: Account, request: AccountRequest) -> OpenedAccount | None:
    """Return the viewer's own account once it is opened, None before."""
    return OpenedAccount.objects.filter(review=request.review, author=viewer).first()


def covered(viewer: Account, request: AccountRequest) -> list[Incident]:
    """Return the incidents that an account tells of, oldest first."""
    return incidents_of(viewer, request.review)


def moments_in(viewer: Account, request: AccountRequest, text: str, kept: list[Moment]) -> list[Moment]:
    """Return the moments of an account with this text: what its lines tell, and what its author made of it.

    Times are on the clock of the author's time zone.
    """
    found = place_in_time(recognise(text), began_at(viewer, request), ZoneInfo(viewer.time_zone))
    return settle(found, kept)


def began_at(viewer: Account, request: AccountRequest) -> datetime:
    """Return when the story of an account begins, as far as is known: with the first of its incidents."""
    return min((one.listed_at for one in covered(viewer, request)), default=request.recorded_at)


def waiting(viewer: Any) -> list[Need]:
    """Return what the viewer is asked to write, as the home page shows it, oldest first. One statement."""
    if not viewer.is_authenticated:
        return []
    rows = AccountRequest.objects.filter(account=viewer, review__in=reviews(viewer), **AWAITED)
    return [
        Need(
            f"Write what you saw: “{row.review.title}”",
            reverse("independent_account", args=[row.pk]),
            None,
            "You were close to it. Nobody reads it before all accounts are opened together.",
        )
        for row in rows.select_related("review").order_by("recorded_at")[:MOST_NEEDS]
    ]


def as_moment(said: dict[str, Any]) -> Moment:
    """Return a moment from its stored form."""
    at = said.get("occurred_at")
    told = {**said, "occurred_at": datetime.fromisoformat(at) if at else None}
    return Moment(**{**told, "precision": Precision(said.get("precision", Precision.MINUTE))})


def as_said(moment: Moment) -> dict[str, Any]:
    """Return a moment in its stored form."""
    at = moment.occurred_at
    return {
        **asdict(moment),
        "precision": moment.precision.value,
        "occurred_at": at.isoformat() if at else None,
    }
