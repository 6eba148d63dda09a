"""What people type in confidence."""

from secondsight.confidence.forms.accounts import AccountForm, MomentForm, MomentFormSet, initial_of
from secondsight.confidence.forms.interviews import InviteForm, LineForm, ReleaseForm

__all__ = [
    "AccountForm",
    "InviteForm",
    "LineForm",
    "MomentForm",
    "MomentFormSet",
    "ReleaseForm",
    "initial_of",
]
