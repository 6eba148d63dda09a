"""Publishing a review, and taking an edition back."""

from datetime import datetime

from secondsight.base import journal
from secondsight.base.transaction import write
from secondsight.base.words import text
from secondsight.inquiry.models import Review
from secondsight.organisation.models import Account
from secondsight.publication.models import Edition
from secondsight.publication.rules.sharing import check_is_held, check_publishes, check_reason


def publish_review(review: Review, *, by: Account, at: datetime) -> Edition:
    """Publish the engineering edition of a review and return it; one that stands already stays (R8.1).

    The edition holds no copy: what is mended in the review is mended for its readers.
    Raises Forbidden for those who may not publish, Refused for a review that was not held.
    """
    with write():
        now = Review.objects.get(pk=review.pk)
        check_publishes(_roles(now, by), is_programme_owner=by.is_programme_owner)
        standing = Edition.objects.filter(review=now, kind="engineering", withdrawn_at=None).first()
        if standing is not None:
            return standing
        check_is_held(now.met_at is not None or now.archived_at is not None)
        edition = Edition.objects.create(review=now, published_by=by, published_at=at, recorded_at=at)
        journal.record(
            "edition_published",
            by=by,
            subject=edition,
            at=at,
            topic=now.topic,
            what=now.title,
            edition=edition.kind,
        )
    return edition


def withdraw_edition(edition: Edition, *, reason: str, by: Account, at: datetime) -> Edition:
    """Withdraw an edition with a reason that its readers see, and return it; a withdrawn one stays so.

    Raises Forbidden for those who may not publish, InvalidInput without a reason.
    """
    with write():
        now = Edition.objects.select_related("review").get(pk=edition.pk)
        check_publishes(_roles(now.review, by), is_programme_owner=by.is_programme_owner)
        if now.withdrawn_at is not None:
            return now
        now.withdrawn_reason = text(check_reason(reason), field="reason", most=2000)
        now.withdrawn_at, now.withdrawn_by = at, by
        now.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        journal.record(
            "edition_withdrawn",
            by=by,
            subject=now,
            at=at,
            topic=now.review.topic,
            what=now.review.title,
            reason=now.withdrawn_reason,
        )
    return now


def _roles(review: Review, account: Account) -> list[str]:
    return list(review.role_holders.filter(account=account).values_list("role", flat=True))
