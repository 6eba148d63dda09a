"""What is read of reviews; the viewer comes first (C12)."""

from secondsight.inquiry.queries.calibration import to_calibrate
from secondsight.inquiry.queries.dates import invitations_waiting
from secondsight.inquiry.queries.facilitating import wanted_facilitators
from secondsight.inquiry.queries.found import findings, idea, moments_of, review_events
from secondsight.inquiry.queries.needs import Need, needs
from secondsight.inquiry.queries.packet import asked_for
from secondsight.inquiry.queries.reviews import (
    can_see,
    incidents_of,
    may_lead,
    rail_facts,
    review,
    review_topics,
)
from secondsight.inquiry.queries.roles import candidacy, holders, room

__all__ = [
    "Need",
    "asked_for",
    "can_see",
    "candidacy",
    "findings",
    "holders",
    "idea",
    "incidents_of",
    "may_lead",
    "moments_of",
    "invitations_waiting",
    "wanted_facilitators",
    "needs",
    "rail_facts",
    "review",
    "review_events",
    "review_topics",
    "room",
    "to_calibrate",
]
