"""Teams and services, severities and tiers, the calendar."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from secondsight.base.clock import now
from secondsight.organisation import actions, queries
from secondsight.organisation.forms.organisation import ServiceForm, SeverityForm, TeamForm, TierForm
from secondsight.organisation.queries.people import members
from secondsight.organisation.rules.duties import must_administer, must_set_policy
from secondsight.organisation.views.attempt import attempt, posted


@login_required
@require_http_methods(["GET"])
def teams(request: HttpRequest) -> HttpResponse:
    """Show the teams with their services, and the services of nobody."""
    return _teams_page(request)


@login_required
@require_POST
def new_team(request: HttpRequest) -> HttpResponse:
    """Add a team."""
    must_administer(request.user)
    form = TeamForm(request.POST, auto_id="team_%s")
    made = attempt(form, lambda given: actions.create_team(given["name"], by=request.user, at=now()))
    return redirect("team", made.pk) if made else _teams_page(request, team_form=form)


@login_required
@require_POST
def new_service(request: HttpRequest) -> HttpResponse:
    """Add a service."""
    must_administer(request.user)
    form = ServiceForm(request.POST, teams=_team_choices(request), auto_id="service_%s")
    made = attempt(
        form,
        lambda given: actions.create_service(
            given["name"], team=_team(request, given["team"]), by=request.user, at=now()
        ),
    )
    return redirect("teams") if made else _teams_page(request, service_form=form)


@login_required
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, id: str) -> HttpResponse:
    """Show a team with its members and services; POST renames it."""
    row = queries.team(request.user, id)
    form = TeamForm(posted(request), initial={"name": row.name})
    if request.method == "POST" and attempt(
        form, lambda given: actions.rename_team(row, given["name"], by=request.user, at=now())
    ):
        return redirect("team", row.pk)
    inside = list(members(request.user, row)[:500])
    context = {
        "team": queries.team(request.user, row.pk) if form.errors else row,
        "form": form,
        "members": inside,
        "others": queries.accounts(request.user).exclude(pk__in=[person.pk for person in inside])[:1000]
        if request.user.is_administrator
        else [],
        "services": queries.services(request.user).filter(team=row),
        "tab": "teams",
    }
    return render(request, "organisation/team.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def member(request: HttpRequest, id: str) -> HttpResponse:
    """Put somebody into a team."""
    row = queries.team(request.user, id)
    person = queries.account(request.user, request.POST.get("account", "")[:16], is_active=True)
    actions.add_member(row, person, by=request.user, at=now())
    return redirect("team", row.pk)


@login_required
@require_POST
def member_removal(request: HttpRequest, id: str, account: str) -> HttpResponse:
    """Take somebody out of a team."""
    row = queries.team(request.user, id)
    actions.remove_member(row, queries.account(request.user, account), by=request.user, at=now())
    return redirect("team", row.pk)


@login_required
@require_POST
def team_deletion(request: HttpRequest, id: str) -> HttpResponse:
    """Delete a team; its people and services stay."""
    row = queries.team(request.user, id)
    actions.delete_team(row, by=request.user, at=now())
    messages.success(request, f"{row.name} is deleted. Its people and services are kept.")
    return redirect("teams")


@login_required
@require_http_methods(["GET", "POST"])
def service(request: HttpRequest, id: str) -> HttpResponse:
    """Show a service; POST changes its name and team."""
    row = queries.service(request.user, id)
    initial = {"name": row.name, "team": row.team_id or ""}
    form = ServiceForm(posted(request), teams=_team_choices(request), initial=initial)
    if request.method == "POST" and attempt(
        form,
        lambda given: actions.change_service(
            row, name=given["name"], team=_team(request, given["team"]), by=request.user, at=now()
        ),
    ):
        return redirect("teams")
    context = {"service": row, "form": form, "tab": "teams"}
    return render(request, "organisation/service.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def service_deletion(request: HttpRequest, id: str) -> HttpResponse:
    """Delete a service."""
    row = queries.service(request.user, id)
    actions.delete_service(row, by=request.user, at=now())
    messages.success(request, f"{row.name} is deleted.")
    return redirect("teams")


@login_required
@require_safe
def tiers(request: HttpRequest) -> HttpResponse:
    """Show the severities and the review that each asks for."""
    context = {
        "severities": queries.severities(request.user),
        "tiers": queries.tiers(request.user),
        "may_change": _sets_policy(request),
        "tab": "tiers",
    }
    return render(request, "organisation/tiers.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def tier(request: HttpRequest, id: str = "") -> HttpResponse:
    """Change a kind of review, or add one."""
    must_set_policy(request.user)
    row = queries.tier(request.user, id) if id else None
    fields = ("name", "summary", "minutes_from", "minutes_to", "most_commitments")
    form = TierForm(
        posted(request),
        initial={name: getattr(row, name, None) for name in fields},
    )

    def store(given: dict[str, Any]) -> Any:
        if row is None:
            return actions.create_tier(**given, by=request.user, at=now())
        return actions.change_tier(row, **given, by=request.user, at=now())

    if request.method == "POST" and attempt(form, store):
        return redirect("tiers")
    title = row.name if row is not None and not form.is_bound else ""
    context = {"form": form, "title": title or "A kind of review", "tab": "tiers"}
    return render(request, "organisation/tier.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def severity(request: HttpRequest, id: str = "") -> HttpResponse:
    """Change a severity, or add one."""
    must_set_policy(request.user)
    row = queries.severity(request.user, id) if id else None
    known = [(tier.pk, tier.name) for tier in queries.tiers(request.user)]
    initial = {"name": row.name, "summary": row.summary, "tier": row.tier_id} if row else {}
    form = SeverityForm(posted(request), tiers=known, initial=initial)

    def store(given: dict[str, Any]) -> Any:
        given = {**given, "tier": queries.tier(request.user, given["tier"])}
        if row is None:
            return actions.create_severity(**given, by=request.user, at=now())
        return actions.change_severity(row, **given, by=request.user, at=now())

    if request.method == "POST" and attempt(form, store):
        return redirect("tiers")
    title = row.name if row is not None and not form.is_bound else ""
    context = {"form": form, "title": title or "A severity", "tab": "tiers"}
    return render(request, "organisation/tier.html", context, status=422 if form.is_bound else 200)


def _teams_page(
    request: HttpRequest, *, team_form: TeamForm | None = None, service_form: ServiceForm | None = None
) -> HttpResponse:
    services = list(queries.services(request.user))
    of_team: dict[str | None, list[Any]] = {}
    for row in services:
        of_team.setdefault(row.team_id, []).append(row)
    known = list(queries.teams(request.user))
    choices = [(row.pk, row.name) for row in known]
    context = {
        "teams": [{"row": row, "services": of_team.get(row.pk, [])} for row in known],
        "homeless": of_team.get(None, []),
        "team_form": team_form or TeamForm(auto_id="team_%s"),
        "service_form": service_form or ServiceForm(teams=choices, auto_id="service_%s"),
        "tab": "teams",
    }
    status = 422 if team_form or service_form else 200
    return render(request, "organisation/teams.html", context, status=status)


def _team_choices(request: HttpRequest) -> list[tuple[str, str]]:
    return [(row.pk, row.name) for row in queries.teams(request.user)]


def _team(request: HttpRequest, id: str) -> Any:
    return queries.team(request.user, id) if id else None


def _sets_policy(request: HttpRequest) -> bool:
    return request.user.is_administrator or request.user.is_programme_owner
