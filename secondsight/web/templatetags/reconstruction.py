"""The quiet bar on the pages of an incident, or of its review, while it is gone through again (R3.3)."""

from typing import Any

from django import template

from secondsight.base.ids import new_id
from secondsight.inquiry.queries.veil import incidents_of
from secondsight.record.queries.veil import Room, rooms_of

register = template.Library()

# What pages call the thing that they are about, and how it knows its incident.
ABOUT = ("incident", "event", "candidate", "hypothesis", "question", "found")


@register.inclusion_tag("_reconstruction_bar.html", takes_context=True)
def reconstruction_bar(context: dict[str, Any]) -> dict[str, Any]:
    """Draw the bar where a reconstruction of the page's incident is on; elsewhere nothing.

    No statement while none is on anywhere.
    """
    viewer, request = context.get("viewer"), context.get("request")
    # The guide's viewer is nobody's account.
    rooms = rooms_of(viewer) if hasattr(viewer, "pk") else {}
    if not rooms or request is None:
        return {"room": None}
    room = _room(context, viewer, rooms)
    if room is None:
        return {"room": None}
    # Fetched again, it is asked for at the address of the walk, and drawn for the page that it stands on.
    here = request.htmx.current_url_abs_path or request.get_full_path()
    return {
        "room": room,
        "leads": room.led_by_id == viewer.pk,
        "once": [new_id() for _ in range(4)],
        "here": here,
        "review_id": _review_in(here),
        "csrf_token": context.get("csrf_token"),
    }


def _review_in(address: str) -> str:
    """Return the id of the review whose page an address is, "" for other pages."""
    parts = address.partition("?")[0].split("/")
    return parts[2] if parts[1] == "reviews" and len(parts) > 3 else ""


def _room(context: dict[str, Any], viewer: Any, rooms: dict[str, Room]) -> Room | None:
    for name in ABOUT:
        about = context.get(name)
        id = getattr(about, "incident_id", None) or (
            getattr(about, "pk", None) if name == "incident" else None
        )
        if id in rooms:
            return rooms[id]
    review = context.get("review")
    covered = incidents_of(review) if review is not None and hasattr(review, "met_at") else ()
    mine = [rooms[id] for id in covered if id in rooms]
    # Where several are on, the one that veils something for the viewer.
    return next((room for room in mine if room.is_walking), mine[0] if mine else None)
