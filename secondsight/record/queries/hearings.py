"""Who had heard of a step of a hypothesis, as the evidence suggests it (R3.7b, S9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account
from secondsight.record.models import HypothesisStep, Incident, IncidentItem, Knowledge, StepKnowledge
from secondsight.record.queries.incidents import is_name
from secondsight.record.queries.knowing import whose_names
from secondsight.record.rules.hearing_proposals import WITHIN, Said, propose_hearers

MOST_READ = 1000  # messages after a step
MOST = 20


@dataclass(frozen=True)
class Proposed:
    """That somebody wrote in the channel after a step was said there."""

    step_id: str
    name: str
    known_at: datetime
    item: int


def step_knowledge(viewer: Account, id: str) -> StepKnowledge:
    """Return one statement of who had heard of a step. Raises NotFound."""
    rows = StepKnowledge.objects.filter(step__hypothesis__incident__in=Incident.objects.visible_to(viewer))
    rows = rows.select_related("step__hypothesis__incident", "account", "team")
    found = rows.filter(pk=id).first() if is_name(id) else None
    if found is None:
        raise NotFound("There is no such statement here that you may see.")
    return found


def proposed_hearers(
    viewer: Account, incident: Incident, steps: Sequence[HypothesisStep]
) -> dict[str, list[Proposed]]:
    """Return who seems to have heard of some steps, by the step's id; a few statements a step.

    The caller has found the steps of one hypothesis for this viewer. Whoever was spoken of already, or
    was put aside, is not proposed again.
    """
    said = [step for step in steps if step.item and step.item.channel]
    if not said:
        return {}
    whose = whose_names(incident)
    return {step.pk: _proposed(incident, step, whose) for step in said}


def _proposed(incident: Incident, step: HypothesisStep, whose: dict[str, str]) -> list[Proposed]:
    assert step.item is not None
    links = IncidentItem.objects.filter(
        incident=incident, item__source=step.item.source, item__channel=step.item.channel
    )
    at = links.filter(item=step.item).values_list("occurred_at", flat=True).first() or step.occurred_at
    if at is None:
        return []
    told = links.filter(occurred_at__gt=at, occurred_at__lte=at + WITHIN, item__is_bot=False)
    rows = told.order_by("occurred_at", "item_id").values_list("item_id", "occurred_at", "item__author_name")[
        :MOST_READ
    ]
    found = propose_hearers(at, (Said(*row) for row in rows), _settled(step, whose))
    return [Proposed(step.pk, one.who, one.at, one.item) for one in found[:MOST]]


def _settled(step: HypothesisStep, whose: dict[str, str]) -> set[str]:
    """The names of whom it was said that they had heard of it or had not, or that they knew of its event."""
    columns = ("account_id", "account__name", "name")
    rows = list(StepKnowledge.objects.filter(step=step).values_list(*columns))
    if step.event_id:
        known = Knowledge.objects.filter(event=step.event_id, withdrawn_at=None)
        rows += known.values_list(*columns)
    names = {step.who, step.item.author_name if step.item else ""}
    accounts = set()
    for account, called, name in rows:
        names.update(each for each in (called, name) if each)
        accounts.add(account)
    accounts |= {whose[name] for name in names if name in whose}
    return names | {name for name, account in whose.items() if account in accounts}
