"""The calendar, and what the organisation agreed on."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.organisation import actions
from secondsight.organisation.forms.organisation import CalendarForm, ClosedDayForm
from secondsight.organisation.forms.policy import PolicyForm
from secondsight.organisation.queries import organisation, policies
from secondsight.organisation.queries.calendar import closed_day, closed_days, public_holidays
from secondsight.organisation.rules.duties import must_administer, must_set_policy
from secondsight.organisation.rules.zones import zone_names
from secondsight.organisation.views.attempt import attempt, posted

SHOWN_HOLIDAYS = 12


@login_required
@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """Show when the organisation works; POST changes it."""
    if request.method == "POST":
        must_administer(request.user)
        form = CalendarForm(request.POST)

        def store(given: dict[str, Any]) -> Any:
            weekdays = "".join(given.pop("working_weekdays"))
            return actions.change_calendar(**given, working_weekdays=weekdays, by=request.user, at=now())

        if attempt(form, store):
            messages.success(request, "Saved. Soaks and reminders follow the new calendar.")
            return redirect("calendar")
        return _calendar_page(request, form=form)
    return _calendar_page(request)


@login_required
@require_POST
def new_closed_day(request: HttpRequest) -> HttpResponse:
    """Add a day on which the organisation does not work."""
    must_administer(request.user)
    form = ClosedDayForm(request.POST, auto_id="day_%s")
    added = attempt(
        form, lambda given: actions.add_closed_day(given["on"], given["name"], by=request.user, at=now())
    )
    return redirect("calendar") if added else _calendar_page(request, day_form=form)


@login_required
@require_POST
def closed_day_removal(request: HttpRequest, id: str) -> HttpResponse:
    """Work on that day after all."""
    actions.remove_closed_day(closed_day(request.user, id), by=request.user, at=now())
    return redirect("calendar")


@login_required
@require_http_methods(["GET", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """Show what is agreed, and what was before; POST agrees on what was changed."""
    form = PolicyForm(posted(request), agreed=policies())
    if request.method == "POST":
        must_set_policy(request.user)
        if attempt(form, lambda _: (actions.set_policies(form.changed(), by=request.user, at=now()),)):
            messages.success(request, "Agreed." if form.changed() else "Nothing was different.")
            return redirect("policy")
    context = {
        "form": form,
        "may_change": request.user.is_administrator or request.user.is_programme_owner,
        "tab": "policy",
    }
    return render(request, "organisation/policy.html", context, status=422 if form.is_bound else 200)


def _calendar_page(
    request: HttpRequest, *, form: CalendarForm | None = None, day_form: ClosedDayForm | None = None
) -> HttpResponse:
    ours = organisation()
    if ours is None:
        raise Http404
    shown = {
        "name": ours.name,
        "time_zone": ours.time_zone,
        "holiday_country": ours.holiday_country,
        "holiday_region": ours.holiday_region,
        "working_weekdays": list(ours.working_weekdays),
    }
    today = timezone.localdate()
    public = public_holidays(ours.holiday_country, ours.holiday_region, today.year, today.year + 1)
    context = {
        "organisation": ours,
        "form": form or CalendarForm(initial=shown),
        "day_form": day_form or ClosedDayForm(auto_id="day_%s"),
        "closed_days": closed_days(request.user).filter(on__gte=today - timedelta(days=365))[:200],
        "holidays": [{"on": on, "name": name} for on, name in public.items() if on >= today][:SHOWN_HOLIDAYS],
        "zones": zone_names(),
        "tab": "calendar",
    }
    status = 422 if form or day_form else 200
    return render(request, "organisation/calendar.html", context, status=status)
