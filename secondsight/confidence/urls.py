"""The addresses of what is said in confidence."""

from django.urls import path

from secondsight.confidence.views import accounts

urlpatterns = [
    path("independent-accounts/<slug:request_id>/", accounts.account, name="independent_account"),
    path(
        "independent-accounts/<slug:request_id>/handing-in",
        accounts.handing_in,
        name="independent_account_handing_in",
    ),
    path(
        "independent-accounts/<slug:request_id>/handing-in/removal",
        accounts.handing_in_removal,
        name="independent_account_handing_in_removal",
    ),
    path(
        "independent-accounts/<slug:request_id>/refusal",
        accounts.refusal,
        name="independent_account_refusal",
    ),
    path(
        "independent-accounts/<slug:request_id>/refusal/removal",
        accounts.refusal_removal,
        name="independent_account_refusal_removal",
    ),
    path("reviews/<slug:review_id>/independent-accounts/opening", accounts.opening, name="accounts_opening"),
]
