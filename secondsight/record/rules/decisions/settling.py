"""What is told of a decision and does not fit together yet: facts to settle, nobody's error (R3.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from secondsight.record.rules.decisions.pair import Pair


@dataclass(frozen=True, slots=True)
class SignalFact:
    """An event that a note names as a signal at hand, or as one that misled."""

    event_id: str
    what: str
    occurred_at: datetime | None


@dataclass(frozen=True, slots=True)
class ToSettle:
    """A fact to settle, in words; `event_id` is where it can be settled, "" for the decision itself."""

    words: str
    event_id: str = ""


def facts_to_settle(
    pair: Pair | None, signals: Iterable[SignalFact], *, decider: str, at: datetime | None
) -> tuple[ToSettle, ...]:
    """Return what does not fit together yet, in the order in which it is best settled.

    Without a decider or a time there is no pair, and that is the first thing to settle.
    Source: R3.4, R3.5.
    """
    if not decider:
        return (ToSettle("Nobody has said yet who decided, so what they knew cannot be told."),)
    if at is None or pair is None:
        return (ToSettle("Nobody has said yet when it was decided, so what was known then cannot be told."),)
    found = []
    if pair.is_blank:
        found.append(ToSettle(f"Nothing is said yet of what {decider} knew by then. They would know best."))
    held = {row.event_id for row in (*pair.known, *pair.believed, *pair.otherwise)}
    for signal in dict.fromkeys(signals):
        if signal.event_id in held or signal.event_id in pair.undated:
            continue
        found.append(ToSettle(_signal(signal, decider, at), signal.event_id))
    found += [
        ToSettle(f"{decider} knew of this, and nobody has said yet since when.", id) for id in pair.undated
    ]
    if pair.untold:
        count = len(pair.untold)
        found.append(
            ToSettle(
                f"Of {count} earlier moment{'s' if count > 1 else ''} nobody has said who knew, so "
                f"{'they stand' if count > 1 else 'it stands'} on neither side."
            )
        )
    if pair.timeless:
        count = len(pair.timeless)
        found.append(
            ToSettle(
                f"{count} moment{'s have' if count > 1 else ' has'} no time yet, so whether "
                f"{'they' if count > 1 else 'it'} came before is open."
            )
        )
    return tuple(found)


def _signal(signal: SignalFact, decider: str, at: datetime) -> str:
    if signal.occurred_at is not None and signal.occurred_at > at:
        return f"“{signal.what}” is named as a signal, and its time lies after the decision. Which is it?"
    return f"“{signal.what}” is named as a signal, and nobody has said yet that {decider} knew of it by then."
