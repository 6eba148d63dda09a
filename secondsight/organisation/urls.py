"""Addresses of the organisation and of getting into it."""

from django.urls import path, re_path

from secondsight.organisation.views import sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("welcome/", sign_in.welcome, name="welcome"),
    path("demo-sign-in/<str:secret>", sign_in.demo_sign_in, name="demo_sign_in"),
    # The names that django-allauth's flows look for.
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/closed/", sign_in.closed, name="account_inactive"),
    path("password/reset/", sign_in.ask_reset, name="account_reset_password"),
    path("password/reset/asked/", sign_in.reset_asked, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9a-z]{1,16})-(?P<key>[-0-9a-zA-Z]{1,100})/$",
        sign_in.new_password,
        name="account_reset_password_from_key",
    ),
    path("sign-in/", sign_in.sign_in, name="account_reset_password_from_key_done"),
    path("account/password/", sign_in.change_password, name="account_change_password"),
    path("account/password/first/", sign_in.set_password, name="account_set_password"),
]
