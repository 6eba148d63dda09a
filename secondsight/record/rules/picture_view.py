"""What of a timeline a picture shows, and from where: window, vantages, moment, lanes (R3.8)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from urllib.parse import urlencode

from secondsight.base.errors import InvalidInput
from secondsight.organisation.rules.term import Term


class Lanes(Term):
    """By what the lanes of a picture are told apart."""

    TEAM = "team", "Teams"
    PERSON = "person", "People"
    SERVICE = "service", "Services"
    SOURCE = "source", "Sources"


@dataclass(frozen=True, slots=True)
class PictureView:
    """What a picture shows. With nothing given it is the whole timeline, as it is known afterwards.

    `vantage` and `beside` are a vantage's key ("room", "team:database", "person:…"), empty for none; `at`
    is the moment as which everything stands, None for afterwards.
    """

    vantage: str = ""
    beside: str = ""
    at: datetime | None = None
    start: datetime | None = None
    end: datetime | None = None
    lanes: Lanes = Lanes.TEAM

    @property
    def is_inside(self) -> bool:
        """Whether it shows who knew, rather than what is known afterwards."""
        return bool(self.vantage) or self.at is not None

    def covers(self, at: datetime) -> bool:
        """Return whether an instant lies in the window and not ahead of the moment."""
        return (self.start is None or self.start <= at) and all(
            end is None or at <= end for end in (self.end, self.at)
        )


WHOLE = PictureView()
FIELDS = ("for", "beside", "at", "from", "to", "lanes")
"""The names that addresses and figures give to a view's parts, in the order in which they are written."""


def read_view(asked: Mapping[str, str], zone: tzinfo) -> PictureView:
    """Return the view that an address or a figure asks for; a time without an offset is in `zone`.

    A moment without a vantage is looked at from the room, and so is a second vantage without a first.
    Raises InvalidInput, naming the part, for a time or lanes that cannot be read and for an empty window.
    """
    lanes = asked.get("lanes", "") or Lanes.TEAM
    if lanes not in list(Lanes):
        raise InvalidInput(f"“lanes” is one of {', '.join(Lanes)}.", field="lanes")
    view = PictureView(
        vantage=asked.get("for", "")[:220],
        beside=asked.get("beside", "")[:220],
        at=_instant(asked, "at", zone),
        start=_instant(asked, "from", zone),
        end=_instant(asked, "to", zone),
        lanes=Lanes(lanes),
    )
    if view.start and view.end and view.end <= view.start:
        raise InvalidInput("The window ends before it begins: “to” has to be later than “from”.", field="to")
    if not view.vantage and (view.at or view.beside):
        return replace(view, vantage="room")
    return view


def write_view(view: PictureView) -> str:
    """Return the view as an address or a figure writes it, "" for the whole; `read_view` gives it back."""
    said = {
        "for": view.vantage,
        "beside": view.beside,
        "at": _written(view.at),
        "from": _written(view.start),
        "to": _written(view.end),
        "lanes": "" if view.lanes is Lanes.TEAM else view.lanes.value,
    }
    return urlencode({name: value for name, value in said.items() if value}, safe=":")


def _written(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _instant(asked: Mapping[str, str], name: str, zone: tzinfo) -> datetime | None:
    said = asked.get(name, "").strip()
    if not said:
        return None
    try:
        # A "+" that was not escaped arrives as a blank.
        at = datetime.fromisoformat(said.replace(" ", "+") if "T" in said else said)
    except ValueError:
        at = None
    if at is None or not 1900 < at.year < 2200:
        raise InvalidInput(
            f"“{name}” is a time, such as 2026-03-11T14:02:30 or 2026-03-11T14:02:30+01:00.", field=name
        )
    return at if at.tzinfo else at.replace(tzinfo=zone)
