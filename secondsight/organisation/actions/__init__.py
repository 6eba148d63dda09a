"""What changes in the organisation: one function a verb, one module a subject."""

from secondsight.organisation.actions.accounts import (
    change_account,
    close_account,
    create_account,
    end_duty,
    give_duty,
    reopen_account,
)
from secondsight.organisation.actions.addresses import address_in, ask_for_address, confirm_address
from secondsight.organisation.actions.calendar import add_closed_day, change_calendar, remove_closed_day
from secondsight.organisation.actions.invitations import invite_account
from secondsight.organisation.actions.places import (
    add_member,
    change_service,
    create_service,
    create_team,
    delete_service,
    delete_team,
    remove_member,
    rename_team,
)
from secondsight.organisation.actions.policy import set_policies, set_policy
from secondsight.organisation.actions.set_up import set_up_organisation
from secondsight.organisation.actions.sign_in import (
    end_session,
    end_sessions,
    make_first_account,
    make_sign_in_link,
    set_password,
)
from secondsight.organisation.actions.tiers import (
    add_first_tiers,
    change_severity,
    change_tier,
    create_severity,
    create_tier,
)
from secondsight.organisation.actions.tokens import create_token, note_token_use, revoke_token

__all__ = [
    "add_closed_day",
    "add_first_tiers",
    "add_member",
    "address_in",
    "ask_for_address",
    "change_account",
    "change_calendar",
    "change_service",
    "change_severity",
    "change_tier",
    "close_account",
    "confirm_address",
    "create_account",
    "create_service",
    "create_severity",
    "create_team",
    "create_tier",
    "create_token",
    "delete_service",
    "delete_team",
    "end_duty",
    "end_session",
    "end_sessions",
    "give_duty",
    "invite_account",
    "make_first_account",
    "make_sign_in_link",
    "note_token_use",
    "remove_closed_day",
    "remove_member",
    "rename_team",
    "reopen_account",
    "revoke_token",
    "set_password",
    "set_policies",
    "set_policy",
    "set_up_organisation",
]
