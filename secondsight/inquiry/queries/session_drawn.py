"""The parts of a live session that are drawn once for everybody who listens: the stage, and each line.

They hold no token and nothing of the one who looks; times are in the incident's zone, so that everybody in
the room reads the same.
"""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string

from secondsight.base.live.carrying import Carried
from secondsight.inquiry.models import Capture, LiveSession
from secondsight.inquiry.queries.sessions import Stage, stage
from secondsight.inquiry.rules.captures import CaptureKind
from secondsight.record.models import Reconstruction

SHOWN_FROM = 3  # answers to a pulse below which no number is shown


def stage_html(session: LiveSession, at: datetime) -> str:
    """Return the stage of a session: where the room is, what is asked, the time left, the open vote."""
    return render_to_string("inquiry/live/_stage.html", stage_context(stage(session, at)))


def stage_context(shown: Stage) -> dict[str, Any]:
    """Return what the stage's template reads."""
    session, event = shown.session, shown.event
    felt = shown.felt
    answered = felt.learnt + felt.not_now if felt else 0
    return {
        "session": session,
        "stage": shown,
        "event": event,
        "run": shown.run,
        "left": round(shown.clock.left.total_seconds()),
        "section_seconds": round((shown.clock.left + shown.clock.had).total_seconds()),
        "time": clock_time(event.occurred_at, event.incident.time_zone) if event else "",
        "zone": event.incident.time_zone if event else "",
        "answered": answered,
        "is_enough": answered >= SHOWN_FROM,
    }


def line_html(line: Capture) -> str:
    """Return one captured line."""
    event = line.event
    said = clock_time(event.occurred_at, event.incident.time_zone) if event and event.occurred_at else ""
    kind = CaptureKind(line.kind)
    return render_to_string(
        "inquiry/live/_line.html", {"line": line, "kind": kind.label, "event": event, "time": said}
    )


def line_news(line: Capture) -> dict[str, Any]:
    """Return one line as pages get it: its place, the number of its last change, and its markup."""
    return {"id": line.pk, "place": line.place, "number": line.changed, "html": line_html(line)}


def carried_line(line_id: str) -> Carried | None:
    """Return what goes along with the news of a line; None where it is not for everybody who listens."""
    line = Capture.objects.select_related("event__incident", "said_by", "captured_by", "removed_by")
    found = line.filter(pk=line_id).first()
    if found is None or (found.event is not None and _is_ahead(found.event)):
        return None
    return Carried("line", json.dumps(line_news(found)), found.event.incident_id if found.event else "")


def carried_stage(session_id: str, at: datetime) -> Carried | None:
    """Return what goes along with the news of a session."""
    session = LiveSession.objects.filter(pk=session_id).first()
    if session is None:
        return None
    if session.moment is not None and _is_veiled(session.incident_id, session.moment):
        return None
    told = {"number": session.last, "html": stage_html(session, at), "is_over": session.ended_at is not None}
    return Carried("stage", json.dumps(told), session.incident_id or "")


def clock_time(at: datetime | None, zone: str) -> str:
    """Return a time of day in the incident's zone, "" for an unknown one."""
    return at.astimezone(ZoneInfo(zone)).strftime("%H:%M:%S") if at else ""


def _is_ahead(event: Any) -> bool:
    """Whether a line is about something that the room has not come to yet."""
    return event.occurred_at is not None and _is_veiled(event.incident_id, event.occurred_at)


def _is_veiled(incident_id: str | None, at: datetime) -> bool:
    """Whether somebody may walk through an incident who has not come to an instant of it."""
    return Reconstruction.objects.filter(incident=incident_id, closed_at=None, moment__lt=at).exists()
