"""Who acknowledged the page or alert saw it then."""

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

PAGED = frozenset({"page", "alert"})


def acknowledged(event: EventTrace, lead: Trace, evidence: Evidence) -> Iterator[ProposedKnowing]:
    """Yield that whoever acknowledged a page knew of it: the page itself, or another step of the same one."""
    if lead.kind not in PAGED:
        return
    for step in evidence.by_page.get(lead.about, (lead,)):
        who = evidence.writer(step)
        if not who or step.kind not in PAGED or step.state.casefold() != "acknowledged":
            continue
        later = step.occurred_at - lead.occurred_at
        if later < timedelta():
            continue
        after = f" {spoken(later)} after it came" if later else ""
        why = f"{evidence.name(who)} acknowledged the page{after}."
        keys = tuple(dict.fromkeys((step.key, lead.key)))
        yield ProposedKnowing(event.id, who, step.occurred_at, Way.SAW, KnowingSign.ACKNOWLEDGED, why, keys)
