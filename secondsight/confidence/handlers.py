"""Who may follow a talk live, and what is done in time."""

from typing import Any

from secondsight.base.live.access import guards
from secondsight.confidence.actions import forgetting as forgetting  # so that its regular job is known
from secondsight.confidence.queries.interviews import my_interviews
from secondsight.inquiry.queries.reviews import is_id


@guards("interview")
def may_listen_to_interview(viewer: Any, interview_id: str) -> bool:
    """Return whether the viewer is one of the two."""
    return is_id(interview_id) and my_interviews(viewer).filter(pk=interview_id).exists()
