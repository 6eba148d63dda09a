"""Putting a source's clock right in an incident; the evidence keeps the times that it told (R2.4)."""

from datetime import datetime, timedelta

from django.db.models import DateTimeField, ExpressionWrapper, F, OuterRef, Subquery, Value

from secondsight.base import journal
from secondsight.base.errors import InvalidInput
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit
from secondsight.record.models import EvidenceItem, Incident, IncidentItem, SourceClock
from secondsight.record.queries.clocks import standing

MOST = timedelta(days=1)


def set_clock(
    incident: Incident, source: str, offset: timedelta, *, by: Account, at: datetime, why: str = ""
) -> SourceClock:
    """Add an offset to all times that a source told in an incident; zero takes a correction back.

    Events that people accepted keep their times. Raises InvalidInput for a source that told nothing here,
    and beyond a day.
    """
    source, why = source.replace("\0", "\ufffd"), fit(why, field="why", most=300)
    if abs(offset) > MOST:
        raise InvalidInput("A clock is not more than a day off; is the date wrong instead?", field="offset")
    with write():
        if not IncidentItem.objects.filter(incident=incident, item__source=source).exists():
            raise InvalidInput(f"No evidence of this incident comes from “{source[:80]}”.", field="source")
        before = standing(incident).get(source)
        millis = round(offset / timedelta(milliseconds=1))
        if before is not None and (before.offset_ms, before.why) == (millis, why):
            return before
        clock = SourceClock.objects.create(
            incident=incident, source=source, offset_ms=millis, why=why, set_by=by, recorded_at=at
        )
        _put_right(incident, clock)
        journal.record(
            "clock_corrected",
            by=by,
            subject=clock,
            at=at,
            topic=incident.topic,
            what=source,
            before_ms=before.offset_ms if before else 0,
            offset_ms=millis,
            why=why,
        )
    return clock


def keep_right(incident: Incident) -> None:
    """Put the times right of what has just come to an incident, in the open transaction."""
    for clock in standing(incident).values():
        if clock.offset_ms:
            _put_right(incident, clock)


def _put_right(incident: Incident, clock: SourceClock) -> None:
    told = EvidenceItem.objects.filter(pk=OuterRef("item_id")).annotate(
        right=ExpressionWrapper(
            F("occurred_at") + Value(timedelta(milliseconds=clock.offset_ms)), output_field=DateTimeField()
        )
    )
    IncidentItem.objects.filter(incident=incident, item__source=clock.source).update(
        occurred_at=Subquery(told.values("right"))
    )
