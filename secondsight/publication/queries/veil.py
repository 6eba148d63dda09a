"""What is told of a review looks back: veiled for those who walk through an incident of it (R3.3)."""

from django.db.models import Q

from secondsight.base import sight
from secondsight.inquiry.queries.veil import in_walked_review
from secondsight.publication.models import Edition
from secondsight.record.queries.veil import Horizon


@sight.narrows(Edition)
def _editions(horizon: Horizon) -> Q:
    return ~in_walked_review(horizon)
