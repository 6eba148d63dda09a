"""Old post-mortems over the API: bringing them in, and each document beside what was recognised."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, File, Form, Router, Schema, UploadedFile

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.inquiry.actions import look_at_review
from secondsight.inquiry.queries import review as find_review
from secondsight.inquiry.queries.archive import beside, recorded_actions
from secondsight.inquiry.rules.archive import ReadAs
from secondsight.integrations.postmortem.bringing import Asked, bring_archive, uploaded_files
from secondsight.integrations.postmortem.table import row_of, totals_of
from secondsight.organisation.rules.zones import check_time_zone

router = Router(auth=signed_in())


class BroughtOut(Schema):
    """What became of one file, and how much of each part was recognised in it."""

    name: str
    outcome: str = Field(..., description="added, there, updated, kept, left out or failed")
    reason: str
    detail: str
    review: str
    title: str
    severity: str
    is_severity_told: bool
    happened_on: str
    zone: str
    notes: list[str]
    unrecognised: list[str] = Field(..., description="the headings of what was kept as text")
    timed: int = Field(..., description="entries of the timeline with a time of day")
    untimed: int
    factors: int
    worked: int
    lessons: int
    actions: int
    owned: int
    dated: int
    stated: int
    texts: int


class ArchiveOut(Schema):
    """What became of an archive."""

    documents: list[BroughtOut]
    totals: dict[str, Any]


class RecordedActionOut(Schema):
    """What an old post-mortem says was to be done; no commitment."""

    id: str
    what: str
    context: str
    owner: str
    due_on: str
    status: str
    is_done: bool | None
    url: str
    ticket: str


class DocumentOut(Schema):
    """An old post-mortem as it came, beside what was recognised in it."""

    id: str
    name: str
    sha256: str
    text: str = Field(..., description="with secrets masked; empty where the bytes are in another instance")
    recognised: dict[str, Any]
    is_applied: bool = Field(..., description="false: it came after people had worked on the review")
    actions: list[RecordedActionOut]
    versions: list[str]


@router.post("/archive", response={200: ArchiveOut, **PROBLEMS}, summary="Bring old post-mortems in")
def bring_in(
    request: HttpRequest,
    files: File[list[UploadedFile]],
    severity: Form[str] = "sev-2",
    zone: Form[str] = "",
    order: Form[Literal["", "day", "month"]] = "",
    is_restricted: Form[bool] = False,
) -> dict[str, Any]:
    """Make reviews of Markdown files, or of a ZIP archive of them, and say what was recognised in each.

    `severity` and `zone` are for documents that name none; `order` ("day", "month") for dates that could be
    read either way. A document comes in whole or not at all; the same one again adds nothing.
    """
    if zone:
        check_time_zone(zone, field="zone")
    asked = Asked(
        by=_viewer(request),
        at=now,
        severity=severity,
        read_as=ReadAs(zone=zone, day_first={"day": True, "month": False}.get(order)),
        is_restricted=is_restricted,
    )
    with uploaded_files(files) as given:
        rows = [row_of(one) for one in bring_archive(given, asked)]
    return {"documents": rows, "totals": totals_of(rows)}


@router.get(
    "/reviews/{review_id}/document",
    response={200: DocumentOut, **PROBLEMS},
    summary="The old post-mortem that a review was made of",
)
def document(request: HttpRequest, review_id: str, version: str = "") -> dict[str, Any]:
    """Return the document, the newest version or the one asked for, with what was recognised by line."""
    viewer = _viewer(request)
    review = find_review(viewer, review_id)
    look_at_review(review, by=viewer, at=now())
    found = beside(review, version)
    return {
        "id": found.document.pk,
        "name": found.document.name,
        "sha256": found.document.stored_id,
        "text": found.text,
        "recognised": found.document.recognised,
        "is_applied": found.document.is_applied,
        "actions": [
            {
                **{
                    name: getattr(row, name)
                    for name in ("what", "context", "owner", "status", "url", "ticket")
                },
                "id": row.pk,
                "due_on": row.due_on.isoformat() if row.due_on else "",
                "is_done": row.is_done,
            }
            for row in recorded_actions(review)
        ],
        "versions": [one.pk for one in found.versions],
    }


def _viewer(request: HttpRequest) -> Any:
    return request.auth  # type: ignore[attr-defined]
