"""The timeline as it stood at a moment, for a person, a team or the whole room (R3.2, R3.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from secondsight.organisation.models import Account
from secondsight.record.models import Event, Incident
from secondsight.record.queries.knowing import VantageChoice, knowledge_index


@dataclass(frozen=True)
class InsideView:
    """From where and when somebody looks."""

    at: datetime
    choice: VantageChoice


def knowing_of(
    viewer: Account, incident: Incident, events: Iterable[Event], view: InsideView
) -> dict[str, str]:
    """Return how each of some events stood then: "known", "believed" or "unknown", by its id.

    What was believed and turned out otherwise was believed.
    """
    ids = [event.pk for event in events]
    state = knowledge_index(viewer, incident, ids).state(view.choice.vantage, view.at)
    return {
        **dict.fromkeys(ids, "unknown"),
        **{row.event_id: "known" for row in state.known},
        **{row.event_id: "believed" for row in (*state.believed, *state.otherwise)},
    }
