"""The packet of a review: what is there, what is missing, who is asked for it (R2.4)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, SecondsightError
from secondsight.inquiry import actions
from secondsight.inquiry.forms import AskPartForm, PacketLinkForm, PartAnswerForm
from secondsight.inquiry.queries import packet as read
from secondsight.inquiry.queries import reviews as of_reviews
from secondsight.inquiry.views.accounts import find_review
from secondsight.inquiry.views.pages import back, page, refuse, show_errors
from secondsight.record.actions.packet import add_link


@login_required
@require_http_methods(["GET", "POST"])
def packet(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show the checklist of the packet; POST asks somebody for a part of it."""
    review = find_review(request, review_id)
    form = AskPartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            asked = of_reviews.person(said["person"])
            part = read.part(request.user, said["part"])
            actions.ask_for_part(review, part, asked, note=said["note"], by=request.user, at=now())
            messages.success(request, f"{asked.name} is asked, by mail and on their home page.")
            return back(f"{place(review)}#{part.slug}")
        except SecondsightError as error:
            show_errors(form, error)
    return _page(request, review, form=form)


@login_required
@require_POST
def links(request: HttpRequest, review_id: str) -> HttpResponse:
    """Put a link into the packet of one of the review's incidents."""
    review = find_review(request, review_id)
    covered = of_reviews.incidents_of(request.user, review)
    form = PacketLinkForm(request.POST, incidents=covered)
    if form.is_valid():
        said = form.cleaned_data
        try:
            incident = next((one for one in covered if one.pk == said["incident"]), None)
            if incident is None:
                raise InvalidInput("Say which incident it is of.", field="incident")
            add_link(incident, url=said["url"], title=said["title"], by=request.user, at=now())
            return back(place(review))
        except SecondsightError as error:
            show_errors(form, error)
    return _page(request, review, link_form=form)


@login_required
@require_POST
def answer(request: HttpRequest, review_id: str, part_id: str) -> HttpResponse:
    """Say of a part that it does not apply, or where it is at hand."""
    review = find_review(request, review_id)
    part = read.part(request.user, part_id)
    form = PartAnswerForm(request.POST)
    if not form.is_valid():
        told = "Say why it does not apply, or where it is, in at most 500 characters."
        return refuse(request, InvalidInput(told), f"{place(review)}#{part.slug}")
    try:
        actions.answer_part(review, part, **form.cleaned_data, by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, place(review))
    return back(f"{place(review)}#{part.slug}")


@login_required
@require_POST
def answer_removal(request: HttpRequest, review_id: str, part_id: str) -> HttpResponse:
    """Take back what was said of a part."""
    review = find_review(request, review_id)
    part = read.part(request.user, part_id)
    try:
        actions.take_back_answer(review, part, by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, place(review))
    return back(f"{place(review)}#{part.slug}")


@login_required
@require_POST
def request_removal(request: HttpRequest, request_id: str) -> HttpResponse:
    """Ask somebody no more; who is asked may say so too."""
    asked = read.request_of(request.user, request_id)
    try:
        actions.take_back_packet_request(asked, by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, place(asked.review))
    return back(place(asked.review))


def place(review: Any) -> str:
    """Return the address of a review's packet."""
    return reverse("review_packet", args=[review.pk])


def _page(
    request: HttpRequest,
    review: Any,
    *,
    form: AskPartForm | None = None,
    link_form: PacketLinkForm | None = None,
) -> HttpResponse:
    found = read.packet_of(request.user, review)
    things = {row.part.pk: [found.links[one.id] for one in row.brought if one.id] for row in found.rows}
    shown = {
        "read": found,
        "rows": [(row, things[row.part.pk]) for row in found.rows],
        "rest": [found.links[one.id] for one in found.rest if one.id],
        "records_left": sum(one.count for one in found.rest if not one.id),
        "form": form or AskPartForm(),
        "link_form": link_form or PacketLinkForm(incidents=found.incidents),
        "may_lead": of_reviews.may_lead(request.user, review),
        "people": of_reviews.people(),
    }
    is_wrong = (form and form.is_bound) or link_form
    return page(request, review, "prepare", "inquiry/packet.html", shown, status=422 if is_wrong else 200)
