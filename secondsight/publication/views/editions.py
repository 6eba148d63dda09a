"""Editions as pages to read, the list of them, and taking one back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, NotFound, Refused
from secondsight.base.paging import page
from secondsight.inquiry.actions import look_at_review
from secondsight.inquiry.queries import review as find_review
from secondsight.publication import actions, queries
from secondsight.publication.exports import export, forms
from secondsight.publication.views.pages import article_context, back, download

SIZE = 50


@login_required
@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """Show what was published, newest first."""
    found = page(
        queries.editions(request.user), order=queries.ORDER, size=SIZE, cursor=request.GET.get("cursor", "")
    )

    def to(cursor: str) -> str:
        return f"{request.path}?{urlencode({'cursor': cursor})}" if cursor else ""

    context = {
        "nav": "reviews",
        "editions": found.rows,
        "can_import": request.user.is_administrator or request.user.is_programme_owner,
        "pager": {"next": to(found.next), "previous": to(found.previous)},
    }
    return render(request, "publication/editions.html", context)


@login_required
@require_safe
def edition(request: HttpRequest, edition_id: str) -> HttpResponse:
    """Show an edition; of a withdrawn one only that, when and why (410)."""
    found = queries.edition(request.user, edition_id)
    look_at_review(found.review, by=request.user, at=now())
    context = {"edition": found, "nav": "reviews"}
    if found.withdrawn_at is not None:
        return render(request, "publication/withdrawn.html", context, status=410)
    review = find_review(request.user, found.review_id)
    context |= {"forms": forms(), **article_context(request.user, review)}
    template = "publication/edition.html#article" if request.htmx else "publication/edition.html"
    return render(request, template, context)


@login_required
@require_POST
def withdraw(request: HttpRequest, edition_id: str) -> HttpResponse:
    """Withdraw an edition, with the reason that its readers will see."""
    found = queries.edition(request.user, edition_id)
    try:
        actions.withdraw_edition(found, reason=request.POST.get("reason", ""), by=request.user, at=now())
        messages.success(request, "Withdrawn. Whoever follows a link to it sees your reason.")
    except (InvalidInput, Refused) as error:
        messages.error(request, error.message)
    return back(request, reverse("share", args=[found.review_id]))


@login_required
@require_safe
def take_out(request: HttpRequest, edition_id: str, to: str) -> HttpResponse:
    """Send an edition that stands as a file."""
    found = queries.edition(request.user, edition_id)
    if found.withdrawn_at is not None:
        raise NotFound("This edition was withdrawn; there is no file of it.")
    look_at_review(found.review, by=request.user, at=now())
    return download(export(request.user, found.review_id, to, at=now()))
