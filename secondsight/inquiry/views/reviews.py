"""Opening a review and preparing it: what it covers, what it says, who sees it, when it was held."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, Refused, SecondsightError, StaleEdit
from secondsight.inquiry import actions
from secondsight.inquiry.forms import (
    AudienceForm,
    MeetingForm,
    NarrativeForm,
    OpenReviewForm,
    ReviewForm,
)
from secondsight.inquiry.queries import reviews as read
from secondsight.inquiry.queries.accounts import requests
from secondsight.inquiry.queries.meeting_questions import meeting_questions
from secondsight.inquiry.queries.preparing import parts_to_prepare
from secondsight.inquiry.queries.roles import holders, next_thing, role_gaps
from secondsight.inquiry.queries.threads import threads_of
from secondsight.inquiry.rules.tiers import Graded, propose_tier
from secondsight.inquiry.views.pages import back, page, refuse, show_errors
from secondsight.record.queries.decision_pairs import decision_list
from secondsight.record.queries.figures import story_parts
from secondsight.record.queries.incidents import incident as find_incident


@login_required
@require_GET
def of_incident(request: HttpRequest, incident_id: str) -> HttpResponse:
    """Show the reviews of an incident; its own page loads them from here (C2)."""
    incident = find_incident(request.user, incident_id)
    context = {"incident": incident, "reviews": read.reviews_of(request.user, incident)[:20]}
    part = "#reviews" if request.htmx else ""
    return render(request, f"inquiry/of_incident.html{part}", {"nav": "reviews", **context})


PLACES = {
    "roles": "review_roles",
    "timeline": "review_timeline",
    "understand": "understand",
    "meeting": "session",
    "commit": "commit",
    "document": "review_document",
}


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form for a review and open it."""
    is_looking = "look" in request.POST
    source = request.POST if request.method == "POST" else request.GET
    words = source.get("q", "")[:200]
    if request.htmx and request.method == "GET":
        return render(request, "inquiry/new.html#choice", _choice(request, source, words))
    if request.method == "GET" or is_looking:
        given = {name: source.get(name, "")[:300].replace("\0", "") for name in ("title", "tier")}
        kept = given if is_looking else {name: value for name, value in given.items() if value}
        chosen = _choice(request, source, words)
        titles = [one.title for one in chosen["incidents"] if one.pk in chosen["chosen"]]
        form = OpenReviewForm(initial={"title": titles[0] if len(titles) == 1 else "", **kept})
        return render(request, "inquiry/new.html", {"form": form, **chosen})
    form = OpenReviewForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            review = actions.open_review(
                title=said["title"],
                tier=read.tier(said["tier"]) if said["tier"] else None,
                incidents=read.incidents_by_id(request.user, request.POST.getlist("incident")),
                is_restricted=said["is_restricted"],
                accounts=said["accounts"],
                teams=said["teams"],
                once=said["once"],
                by=request.user,
                at=now(),
            )
            return back(reverse("review", args=[review.pk]))
        except SecondsightError as error:
            show_errors(form, error)
    return render(request, "inquiry/new.html", {"form": form, **_choice(request, source, words)}, status=422)


