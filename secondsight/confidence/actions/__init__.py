"""What changes about accounts before they are opened, and opening them."""

from secondsight.confidence.actions.opening import open_accounts
from secondsight.confidence.actions.writing import (
    accept_after_all,
    decline,
    hand_in,
    save_draft,
    withdraw,
)

__all__ = ["accept_after_all", "decline", "hand_in", "open_accounts", "save_draft", "withdraw"]
