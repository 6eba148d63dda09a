"""What people say of a decision: options, and notes under their own names."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import Forbidden, InvalidInput, SecondsightError, StaleEdit
from secondsight.record.actions import decision_notes as note_actions
from secondsight.record.actions import decisions as actions
from secondsight.record.forms.decisions import NoteEditForm, NoteForm, OptionEditForm, OptionForm, WeighForm
from secondsight.record.forms.fields import tell
from secondsight.record.queries import decisions as queries
from secondsight.record.queries import timeline
from secondsight.record.rules.decisions.vocabulary import OF_OPTIONS, SWEEP_OF, Probe, Sweep
from secondsight.record.views.decisions import page, to


@login_required
@require_POST
def options(request: HttpRequest, id: str) -> HttpResponse:
    """Note a way to go on that was in view."""
    found = queries.decision_point(request.user, id)
    form = OptionForm(request.POST, auto_id="option-%s")
    if form.is_valid():
        try:
            actions.add_option(found, **form.cleaned_data, by=request.user, at=now())
            return to(found.pk)
        except SecondsightError as error:
            tell(form, error)
    return page(request, found, form=form, said="option")


@login_required
@require_http_methods(["GET", "POST"])
def option_edit(request: HttpRequest, id: str) -> HttpResponse:
    """Correct an option; what somebody else saved meanwhile is shown."""
    found = queries.option(request.user, id)
    form = OptionEditForm(request.POST or None, option=found)
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_option(found, **form.cleaned_data, by=request.user, at=now())
            return to(found.decision_id)
        except StaleEdit as error:
            newer = error.newer
            tell(form, error)
            form.data = form.data.copy()
            form.data["edition"] = str(newer.edition)
        except SecondsightError as error:
            tell(form, error)
    context = {"form": form, "option": found, "decision": found.decision, "newer": newer}
    return _form(request, "record/decision_option.html", context)


@login_required
@require_POST
def option_removal(request: HttpRequest, id: str) -> HttpResponse:
    """Take an option back; it is kept with what was said of it."""
    found = actions.remove_option(queries.option(request.user, id), by=request.user, at=now())
    return to(found.decision_id)


@login_required
@require_POST
def notes(request: HttpRequest, id: str) -> HttpResponse:
    """Keep what somebody says, under their own name."""
    found = queries.decision_point(request.user, id)
    probe, form, said = _sent(request, found)
    if form.is_valid():
        try:
            told = form.cleaned_data
            saying = note_actions.Saying(
                probe.value,
                words=told["words"],
                sweep=told.get("sweep", ""),
                option=queries.option(request.user, told["option"]) if told.get("option") else None,
                event=timeline.event(request.user, told["event"]) if told.get("event") else None,
                constraint_kind=told.get("constraint_kind", ""),
            )
            note_actions.add_note(found, saying, once=told["once"], by=request.user, at=now())
            return to(found.pk)
        except SecondsightError as error:
            tell(form, error)
    return page(request, found, form=form, said=said)


@login_required
@require_http_methods(["GET", "POST"])
def note_edit(request: HttpRequest, id: str) -> HttpResponse:
    """Put one's own words differently; anybody else's are only to be read."""
    found = queries.note(request.user, id)
    form = NoteEditForm(request.POST if request.method == "POST" else None, note=found)
    if form.is_valid():
        try:
            note_actions.edit_note(found, **form.cleaned_data, by=request.user, at=now())
            return to(found.decision_id)
        except Forbidden as error:
            messages.error(request, error.message)
            return to(found.decision_id)
        except SecondsightError as error:
            tell(form, error)
    context = {"form": form, "note": found, "decision": found.decision}
    return _form(request, "record/decision_note.html", context)


@login_required
@require_POST
def note_removal(request: HttpRequest, id: str) -> HttpResponse:
    """Take one's own words back; they are kept and not shown."""
    found = queries.note(request.user, id)
    try:
        note_actions.withdraw_note(found, by=request.user, at=now())
    except SecondsightError as error:
        messages.error(request, error.message)
    return to(found.decision_id)


def _sent(request: HttpRequest, found: Any) -> tuple[Probe, Any, Any]:
    """The probe that was answered, its form, and where on the page it stands."""
    try:
        probe = Probe(request.POST.get("probe", ""))
        sweep = Sweep(request.POST.get("sweep") or SWEEP_OF[probe])
    except ValueError:
        raise InvalidInput("This form is not one that we gave out. Load the page again.") from None
    if probe in OF_OPTIONS:
        option = queries.option(request.user, request.POST.get("option", ""))
        return probe, WeighForm(request.POST, option=option), option.pk
    # Whatever moment was chosen is looked up, so the list of those that were offered is not needed.
    named = request.POST.get("event", "")
    form = NoteForm(request.POST, probe=probe, sweep=sweep, events=[(named, named)] if named else [])
    return probe, form, (probe.value, sweep.value)


def _form(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].is_bound else 200
    return render(request, template, {"nav": "incidents", **context}, status=status)
