"""Who does what in a review, with what the rules say of each choice."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import Refused, SecondsightError
from secondsight.inquiry import actions
from secondsight.inquiry.actions.facilitators import request_facilitator, take_on_review, withdraw_request
from secondsight.inquiry.forms import RoleForm
from secondsight.inquiry.queries import reviews as read
from secondsight.inquiry.queries import roles as people
from secondsight.inquiry.queries.facilitating import find_request, open_request, suggestions
from secondsight.inquiry.rules.eligibility import ReasonMissing, judge_room
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.inquiry.views.pages import back, page, refuse, show_errors

SHOWN = 40


@login_required
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show who does what and who might, with what speaks against each; give somebody a role."""
    review = read.review(request.user, review_id)
    actions.look_at_review(review, by=request.user, at=now())
    asked = request.GET.get("role", "")
    role = Role(asked) if asked in set(Role) else Role.FACILITATOR
    form = RoleForm(initial={"role": role, "person": request.GET.get("person", "")[:254]})
    objections = []
    status = 200
    if request.method == "POST":
        form = RoleForm(request.POST)
        status = 422
        if form.is_valid():
            role = Role(form.cleaned_data["role"])
            try:
                actions.give_role(
                    review,
                    role=role,
                    account=read.person(form.cleaned_data["person"]),
                    reason=form.cleaned_data["reason"],
                    section=form.cleaned_data["section"],
                    by=request.user,
                    at=now(),
                )
                return back(reverse("review_roles", args=[review.pk]) + f"?role={role}")
            except ReasonMissing as error:
                objections = list(error.objections)
                form.add_error("reason", "Say in a sentence why this is the best choice here.")
            except SecondsightError as error:
                show_errors(form, error)
    suggested = suggestions(request.user, review, role, now())
    shown = {
        "form": form,
        "role": role,
        "roles": list(Role),
        "objections": objections,
        "holders": people.holders(review),
        "room": judge_room(people.room(review)),
        "suggested": suggested[:SHOWN],
        "people": suggested,
        "request_open": open_request(review),
        "lacks_facilitator": role is Role.FACILITATOR and review.met_at is None,
        "may_lead": read.may_lead(request.user, review),
    }
    return page(request, review, "prepare", "inquiry/roles.html", shown, status=status)


@login_required
@require_POST
def removal(request: HttpRequest, holder_id: str) -> HttpResponse:
    """Take a role back."""
    holder = people.holder(request.user, holder_id)
    here = reverse("review_roles", args=[holder.review_id])
    try:
        actions.take_role(holder, by=request.user, at=now())
    except Refused as error:
        return refuse(request, error, here)
    return back(here)


@login_required
@require_POST
def facilitator_requests(request: HttpRequest, review_id: str) -> HttpResponse:
    """Ask for somebody to facilitate."""
    review = read.review(request.user, review_id)
    here = reverse("review_roles", args=[review.pk])
    try:
        request_facilitator(review, note=request.POST.get("note", ""), by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, here)
    return back(here)


@login_required
@require_POST
def facilitator_request_removal(request: HttpRequest, request_id: str) -> HttpResponse:
    """Ask no more."""
    asked = find_request(request.user, request_id)
    here = reverse("review_roles", args=[asked.review_id])
    try:
        withdraw_request(asked, by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, here)
    return back(here)


@login_required
@require_POST
def facilitator_request_acceptance(request: HttpRequest, request_id: str) -> HttpResponse:
    """Take a review on as its facilitator."""
    asked = find_request(request.user, request_id)
    here = reverse("review_roles", args=[asked.review_id])
    try:
        take_on_review(asked, reason=request.POST.get("reason", ""), by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, here)
    return back(here)
