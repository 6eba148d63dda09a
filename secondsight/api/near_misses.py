"""Near misses, reported by a program or by whoever has a token (R1.4)."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.organisation import queries as organisation
from secondsight.record.actions.near_misses import report_near_miss
from secondsight.record.queries.near_misses import near_miss

router = Router(auth=signed_in())


class NearMissIn(Schema):
    """A near miss. A restricted one is known to its reporter and the programme owners alone."""

    happened: str = Field(min_length=1, max_length=5_000)
    held: str = Field("", max_length=5_000, description="What kept it from becoming an incident")
    service: str = Field("", max_length=50)
    is_restricted: bool = False
    once: str = Field("", max_length=16)


class NearMissFull(Schema):
    """A near miss in its first words; `incident` is the id that it has everywhere else."""

    incident: str
    title: str
    happened: str
    held: str
    reported_by: str | None
    reported_at: datetime

    @staticmethod
    def resolve_incident(row: Any) -> str:
        """The id."""
        return str(row.incident_id)

    @staticmethod
    def resolve_title(row: Any) -> str:
        """The incident's."""
        return str(row.incident.title)

    @staticmethod
    def resolve_reported_by(row: Any) -> str | None:
        """The account's id."""
        return row.reported_by_id or None

    @staticmethod
    def resolve_reported_at(row: Any) -> datetime:
        """When it was told."""
        told: datetime = row.recorded_at
        return told


@router.post("/near-misses", response={201: NearMissFull, **PROBLEMS}, summary="Report a near miss")
def report(request: HttpRequest, payload: NearMissIn) -> Any:
    """It becomes an incident. Sent twice with the same `once` (an id of 16 characters), it is one."""
    told = payload.dict()
    told["service"] = organisation.service(request.user, told["service"]) if told["service"] else None
    made = report_near_miss(**told, by=request.user, at=now())
    return Status(201, near_miss(request.user, made.incident_id))


@router.get(
    "/near-misses/{id}", response={200: NearMissFull, **PROBLEMS}, summary="A near miss as it was told"
)
def one(request: HttpRequest, id: str) -> Any:
    """By the id of its incident."""
    return near_miss(request.user, id)
