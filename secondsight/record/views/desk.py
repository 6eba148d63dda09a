"""The reading desk: an incident's whole conversation beside its growing timeline (R3.7a)."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from secondsight.base.errors import InvalidInput
from secondsight.base.ids import new_id
from secondsight.record.forms.desk import HypothesisForm, MoveForm, QuestionForm
from secondsight.record.queries import desk, findings, threads
from secondsight.record.queries.desk_rows import beside_events, desk_rows
from secondsight.record.queries.incidents import plain_incident
from secondsight.record.queries.marks import Mark, read_mark
from secondsight.record.queries.named import choices
from secondsight.record.queries.timeline import closest_events

MOST_MARKS = 5000


@login_required
@require_GET
def incident_evidence(request: HttpRequest, id: str) -> HttpResponse:
    """The conversation from a place on, oldest first, narrowed as asked; the island makes it a desk."""
    incident = plain_incident(request.user, id)
    filters, trouble = asked_filters(request), ""
    try:
        found = desk.rows(request.user, incident, filters)
    except InvalidInput as error:
        filters, trouble = desk.DeskFilters(**{**vars(filters), "q": ""}), error.message
        found = desk.rows(request.user, incident, filters)
    start = _start(request, incident, filters)
    links = desk.window(found, start, desk.WINDOW + 1)
    shown = links[: desk.WINDOW]
    first = Mark(shown[0].occurred_at, shown[0].item_id) if shown else start
    following = links[desk.WINDOW :]
    earlier = desk.before(found, first) if first and start else None
    at = shown[0].occurred_at if shown else None
    reader = timezone.get_current_timezone()
    context = {
        "incident": incident,
        "has_evidence": bool(shown) or desk.rows(request.user, incident, desk.DeskFilters()).exists(),
        "rows": desk_rows(incident, _shown(incident, shown, filters), reader=reader),
        "filters": filters,
        "narrowed": urlencode(filters.asked()),
        "tags": list(findings.tags(request.user)),
        "trouble": trouble,
        "focus": request.GET.get("item", "") if start else "",
        "earlier": _further(filters, earlier),
        "later": _further(filters, Mark(following[0].occurred_at, following[0].item_id)) if following else "",
        "at": at,
        **_beside(request, incident, at),
        "nav": "incidents",
    }
    return render(request, "record/desk.html", context, status=422 if trouble else 200)


@login_required
@require_GET
def evidence_window(request: HttpRequest, id: str) -> HttpResponse:
    """The rows of one window as the desk hangs them in; narrowed as asked."""
    incident = plain_incident(request.user, id)
    filters = asked_filters(request)
    found = desk.rows(request.user, incident, filters)
    start = read_mark(request.GET["from"]) if request.GET.get("from") else None
    links = desk.window(found, start)
    above = desk.before(found, start, 1) if start else None
    reader = timezone.get_current_timezone()
    shown = _shown(incident, links, filters)
    rows = desk_rows(incident, shown, reader=reader, before=above.at if above else None)
    return render(request, "record/_desk_rows.html", {"incident": incident, "rows": rows})


@login_required
@require_GET
def evidence_marks(request: HttpRequest, id: str) -> HttpResponse:
    """What people made of messages: the places of all, and the chips of those that are asked for."""
    incident = plain_incident(request.user, id)
    items = [int(one) for one in request.GET.get("items", "").split(",") if one.isascii() and one.isdigit()]
    shown = desk.links_of(incident, items[:500])
    context = {
        "incident": incident,
        "rows": desk_rows(incident, shown, reader=timezone.get_current_timezone()),
        "places": desk.tagged_places(incident, MOST_MARKS, is_together=asked_filters(request).is_together),
        "total": desk.rows(request.user, incident, desk.DeskFilters()).count(),
    }
    return render(request, "record/_desk_marks.html", context)


@login_required
@require_GET
def evidence_choices(request: HttpRequest, id: str) -> HttpResponse:
    """The people, channels and sources that the desk can be narrowed by."""
    incident = plain_incident(request.user, id)
    return render(request, "record/_desk_choices.html", {"choices": choices(incident)})


@login_required
@require_GET
def beside(request: HttpRequest, id: str) -> HttpResponse:
    """The timeline around an instant, the open questions and the hypotheses."""
    incident = plain_incident(request.user, id)
    at = read_mark(request.GET["at"]).at if request.GET.get("at") else None
    narrowed = urlencode(asked_filters(request).asked())
    context = {"incident": incident, "at": at, "narrowed": narrowed, **_beside(request, incident, at)}
    return render(request, "record/_desk_beside.html", context)


@login_required
@require_GET
def message(request: HttpRequest, id: str, item: str) -> HttpResponse:
    """One message at the desk: its thread, its tags, and forms for what people make of it."""
    incident = plain_incident(request.user, id)
    link = desk.row_of(incident, item)
    reader = timezone.get_current_timezone()
    [row] = desk_rows(incident, [link], reader=reader)
    thread = threads.thread_of(incident, link.item)
    set_tags = {each.tag_id: each.pk for each in row.found.tags}
    context = {
        "incident": incident,
        "row": row,
        "item": link.item,
        "thread": desk_rows(incident, thread, reader=reader) if thread else [],
        "tags": [{"tag": tag, "set": set_tags.get(tag.pk, "")} for tag in findings.tags(request.user)],
        "nearby": closest_events(request.user, incident, link.occurred_at),
        "questions": list(findings.questions(request.user, incident).filter(item=link.item)),
        **forms_of(request, incident, link),
        "nav": "incidents",
    }
    part = request.GET.get("part", "")
    template = f"record/message.html#{part}" if part in PARTS else "record/message.html"
    return render(request, template, context)


PARTS = ("question", "hypothesis")


def forms_of(request: HttpRequest, incident: Any, link: Any) -> dict[str, Any]:
    """Return the empty forms for what a person makes of a message."""
    item = link.item
    who = item.author_name or item.author_id
    step = {"item": item.pk, "who": who, "occurred_at": link.occurred_at}
    known = list(findings.hypotheses(request.user, incident).order_by(*findings.HYPOTHESIS_ORDER)[:200])
    return {
        "question_form": QuestionForm(initial={"of": who, "item": item.pk, "once": new_id()}, auto_id="q-%s"),
        "hypothesis_form": HypothesisForm(
            viewer=request.user,
            initial={**step, "what": " ".join(item.text.split())[:200], "once": new_id()},
            auto_id="h-%s",
        ),
        "move_form": MoveForm(
            viewer=request.user, hypotheses=known, initial={**step, "once": new_id()}, auto_id="m-%s"
        )
        if known
        else None,
    }


def asked_filters(request: HttpRequest) -> desk.DeskFilters:
    """Return what the address narrows the rows by."""
    return desk.DeskFilters(
        **{
            name: request.GET.get(name, "").strip()[:400]
            for name in ("person", "tag", "source", "channel", "q", "threads")
        }
    )


def _shown(incident: Any, links: list[Any], filters: desk.DeskFilters) -> list[Any]:
    return threads.with_replies(incident, links) if filters.is_together else links


def _start(request: HttpRequest, incident: Any, filters: desk.DeskFilters) -> Mark | None:
    if request.GET.get("item"):
        link = desk.row_of(incident, request.GET["item"])
        places = threads.places_of(incident, [link.item_id], is_together=filters.is_together)
        return places[link.item_id]
    if asked := request.GET.get("from") or request.GET.get("at"):
        if (
            "T" in asked and "~" not in asked and len(asked) <= 19
        ):  # typed into the form, in the reader's zone
            asked = _local(asked)
        return read_mark(asked)
    return None


def _local(typed: str) -> str:
    try:
        at = timezone.datetime.fromisoformat(typed)
        return at.replace(tzinfo=timezone.get_current_timezone()).isoformat()
    except ValueError:
        return typed


def _further(filters: desk.DeskFilters, mark: Mark | None) -> str:
    return f"?{urlencode({**filters.asked(), 'from': str(mark)})}" if mark else ""


def _beside(request: HttpRequest, incident: Any, at: Any) -> dict[str, Any]:
    told = findings.hypotheses(request.user, incident).order_by(*findings.HYPOTHESIS_ORDER)[:100]
    asked = findings.questions(request.user, incident, state="open").order_by(*findings.QUESTION_ORDER)
    return {
        "timeline": beside_events(
            request.user,
            incident,
            reader=timezone.get_current_timezone(),
            at=at,
            is_together=asked_filters(request).is_together,
        ),
        "lives": [findings.life(row) for row in told],
        "open_questions": list(asked[:100]),
    }
