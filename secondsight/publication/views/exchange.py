"""A review as a file, out of this instance and into it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from secondsight.base.clock import now
from secondsight.inquiry.actions import look_at_review
from secondsight.inquiry.queries import review as find_review
from secondsight.publication.exports import export
from secondsight.publication.views.pages import download


@login_required
@require_safe
def take_out(request: HttpRequest, review_id: str, to: str) -> HttpResponse:
    """Send a review as a file, published or not; a draft says that it is one."""
    look_at_review(find_review(request.user, review_id), by=request.user, at=now())
    return download(export(request.user, review_id, to, at=now()))
