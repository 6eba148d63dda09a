"""Editions and exports over the API."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema, Status

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.base.paging import page
from secondsight.inquiry.actions import look_at_review
from secondsight.inquiry.queries import review as find_review
from secondsight.publication import actions, queries
from secondsight.publication.exports import export
from secondsight.publication.queries import wording

router = Router(auth=signed_in())
SIZE = 50


class EditionOut(Schema):
    """That a review was published; a withdrawn one says when and why."""

    id: str
    review: str = Field(..., alias="review_id")
    title: str = Field(..., alias="review.title")
    kind: str
    published_at: datetime
    published_by: str | None = None
    withdrawn_at: datetime | None
    withdrawn_reason: str

    @staticmethod
    def resolve_published_by(edition: Any) -> str | None:
        """Return who published it, by name."""
        return edition.published_by.name if edition.published_by else None


class Editions(Schema):
    """A page of editions, newest first."""

    rows: list[EditionOut]
    next: str
    previous: str


class EditionsAsked(Schema):
    """Which page."""

    cursor: str = Field("", max_length=300)


class Withdrawal(Schema):
    """Why an edition is withdrawn; its readers see it."""

    reason: str = Field(..., min_length=1, max_length=2000)


class WordingPlace(Schema):
    """One place that could be put better: `of` and `id` name the row ("learning_point"), `field` its text."""

    of: str
    id: str
    field: str
    rule: str
    excerpt: str
    message: str
    suggestion: str


class WordingLeft(Schema):
    """What the coach hears in a review's texts; it forbids nothing."""

    rows: list[WordingPlace]
    has_more: bool


class ImportedOut(Schema):
    """What an imported review brought: rows added by kind, and how many had been here already."""

    review: str
    title: str
    added: dict[str, int]
    there: int


@router.get("/editions", response={200: Editions, **PROBLEMS}, summary="Published reviews, newest first")
def editions(request: HttpRequest, asked: Query[EditionsAsked]) -> Any:
    """Return the editions that stand, of reviews that the account may see."""
    rows = queries.editions(_viewer(request)).select_related("published_by")
    return page(rows, order=queries.ORDER, size=SIZE, cursor=asked.cursor)


@router.get("/editions/{edition_id}", response={200: EditionOut, **PROBLEMS}, summary="One edition")
def edition(request: HttpRequest, edition_id: str) -> Any:
    """Return one edition, withdrawn or not."""
    return queries.edition(_viewer(request), edition_id)


@router.post(
    "/reviews/{review_id}/editions", response={201: EditionOut, **PROBLEMS}, summary="Publish a review"
)
def publish(request: HttpRequest, review_id: str) -> Any:
    """Publish the engineering edition; one that stands already stays.

    409 for a review that was not held, 403 for those who may not publish.
    """
    review = find_review(_viewer(request), review_id)
    made = actions.publish_review(review, by=_viewer(request), at=now())
    return Status(201, queries.edition(_viewer(request), made.pk))


@router.post(
    "/editions/{edition_id}/withdrawal", response={200: EditionOut, **PROBLEMS}, summary="Withdraw an edition"
)
def withdraw(request: HttpRequest, edition_id: str, said: Withdrawal) -> Any:
    """Withdraw an edition with a reason that its readers see."""
    found = queries.edition(_viewer(request), edition_id)
    actions.withdraw_edition(found, reason=said.reason, by=_viewer(request), at=now())
    return queries.edition(_viewer(request), edition_id)


@router.get(
    "/reviews/{review_id}/wording",
    response={200: WordingLeft, **PROBLEMS},
    summary="Wording before publishing",
)
def wording_left(request: HttpRequest, review_id: str) -> Any:
    """What the coach still hears in what readers will read: at most 100 places, in the edition's order."""
    review = find_review(_viewer(request), review_id)
    look_at_review(review, by=_viewer(request), at=now())
    found, has_more = wording.wording_left(_viewer(request), review)
    rows = [
        {
            "of": one.surface.sort,
            "id": one.surface.id,
            "field": one.surface.field,
            "rule": one.finding.rule,
            "excerpt": one.said,
            "message": one.finding.message,
            "suggestion": one.finding.suggestion,
        }
        for one in found
    ]
    return {"rows": rows, "has_more": has_more}


@router.get(
    "/reviews/{review_id}/export",
    response={200: None, **PROBLEMS},
    summary="A review as a file",
    openapi_extra={
        "responses": {
            200: {
                "description": "The file",
                "content": {
                    "text/markdown": {"schema": {"type": "string"}},
                    "text/html": {"schema": {"type": "string"}},
                    "application/pdf": {"schema": {"type": "string", "format": "binary"}},
                    "application/json": {"schema": {"type": "object"}},
                },
            }
        }
    },
)
def take_out(request: HttpRequest, review_id: str, to: Literal["md", "html", "pdf", "json"]) -> HttpResponse:
    """Return the review as Markdown, HTML, PDF or complete JSON, published or not."""
    viewer = _viewer(request)
    look_at_review(find_review(viewer, review_id), by=viewer, at=now())
    made = export(viewer, review_id, to, at=now())
    response = HttpResponse(made.content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@router.post(
    "/review-imports",
    response={200: ImportedOut, 201: ImportedOut, **PROBLEMS},
    summary="Bring an exported review in",
    openapi_extra={
        "requestBody": {
            "required": True,
            "description": "What GET /api/reviews/{id}/export?to=json returned",
            "content": {"application/json": {"schema": {"type": "object"}}},
        }
    },
)
def bring_in(request: HttpRequest) -> Any:
    """Import a review: all of it or nothing (201); 200 when everything was here already.

    For administrators and programme owners, since people, teams and services come along.
    """
    imported = actions.import_review(request.body, by=_viewer(request), at=now())
    told = {
        "review": imported.review.pk,
        "title": imported.review.title,
        "added": imported.added,
        "there": imported.there,
    }
    return Status(201 if imported.is_new else 200, told)


def _viewer(request: HttpRequest) -> Any:
    return request.auth  # type: ignore[attr-defined]
