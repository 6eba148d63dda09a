"""Who wrote or said the very evidence knew of it then."""

from collections.abc import Iterator

from secondsight.record.rules.knowing.proposals.facts import (
    EventTrace,
    Evidence,
    KnowingSign,
    ProposedKnowing,
    Trace,
)
from secondsight.record.rules.vocabulary import Way

_HOW = {
    "message": "wrote the very message that this rests on",
    "speech": "said it in the call",
    "mail": "wrote the mail that this rests on",
}


def wrote(event: EventTrace, lead: Trace, evidence: Evidence) -> Iterator[ProposedKnowing]:
    """Yield that the author of an item knew of what it tells from then on."""
    who = evidence.writer(lead)
    if who and lead.kind in _HOW and not lead.of:
        why = f"{evidence.name(who)} {_HOW[lead.kind]}."
        yield ProposedKnowing(event.id, who, lead.occurred_at, Way.DID, KnowingSign.WROTE, why, (lead.key,))
