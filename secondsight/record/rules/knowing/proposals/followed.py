"""Who answered in its thread, or wrote in its channel soon after it was written there, had read it."""

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

IN_THREAD = timedelta(hours=2)  # after that an answer says little about when it was read
IN_CHANNEL = timedelta(minutes=15)
# What a chat notes by itself in somebody's name.
_NOTED = ("join", "leave", "topic", "purpose", "archive", "pinned", "changed", "deleted", "reminder")


def answered(event: EventTrace, lead: Trace, evidence: Evidence) -> Iterator[ProposedKnowing]:
    """Yield that whoever answered in an item's thread after it had read it by then."""
    answers = [
        *evidence.by_thread.get(lead.key, ()),
        *(evidence.by_thread.get(lead.thread, ()) if lead.thread else ()),
    ]
    for answer in answers:
        later = answer.occurred_at - lead.occurred_at
        who = evidence.writer(answer)
        if who and answer.key != lead.key and not answer.of and timedelta() <= later <= IN_THREAD:
            why = f"{evidence.name(who)} answered in its thread {spoken(later)} after it was written."
            yield ProposedKnowing(
                event.id, who, answer.occurred_at, Way.READ, KnowingSign.ANSWERED, why, (answer.key, lead.key)
            )


def followed(event: EventTrace, lead: Trace, evidence: Evidence) -> Iterator[ProposedKnowing]:
    """Yield that whoever wrote in a channel soon after an item stood there had probably read it.

    An answer that only its thread shows is not read by all who write in the channel.
    """
    if lead.kind != "message" or lead.of or (lead.thread and lead.thread != lead.key):
        return
    seen = set()
    for message in evidence.after(lead, IN_CHANNEL):
        who = evidence.writer(message)
        if not who or who in seen or message.kind != "message" or message.of:
            continue
        if any(word in message.state for word in _NOTED):
            continue
        seen.add(who)
        later = spoken(message.occurred_at - lead.occurred_at)
        why = (
            f"{evidence.name(who)} wrote in {lead.channel} {later} after it was written there, "
            "and so had probably read it."
        )
        yield ProposedKnowing(
            event.id, who, message.occurred_at, Way.READ, KnowingSign.FOLLOWED, why, (message.key, lead.key)
        )
