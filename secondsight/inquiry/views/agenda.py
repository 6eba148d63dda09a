"""The agenda of a review: read, changed, brought to its length, sent (R2.7)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError, StaleEdit
from secondsight.inquiry import actions
from secondsight.inquiry.forms import AgendaForm
from secondsight.inquiry.queries.agenda import agenda_of
from secondsight.inquiry.queries.agenda_letters import recipients
from secondsight.inquiry.queries.reviews import may_lead
from secondsight.inquiry.rules.agenda_letter import say_minute
from secondsight.inquiry.views.accounts import find_review
from secondsight.inquiry.views.pages import back, page, refuse, show_errors


@login_required
@require_http_methods(["GET", "POST"])
def agenda(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show what the meeting goes through; POST settles it as it was put together."""
    review = find_review(request, review_id)
    read = agenda_of(request.user, review)
    form = AgendaForm(read, request.POST if request.method == "POST" else None)
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_agenda(review, form.drafted(), by=request.user, at=now(), **form.cleaned_data)
            to = next((key for key in ("move", "drop") if key in request.POST), "")
            return back(f"{place(review)}?change=1#change" if to else place(review))
        except StaleEdit as error:
            newer: Any = error.newer
            form.data = form.data.copy()
            form.data["edition"] = str(newer.edition)
            form.add_error(None, error.message)
            shown["newer"] = newer
        except SecondsightError as error:
            show_errors(form, error)
    passed = {row.id: say_minute(row.starts_after) for row in read.sections}
    shown |= {
        "form": form,
        "read": read,
        "sections": [(row, passed[row.id]) for row in read.sections],
        "strip": _strip(read),
        "may_change": may_lead(request.user, review),
        "is_changing": form.is_bound or "change" in request.GET,
        "recipients": len(recipients(review)),
        "is_older": bool(read.settled and read.settled.sent_at)
        and read.settled.sent_edition < read.settled.edition,
    }
    status = 422 if form.is_bound else 200
    return page(request, review, "prepare", "inquiry/agenda.html", shown, status=status)


@login_required
@require_POST
def fitting(request: HttpRequest, review_id: str) -> HttpResponse:
    """Bring the sections to the meeting's length, each in proportion."""
    review = find_review(request, review_id)
    return _change(request, review, lambda told: actions.fit_agenda(review, **told), "It adds up now.")


@login_required
@require_POST
def sending(request: HttpRequest, review_id: str) -> HttpResponse:
    """Send the agenda to everybody with a role."""
    review = find_review(request, review_id)
    return _change(request, review, lambda told: actions.send_agenda(review, **told), "It is on its way.")


@login_required
@require_POST
def removal(request: HttpRequest, review_id: str) -> HttpResponse:
    """Let go of what was settled; the agenda is proposed from what is at hand again."""
    review = find_review(request, review_id)
    said = "It is proposed from what is at hand again."
    return _change(request, review, lambda told: actions.propose_agenda_again(review, **told), said)


def place(review: Any) -> str:
    """Return the address of a review's agenda."""
    return reverse("review_agenda", args=[review.pk])


def _change(request: HttpRequest, review: Any, verb: Any, said: str) -> HttpResponse:
    try:
        verb({"by": request.user, "at": now()})
    except SecondsightError as error:
        return refuse(request, error, place(review))
    messages.success(request, said)
    return back(place(review))


def _strip(read: Any) -> list[dict[str, Any]]:
    """The sections as bars over the whole, in hundredths of it, for a picture of the time."""
    whole = max(1, sum(row.minutes for row in read.sections))
    return [
        {
            "kind": row.kind,
            "title": row.title,
            "minutes": row.minutes,
            "x": round(row.starts_after * 1000 / whole) / 10,
            "width": round(row.minutes * 1000 / whole) / 10,
        }
        for row in read.sections
        if row.minutes
    ]
