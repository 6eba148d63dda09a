"""An old post-mortem as it came, beside what was recognised in it (R10.5)."""

from bisect import bisect_right
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from secondsight.base.clock import now
from secondsight.base.downloads import download
from secondsight.base.files import path_of
from secondsight.base.markdown import to_html_with_lines
from secondsight.inquiry.actions import look_at_review
from secondsight.inquiry.queries import archive as read
from secondsight.inquiry.queries import review as find_review
from secondsight.inquiry.views.pages import page

FINDINGS = (
    ("factors", "Contributing factors"),
    ("worked", "What worked"),
    ("lessons", "Learning points"),
)


@login_required
@require_GET
def document(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show the document with its recognised parts marked, and those parts with the rows made of them."""
    review = _review(request, review_id)
    found = read.beside(review, request.GET.get("version", "")[:16].replace("\0", ""))
    told = found.document.recognised
    lines = _lines(told)
    html, places = to_html_with_lines(_without_front_matter(found.text), lines)
    shown = {
        "beside": found,
        "told": told,
        "original": mark_safe(html),
        "entries": [_linked(one, places, "event") for one in told.get("entries", [])],
        "findings": [
            (name, [_linked(one, places, "") for one in told.get(part, [])]) for part, name in FINDINGS
        ],
        "actions": [_linked(one, places, "") for one in told.get("actions", [])],
        "texts": [_linked(one, places, "") for one in told.get("texts", []) if one.get("heading")],
        "is_newest": found.document.replaced_by_id is None,
    }
    return page(request, review, "document", "inquiry/document.html", shown)


@login_required
@require_GET
def original(request: HttpRequest, review_id: str) -> HttpResponseBase:
    """Send the newest document as it came, to keep."""
    found = read.beside(_review(request, review_id))
    name = found.document.name.rpartition("/")[2] or "document.md"
    return download(request, path_of(found.document.stored), name)


def _review(request: HttpRequest, review_id: str) -> Any:
    review = find_review(request.user, review_id)
    look_at_review(review, by=request.user, at=now())
    return review


def _lines(told: dict[str, Any]) -> set[int]:
    parts = ("entries", "factors", "worked", "lessons", "actions")
    return {one["line"] for part in parts for one in told.get(part, [])} | {told.get("line", 0)}


def _linked(one: dict[str, Any], places: list[int], row: str) -> dict[str, Any]:
    """A recognised part with the place in the document that is nearest above it, and its row's page."""
    nearest = bisect_right(places, one["line"]) - 1
    place = f"#line-{places[nearest]}" if nearest >= 0 else ""
    page = reverse(row, args=[one["id"]]) if row and one.get("id") else ""
    return {**one, "place": place, "page": page}


def _without_front_matter(text: str) -> str:
    """Front matter drawn as a block of its own, on the lines that it had."""
    for fence in ("---", "+++"):
        if text.startswith(f"{fence}\n") and (end := text.find(f"\n{fence}\n", 3)) > 0:
            return f"```\n{text[4:end]}\n```\n{text[end + 5 :]}"
    return text
