"""Editions among what search finds."""

from secondsight.base.fulltext.documents import Text
from secondsight.programme.queries import Kind
from secondsight.programme.queries.kinds import visible_in_review
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
    lambda viewer: visible_in_review(Edition.objects.filter(withdrawn_at=None), viewer),
    _text,
)
