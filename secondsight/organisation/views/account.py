"""A person's own account: how they are shown, tokens, sessions."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.organisation.actions import (
    address_in,
    ask_for_address,
    change_account,
    confirm_address,
    create_token,
    end_session,
    end_sessions,
    revoke_token,
)
from secondsight.organisation.forms.account import AddressForm, ProfileForm, TokenForm
from secondsight.organisation.queries.people import sign_ins
from secondsight.organisation.queries.sessions import sessions
from secondsight.organisation.queries.tokens import token, tokens
from secondsight.organisation.rules.zones import zone_names
from secondsight.organisation.views.attempt import attempt

SHOWN_SIGN_INS = 10


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show the viewer's account; POST changes how they are shown."""
    viewer = request.user
    if request.method == "POST":
        form = ProfileForm(request.POST)
        if attempt(form, lambda given: change_account(viewer, **given, by=viewer, at=now())):
            messages.success(request, "Saved.")
            return redirect("account")
        return _page(request, profile=form, status=422)
    return _page(request)


@login_required
@never_cache
@sensitive_post_parameters("password")
@require_POST
def new_address(request: HttpRequest) -> HttpResponse:
    """Send a link to an address that the viewer wants to have."""
    form, viewer = AddressForm(request.POST, auto_id="address_%s"), request.user
    wanted = attempt(form, lambda given: ask_for_address(viewer, **given, by=viewer, at=now()))
    if wanted is None:
        return _page(request, address_form=form, status=422)
    messages.success(request, f"A link is on its way to {wanted}. Open it, and the address is yours.")
    return redirect("account")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def address_confirmation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the address that a mailed link stands for; POST takes it."""
    if request.method == "POST":
        changed = confirm_address(request.user, secret, by=request.user, at=now())
        messages.success(request, f"Your address is {changed.email} now.")
        return redirect("account")
    email = address_in(request.user, secret)
    return render(request, "organisation/address.html", {"email": email, "nav": "account"})


@login_required
@never_cache
@require_POST
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token and show it, this once."""
    form = TokenForm(request.POST, auto_id="token_%s")
    made = attempt(
        form,
        lambda given: create_token(
            request.user,
            given["name"],
            given["scopes"],
            days=given["days"],
            once=given["once"],
            by=request.user,
            at=now(),
        ),
    )
    if made is None:
        return _page(request, token_form=form, status=422)
    row, secret = made
    return _page(request, made=row, secret=secret)


@login_required
@require_POST
def token_revocation(request: HttpRequest, id: str) -> HttpResponse:
    """Revoke one of the viewer's tokens."""
    revoked = revoke_token(token(request.user, id), by=request.user, at=now())
    messages.success(request, f"“{revoked.name}” is revoked; whatever used it is out.")
    return redirect("account")


@login_required
@require_POST
def session_end(request: HttpRequest, id: str) -> HttpResponse:
    """Sign one of the viewer's browsers out."""
    end_session(request.user, id, by=request.user, at=now())
    messages.success(request, "That browser is signed out.")
    return redirect("account")


@login_required
@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out every other browser."""
    end_sessions(request.user, at=now())
    update_session_auth_hash(request, request.user)
    UserSession.objects.create_from_request(request)  # it has another key now
    messages.success(request, "Every other browser is signed out.")
    return redirect("account")


def _page(
    request: HttpRequest,
    *,
    profile: ProfileForm | None = None,
    token_form: TokenForm | None = None,
    address_form: AddressForm | None = None,
    made: object = None,
    secret: str = "",
    status: int = 200,
) -> HttpResponse:
    viewer = request.user
    open_sessions = sessions(viewer, request.session.session_key)
    if not any(one.is_current for one in open_sessions):
        # From before sessions were kept, or begun by a link.
        UserSession.objects.create_from_request(request)
        open_sessions = sessions(viewer, request.session.session_key)
    shown = {"name": viewer.name, "title": viewer.title, "time_zone": viewer.time_zone}
    context = {
        "profile": profile or ProfileForm(initial=shown),
        "token_form": token_form or TokenForm(auto_id="token_%s"),
        "address_form": address_form or AddressForm(auto_id="address_%s"),
        "tokens": [{"row": row, "is_over": not row.is_valid(now())} for row in tokens(viewer)[:100]],
        "made": made,
        "secret": secret,
        "sessions": open_sessions,
        "sign_ins": sign_ins(viewer)[:SHOWN_SIGN_INS],
        "has_password": viewer.has_usable_password(),
        "zones": zone_names(),
        "nav": "account",
    }
    return render(request, "organisation/account.html", context, status=status)
