"""Which reviews were published, for those who may see them."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from secondsight.base.errors import NotFound
from secondsight.inquiry.models import Review
from secondsight.inquiry.queries.reviews import is_id
from secondsight.organisation.models import Account
from secondsight.organisation.queries.prepared import Seen
from secondsight.publication.models import Edition
from secondsight.publication.rules.sharing import may_publish
from secondsight.record.models import Incident

WORTH_READING = 5
ORDER = ("-published_at", "-id")


def editions(viewer: Any) -> QuerySet[Edition]:
    """Return the editions that stand, of reviews that the viewer may see, for `page(..., order=ORDER)`.

    Each has its review with tier and `seen`: the incidents that the viewer may see, worst first.
    """
    return _editions(viewer).filter(withdrawn_at=None)


def newest_editions(viewer: Any) -> list[Edition]:
    """Return the five newest of them, with `title` of the review and `publisher`, a name. One statement."""
    return _newest.rows(viewer)


def edition(viewer: Any, edition_id: str) -> Edition:
    """Return one edition, withdrawn or not, with its review and who published it. Raises NotFound."""
    rows = _editions(viewer).select_related("published_by", "withdrawn_by")
    found = rows.filter(pk=edition_id).first() if is_id(edition_id) else None
    if found is None:
        raise NotFound("There is no edition here that you may see.")
    return found


def standing_edition(review: Review) -> Edition | None:
    """Return the edition of a review that the caller has found, None when none stands."""
    return Edition.objects.filter(review=review, withdrawn_at=None).select_related("published_by").first()


def edition_of(viewer: Any, review_id: str) -> Edition:
    """Return the edition of a review that stands. Raises NotFound."""
    found = editions(viewer).filter(review_id=review_id).first() if is_id(review_id) else None
    if found is None:
        raise NotFound("This review has no edition that stands, or none that you may see.")
    return found


def past_editions(review: Review) -> list[Edition]:
    """Return the withdrawn editions of a review that the caller has found, newest first."""
    past = Edition.objects.filter(review=review, withdrawn_at__isnull=False)
    return list(past.select_related("published_by", "withdrawn_by").order_by(*ORDER)[:20])


def is_publisher(account: Any, review: Review) -> bool:
    """Return whether somebody may publish and withdraw the editions of a review."""
    roles = review.role_holders.filter(account=account).values_list("role", flat=True)
    return may_publish(list(roles), is_programme_owner=account.is_programme_owner)


def rail_facts(review: Review) -> str:
    """Return short words for the stage that shares a review: "published 3 Nov", or ""."""
    at = Edition.objects.filter(review=review, withdrawn_at=None).values_list("published_at", flat=True)
    published_at = at.first()
    return f"published {published_at.day} {published_at:%b}" if published_at else ""


def _editions(viewer: Any) -> QuerySet[Edition]:
    incidents = Incident.objects.visible_to(viewer).select_related("severity").order_by("severity__rank")
    # Asked for each edition, so that the newest few are found without looking at every review.
    may_see = Review.objects.visible_to(viewer).filter(pk=OuterRef("review"))
    return (
        Edition.objects.filter(Exists(may_see))
        .select_related("review__tier")
        .prefetch_related(Prefetch("review__incidents", queryset=incidents, to_attr="seen"))
    )


def _to_read(viewer: Account) -> QuerySet[Edition]:
    told = {"title": F("review__title"), "publisher": F("published_by__name")}
    rows = editions(viewer).prefetch_related(None).select_related(None)
    return rows.only("published_at").annotate(**told).order_by(*ORDER)[:WORTH_READING]


_newest = Seen(_to_read)
