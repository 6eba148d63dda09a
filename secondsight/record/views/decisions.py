"""Decision points: what they faced, and what was known then beside what had not reached them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError, StaleEdit
from secondsight.record.actions import decisions as actions
from secondsight.record.forms.decisions import DecisionForm, NoteForm, OptionForm, WeighForm
from secondsight.record.forms.fields import tell
from secondsight.record.queries import decision_pairs, timeline
from secondsight.record.queries import decisions as queries
from secondsight.record.queries.incidents import plain_incident
from secondsight.record.rules.decisions.vocabulary import OF_EVENTS
from secondsight.record.views.timeline import place_of

SEE_OTHER = 303
OFFERED = 120  # moments that a signal may be, the latest before the decision


@login_required
@require_GET
def decisions(request: HttpRequest, id: str) -> HttpResponse:
    """The decisions of an incident, each with what it still leaves open."""
    incident = plain_incident(request.user, id)
    context = {
        "incident": incident,
        "nav": "incidents",
        "list": decision_pairs.decision_list(request.user, [incident]),
    }
    return render(request, "record/decisions.html", context)


@login_required
@require_POST
def event_decision(request: HttpRequest, id: str) -> HttpResponse:
    """Say that an event was a decision, and go on to tell it."""
    event = timeline.event(request.user, id)
    try:
        return to(actions.mark_decision(event, by=request.user, at=now()).pk)
    except SecondsightError as error:
        messages.error(request, error.message)
    response = redirect("event", event.pk)
    response.status_code = SEE_OTHER
    return response


@login_required
@require_GET
def decision(request: HttpRequest, id: str) -> HttpResponse:
    """A decision as people have told it, and a place to tell more."""
    return page(request, queries.decision_point(request.user, id))


@login_required
@require_GET
def pair(request: HttpRequest, id: str) -> HttpResponse:
    """What was known then and what had not reached them, on a sheet of its own."""
    found = queries.decision_point(request.user, id)
    return render(request, "record/decision_pair.html", {"nav": "incidents", **_shown(request, found)})


@login_required
@require_http_methods(["GET", "POST"])
def decision_edit(request: HttpRequest, id: str) -> HttpResponse:
    """Correct what they faced; what somebody else saved meanwhile is shown, never overwritten unseen."""
    found = queries.decision_point(request.user, id)
    form = DecisionForm(request.POST or None, viewer=request.user, decision=found)
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_decision(found, **form.facts(), by=request.user, at=now())
            return to(found.pk)
        except StaleEdit as error:
            newer = error.newer
            tell(form, error)
            form.data = form.data.copy()
            form.data["edition"] = str(newer.edition)
        except SecondsightError as error:
            tell(form, error)
    context = {
        "form": form,
        "decision": found,
        "newer": newer,
        "newer_decider": queries.decider_of(newer) if newer else "",
        "nav": "incidents",
    }
    return render(request, "record/decision_edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def decision_removal(request: HttpRequest, id: str) -> HttpResponse:
    """Say that it was no decision after all; what was told is kept."""
    actions.remove_decision(queries.decision_point(request.user, id), by=request.user, at=now())
    messages.success(
        request, "It is no longer told as a decision. What was said is kept and can be put back."
    )
    return to(id)


@login_required
@require_POST
def decision_restoration(request: HttpRequest, id: str) -> HttpResponse:
    """Put a decision back with all that was told of it."""
    actions.restore_decision(queries.decision_point(request.user, id), by=request.user, at=now())
    return to(id)


def page(request: HttpRequest, found: Any, *, form: Any = None, said: Any = None) -> HttpResponse:
    """Draw a decision's page; `form` is one that could not be used, `said` where on the page it stands."""
    context = {"nav": "incidents", **_shown(request, found)}
    told, both = context["told"], context["both"]
    at = found.event.occurred_at
    before = [one for one in both.events.values() if one.pk != found.event_id]
    if at is not None:
        before = [one for one in before if one.occurred_at is not None and one.occurred_at <= at]
    reader = timezone.get_current_timezone()
    offered = [
        (one.pk, f"{one.occurred_at.astimezone(reader):%H:%M:%S} {one.what}" if one.occurred_at else one.what)
        for one in before[-OFFERED:]
    ]
    if isinstance(form, NoteForm) and "event" in form.fields:
        form.fields["event"].choices = [("", "None of them"), *offered]  # type: ignore[attr-defined]
    rounds = []
    for one in told.rounds:
        asked = []
        for each in one.asked:
            key = (each.probe.value, one.standing.sweep.value)
            blank = NoteForm(
                probe=each.probe,
                sweep=one.standing.sweep,
                events=offered if each.probe in OF_EVENTS else [],
            )
            asked.append((each, form if said == key else blank))
        rounds.append((one, asked))
    context |= {
        "rounds": rounds,
        "ways": [(way, form if said == way.option.pk else WeighForm(option=way.option)) for way in told.ways],
        "option_form": form if said == "option" else OptionForm(auto_id="option-%s"),
        "place": place_of(found.event),
        "offered": offered,
    }
    return render(request, "record/decision.html", context, status=422 if form is not None else 200)


def to(id: str) -> HttpResponse:
    """Return the way to a decision's page."""
    response = redirect("decision", id)
    response.status_code = SEE_OTHER
    return response


def _shown(request: HttpRequest, found: Any) -> dict[str, Any]:
    both = decision_pairs.decision_pair(request.user, found)
    return {
        "decision": found,
        "event": found.event,
        "told": queries.told(found),
        "both": both,
        "sides": decision_pairs.sides(both, reader=timezone.get_current_timezone()),
    }
