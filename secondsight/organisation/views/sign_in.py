"""Getting in and out. The flows are django-allauth's; pages, words and journal are ours."""

from http import HTTPStatus
from typing import Any

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, Refused
from secondsight.organisation.actions.sign_in import make_first_account, note_sign_in, use_sign_in_link
from secondsight.organisation.forms.fields import problems_on
from secondsight.organisation.forms.sign_in import WelcomeForm
from secondsight.organisation.queries import has_accounts, organisation
from secondsight.organisation.rules.zones import zone_names
from secondsight.organisation.views.attempt import posted


class SaysWhatIsWrong:
    """A form that cannot be used comes back as what it is: 422."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Return the page with its errors."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


class SignIn(SaysWhatIsWrong, allauth.LoginView):
    template_name = "organisation/sign_in.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        ours = organisation()
        return super().get_context_data(**given) | {"organisation": ours}


class AskReset(SaysWhatIsWrong, allauth.PasswordResetView):
    template_name = "organisation/ask_reset.html"


class ResetAsked(allauth.PasswordResetDoneView):
    template_name = "organisation/reset_asked.html"


class NewPassword(SaysWhatIsWrong, allauth.PasswordResetFromKeyView):
    template_name = "organisation/new_password.html"


class ChangePassword(SaysWhatIsWrong, allauth.PasswordChangeView):
    template_name = "organisation/change_password.html"


class SetPassword(SaysWhatIsWrong, allauth.PasswordSetView):
    template_name = "organisation/change_password.html"


sign_in = SignIn.as_view()
ask_reset = AskReset.as_view()
reset_asked = ResetAsked.as_view()
new_password = NewPassword.as_view()
change_password = ChangePassword.as_view()
set_password = SetPassword.as_view()
closed = allauth.AccountInactiveView.as_view(template_name="organisation/closed.html")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this browser's session."""
    get_adapter(request).logout(request)
    return redirect("sign_in")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Make the organisation and its first person; gone as soon as there is anybody."""
    if has_accounts():
        raise Http404
    form = WelcomeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            account = make_first_account(
                given["organisation"],
                email=given["email"],
                name=given["name"],
                password=given["password"],
                time_zone=given["time_zone"],
                holiday_country=given["country"],
                at=now(),
            )
        except InvalidInput as error:
            problems_on(form, error.field, error.message)
        except Refused:
            raise Http404 from None
        else:
            login(request, account)
            note_sign_in(account, through="first run", at=now())
            return redirect("/")
    status = 422 if form.is_bound else 200
    return render(request, "organisation/welcome.html", {"form": form, "zones": zone_names()}, status=status)


@never_cache
@require_http_methods(["GET"])
def demo_sign_in(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign a person of the demo in, once."""
    if request.headers.get("Sec-Purpose", "").startswith("prefetch"):
        # A browser that looks ahead must not use the link up.
        return HttpResponse(status=204)
    try:
        account = use_sign_in_link(secret, address=request.META.get("REMOTE_ADDR", ""), at=now())
    except Refused as refused:
        if request.user.is_authenticated:
            return redirect("/")
        return render(request, "organisation/link_used.html", {"message": refused.message}, status=410)
    login(request, account)
    request.session["is_demo"] = True
    note_sign_in(account, through="link", at=now())
    return redirect("/")
