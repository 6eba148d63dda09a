"""Who has facilitated what, who is asked for, and who could be (R2.1, R10.4)."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from secondsight.base.errors import NotFound
from secondsight.inquiry.models import FacilitatorRequest, Review, RoleHolder
from secondsight.inquiry.queries.needs import Need
from secondsight.inquiry.queries.reviews import is_id, reviews
from secondsight.inquiry.queries.roles import candidacies
from secondsight.inquiry.rules.suggesting import Experience, Suggestion, suggest
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import Account

MOST_PEOPLE = 500


def suggestions(viewer: Account, review: Review, role: Role, at: datetime) -> list[Suggestion]:
    """Return people for a role of a review, those who fit best first. Seven statements.

    At most 500 people are gone through, by name.
    """
    accounts = list(Account.objects.filter(is_active=True)[:MOST_PEOPLE])
    known = candidacies(review, accounts)
    experience = experiences(role, leaving_out=review)
    people = (((one.pk, one.name, one.email), known[one.pk], experience[one.pk]) for one in accounts)
    return suggest(role, people, at)


def experiences(role: Role, *, leaving_out: Review | None = None) -> dict[str, Experience]:
    """Return how often each had a role in reviews that were held, by account id. One statement.

    Counted over all reviews, restricted ones too: that somebody was asked is no secret of what was said.
    """
    asked = (role, Role.CO_FACILITATOR) if role is Role.FACILITATOR else (role,)
    rows = RoleHolder.objects.filter(role__in=asked, review__archived_at=None)
    if leaving_out is not None:
        rows = rows.exclude(review=leaving_out)
    held: dict[str, int] = defaultdict(int)
    shadowed: dict[str, int] = defaultdict(int)
    waiting: dict[str, int] = defaultdict(int)
    last: dict[str, datetime] = {}
    for account, has, met_at in rows.values_list("account", "role", "review__met_at"):
        if met_at is None:
            waiting[account] += 1
            continue
        (shadowed if has == Role.CO_FACILITATOR else held)[account] += 1
        last[account] = max(last.get(account, met_at), met_at)
    found: dict[str, Experience] = defaultdict(Experience)
    for account in {*held, *shadowed, *waiting}:
        found[account] = Experience(held[account], shadowed[account], last.get(account), waiting[account])
    return found


def open_request(review: Review) -> FacilitatorRequest | None:
    """Return the request for a facilitator that is open, None if there is none."""
    return FacilitatorRequest.objects.filter(review=review, closed_at=None).select_related("asked_by").first()


def find_request(viewer: Account, id: str) -> FacilitatorRequest:
    """Return one request of a review that the viewer may see. Raises NotFound."""
    rows = FacilitatorRequest.objects.filter(review__in=reviews(viewer)).select_related("review")
    found = rows.filter(pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound("There is no such request here that you may see.")
    return found


def wanted_facilitators(viewer: Any) -> list[Need]:
    """Return the reviews that look for a facilitator, to those who have facilitated or watched, oldest first.

    The programme owner is told too. At most 20; one statement.
    """
    practised = RoleHolder.objects.filter(
        account=viewer, role__in=(Role.FACILITATOR, Role.CO_FACILITATOR), review__met_at__isnull=False
    )
    rows = FacilitatorRequest.objects.filter(closed_at=None, review__in=reviews(viewer))
    if not viewer.is_programme_owner:
        rows = rows.filter(Exists(practised)).exclude(
            Exists(RoleHolder.objects.filter(review=OuterRef("review"), account=viewer))
        )
    return [
        Need(
            f"“{row.review.title}” looks for a facilitator",
            reverse("review_roles", args=[row.review_id]),
            None,
            row.note or "You have done it before.",
        )
        for row in rows.select_related("review")[:20]
    ]
