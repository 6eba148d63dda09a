"""What becomes of decisions when the events that they are about become one."""

from secondsight.record.models import DecisionNote, DecisionPoint, Event
from secondsight.record.rules.vocabulary import EventKind


def hand_over_decision(other: Event, event: Event) -> None:
    """Let what is told of an event as a decision be told of the one that it is merged into.

    Where both were told as decisions, each keeps its own. The event is changed and not stored; notes that
    pointed at the other point at it.
    """
    DecisionNote.objects.filter(event=other).update(event=event)
    if DecisionPoint.objects.filter(event=event).exists():
        return
    if DecisionPoint.objects.filter(event=other).update(event=event):
        event.kind = EventKind.DECISION
