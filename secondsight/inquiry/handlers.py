"""Who may listen to the pages of a review."""

from typing import Any

from secondsight.base.live.access import guards
from secondsight.inquiry.queries import can_see
from secondsight.inquiry.queries import veil as veil  # so that what is veiled is, wherever it is read


@guards("review")
def may_listen_to_review(viewer: Any, review_id: str) -> bool:
    """Return whether the viewer may be told of changes to a review."""
    return can_see(viewer, review_id)
