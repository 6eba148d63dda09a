"""The people of the organisation."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from secondsight.base.clock import now
from secondsight.base.paging import page
from secondsight.base.transaction import write
from secondsight.organisation import actions
from secondsight.organisation.forms.account import ProfileForm
from secondsight.organisation.forms.organisation import PersonForm
from secondsight.organisation.queries import account as one_account
from secondsight.organisation.queries import organisation, team, teams
from secondsight.organisation.queries.people import ORDER, people
from secondsight.organisation.rules.duties import must_administer
from secondsight.organisation.rules.zones import zone_names
from secondsight.organisation.views.attempt import attempt, posted

SIZE = 50


@login_required
@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """Show who is here, a page at a time; `q` finds by name, title or e-mail, `state=closed` who left."""
    words = request.GET.get("q", "")[:100]
    is_closed = request.GET.get("state") == "closed"
    found = page(
        people(request.user, words=words, is_active=not is_closed),
        order=ORDER,
        size=SIZE,
        cursor=request.GET.get("cursor", ""),
    )
    kept = {key: value for key, value in (("q", words), ("state", "closed" if is_closed else "")) if value}

    def to(cursor: str) -> str:
        return f"?{urlencode({**kept, 'cursor': cursor})}" if cursor else ""

    context = {
        "organisation": organisation(),
        "rows": found.rows,
        "pager": {"previous": to(found.previous), "next": to(found.next)},
        "words": words,
        "is_closed": is_closed,
        "tab": "people",
    }
    return render(request, "organisation/people.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Add somebody and ask them in."""
    must_administer(request.user)
    known = [(row.pk, row.name) for row in teams(request.user)]
    ours = organisation()
    initial = {"time_zone": ours.time_zone if ours else "UTC"}
    form = PersonForm(posted(request), teams=known, initial=initial)
    if request.method == "POST":
        added = attempt(form, lambda given: _add(request, given))
        if added is not None:
            messages.success(request, f"{added.name} is added.")
            return redirect("person", added.pk)
    context = {"form": form, "zones": zone_names()}
    return render(request, "organisation/new_person.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, id: str) -> HttpResponse:
    """Show somebody; POST changes how they are shown."""
    shown = one_account(request.user, id)
    form = ProfileForm(posted(request), initial=_profile(shown))
    if request.method == "POST" and attempt(
        form, lambda given: actions.change_account(shown, **given, by=request.user, at=now())
    ):
        messages.success(request, "Saved.")
        return redirect("person", shown.pk)
    mine = list(shown.teams.all())
    context = {
        "person": shown,
        "form": form,
        "duties": [
            {"kind": kind, "name": name, "is_held": kind in shown.duties}
            for kind, name in (("administrator", "Administrator"), ("programme_owner", "Programme owner"))
        ],
        "teams": mine,
        "zones": zone_names(),
        "tab": "people",
    }
    return render(request, "organisation/person.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def duty(request: HttpRequest, id: str, kind: str) -> HttpResponse:
    """Give somebody a duty."""
    row = one_account(request.user, id)
    actions.give_duty(row, kind, by=request.user, at=now())
    return redirect("person", row.pk)


@login_required
@require_POST
def duty_end(request: HttpRequest, id: str, kind: str) -> HttpResponse:
    """Take a duty back."""
    row = one_account(request.user, id)
    actions.end_duty(row, kind, by=request.user, at=now())
    return redirect("person", row.pk)


@login_required
@require_POST
def closing(request: HttpRequest, id: str) -> HttpResponse:
    """Shut somebody out at once."""
    row = actions.close_account(one_account(request.user, id), by=request.user, at=now())
    messages.success(request, f"{row.name}'s account is closed; every session and token of it is over.")
    return redirect("person", row.pk)


@login_required
@require_POST
def opening(request: HttpRequest, id: str) -> HttpResponse:
    """Let somebody in again."""
    row = actions.reopen_account(one_account(request.user, id), by=request.user, at=now())
    return redirect("person", row.pk)


@login_required
@require_POST
def invitation(request: HttpRequest, id: str) -> HttpResponse:
    """Send somebody the mail that lets them in."""
    row = one_account(request.user, id)
    actions.invite_account(row, by=request.user, at=now())
    messages.success(request, f"The invitation is on its way to {row.email}.")
    return redirect("person", row.pk)


def _add(request: HttpRequest, given: dict[str, Any]) -> Any:
    by, at = request.user, now()
    with write():
        added = actions.create_account(
            given["email"], given["name"], title=given["title"], time_zone=given["time_zone"], by=by, at=at
        )
        if given["team"]:
            actions.add_member(team(by, given["team"]), added, by=by, at=at)
        if given["is_invited"]:
            actions.invite_account(added, by=by, at=at)
    return added


def _profile(shown: Any) -> dict[str, str]:
    return {"name": shown.name, "title": shown.title, "time_zone": shown.time_zone}
