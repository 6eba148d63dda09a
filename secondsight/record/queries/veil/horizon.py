"""How a viewer stands to the reconstructions that are on, and up to which moment they see (R3.3)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from secondsight.base import sight
from secondsight.record.models import Incident, Reconstruction, Walker


@dataclass(frozen=True)
class Room:
    """An open reconstruction as one viewer stands to it."""

    id: str
    incident_id: str
    moment: datetime
    led_by_id: str
    leader: str
    is_walking: bool


@dataclass(frozen=True)
class Horizon:
    """The reconstructions that are open, and which of them veil what is later; false where none does."""

    rooms: dict[str, Room]  # by incident
    kept: dict[str, Any] = field(default_factory=dict)  # what later rooms' rules need again

    def __bool__(self) -> bool:
        return any(room.is_walking for room in self.rooms.values())

    @property
    def veils(self) -> dict[str, datetime]:
        """Return the moments up to which is seen, by incident."""
        return {id: room.moment for id, room in self.rooms.items() if room.is_walking}


def is_any_open() -> Exists:
    """Return the question whether anywhere a reconstruction is on, as a statement asks it."""
    return Exists(Reconstruction.objects.filter(closed_at=None))


@sight.reads_horizon
def horizon_of(viewer: Any) -> Horizon | None:
    """Return how a viewer stands to the open reconstructions, None where none is open.

    No statement for an account that signed in while none was open, else one.
    """
    if not getattr(viewer, "is_any_reconstruction_open", True):
        return None
    walks = Walker.objects.filter(reconstruction=OuterRef("pk"), account=viewer, left_at=None)
    open_ones = Reconstruction.objects.filter(closed_at=None).annotate(is_walking=Exists(walks))
    rows = open_ones.values_list("id", "incident_id", "moment", "led_by_id", "led_by__name", "is_walking")
    rooms = [Room(id, of, at, led or "", name or "", bool(mine)) for id, of, at, led, name, mine in rows]
    return Horizon({room.incident_id: room for room in rooms}) if rooms else None


def veils_of(viewer: Any) -> dict[str, datetime]:
    """Return up to which moment the viewer sees each incident that they walk through, by its id.

    One statement, or none inside a request that asked before.
    """
    found = horizon_for(viewer)
    return found.veils if found else {}


def veil_at(viewer: Any, incident: Incident | str) -> datetime | None:
    """Return up to which moment the viewer sees an incident (or its id), None for all of it."""
    return veils_of(viewer).get(incident if isinstance(incident, str) else incident.pk)


def veil_here(incident: Incident) -> datetime | None:
    """Return up to which moment an incident may be read here, None for all of it.

    For what is asked in SQL of our own: what goes through models is narrowed by itself.
    """
    found: Horizon | None = sight.horizon()
    return found.veils.get(incident.pk) if found else None


def known_turn(incident: Incident, until: datetime | None, turned_out: str) -> tuple[datetime | None, str]:
    """Return when a belief was given up and how it turned out, as far as whoever asks may know of it.

    For values that are read without their rows, which would be emptied by themselves.
    """
    moment = veil_here(incident)
    return (until, turned_out) if moment is None or (until and until <= moment) else (None, "")


def room_of(viewer: Any, incident: Incident | str) -> Room | None:
    """Return the reconstruction that is on in an incident as the viewer stands to it, None if none is."""
    return rooms_of(viewer).get(incident if isinstance(incident, str) else incident.pk)


def ahead_of(viewer: Any, incident: Incident | str) -> datetime | None:
    """Return from when on somebody who leads sees what is veiled for the room, None for who leads none."""
    room = room_of(viewer, incident)
    return room.moment if room is not None and room.led_by_id == viewer.pk else None


def rooms_of(viewer: Any) -> dict[str, Room]:
    """Return every open reconstruction as the viewer stands to it, by its incident."""
    found = horizon_for(viewer)
    return {} if found is None else found.rooms


def horizon_for(viewer: Any) -> Horizon | None:
    """Return how somebody stands to the open reconstructions, asked once in a request of theirs."""
    found: Horizon | None = sight.horizon_for(viewer)
    return found
