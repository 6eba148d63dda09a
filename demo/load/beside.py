"""What runs beside the events, said once the timeline stood: milestones' grounds, impact, hypotheses."""

from datetime import datetime, timedelta

from demo import facts
from demo.beside import Basis, Hypothesis, LifeStep, Reading
from demo.load.script import Deed, Script
from demo.people import PERSON, TEAM
from secondsight.organisation.models import Account
from secondsight.record.actions.hearings import hear_of_step
from secondsight.record.actions.hypotheses import move_hypothesis, raise_hypothesis
from secondsight.record.actions.impact import note_impact
from secondsight.record.actions.milestones import base_milestone, take_time_of
from secondsight.record.models import Hypothesis as Row
from secondsight.record.models import HypothesisStep

APART = timedelta(seconds=45)


def tell_beside(script: Script, incident: facts.Incident, scribe: str, after: datetime) -> None:
    """Let what runs beside an incident's events be said from an instant on, by the scribe or who measured."""
    deeds: list[Deed] = [_basing(script, incident, basis, scribe) for basis in incident.bases]
    deeds += [_noting(script, incident, reading) for reading in incident.readings]
    for hypothesis in incident.hypotheses:
        deeds += _lives(script, incident, hypothesis, scribe)
    script.add_series(after, deeds, apart=APART)


def _basing(script: Script, incident: facts.Incident, basis: Basis, scribe: str) -> Deed:
    cast, slug = script.cast, incident.slug

    def base(at: datetime) -> None:
        row, by = cast.incidents[slug], cast.people[scribe]
        events = [cast.events[slug, key] for key in basis.events]
        items = [cast.items[slug, key] for key in basis.evidence]
        base_milestone(row, basis.milestone, events=events, items=items, by=by, at=at)
        if basis.is_its_time:
            take_time_of(row, basis.milestone, events[0], by=by, at=at)

    return base


def _noting(script: Script, incident: facts.Incident, reading: Reading) -> Deed:
    cast, start = script.cast, script.started(incident)
    return lambda at: note_impact(
        cast.incidents[incident.slug],
        side=reading.side,
        measure=reading.measure,
        what=reading.what,
        value=reading.value,
        unit=reading.unit,
        extent="stretch" if reading.until is not None else "instant",
        from_at=start + reading.at,
        until_at=start + reading.until if reading.until is not None else None,
        source=reading.source,
        items=[cast.items[incident.slug, key] for key in reading.evidence],
        by=cast.people[reading.by],
        at=at,
    )


def _lives(script: Script, incident: facts.Incident, hypothesis: Hypothesis, scribe: str) -> list[Deed]:
    cast, slug = script.cast, incident.slug
    rows: list[Row] = []

    def begin(at: datetime) -> None:
        first = hypothesis.steps[0]
        signals = [cast.items[slug, key] for key in hypothesis.signals]
        told = _told(script, incident, first)
        by = cast.people[scribe]
        row = raise_hypothesis(
            cast.incidents[slug], what=hypothesis.text, signals=signals, **told, by=by, at=at
        )
        rows.append(row)
        _hear(script, incident, row.steps.get(), first, by, at)

    def move(step: LifeStep) -> Deed:
        def go_on(at: datetime) -> None:
            by = cast.people[scribe]
            row = move_hypothesis(rows[0], state=step.state, **_told(script, incident, step), by=by, at=at)
            _hear(script, incident, row, step, by, at)

        return go_on

    return [begin, *(move(step) for step in hypothesis.steps[1:])]


def _told(script: Script, incident: facts.Incident, step: LifeStep) -> dict[str, object]:
    cast, slug = script.cast, incident.slug
    return {
        "occurred_at": script.started(incident) + step.at,
        "who": PERSON[step.who].name,
        "team": cast.teams[step.team],
        "words": step.text,
        "item": cast.items[slug, step.evidence] if step.evidence else None,
        "event": cast.events[slug, step.event] if step.event else None,
    }


def _hear(
    script: Script,
    incident: facts.Incident,
    row: HypothesisStep,
    step: LifeStep,
    by: Account,
    at: datetime,
) -> None:
    cast = script.cast
    for heard in step.heard:
        hear_of_step(
            row,
            known_at=script.started(incident) + heard.at,
            account=cast.people.get(heard.who),
            team=cast.teams[heard.who] if heard.who in TEAM else None,
            way=heard.way,
            through=heard.through,
            by=by,
            at=at,
        )
