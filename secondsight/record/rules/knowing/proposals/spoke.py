"""Who spoke in the call after a thing was said there had heard it."""

from collections.abc import Iterator
from datetime import timedelta

from secondsight.record.rules.knowing.proposals.facts import (
    EventTrace,
    Evidence,
    KnowingSign,
    ProposedKnowing,
    Trace,
)
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.vocabulary import Way

IN_CALL = timedelta(minutes=10)


def spoke(event: EventTrace, lead: Trace, evidence: Evidence) -> Iterator[ProposedKnowing]:
    """Yield that whoever spoke soon after had heard it: as it was said, if they also spoke shortly before."""
    if lead.kind != "speech":
        return
    present = {evidence.writer(cue) for cue in evidence.before(lead, IN_CALL) if cue.kind == "speech"}
    seen = set()
    for cue in evidence.after(lead, IN_CALL):
        who = evidence.writer(cue)
        if not who or who in seen or cue.kind != "speech":
            continue
        seen.add(who)
        if who in present:
            at = lead.occurred_at
            why = f"{evidence.name(who)} was in the call: they spoke before and after it was said."
        else:
            at = cue.occurred_at
            why = f"{evidence.name(who)} spoke in the call {spoken(at - lead.occurred_at)} after it was said."
        yield ProposedKnowing(event.id, who, at, Way.TOLD, KnowingSign.SPOKE, why, (cue.key, lead.key))
