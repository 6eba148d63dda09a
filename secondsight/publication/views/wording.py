"""What the coach still hears in a review's texts, before its readers do."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from secondsight.base.clock import now
from secondsight.inquiry.actions import look_at_review
from secondsight.inquiry.queries import review as find_review
from secondsight.publication.queries.wording import wording_left

# What a text belongs to, and the page on which it is written.
PAGES = {"review": "review_edit", "narrative": "review_narrative", "incident": "incident"}


@login_required
@require_safe
def wording(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show what could still be put better, each with the way to its text."""
    review = find_review(request.user, review_id)
    look_at_review(review, by=request.user, at=now())
    found, has_more = wording_left(request.user, review)
    context = {
        "review": review,
        "nav": "reviews",
        "has_more": has_more,
        "rows": [
            {
                "left": one,
                "url": reverse(PAGES.get(one.surface.sort, one.surface.sort), args=[one.surface.id]),
            }
            for one in found
        ],
    }
    template = "publication/wording.html#left" if request.htmx else "publication/wording.html"
    return render(request, template, context)
