"""Bringing a review's people along (R3.3)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from secondsight.base.clock import now
from secondsight.base.errors import Refused
from secondsight.inquiry import actions
from secondsight.inquiry.queries.reviews import review as find_review
from secondsight.inquiry.views.pages import back, refuse


@login_required
@require_POST
def walkers(request: HttpRequest, review_id: str) -> HttpResponse:
    """Let everybody with a role in the review walk along."""
    review = find_review(request.user, review_id)
    here = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(here, {request.get_host()}, require_https=request.is_secure()):
        here = reverse("review", args=[review.pk])
    try:
        there = actions.invite_the_room(review, by=request.user, at=now())
    except Refused as error:
        return refuse(request, error, here)
    messages.success(request, f"{len(there)} walk along now, and may leave again.")
    return back(here)
