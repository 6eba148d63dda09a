"""The clocks of an incident's sources over the API."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.record.actions.clocks import set_clock
from secondsight.record.queries import clocks as queries
from secondsight.record.queries.incidents import incident as find_incident

router = Router(auth=signed_in())
DAY_MS = 86_400_000


class ClockOut(Schema):
    """A source of an incident's evidence, and what is added to the times that it told."""

    source: str
    items: int
    first_at: datetime
    last_at: datetime
    offset_ms: int
    why: str
    set_by: str


class ClockProposal(Schema):
    """What should be added on top, so that a source agrees with another; a person decides."""

    source: str
    against: str
    offset_ms: int
    pairs: int
    why: str


class ClocksOut(Schema):
    """The clocks as they stand, and which seem to be off."""

    clocks: list[ClockOut]
    proposals: list[ClockProposal]


class ClockIn(Schema):
    """A correction: the newest holds, zero takes it back."""

    source: str = Field(..., max_length=100)
    offset_ms: int = Field(..., ge=-DAY_MS, le=DAY_MS)
    why: str = Field("", max_length=300)


@router.get(
    "/incidents/{id}/clocks", response={200: ClocksOut, **PROBLEMS}, summary="The clocks of an incident"
)
def clocks(request: HttpRequest, id: str) -> dict[str, Any]:
    """Return each source with its correction, and corrections that the evidence proposes."""
    return _clocks(find_incident(request.auth, id))


@router.put("/incidents/{id}/clocks", response={200: ClocksOut, **PROBLEMS}, summary="Put a clock right")
def put_right(request: HttpRequest, id: str, payload: ClockIn) -> dict[str, Any]:
    """Add an offset to the times of a source in this incident; the records keep what they told."""
    incident = find_incident(request.auth, id)
    offset = timedelta(milliseconds=payload.offset_ms)
    set_clock(incident, payload.source, offset, why=payload.why, by=request.auth, at=now())
    return _clocks(incident)


def _clocks(incident: Any) -> dict[str, Any]:
    return {
        "clocks": [
            {
                **{name: getattr(row, name) for name in ("source", "first_at", "last_at", "why", "set_by")},
                "items": row.count,
                "offset_ms": _ms(row.offset),
            }
            for row in queries.clocks(incident)
        ],
        "proposals": [
            {
                **{name: getattr(each, name) for name in ("source", "against", "why")},
                "offset_ms": _ms(each.offset),
                "pairs": len(each.pairs),
            }
            for each in queries.proposals(incident)
        ],
    }


def _ms(offset: timedelta) -> int:
    return round(offset / timedelta(milliseconds=1))
