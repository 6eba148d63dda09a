"""What django-allauth's sign-in asks of us: our words, our mail, our journal, nobody who invites himself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput
from secondsight.base.words import line
from secondsight.organisation.actions.invitations import send
from secondsight.organisation.actions.sign_in import (
    note_failed_sign_in,
    note_sign_in,
    note_sign_out,
    set_password,
)

MAILS = {
    "account/email/password_reset_key": "password_reset",
    "account/email/password_reset": "password_changed",
    "account/email/password_changed": "password_changed",
    "account/email/password_set": "password_changed",
}
MESSAGES = {
    "account/messages/password_changed.txt": "Your password is changed. Other browsers were signed out.",
    "account/messages/password_set.txt": "Your password is set.",
}


class Adapter(DefaultAccountAdapter):
    """Where allauth's flows meet the organisation's actions."""

    error_messages = {  # noqa: RUF012 (the library's own shape)
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "This e-mail address and password do not belong together.",
        "enter_current_password": "This is not your current password.",
        "incorrect_password": "This is not your current password.",
        "too_many_login_attempts": (
            f"Too many attempts with this address have failed. Wait {settings.LOCK_OUT_MINUTES} minutes, "
            "or choose a new password by mail: that lets you in at once."
        ),
    }

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # The library counts by host name as well, so that each name of the server would allow as many
        # guesses again. There is one organisation here: an address is an address.
        return str(credentials.get("email", "")).lower()

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: people are added by an administrator."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Return whether a `next` stays on this site: nothing but a path, or this very host."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write the failure down; its password is not looked at."""
        note_failed_sign_in(credentials.get("email", ""), at=now())

    def login(self, request: HttpRequest, user: Any) -> None:
        """Open the session and write it down."""
        super().login(request, user)
        note_sign_in(user, through="password", at=now())

    def logout(self, request: HttpRequest) -> None:
        """Write it down and end the session."""
        if request.user.is_authenticated:
            note_sign_out(request.user, at=now())
        super().logout(request)

    def clean_password(self, password: str, user: Any = None) -> str:
        """Return the password. Raises the form's error for one that is not good enough."""
        try:
            line(password, field="password", most=1000)
        except InvalidInput as error:
            raise ValidationError(error.message) from None
        return super().clean_password(password, user=user)

    def set_password(self, user: Any, password: str) -> None:
        """Store a new password and let the locked-out back in."""
        set_password(user, password, by=user, at=now())
        self._delete_login_attempts_cached_email(self.request, email=user.email)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link for the mail, on the address that the deployment is known by.

        Not on the one that the request names: that is the sender's choice.
        """
        uid, _, temporary = key.partition("-")
        return settings.BASE_URL + reverse(
            "account_reset_password_from_key", kwargs={"uidb36": uid, "key": temporary}
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post one of our own mails through the worker."""
        send(email, MAILS[template_prefix], {**context, "base_url": settings.BASE_URL})

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell somebody that their password was changed."""
        self.send_mail(template_prefix, user.email, {"account": user})

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Show one of our own sentences; the library's others are left out."""
        if sentence := message or MESSAGES.get(message_template or ""):
            messages.add_message(request, level, sentence, extra_tags=extra_tags)
