"""What people make of messages: tags, questions, hypotheses, and events that are fed with them."""

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.base.paging import page
from secondsight.record.actions import hypotheses as hypothesis_actions
from secondsight.record.actions import questions as question_actions
from secondsight.record.actions import timeline as timeline_actions
from secondsight.record.actions.tagging import tag_items, untag_item
from secondsight.record.forms.desk import AnswerForm, HypothesisForm, MoveForm, QuestionForm, StepForm
from secondsight.record.forms.fields import InstantField, tell
from secondsight.record.queries import desk, findings
from secondsight.record.queries import timeline as timeline_queries
from secondsight.record.queries.beside import hypothesis_stances, hypothesis_threads
from secondsight.record.queries.desk_rows import desk_rows
from secondsight.record.queries.evidence import item as find_item
from secondsight.record.queries.hearing_rows import lag_lines, stance_rows, step_rows
from secondsight.record.queries.hearings import proposed_hearers
from secondsight.record.queries.incidents import plain_incident
from secondsight.record.queries.knowing import find_vantage, vantages
from secondsight.record.queries.people import account_in

SEE_OTHER = 303
PAGE = 100


@login_required
@require_POST
def item_tags(request: HttpRequest, id: str) -> HttpResponse:
    """Put a tag on messages of an incident."""
    incident = plain_incident(request.user, id)
    links = _links(request, incident)
    tag = findings.tag(request.user, request.POST.get("tag", ""))
    tag_items(incident, [link.item for link in links], tag, by=request.user, at=now())
    return _changed(request, incident, links)


@login_required
@require_POST
def item_tag_removal(request: HttpRequest, id: str) -> HttpResponse:
    """Take a tag off a message."""
    row = untag_item(findings.item_tag(request.user, id), by=request.user, at=now())
    return _changed(request, row.incident, [desk.row_of(row.incident, str(row.item_id))])


@login_required
@require_POST
def event_items(request: HttpRequest, id: str) -> HttpResponse:
    """Let an event rest on messages too."""
    event = timeline_queries.event(request.user, id)
    links = _links(request, event.incident)
    timeline_actions.feed_event(event, [link.item for link in links], by=request.user, at=now())
    return _changed(request, event.incident, links)


@login_required
@require_POST
def event_item_removal(request: HttpRequest, id: str, item: str) -> HttpResponse:
    """Let an event rest on an item no more."""
    event = timeline_queries.event(request.user, id)
    timeline_actions.unfeed_event(event, find_item(request.user, item), by=request.user, at=now())
    if request.htmx:
        return _changed(request, event.incident, [desk.row_of(event.incident, item)])
    return _to(reverse("event", args=[event.pk]))


