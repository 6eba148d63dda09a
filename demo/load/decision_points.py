"""Decisions of incidents, gone over by those who were there once the timeline stood (R3.4)."""

from datetime import datetime, timedelta

from demo import facts
from demo.load.script import Deed, Script
from secondsight.organisation.models import Account
from secondsight.record.actions.decision_notes import Saying, add_note
from secondsight.record.actions.decisions import add_option, mark_decision
from secondsight.record.models import DecisionOption, DecisionPoint

APART = timedelta(seconds=50)  # from one thing that is said to the next


def tell_decision_points(script: Script, incident: facts.Incident, after: datetime) -> None:
    """Let the decisions of an incident be told from an instant on, everybody in their own words."""
    deeds: list[Deed] = []
    for point in incident.decisions:
        deeds += _telling(script, incident, point)
    script.add_series(after, deeds, apart=APART)


def _telling(script: Script, incident: facts.Incident, point: facts.DecisionPoint) -> list[Deed]:
    cast = script.cast
    rows: list[DecisionPoint] = []
    ways: dict[str, DecisionOption] = {}

    def mark(at: datetime) -> None:
        decider: Account = cast.people[point.by]
        event = cast.events[incident.slug, point.event]
        row = mark_decision(
            event, question=point.question, choice=point.choice, account=decider, by=decider, at=at
        )
        rows.append(row)
        for way in point.ways:
            ways[way.key] = add_option(row, what=way.text, is_taken=way.is_taken, by=decider, at=at)

    def say(saying: facts.Saying) -> Deed:
        return lambda at: add_note(
            rows[0],
            Saying(
                saying.probe,
                words=saying.text,
                option=ways[saying.way] if saying.way else None,
                event=cast.events[incident.slug, saying.event] if saying.event else None,
                constraint_kind=saying.kind,
            ),
            by=cast.people[saying.by],
            at=at,
        )

    return [mark, *(say(saying) for saying in point.sayings)]
