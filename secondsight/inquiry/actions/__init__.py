"""What changes in a review, one function a verb."""

from secondsight.inquiry.actions.archive import Archived, archive_review
from secondsight.inquiry.actions.findings import (
    add_factor,
    add_idea,
    add_learning_point,
    add_strength,
    comment_on_idea,
    edit_finding,
    remove_finding,
    tie_moment,
    untie_moment,
)
from secondsight.inquiry.actions.reviews import (
    add_incident,
    edit_review,
    look_at_review,
    open_review,
    open_to_all,
    record_meeting,
    remove_incident,
    restrict_review,
)
from secondsight.inquiry.actions.roles import give_role, take_role

__all__ = [
    "Archived",
    "add_factor",
    "add_idea",
    "add_incident",
    "add_learning_point",
    "add_strength",
    "archive_review",
    "comment_on_idea",
    "edit_finding",
    "edit_review",
    "give_role",
    "look_at_review",
    "open_review",
    "open_to_all",
    "record_meeting",
    "remove_finding",
    "remove_incident",
    "restrict_review",
    "take_role",
    "tie_moment",
    "untie_moment",
]
