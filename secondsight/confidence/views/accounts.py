"""Writing one's own account: nobody else ever gets these pages (R2.6, S7)."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import Refused, SecondsightError, StaleEdit
from secondsight.confidence import actions
from secondsight.confidence.forms import AccountForm, MomentFormSet, initial_of
from secondsight.confidence.queries import accounts as read
from secondsight.inquiry.actions import look_at_review
from secondsight.inquiry.queries.accounts import events_of
from secondsight.inquiry.queries.reviews import review as find_review
from secondsight.inquiry.views.findings import moment_label
from secondsight.inquiry.views.pages import back, page, refuse, show_errors

TEMPLATE = "confidence/account.html"


@login_required
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, request_id: str) -> HttpResponse:
    """Show what one has written so far with the moments in it, and save it."""
    draft = read.draft(request.user, request_id)
    look_at_review(draft.request.review, by=request.user, at=now())
    if request.method == "GET":
        return _page(request, draft, *_forms(request, draft))
    form = AccountForm(request.POST)
    rows = MomentFormSet(request.POST, prefix="moments", form_kwargs={"events": _events(request, draft)})
    if not form.is_valid() or not rows.is_valid():
        return _page(request, draft, form, rows, status=422)
    try:
        _save(request, draft, form, rows)
        if "hand_in" in request.POST:
            actions.hand_in(draft.request, by=request.user, at=now())
            messages.success(request, "Handed in. Nobody reads it before the accounts are opened.")
        if not request.htmx:
            return back(_here(draft))
        saved = read.draft(request.user, request_id)
        return _page(request, saved, *_forms(request, saved))
    except StaleEdit as error:
        newer = read.draft_of(draft.request, error.newer)  # type: ignore[arg-type]
        form.data = form.data.copy()
        form.data["edition"] = str(newer.edition)
        form.add_error(None, error.message)
        return _page(request, draft, form, rows, newer=newer, status=422)
    except SecondsightError as error:
        show_errors(form, error)
        return _page(request, draft, form, rows, status=422)


@login_required
@require_POST
def handing_in(request: HttpRequest, request_id: str) -> HttpResponse:
    """Hand in what was saved."""
    return _change(request, request_id, actions.hand_in, "Handed in. Nobody reads it before all are opened.")


@login_required
@require_POST
def handing_in_removal(request: HttpRequest, request_id: str) -> HttpResponse:
    """Take it back, to go on writing."""
    return _change(request, request_id, actions.withdraw, "It is yours again. Go on writing.")


@login_required
@require_POST
def refusal(request: HttpRequest, request_id: str) -> HttpResponse:
    """Say no; it needs no reason."""
    return _change(request, request_id, actions.decline, "You write none. What you noted stays yours alone.")


@login_required
@require_POST
def refusal_removal(request: HttpRequest, request_id: str) -> HttpResponse:
    """Write one after all."""
    return _change(request, request_id, actions.accept_after_all, "Write what you saw.")


@login_required
@require_POST
def opening(request: HttpRequest, review_id: str) -> HttpResponse:
    """Open the accounts that are handed in, together."""
    review = find_review(request.user, review_id)
    here = reverse("review_accounts", args=[review.pk])
    try:
        reason = request.POST.get("reason", "")
        opened = actions.open_accounts(review, reason=reason, by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, here)
    number = "One account is" if len(opened) == 1 else f"{len(opened)} accounts are"
    messages.success(request, f"{number} open.")
    return back(here)


def _change(request: HttpRequest, request_id: str, action: Any, said: str) -> HttpResponse:
    mine = read.my_request(request.user, request_id)
    here = reverse("independent_account", args=[mine.pk])
    try:
        action(mine, by=request.user, at=now())
    except Refused as error:
        return refuse(request, error, here)
    messages.success(request, said)
    return back(here)


def _save(request: HttpRequest, draft: read.Draft, form: AccountForm, rows: Any) -> None:
    said, zone = form.cleaned_data, ZoneInfo(request.user.time_zone)
    began_at = read.began_at(request.user, draft.request)
    typed = [row.moment(began_at, zone) for row in rows]
    text = said["text"].replace("\r\n", "\n")
    kept = [one for one in typed if one is not None]
    actions.save_draft(
        draft.request,
        text=text,
        moments=read.moments_in(request.user, draft.request, text, kept),
        edition=said["edition"],
        by=request.user,
        at=now(),
    )


def _forms(request: HttpRequest, draft: read.Draft) -> tuple[AccountForm, Any]:
    form = AccountForm(initial={"text": draft.text, "edition": draft.edition})
    rows = MomentFormSet(
        prefix="moments",
        initial=[initial_of(one) for one in draft.moments],
        form_kwargs={"events": _events(request, draft)},
    )
    return form, rows


def _events(request: HttpRequest, draft: read.Draft) -> list[tuple[Any, str, str]]:
    found = events_of(request.user, draft.request.review)
    return [(event.occurred_at, event.pk, moment_label(event)) for event in found]


def _page(
    request: HttpRequest,
    draft: read.Draft,
    form: AccountForm,
    rows: Any,
    *,
    newer: Any = None,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "asked": draft.request,
        "draft": draft,
        "form": form,
        "rows": rows,
        "newer": newer,
        "incidents": read.covered(request.user, draft.request),
        "opened": read.opened_of(request.user, draft.request),
        "zone": timezone.get_current_timezone_name(),
    }
    if request.htmx:
        return render(request, f"{TEMPLATE}#beside", shown | {"is_part": True}, status=status)
    return page(request, draft.request.review, "prepare", TEMPLATE, shown, status=status)


def _here(draft: read.Draft) -> str:
    return reverse("independent_account", args=[draft.request.pk])
