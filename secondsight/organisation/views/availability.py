"""When a person can meet, as they say it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from secondsight.base.clock import now
from secondsight.organisation.actions.availability import set_hours
from secondsight.organisation.forms.availability import HoursForm
from secondsight.organisation.queries.availability import availability
from secondsight.organisation.views.attempt import attempt, posted


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    """Show and change the hours in which the viewer can be asked to meet."""
    row = availability(request.user)
    initial = {name: getattr(row, name) for name in HoursForm.base_fields} | {"weekdays": list(row.weekdays)}
    form = HoursForm(posted(request), initial=initial)
    if request.method == "POST":
        if attempt(
            form,
            lambda said: set_hours(request.user, at=now(), **said | {"weekdays": "".join(said["weekdays"])}),
        ):
            messages.success(request, "Saved.")
            return redirect("hours")
        return render(request, "organisation/hours.html", {"form": form, "nav": "account"}, status=422)
    return render(request, "organisation/hours.html", {"form": form, "nav": "account"})
