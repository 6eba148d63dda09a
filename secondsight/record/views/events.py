"""One event: what it rests on, who knew of it since when, what witnesses say."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError, StaleEdit
from secondsight.base.ids import new_id
from secondsight.record.actions import knowledge as knowing
from secondsight.record.actions import timeline as actions
from secondsight.record.forms.fields import tell
from secondsight.record.forms.timeline import EventForm, KnowledgeForm, SettlementForm, VersionForm
from secondsight.record.queries import decisions
from secondsight.record.queries import timeline as queries
from secondsight.record.queries.findings import steps_of
from secondsight.record.queries.knowledge_proposals import count_waiting_knowledge
from secondsight.record.queries.veil import ahead_of
from secondsight.record.views.beside import is_beside, saved_beside
from secondsight.record.views.timeline import place_of

SEE_OTHER = 303


@login_required
@require_GET
def event(request: HttpRequest, id: str) -> HttpResponse:
    """Everything that is kept of one event."""
    found = queries.event(request.user, id)
    point = decisions.decision_of(request.user, found)
    told = decisions.told(point) if point else None
    context = {
        "event": found,
        "decision": told,
        "details": queries.event_details(request.user, found),
        "standings": queries.standing_history(request.user, found),
        "place": place_of(found),
        "question": told.lacks if told else queries.open_question(found),
        "proposed": count_waiting_knowledge(found.incident, found),
        "steps": steps_of(request.user, found),
        "once": new_id(),
        "ahead_of": ahead_of(request.user, found.incident_id),
        "nav": "incidents",
    }
    return render(request, "record/event.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def event_edit(request: HttpRequest, id: str) -> HttpResponse:
    """Correct an event; what somebody else saved meanwhile is shown, never overwritten unseen."""
    found = queries.event(request.user, id)
    form = EventForm(request.POST or None, viewer=request.user, event=found)
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            edited = actions.edit_event(found, **form.facts(), by=request.user, at=now())
            return saved_beside(request, edited) if is_beside(request) else _to(place_of(edited))
        except StaleEdit as error:
            newer = error.newer
            tell(form, error)
            form.data = form.data.copy()
            form.data["edition"] = str(newer.edition)
        except SecondsightError as error:
            tell(form, error)
    context = {
        "form": form,
        "event": found,
        "newer": newer,
        "question": queries.open_question(found),
    }
    return _form(request, "record/event_edit.html", context, "#beside")


@login_required
@require_http_methods(["GET", "POST"])
def event_knowledge(request: HttpRequest, id: str) -> HttpResponse:
    """Say who knew of an event since when."""
    found = queries.event(request.user, id)
    initial = {"known_at": found.occurred_at}
    form = KnowledgeForm(request.POST or None, viewer=request.user, initial=initial)
    return _added(
        request,
        form,
        found,
        lambda: knowing.add_knowledge(found, form.knowing(), by=request.user, at=now()),
        {"heading": "Who knew of it, since when?", "lede": KNOWLEDGE, "submit": "Add this"},
    )


@login_required
@require_http_methods(["GET", "POST"])
def event_versions(request: HttpRequest, id: str) -> HttpResponse:
    """Keep what another witness says of an event."""
    found = queries.event(request.user, id)
    form = VersionForm(request.POST or None, viewer=request.user, initial={"occurred_at": found.occurred_at})
    return _added(
        request,
        form,
        found,
        lambda: knowing.add_version(found, **form.facts(), by=request.user, at=now()),
        {"heading": "Somebody remembers it differently", "lede": VERSIONS, "submit": "Keep this version too"},
    )


@login_required
@require_http_methods(["GET", "POST"])
def event_settlement(request: HttpRequest, id: str) -> HttpResponse:
    """Say which telling of a disputed event holds."""
    found = queries.event(request.user, id)
    form = SettlementForm(request.POST if request.method == "POST" else None, event=found)
    return _added(
        request,
        form,
        found,
        lambda: knowing.settle_dispute(found, **form.facts(), by=request.user, at=now()),
        {"heading": "What holds?", "lede": "Every version stays with its witness.", "submit": "Settle it"},
    )


@login_required
@require_http_methods(["GET", "POST"])
def event_merge(request: HttpRequest, id: str) -> HttpResponse:
    """Choose events that tell the same as this one, and make them one."""
    found = queries.event(request.user, id)
    nearby = list(queries.nearby_events(request.user, found))
    if request.method == "POST":
        chosen = [queries.event(request.user, other) for other in request.POST.getlist("event")[:50]]
        try:
            merged = actions.merge_events(found, chosen, by=request.user, at=now())
            return _to(place_of(merged))
        except SecondsightError as error:
            messages.error(request, error.message)
    context = {"event": found, "nearby": nearby, "zone": timezone.get_current_timezone_name()}
    return render(request, "record/event_merge.html", {"nav": "incidents", **context})


@login_required
@require_POST
def event_removal(request: HttpRequest, id: str) -> HttpResponse:
    """Take an event off the timeline; it is kept."""
    removed = actions.remove_event(queries.event(request.user, id), by=request.user, at=now())
    messages.success(request, f"“{removed.what}” is off the timeline. It is kept and can be put back.")
    return _to_event(removed)


@login_required
@require_POST
def event_restoration(request: HttpRequest, id: str) -> HttpResponse:
    """Put an event back on the timeline."""
    return _to_event(actions.restore_event(queries.event(request.user, id), by=request.user, at=now()))


@login_required
@require_POST
def event_corroboration(request: HttpRequest, id: str) -> HttpResponse:
    """Say that a second, independent source agrees."""
    found = queries.event(request.user, id)
    try:
        knowing.corroborate_event(found, by=request.user, at=now())
    except SecondsightError as error:
        messages.error(request, error.message)
    return _to_event(found)


@login_required
@require_http_methods(["GET", "POST"])
def knowledge_edit(request: HttpRequest, id: str) -> HttpResponse:
    """Correct since when somebody knew, or say that they gave a belief up and what became of it."""
    row = queries.knowledge(request.user, id)
    form = KnowledgeForm(request.POST or None, viewer=request.user, knowledge=row)
    who = row.account.name if row.account else row.team.name if row.team else row.name or "Everybody"
    return _added(
        request,
        form,
        row.event,
        lambda: knowing.edit_knowledge(row, **form.told(), by=request.user, at=now()),
        {"heading": f"{who}: what they knew of it", "lede": BELIEFS, "submit": "Save this"},
    )


@login_required
@require_POST
def knowledge_withdrawal(request: HttpRequest, id: str) -> HttpResponse:
    """Take back that somebody knew of an event."""
    row = queries.knowledge(request.user, id)
    knowing.withdraw_knowledge(row, by=request.user, at=now())
    return _to_event(row.event)


KNOWLEDGE = (
    "That it happened is one clock; that somebody knew is another. Name nobody to say that everybody knew."
)
BELIEFS = (
    "A belief may be given up, and it may turn out otherwise: both are part of how it looked from inside."
)
VERSIONS = "Both tellings stay, each with its witness, until something settles it. Nobody has to be wrong."


def _added(
    request: HttpRequest, form: Any, event: Any, add: Callable[[], Any], words: dict[str, str]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            add()
            return saved_beside(request, event) if is_beside(request) else _to_event(event)
        except SecondsightError as error:
            tell(form, error)
    return _form(request, "record/event_add.html", {"form": form, "event": event, **words}, "#beside")


def _to_event(event: Any) -> HttpResponse:
    response = redirect("event", event.pk)
    response.status_code = SEE_OTHER
    return response


def _to(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = SEE_OTHER
    return response


def _form(request: HttpRequest, template: str, context: dict[str, Any], part: str = "") -> HttpResponse:
    """A page with a form, or the form alone (`part`) where it opens beside the picture."""
    status = 422 if context["form"].is_bound else 200
    template += part if is_beside(request) else ""
    return render(request, template, {"nav": "incidents", **context}, status=status)
