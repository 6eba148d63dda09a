"""What changes about what is said in confidence: accounts before they are opened, and talks of two."""

from secondsight.confidence.actions.forgetting import delete_notes, delete_old_notes
from secondsight.confidence.actions.inviting import accept, end, invite, pass_over, refuse, take_back
from secondsight.confidence.actions.noting import add_line, add_thread, correct_line, take_off_record
from secondsight.confidence.actions.opening import open_accounts
from secondsight.confidence.actions.releasing import release, withdraw_release
from secondsight.confidence.actions.writing import (
    accept_after_all,
    decline,
    hand_in,
    save_draft,
    withdraw,
)

__all__ = [
    "accept",
    "accept_after_all",
    "add_line",
    "add_thread",
    "correct_line",
    "decline",
    "delete_notes",
    "delete_old_notes",
    "end",
    "hand_in",
    "invite",
    "open_accounts",
    "pass_over",
    "refuse",
    "release",
    "save_draft",
    "take_back",
    "take_off_record",
    "withdraw",
    "withdraw_release",
]