@login_required
@require_GET
def prepare(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show what a review covers, who does what in it, who sees it, its story, and what comes next."""
    return page(request, _review(request, review_id), "prepare", "inquiry/prepare.html", _prepare)


@login_required
@require_GET
def parts(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show what belongs to preparing a review, each with where it stands; its page loads it from here."""
    review = _review(request, review_id)
    shown = {"parts": parts_to_prepare(request.user, review, holders(review))}
    template = f"inquiry/parts.html{'#parts' if request.htmx else ''}"
    return page(request, review, "prepare", template, shown)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show and change a review's title and tier."""
    review = _review(request, review_id)
    proposal = propose_tier(
        Graded(one.severity.rank, one.severity.name, one.severity.tier.name)
        for one in read.incidents_of(request.user, review)
    )
    shown: dict[str, Any] = {"proposal": proposal}
    if request.method == "GET":
        form = ReviewForm(
            initial={"title": review.title, "tier": review.tier.slug, "edition": review.edition}
        )
        return page(request, review, "prepare", "inquiry/edit.html", shown | {"form": form})
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            actions.edit_review(
                review,
                title=form.cleaned_data["title"],
                tier=read.tier(form.cleaned_data["tier"]),
                edition=form.cleaned_data["edition"],
                by=request.user,
                at=now(),
            )
            return back(reverse("review", args=[review.pk]))
        except StaleEdit as error:
            newer: Any = error.newer
            form.data = form.data.copy()
            form.data["edition"] = str(newer.edition)
            form.add_error(None, error.message)
            shown["newer"] = newer
        except SecondsightError as error:
            show_errors(form, error)
    return page(request, review, "prepare", "inquiry/edit.html", shown | {"form": form}, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def narrative(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show and change a review's story, with a preview."""
    review = _review(request, review_id)
    shown: dict[str, Any] = {}
    if request.method == "GET":
        form = NarrativeForm(initial={"narrative": review.narrative, "edition": review.edition})
        told = story_parts(request.user, review.narrative)
        return page(request, review, "prepare", "inquiry/narrative.html", {"form": form, "preview": told})
    form = NarrativeForm(request.POST)
    status = 422
    if form.is_valid() and "preview" in request.POST:
        shown["preview"] = story_parts(request.user, form.cleaned_data["narrative"])
        status = 200
    elif form.is_valid():
        try:
            actions.edit_review(review, by=request.user, at=now(), **form.cleaned_data)
            return back(reverse("review", args=[review.pk]))
        except StaleEdit as error:
            newer: Any = error.newer
            form.data = form.data.copy()
            form.data["edition"] = str(newer.edition)
            form.add_error(None, error.message)
            shown["newer"] = newer
        except SecondsightError as error:
            show_errors(form, error)
    return page(request, review, "prepare", "inquiry/narrative.html", shown | {"form": form}, status=status)


@login_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Draw Markdown as a page would show it; nothing is stored."""
    words = request.POST.get("narrative", "")[:100_000].replace("\0", "")
    return render(request, "inquiry/narrative.html#preview", {"preview": story_parts(request.user, words)})


@login_required
@require_http_methods(["GET", "POST"])
def audience(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show and change who may know of a review."""
    review = _review(request, review_id)
    seats = list(review.audience.select_related("account", "team"))
    if request.method == "GET":
        form = AudienceForm(
            initial={
                "accounts": [seat.account_id for seat in seats if seat.account_id],
                "teams": [seat.team_id for seat in seats if seat.team_id],
            }
        )
        return page(request, review, "prepare", "inquiry/audience.html", {"form": form})
    form = AudienceForm(request.POST)
    if form.is_valid():
        try:
            if "open" in request.POST:
                actions.open_to_all(review, by=request.user, at=now())
            else:
                actions.restrict_review(review, by=request.user, at=now(), **form.cleaned_data)
            return back(reverse("review", args=[review.pk]))
        except SecondsightError as error:
            show_errors(form, error)
    return page(request, review, "prepare", "inquiry/audience.html", {"form": form}, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def incidents(request: HttpRequest, review_id: str) -> HttpResponse:
    """Find an incident and let the review cover it too."""
    review = _review(request, review_id)
    if request.method == "POST":
        try:
            for incident in read.incidents_by_id(request.user, request.POST.getlist("incident")):
                actions.add_incident(review, incident, by=request.user, at=now())
        except (InvalidInput, Refused) as error:
            return refuse(request, error, reverse("review_incidents", args=[review.pk]))
        return back(reverse("review", args=[review.pk]))
    words = request.GET.get("q", "")[:200]
    covered = {one.pk for one in read.incidents_of(request.user, review)}
    found = [one for one in read.find_incidents(request.user, words) if one.pk not in covered]
    return page(request, review, "prepare", "inquiry/incidents.html", {"found": found, "words": words})


@login_required
@require_POST
def incident_removal(request: HttpRequest, review_id: str, incident_id: str) -> HttpResponse:
    """Let the review no longer cover an incident."""
    review = _review(request, review_id)
    here = reverse("review", args=[review.pk])
    try:
        for incident in read.incidents_by_id(request.user, [incident_id]):
            actions.remove_incident(review, incident, by=request.user, at=now())
    except (InvalidInput, Refused) as error:
        return refuse(request, error, here)
    return back(here)


@login_required
@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show the form for when the review was held, and write it down."""
    review = _review(request, review_id)
    if request.method == "GET":
        mode = review.met_mode if review.met_at or review.tier.minutes_from else "async"
        form = MeetingForm(initial={"met_at": review.met_at or now(), "mode": mode})
        return page(request, review, "prepare", "inquiry/meeting.html", {"form": form})
    form = MeetingForm(request.POST)
    if form.is_valid():
        try:
            actions.record_meeting(review, by=request.user, at=now(), **form.cleaned_data)
            messages.success(
                request, "The review is held. Its ideas rest now; everybody may comment on them."
            )
            return back(reverse("review", args=[review.pk]))
        except SecondsightError as error:
            show_errors(form, error)
    return page(request, review, "prepare", "inquiry/meeting.html", {"form": form}, status=422)


@login_required
@require_GET
def timeline(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show the timelines of the review's incidents, each from its own page."""
    review = _review(request, review_id)
    covered = read.incidents_of(request.user, review)
    return page(request, review, "timeline", "inquiry/timeline.html", {"incidents": covered})


@login_required
@require_GET
def decisions(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show the decisions of the review's incidents, each one press from what was known then (R3.4)."""
    review = _review(request, review_id)
    covered = read.incidents_of(request.user, review)
    context = {"list": decision_list(request.user, covered), "incidents": covered}
    return page(request, review, "decisions", "inquiry/decisions.html", context)


def _prepare(request: HttpRequest, review: Any) -> dict[str, Any]:
    held = holders(review)
    coming = next_thing(review, held)
    asked = requests(request.user, review)
    return {
        "account_count": len(asked),
        "opened_count": sum(one.opened_at is not None for one in asked),
        "questions": meeting_questions(request.user, review),
        "threads": threads_of(request.user, review),
        "incidents": read.incidents_of(request.user, review),
        "holders": held,
        "gaps": role_gaps(held),
        "next": coming,
        "next_url": reverse(PLACES[coming.place], args=[review.pk]),
        "story": story_parts(request.user, review.narrative) if review.narrative else [],
        "seats": list(review.audience.select_related("account", "team")) if review.is_restricted else [],
    }


def _review(request: HttpRequest, review_id: str) -> Any:
    review = read.review(request.user, review_id)
    actions.look_at_review(review, by=request.user, at=now())
    return review


def _choice(request: HttpRequest, source: Any, words: str) -> dict[str, Any]:
    try:
        chosen = read.incidents_by_id(request.user, source.getlist("incident"))
    except InvalidInput:
        chosen = []
    found = read.find_incidents(request.user, words)
    ids = {one.pk for one in chosen}
    return {
        "incidents": [*chosen, *(one for one in found if one.pk not in ids)],
        "chosen": ids,
        "words": words,
    }
