"""What changes after a review, one function a verb."""

from secondsight.followup.actions.commitments import (
    accept_commitment,
    claim_done,
    decline_commitment,
    drop_commitment,
    move_date,
    offer_again,
    send_back,
    take_as_risk,
    verify_commitment,
)
from secondsight.followup.actions.decisions import (
    accept_risk,
    dismiss_decider,
    let_go,
    name_decider,
    note_put_right,
    offer_commitment,
    reopen_idea,
    say_nothing_to_commit,
    weigh_idea,
)
from secondsight.followup.actions.risks import close_risk, look_again_later

__all__ = [
    "accept_commitment",
    "accept_risk",
    "claim_done",
    "close_risk",
    "decline_commitment",
    "dismiss_decider",
    "drop_commitment",
    "let_go",
    "look_again_later",
    "move_date",
    "name_decider",
    "note_put_right",
    "offer_again",
    "offer_commitment",
    "reopen_idea",
    "say_nothing_to_commit",
    "send_back",
    "take_as_risk",
    "verify_commitment",
    "weigh_idea",
]