@login_required
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, id: str) -> HttpResponse:
    """The questions that wait for people, and those that are settled; POST asks one."""
    incident = plain_incident(request.user, id)
    if request.method == "POST":
        form = QuestionForm(request.POST, auto_id="q-%s")

        def ask() -> Any:
            told = form.cleaned_data
            link = desk.row_of(incident, told["item"])
            return question_actions.ask_question(
                incident,
                link.item,
                of_name=told["of"],
                of_account=account_in(incident, told["of"]),
                words=told["words"],
                once=told["once"],
                by=request.user,
                at=now(),
            )

        return _made(request, incident, form, ask, "question", "Asked. It waits with the others.")
    state = request.GET.get("state", "open")
    state = state if state in ("open", "settled", "all") else "open"
    rows = findings.questions(request.user, incident, state=state)
    found = page(rows, order=findings.QUESTION_ORDER, size=PAGE, cursor=request.GET.get("cursor", ""))
    context = {
        "incident": incident,
        "state": state,
        "rows": [{"question": row, "state": findings.state_of(row)} for row in found.rows],
        "pager": {
            "previous": f"?state={state}&cursor={found.previous}" if found.previous else "",
            "next": f"?state={state}&cursor={found.next}" if found.next else "",
        },
        "nav": "incidents",
    }
    return render(request, "record/questions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def question_answer(request: HttpRequest, id: str) -> HttpResponse:
    """Note what they said."""
    found = findings.question(request.user, id)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"answer": found.answer})
    if form.is_valid():
        try:
            question_actions.answer_question(found, **form.cleaned_data, by=request.user, at=now())
            return _to(reverse("questions", args=[found.incident_id]))
        except SecondsightError as error:
            tell(form, error)
    context = {"question": found, "form": form, "nav": "incidents"}
    return render(request, "record/question_answer.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def question_closure(request: HttpRequest, id: str) -> HttpResponse:
    """Say that a question needs no answer any more."""
    found = question_actions.close_question(findings.question(request.user, id), by=request.user, at=now())
    return _to(reverse("questions", args=[found.incident_id]))


@login_required
@require_http_methods(["GET", "POST"])
def hypotheses(request: HttpRequest, id: str) -> HttpResponse:
    """What people took to be going on, each from raised to dropped or confirmed; POST raises one."""
    incident = plain_incident(request.user, id)
    form = HypothesisForm(
        request.POST if request.method == "POST" else None, viewer=request.user, auto_id="h-%s"
    )
    if request.method == "POST":
        link = desk.row_of(incident, request.POST["item"]) if request.POST.get("item") else None
        event = _event(request)
        form.said_at = link.occurred_at if link else event.occurred_at if event else None

        def begin() -> Any:
            item = link.item if link else None
            return hypothesis_actions.raise_hypothesis(
                incident, **form.facts(), item=item, event=event, by=request.user, at=now()
            )

        return _made(
            request, incident, form, begin, "hypothesis", "Raised. Say what became of it as you read on."
        )
    found = page(
        findings.hypotheses(request.user, incident),
        order=findings.HYPOTHESIS_ORDER,
        size=PAGE,
        cursor=request.GET.get("cursor", ""),
    )
    context = {
        "incident": incident,
        **_then(request, incident),
        "lives": [findings.life(row) for row in found.rows],
        "form": form,
        "pager": {
            "previous": f"?cursor={found.previous}" if found.previous else "",
            "next": f"?cursor={found.next}" if found.next else "",
        },
        "nav": "incidents",
    }
    return render(request, "record/hypotheses.html", context)


def _then(request: HttpRequest, incident: Any) -> dict[str, Any]:
    """What the page shows of a moment that was asked for, from a vantage."""
    told = {
        "vantages": vantages(request.user, incident),
        "asked_at": request.GET.get("at", "")[:40],
        "asked_for": request.GET.get("for", ""),
    }
    if not told["asked_at"]:
        return told
    try:
        moment = InstantField().clean(told["asked_at"])
    except forms.ValidationError as error:
        return {**told, "trouble": " ".join(error.messages)}
    where = find_vantage(request.user, incident, told["asked_for"])
    found = hypothesis_stances(request.user, incident, where.vantage, moment)
    return {**told, "stances": stance_rows(found, where.name)}


@login_required
@require_http_methods(["GET"])
def hypothesis(request: HttpRequest, id: str) -> HttpResponse:
    """One hypothesis: its signals and its steps."""
    return _hypothesis(request, findings.hypothesis(request.user, id), StepForm(viewer=request.user))


@login_required
@require_POST
def hypothesis_steps(request: HttpRequest, id: str) -> HttpResponse:
    """Note what became of a hypothesis."""
    found = findings.hypothesis(request.user, id)
    form: StepForm = StepForm(request.POST, viewer=request.user)
    link = desk.row_of(found.incident, request.POST["item"]) if request.POST.get("item") else None
    form.said_at = link.occurred_at if link else None
    if form.is_valid():
        try:
            hypothesis_actions.move_hypothesis(
                found,
                **form.facts(),
                item=link.item if link else None,
                event=_event(request),
                by=request.user,
                at=now(),
            )
            return _to(reverse("hypothesis", args=[found.pk]))
        except SecondsightError as error:
            tell(form, error)
    return _hypothesis(request, found, form)


@login_required
@require_POST
def message_step(request: HttpRequest, id: str) -> HttpResponse:
    """Note at a message what became of the hypothesis that the form names."""
    incident = plain_incident(request.user, id)
    known = list(findings.hypotheses(request.user, incident))
    form = MoveForm(request.POST, viewer=request.user, hypotheses=known, auto_id="m-%s")
    link = desk.row_of(incident, request.POST.get("item", ""))
    form.said_at = link.occurred_at

    def move() -> Any:
        told = form.facts()
        named = findings.hypothesis(request.user, told.pop("hypothesis"))
        return hypothesis_actions.move_hypothesis(named, **told, item=link.item, by=request.user, at=now())

    return _made(request, incident, form, move, "move", "Noted.")


@login_required
@require_POST
def step_withdrawal(request: HttpRequest, id: str) -> HttpResponse:
    """Take a step of a hypothesis back."""
    step = findings.step(request.user, id)
    try:
        hypothesis_actions.withdraw_step(step, by=request.user, at=now())
    except SecondsightError as error:
        messages.error(request, error.message)
    return _to(reverse("hypothesis", args=[step.hypothesis_id]))


def done(request: HttpRequest, incident: Any, item: str, words: str) -> HttpResponse:
    """Answer what was made at the desk: in place for the island, with the message's page for others."""
    if request.htmx:
        answer = render(request, "record/_desk_done.html", {"words": words})
        answer["HX-Trigger"] = json.dumps({"desk:done": {"item": item}})
        return answer
    messages.success(request, words)
    return _to(
        reverse("message", args=[incident.pk, item]) if item else reverse("hypotheses", args=[incident.pk])
    )


def _made(
    request: HttpRequest, incident: Any, form: forms.Form, make: Callable[[], Any], part: str, words: str
) -> HttpResponse:
    item = str(form.data.get("item", ""))
    if form.is_valid():
        try:
            make()
            return done(request, incident, item, words)
        except SecondsightError as error:
            tell(form, error)
    template = f"record/message_form.html{'#form' if request.htmx else ''}"
    context = {"incident": incident, "form": form, "part": part, "item": item, "nav": "incidents"}
    return render(request, template, context, status=422)


def _hypothesis(request: HttpRequest, found: Any, form: StepForm) -> HttpResponse:
    life = findings.life(found)
    reader = timezone.get_current_timezone()
    threads = hypothesis_threads(request.user, found.incident)
    thread = next(each for each in threads if each.id == found.pk)
    proposed = proposed_hearers(request.user, found.incident, life.steps)
    context = {
        "life": life,
        "rows": step_rows(thread, proposed, found.incident, reader),
        "lags": lag_lines(thread, reader),
        "incident": found.incident,
        "form": form,
        "signals": desk_rows(
            found.incident,
            desk.links_of(found.incident, [item.pk for item in found.signals.all()]),
            reader=timezone.get_current_timezone(),
        ),
        "nav": "incidents",
    }
    return render(request, "record/hypothesis.html", context, status=422 if form.is_bound else 200)


def _event(request: HttpRequest) -> Any:
    """The event of the timeline that tells of the step, where the form names one."""
    named = request.POST.get("event", "")
    return timeline_queries.event(request.user, named) if named else None


def _links(request: HttpRequest, incident: Any) -> list[Any]:
    named = [one for one in request.POST.getlist("item")[:500] if one.isascii() and one.isdigit()]
    found = desk.links_of(incident, [int(one) for one in named if len(one) < 19])
    return found or [desk.row_of(incident, "")]  # nothing that is there: 404


def _changed(request: HttpRequest, incident: Any, links: list[Any]) -> HttpResponse:
    if request.htmx:
        rows = desk_rows(incident, links, reader=timezone.get_current_timezone())
        return render(
            request, "record/_desk_marks.html", {"incident": incident, "rows": rows, "places": None}
        )
    return _to(reverse("message", args=[incident.pk, links[0].item_id]))


def _to(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = SEE_OTHER
    return response
