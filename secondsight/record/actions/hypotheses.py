"""Hypotheses: raised on some signals, supported, dropped or confirmed: when, by whom, tested how (R3.7b)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Team
from secondsight.record.actions.guard import keep_within_veil
from secondsight.record.actions.words import fit, fit_id, fit_instant, fit_term
from secondsight.record.models import Event, EvidenceItem, Hypothesis, HypothesisStep, Incident, IncidentItem
from secondsight.record.rules.hypotheses import HypothesisState, Step, check_step


def raise_hypothesis(
    incident: Incident,
    *,
    what: str,
    occurred_at: datetime | None,
    by: Account,
    at: datetime,
    who: str = "",
    words: str = "",
    item: EvidenceItem | None = None,
    team: Team | None = None,
    event: Event | None = None,
    signals: Iterable[EvidenceItem] = (),
    once: str = "",
) -> Hypothesis:
    """Note what people took to be going on, and return it with its first step (R3.7b).

    `who` raised it, `item` is where they did, `signals` are what it rested on; `team` knew of it at once,
    `event` tells of it on the timeline. Without a time, the event's or the item's holds. `once` is an id
    that a form was given: the same form sent twice raises one. Raises InvalidInput.
    """
    once = fit_id(once)
    what = fit(what, field="what", most=500, is_needed=True)
    step = _step(incident, HypothesisState.RAISED, occurred_at, who, words, item, team, event, by=by, at=at)
    keep_within_veil(incident, step.occurred_at, by=by)
    with write():
        if once and (there := Hypothesis.objects.filter(pk=once).first()):
            if there.incident_id != incident.pk:
                raise InvalidInput("This form was used before. Load the page again.", field="once")
            return there
        hypothesis = Hypothesis.objects.create(
            id=once or new_id(), incident=incident, what=what, noted_by=by, recorded_at=at
        )
        hypothesis.signals.set([*signals, *([item] if item else [])])
        step.hypothesis = hypothesis
        step.save(force_insert=True)
        _tell("hypothesis_raised", hypothesis, by=by, at=at, who=step.who)
    return hypothesis


def move_hypothesis(
    hypothesis: Hypothesis,
    *,
    state: str,
    occurred_at: datetime | None,
    by: Account,
    at: datetime,
    who: str = "",
    words: str = "",
    item: EvidenceItem | None = None,
    team: Team | None = None,
    event: Event | None = None,
    once: str = "",
) -> HypothesisStep:
    """Note that a hypothesis was supported, dropped or confirmed, and return the step.

    `words` say how it was tested or what was seen; `team` knew of it at once, `event` tells of it on the
    timeline. Raises InvalidInput, also for a step before the raising;
    Refused for raising it again.
    """
    once = fit_id(once)
    became = fit_term(HypothesisState, state, field="state")
    step = _step(hypothesis.incident, became, occurred_at, who, words, item, team, event, by=by, at=at)
    keep_within_veil(hypothesis.incident_id, step.occurred_at, by=by)
    with write():
        if once and (there := HypothesisStep.objects.filter(pk=once).first()):
            if there.hypothesis_id != hypothesis.pk:
                raise InvalidInput("This form was used before. Load the page again.", field="once")
            return there
        hypothesis = Hypothesis.objects.select_related("incident").get(pk=hypothesis.pk)
        noted = hypothesis.steps.filter(withdrawn_at=None)
        facts = [Step(HypothesisState(row.state), row.occurred_at) for row in noted]
        check_step(facts, Step(HypothesisState(step.state), step.occurred_at))
        step.id, step.hypothesis = once or new_id(), hypothesis
        step.save(force_insert=True)
        _tell("hypothesis_moved", hypothesis, by=by, at=at, state=step.state, who=step.who)
    return step


def withdraw_step(step: HypothesisStep, *, by: Account, at: datetime) -> HypothesisStep:
    """Take a step back and return it; it is kept and no longer counts.

    Raises Refused for the raising: without it there would be no hypothesis.
    """
    with write():
        step = HypothesisStep.objects.select_related("hypothesis__incident").get(pk=step.pk)
        if step.state == HypothesisState.RAISED:
            raise Refused("Raising it is what it begins with, so it stays. Say that it was dropped instead.")
        if step.withdrawn_at is None:
            step.withdrawn_at = at
            step.save(update_fields=["withdrawn_at"])
            _tell("hypothesis_step_withdrawn", step.hypothesis, by=by, at=at, state=step.state)
    return step


def _step(
    incident: Incident,
    state: HypothesisState,
    occurred_at: datetime | None,
    who: str,
    words: str,
    item: EvidenceItem | None,
    team: Team | None,
    event: Event | None,
    *,
    by: Account,
    at: datetime,
) -> HypothesisStep:
    if event is not None and event.incident_id != incident.pk:
        raise InvalidInput("A hypothesis is told of by events of its own incident.", field="event")
    return HypothesisStep(
        state=state,
        occurred_at=fit_instant(occurred_at, field="occurred_at")
        or (event.occurred_at if event else None)
        or _at(incident, item),
        who=fit(who, field="who", most=200)
        or (event.actor if event else "")
        or (item.author_name if item else ""),
        words=fit(words, field="words", most=2000),
        item=item,
        team=team or (event.team if event else None),
        event=event,
        noted_by=by,
        recorded_at=at,
    )


def _at(incident: Incident, item: EvidenceItem | None) -> datetime | None:
    """Return when an item happened as the incident's clocks have it."""
    rows = IncidentItem.objects.filter(incident=incident, item=item).values_list("occurred_at", flat=True)
    return rows.first() if item is not None else None


def _tell(verb: str, hypothesis: Hypothesis, **more: Any) -> None:
    topic = hypothesis.incident.topic
    journal.record(verb, subject=hypothesis, topic=topic, what=hypothesis.what, **more)
