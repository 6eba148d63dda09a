"""What the second clock is read from: events, who knew of them, and by when something mattered.

Tuples with names: of an incident there are tens of thousands, and they are made anew for every page.
"""

from datetime import datetime
from typing import NamedTuple

from secondsight.record.rules.vocabulary import Certainty, EventKind, Precision, TurnedOut


class EventFact(NamedTuple):
    """An event as far as knowing of it goes. A time that nobody knows is None."""

    id: str
    occurred_at: datetime | None
    kind: EventKind = EventKind.OBSERVATION
    precision: Precision = Precision.SECOND


class KnowledgeFact(NamedTuple):
    """That somebody knew of an event since an instant.

    The `holder` is a key that names a person or a team in the same way everywhere ("person:06f…",
    "name:the vendor", "team:database"); empty, it is everybody in the incident. An unknown `known_at`
    stays unknown. `until_at` and `turned_out` are read of beliefs alone.
    """

    event_id: str
    known_at: datetime | None
    holder: str = ""
    certainty: Certainty = Certainty.KNOWN
    until_at: datetime | None = None
    turned_out: TurnedOut | str = ""


class MatteredFact(NamedTuple):
    """That a decision names an event as one that had not reached those who decided.

    `holder` is the person or team that decided, empty where nobody said who.
    """

    event_id: str
    at: datetime
    holder: str = ""


def own_knowing(event: EventFact, holder: str) -> KnowledgeFact:
    """Return that who acted in an event knew of it from then on; of a hypothesis, that they held it."""
    certainty = Certainty.BELIEVED if event.kind is EventKind.HYPOTHESIS else Certainty.KNOWN
    return KnowledgeFact(event.id, event.occurred_at, holder, certainty)
