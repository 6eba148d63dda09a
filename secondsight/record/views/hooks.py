"""Hooks: the addresses that tools send to, how they are set up, what they took in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, NotFound, Refused
from secondsight.base.paging import page
from secondsight.record import tools
from secondsight.record.actions import hooks as actions
from secondsight.record.forms.fields import tell
from secondsight.record.forms.hooks import HookForm, initial
from secondsight.record.queries import hooks as queries
from secondsight.record.rules.hooks import rule_in_words

PAGE = 30
SHOWN_OPENINGS = 10
STATES = (("", "All"), ("failed", "Could not be read"), ("left_out", "Left out"), ("waiting", "Waiting"))


@login_required
@require_GET
def hooks(request: HttpRequest) -> HttpResponse:
    """Every hook with what it took in."""
    rows = [
        {"row": row, "tool": _title(row.tool), "rule": rule_in_words(queries.rule_of(row))}
        for row in queries.hooks(request.user)
    ]
    context = {"hooks": rows, "may_make": _may_make(request.user), "nav": "evidence"}
    return render(request, "record/hooks.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def hook_new(request: HttpRequest) -> HttpResponse:
    """Choose the tool, then make its hook; the address is shown in the answer, this once."""
    sender = _sender(request.GET.get("tool", ""))
    if sender is None:
        context = {"tools": [each.tool for each in tools.senders()], "nav": "evidence"}
        return render(request, "record/hook_tools.html", context)
    form = HookForm(request.POST or None, viewer=request.user, sender=sender)
    if request.method == "POST" and form.is_valid():
        try:
            told = form.told()
            made, secret = actions.make_hook(
                told.pop("name"),
                sender.tool.slug,
                **told,
                once=form.cleaned_data["once"],
                by=request.user,
                at=now(),
            )
            return _page(request, made.pk, address=queries.address_of(made, secret))
        except InvalidInput as error:
            tell(form, error)
    context = {"form": form, "tool": sender.tool, "nav": "evidence"}
    return render(request, "record/hook_new.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def hook(request: HttpRequest, id: str) -> HttpResponse:
    """One hook: what it does, what it took in, what could not be read."""
    return _page(request, id)


@login_required
@require_http_methods(["GET", "POST"])
def hook_edit(request: HttpRequest, id: str) -> HttpResponse:
    """Change what is said of a hook; its address stays."""
    row = queries.hook(request.user, id)
    sender = tools.sender(row.tool)
    form = HookForm(
        request.POST or None,
        viewer=request.user,
        sender=sender,
        is_signed=bool(row.signing_secret),
        initial=initial(row.name, row.mapping, row.zone, queries.rule_of(row)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_hook(row, **form.told(), by=request.user, at=now())
            return redirect("hook", row.pk)
        except InvalidInput as error:
            tell(form, error)
    context = {"form": form, "hook": row, "nav": "evidence"}
    return render(request, "record/hook_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def hook_closure(request: HttpRequest, id: str) -> HttpResponse:
    """Let a hook take in nothing more."""
    closed = actions.close_hook(queries.hook(request.user, id), by=request.user, at=now())
    messages.success(request, f"“{closed.name}” is closed. What it brought stays.")
    return redirect("hook", closed.pk)


@login_required
@require_POST
def hook_attempts(request: HttpRequest, id: str) -> HttpResponse:
    """Read again what could not be read."""
    row = queries.hook(request.user, id)
    try:
        actions.retry_deliveries(row, by=request.user, at=now())
    except Refused as error:
        messages.warning(request, error.message)
    return redirect("hook", row.pk)


def _page(request: HttpRequest, id: str, *, address: str = "") -> HttpResponse:
    row = queries.hook(request.user, id)
    state = request.GET.get("state", "")
    if state not in [value for value, _ in STATES]:
        raise NotFound("There is no such list here.")
    rows = queries.deliveries(request.user, row, state)
    found = page(rows, order=queries.ORDER, size=PAGE, cursor=request.GET.get("cursor", ""))
    narrowed = f"state={state}&" if state else ""
    context = {
        "hook": row,
        "address": address,
        "tool": _title(row.tool),
        "set_up": tools.sender(row.tool).tool.set_up,
        "rule": rule_in_words(queries.rule_of(row)),
        "deliveries": [{"row": each, "body": queries.shown_body(each)} for each in found.rows],
        "openings": queries.openings(request.user, row)[:SHOWN_OPENINGS],
        "states": STATES,
        "state": state,
        "pager": {
            way: f"?{narrowed}cursor={cursor}" if cursor else ""
            for way, cursor in (("previous", found.previous), ("next", found.next))
        },
        "may_make": _may_make(request.user),
        "nav": "evidence",
    }
    return render(request, "record/hook.html", context)


def _sender(slug: str) -> tools.Sender | None:
    if not slug:
        return None
    try:
        return tools.sender(slug)
    except InvalidInput as error:
        raise NotFound(error.message)


def _title(slug: str) -> str:
    return next((each.tool.title for each in tools.senders() if each.tool.slug == slug), slug)


def _may_make(viewer: Any) -> bool:
    return bool(viewer.is_administrator or viewer.is_programme_owner)
