"""Before a review is published: what would be told, who is named, what is unsettled (R8.4)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from secondsight.base.clock import now
from secondsight.base.errors import Refused
from secondsight.inquiry.actions import look_at_review
from secondsight.inquiry.queries import review as find_review
from secondsight.publication import actions
from secondsight.publication.exports import forms
from secondsight.publication.queries import sharing
from secondsight.publication.views.pages import article_context, back, reader_zone

PLACES = {
    "prepare": "review",
    "timeline": "review_timeline",
    "understand": "understand",
    "commit": "commit",
}


@login_required
@require_safe
def share(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show what would be published, who is named, what is private or unsettled, and the button."""
    review = find_review(request.user, review_id)
    look_at_review(review, by=request.user, at=now())
    shown = sharing(request.user, review, reader_zone())
    context = {
        "review": review,
        "nav": "reviews",
        "shown": shown,
        "told": shown.telling,
        "notes": [
            {
                "words": note.words,
                "details": note.details,
                "url": reverse(PLACES[note.place], args=[review.pk]),
            }
            for note in shown.notes
        ],
        "forms": forms(),
    }
    return render(request, "publication/share.html", context)


@login_required
@require_safe
def preview(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show the edition as its readers would see it, before there is one."""
    review = find_review(request.user, review_id)
    look_at_review(review, by=request.user, at=now())
    context = {"review": review, "nav": "reviews", **article_context(request.user, review)}
    return render(request, "publication/preview.html", context)


@login_required
@require_POST
def publish(request: HttpRequest, review_id: str) -> HttpResponse:
    """Publish the engineering edition."""
    review = find_review(request.user, review_id)
    try:
        edition = actions.publish_review(review, by=request.user, at=now())
    except Refused as error:
        messages.error(request, error.message)
        return back(request, reverse("share", args=[review.pk]))
    messages.success(
        request, "Published. Whoever may see the review can read it; it follows the review from now on."
    )
    return back(request, reverse("edition", args=[edition.pk]))
