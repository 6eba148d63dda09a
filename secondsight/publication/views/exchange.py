"""A review as a file, out of this instance and into it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, Refused
from secondsight.inquiry.actions import look_at_review
from secondsight.inquiry.queries import review as find_review
from secondsight.publication.actions import import_review
from secondsight.publication.exports import export
from secondsight.publication.forms import ImportForm
from secondsight.publication.views.pages import back, download

# A file that is larger was not written by an export of one review that people could have made.
MOST_BYTES = 200 * 1024 * 1024


@login_required
@require_safe
def take_out(request: HttpRequest, review_id: str, to: str) -> HttpResponse:
    """Send a review as a file, published or not; a draft says that it is one."""
    look_at_review(find_review(request.user, review_id), by=request.user, at=now())
    return download(export(request.user, review_id, to, at=now()))


@login_required
@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Show the form for an exported review and bring it in."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > MOST_BYTES:
                raise InvalidInput(
                    "This is larger than 200 MB; bring it in with `secondsight import-review`."
                )
            imported = import_review(file.read(), by=request.user, at=now())
        except (InvalidInput, Refused) as error:
            form.add_error("file", error.message)
        else:
            if imported.is_new:
                messages.success(
                    request, f"“{imported.review.title}” came in: {sum(imported.added.values())} rows."
                )
            else:
                messages.success(request, "Everything in this file was here already; nothing was added.")
            return back(request, reverse("editions"))
    status = 422 if request.method == "POST" else 200
    return render(request, "publication/import.html", {"form": form, "nav": "reviews"}, status=status)
