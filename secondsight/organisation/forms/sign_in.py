"""Signing in, and passwords: the library's forms in our words."""

from typing import Any

from allauth.account import forms as allauth
from django import forms

from secondsight.organisation.forms.fields import PasswordField, ZoneField
from secondsight.organisation.queries.calendar import holiday_countries

HINT = "At least 10 characters, and none of the common ones. Four random words are easy to remember."


class SignInForm(allauth.LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _plain(self)
        self.fields["login"].label = "E-mail"
        self.fields["login"].widget.attrs["autofocus"] = True
        self.fields["password"].max_length = 1000


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    """A password, by a link from a mail."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _name_passwords(self)


class ChangePasswordForm(allauth.ChangePasswordForm):
    """A new password in place of the one that is known."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _name_passwords(self)
        self.fields["oldpassword"].label = "Current password"


class SetPasswordForm(allauth.SetPasswordForm):
    """A first password, for who came in without one."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _name_passwords(self)


class AskResetForm(allauth.ResetPasswordForm):
    """To which address the link goes."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _plain(self)
        self.fields["email"].label = "E-mail"


class WelcomeForm(forms.Form):
    """The organisation and its first person."""

    organisation = forms.CharField(label="What is your organisation called?", max_length=200)
    country = forms.ChoiceField(
        label="Public holidays",
        required=False,
        help_text="Working days are counted without them. You can change this later.",
    )
    name = forms.CharField(
        label="Your name", max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(label="Your e-mail", max_length=254)
    time_zone = ZoneField(label="Your time zone", initial="UTC")
    password = PasswordField(label="Password", autocomplete="new-password", help_text=HINT)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["country"].choices = [("", "None"), *holiday_countries()]
        self.fields["email"].widget.attrs["autocomplete"] = "username"


def _plain(form: forms.Form) -> None:
    # The library repeats each label inside its field, and its help as a link; the page has both already.
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""


def _name_passwords(form: forms.Form) -> None:
    _plain(form)
    form.fields["password1"].label = "New password"
    form.fields["password1"].help_text = HINT
    form.fields["password2"].label = "New password, once more"
