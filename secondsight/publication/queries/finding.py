"""Editions among what search finds."""

from secondsight.base.fulltext.documents import Text
from secondsight.inquiry.models import Review
from secondsight.programme.queries import Kind
from secondsight.publication.models import Edition


def _text(row: Edition) -> Text:
    review = row.review
    taught = [point.what for point in review.learning_points.all() if point.removed_at is None]
    body = "\n".join([review.narrative, *taught])
    return Text(row.pk, review.title, body, review.topic, row.published_at)


EDITION = Kind(
    "edition",
    "Edition",
    "Editions",
    "edition",
    "/editions/{subject}/",
    lambda: Edition.objects.select_related("review").prefetch_related("review__learning_points"),
    lambda viewer: Edition.objects.filter(withdrawn_at=None, review__in=Review.objects.visible_to(viewer)),
    _text,
)
