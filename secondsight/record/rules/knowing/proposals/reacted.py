"""Who reacted to a message had read it."""

from collections.abc import Iterator

from secondsight.record.rules.knowing.proposals.facts import (
    EventTrace,
    Evidence,
    KnowingSign,
    ProposedKnowing,
    Trace,
)
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.vocabulary import Way


def reacted(event: EventTrace, lead: Trace, evidence: Evidence) -> Iterator[ProposedKnowing]:
    """Yield that whoever reacted to an item had read it: then, or since nobody knows when."""
    for reaction in evidence.reactions_to.get(lead.key, ()):
        who = evidence.writer(reaction)
        if who and reaction.state != "reaction_removed" and reaction.occurred_at >= lead.occurred_at:
            later = spoken(reaction.occurred_at - lead.occurred_at)
            why = f"{evidence.name(who)} reacted to it {later} after it was written."
            keys = (reaction.key, lead.key)
            yield _proposed(event, who, why, keys, reaction)
    for sign, people in lead.reactions.items():
        for person in people:
            if who := evidence.holder(person):
                why = (
                    f"{evidence.name(who)} reacted to it with “{sign[:40]}”; when, the evidence does not say."
                )
                yield _proposed(event, who, why, (lead.key,), None)


def _proposed(
    event: EventTrace, who: str, why: str, keys: tuple[str, ...], reaction: Trace | None
) -> ProposedKnowing:
    at = reaction.occurred_at if reaction else None
    return ProposedKnowing(event.id, who, at, Way.READ, KnowingSign.REACTED, why, keys)
