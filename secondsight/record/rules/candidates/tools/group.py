"""Reports that are one candidate, and the candidate that they make."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from secondsight.record.rules.candidates.facts import CandidateFact, EvidenceFact, fingerprint
from secondsight.record.rules.candidates.reports import Report
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.vocabulary import EventKind, Phase

SAME_REPORT = timedelta(minutes=3)
SEVERAL_SOURCES = 0.08


@dataclass(slots=True)
class Group:
    """Reports that tell the same; the first in time leads."""

    reports: list[Report]

    @property
    def lead(self) -> Report:
        """Return the report whose time and words the candidate has."""
        return self.reports[0]

    @property
    def last(self) -> Report:
        """Return the report that came last."""
        return self.reports[-1]


def source_of(fact: EvidenceFact) -> tuple[str, str]:
    """Return who told it: the tool, as keys begin with its name, and the place where it stood."""
    return fact.key.partition(":")[0], fact.channel


def led_by_the_tool(group: Group) -> Group:
    """Let the tool's own record lead before what a bot posted of it: its time is the closer one."""
    first = group.lead.fact.occurred_at
    own = [r for r in group.reports if r.fact.kind != "message" and r.fact.occurred_at - first <= SAME_REPORT]
    if not own:
        return group
    return Group([own[0], *(report for report in group.reports if report is not own[0])])


def candidate(
    group: Group,
    kind: EventKind,
    phase: Phase | None,
    sign: Sign,
    why: str,
    score: float,
    reasons: Sequence[str] = (),
) -> CandidateFact:
    """Return the candidate that a group makes, a little stronger where several sources tell it."""
    fact, told = group.lead.fact, [*reasons]
    sources = {source_of(report.fact) for report in group.reports}
    if len(sources) > 1:
        told.append(f"{len(sources)} sources tell it")
        score += SEVERAL_SOURCES
    return CandidateFact(
        fingerprint=fingerprint(fact.key),
        occurred_at=fact.occurred_at,
        text=group.lead.text,
        kind=kind,
        phase=phase,
        actor=group.lead.actor,
        item_keys=tuple(dict.fromkeys(report.fact.key for report in group.reports)),
        why=why,
        sign=sign,
        score=score,
        reasons=tuple(told),
        about=group.lead.subject,
    )
