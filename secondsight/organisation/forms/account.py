"""What a person changes about their own account."""

from django import forms

from secondsight.base.ids import ALPHABET, LENGTH, new_id
from secondsight.organisation.actions.tokens import LONGEST_DAYS
from secondsight.organisation.forms.fields import ZoneField

SCOPES = (
    ("read", "Read what I may see"),
    ("write", "Change incidents, reviews, evidence and commitments as me"),
    ("admin", "Change people, teams and policy, where I may"),
)


class ProfileForm(forms.Form):
    """How a person is shown."""

    name = forms.CharField(label="Name", max_length=200)
    title = forms.CharField(label="What you do", max_length=200, required=False)
    time_zone = ZoneField()


class AddressForm(forms.Form):
    """Another e-mail address."""

    email = forms.CharField(
        label="New e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="A link comes there. Your address changes when you open it.",
    )
    password = forms.CharField(
        label="Your current password",
        max_length=1000,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class TokenForm(forms.Form):
    """A token to be made."""

    name = forms.CharField(label="What it is for", max_length=100, help_text="For example: nightly export.")
    scopes = forms.MultipleChoiceField(
        label="What it may do", choices=SCOPES, widget=forms.CheckboxSelectMultiple, initial=["read"]
    )
    days = forms.IntegerField(
        label="Good for how many days",
        required=False,
        min_value=1,
        max_value=LONGEST_DAYS,
        help_text="Empty: until you revoke it.",
    )
    once = forms.RegexField(
        f"^[{ALPHABET}]{{{LENGTH}}}$", widget=forms.HiddenInput, initial=new_id, required=False
    )
