"""Addresses of the organisation and of getting into it."""

from django.urls import path, re_path

from secondsight.organisation.views import (
    account,
    availability,
    directory,
    mailbox,
    people,
    places,
    policy,
    sign_in,
    wording,
)

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
    # One's own account.
    path("account/", account.account, name="account"),
    path("account/address", account.new_address, name="new_address"),
    path(
        "account/address/confirmation/<str:secret>", account.address_confirmation, name="address_confirmation"
    ),
    path("account/tokens", account.new_token, name="new_token"),
    path("account/tokens/<str:id>/revocation", account.token_revocation, name="token_revocation"),
    path("account/sessions/end", account.sessions_end, name="sessions_end"),
    path("account/sessions/<str:id>/end", account.session_end, name="session_end"),
    path("account/hours/", availability.hours, name="hours"),
    # The organisation.
    path("organisation/", people.people_list, name="organisation"),
    path("organisation/directory/", directory.directory, name="directory"),
    path("organisation/people/new", people.new_person, name="new_person"),
    path("organisation/people/<str:id>/", people.person, name="person"),
    path("organisation/people/<str:id>/duties/<slug:kind>", people.duty, name="duty"),
    path("organisation/people/<str:id>/duties/<slug:kind>/end", people.duty_end, name="duty_end"),
    path("organisation/people/<str:id>/closing", people.closing, name="person_closing"),
    path("organisation/people/<str:id>/opening", people.opening, name="person_opening"),
    path("organisation/people/<str:id>/invitation", people.invitation, name="person_invitation"),
    path("organisation/teams/", places.teams, name="teams"),
    path("organisation/teams/new", places.new_team, name="new_team"),
    path("organisation/teams/<str:id>/", places.team, name="team"),
    path("organisation/teams/<str:id>/members", places.member, name="member"),
    path(
        "organisation/teams/<str:id>/members/<str:account>/removal",
        places.member_removal,
        name="member_removal",
    ),
    path("organisation/teams/<str:id>/deletion", places.team_deletion, name="team_deletion"),
    path("organisation/services/new", places.new_service, name="new_service"),
    path("organisation/services/<str:id>/", places.service, name="service"),
    path("organisation/services/<str:id>/deletion", places.service_deletion, name="service_deletion"),
    path("organisation/tiers/", places.tiers, name="tiers"),
    path("organisation/tiers/new", places.tier, name="new_tier"),
    path("organisation/tiers/<str:id>/", places.tier, name="tier"),
    path("organisation/severities/new", places.severity, name="new_severity"),
    path("organisation/severities/<str:id>/", places.severity, name="severity"),
    path("organisation/calendar/", policy.calendar, name="calendar"),
    path("organisation/closed-days", policy.new_closed_day, name="new_closed_day"),
    path("organisation/closed-days/<str:id>/removal", policy.closed_day_removal, name="closed_day_removal"),
    path("organisation/policy/", policy.policy, name="policy"),
    path("organisation/words/", wording.words, name="words"),
    path("organisation/words/<str:id>/removal", wording.word_removal, name="word_removal"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<str:id>/invitation.ics", mailbox.calendar, name="mailed_calendar"),
]
