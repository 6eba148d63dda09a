"""The people of an incident's evidence, and whom their names stand for."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.organisation.queries.directory import directory, directory_person
from secondsight.record.actions import people as actions
from secondsight.record.queries import presence
from secondsight.record.queries.incidents import incident as find_incident

UNPROCESSABLE = 422


@login_required
@require_GET
def incident_people(request: HttpRequest, id: str) -> HttpResponse:
    """Who was there, from when to when; in the order in which they came."""
    return _show(request, id)


@login_required
@require_POST
def known_as(request: HttpRequest, id: str) -> HttpResponse:
    """Say whom a name stands for: a person of the directory, a new one, or not the one suggested."""
    source, author, person = (request.POST.get(name, "")[:200] for name in ("source", "author", "person"))
    incident = find_incident(request.user, id)
    at = now()
    try:
        if not person:
            actions.add_person_of(incident, source, author, by=request.user, at=at)
        else:
            say = actions.keep_apart if "apart" in request.POST else actions.join_name
            say(incident, source, author, directory_person(request.user, person), by=request.user, at=at)
    except SecondsightError as error:
        return _show(request, id, trouble=error.message)
    return redirect("incident_people", id)


@login_required
@require_POST
def known_as_end(request: HttpRequest, id: str, said: str) -> HttpResponse:
    """Take back what was said of a name."""
    incident = find_incident(request.user, id)
    actions.take_back(presence.said_of_name(incident, said), by=request.user, at=now())
    return redirect("incident_people", id)


def _show(request: HttpRequest, id: str, trouble: str = "") -> HttpResponse:
    incident = find_incident(request.user, id)
    actions.see_that_counted(incident)
    rows = presence.present(incident)
    context = {
        "incident": incident,
        "rows": rows,
        "any_new": any(row.new_with for row in rows),
        "programs": presence.programs(incident),
        "people": list(directory(request.user)[:2000]) if any(row.person is None for row in rows) else [],
        "trouble": trouble,
        "nav": "incidents",
    }
    return render(request, "record/people.html", context, status=UNPROCESSABLE if trouble else 200)
