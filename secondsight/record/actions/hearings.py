"""Who had heard of a step of a hypothesis, and since when (R3.2, R3.7b)."""

from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Team
from secondsight.record.actions.words import fit, fit_instant, fit_term
from secondsight.record.models import EvidenceItem, HypothesisStep, StepKnowledge
from secondsight.record.rules.vocabulary import Way


def hear_of_step(
    step: HypothesisStep,
    *,
    known_at: datetime | None,
    by: Account | None,
    at: datetime,
    account: Account | None = None,
    team: Team | None = None,
    name: str = "",
    way: str = "",
    through: str = "",
    item: EvidenceItem | None = None,
    is_so: bool = True,
) -> StepKnowledge:
    """Say that somebody had heard of a step since an instant, and return that (R3.7b).

    With nobody named, everybody had. `item` is the evidence that tells so. The same statement twice is one.
    With `is_so` false, what the evidence suggests is put aside: it is kept as taken back at once, and not
    suggested again. Raises InvalidInput, also for hearing of a step before it happened.
    """
    if account is not None and team is not None:
        raise InvalidInput("Somebody or a team, not both: add a line for each.", field="team")
    since = fit_instant(known_at, field="known_at")
    if since is None:
        raise InvalidInput("Say since when they had heard of it.", field="known_at")
    if step.occurred_at is not None and since < step.occurred_at:
        raise InvalidInput(
            f"It happened only at {step.occurred_at:%H:%M:%S} UTC: nobody can have heard of it before.",
            field="known_at",
        )
    who = {
        "account": account,
        "team": team,
        "name": "" if account or team else fit(name, field="name", most=200),
    }
    row = StepKnowledge(
        step=step,
        known_at=since,
        way=fit_term(Way, way, field="way") if way else "",
        through=fit(through, field="through", most=200),
        item=item,
        noted_by=by,
        recorded_at=at,
        withdrawn_at=None if is_so else at,
        **who,
    )
    with write():
        same = StepKnowledge.objects.filter(step=step, known_at=since, **who)
        there = same.filter(withdrawn_at__isnull=is_so).first()
        if there is not None:
            return there
        row.save(force_insert=True)
        _tell("step_heard" if is_so else "step_hearing_dismissed", row, by=by, at=at)
    return row


def withdraw_hearing(row: StepKnowledge, *, by: Account, at: datetime) -> StepKnowledge:
    """Take back that somebody had heard of a step, and return the row; it is kept and no longer counts."""
    with write():
        row = StepKnowledge.objects.select_related("step__hypothesis__incident", "account", "team").get(
            pk=row.pk
        )
        if row.withdrawn_at is None:
            row.withdrawn_at = at
            row.save(update_fields=["withdrawn_at"])
            _tell("step_hearing_withdrawn", row, by=by, at=at)
    return row


def _tell(verb: str, row: StepKnowledge, *, by: Account | None, at: datetime) -> None:
    hypothesis = row.step.hypothesis
    more: dict[str, Any] = {
        "who": str(row.account or row.team or row.name or "everybody"),
        "state": row.step.state,
        "known_at": row.known_at.isoformat(),
    }
    topic = hypothesis.incident.topic
    journal.record(verb, by=by, subject=hypothesis, at=at, topic=topic, what=hypothesis.what, **more)
