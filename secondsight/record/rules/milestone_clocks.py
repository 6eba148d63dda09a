"""Since when a milestone was known: the second clock of what it rests on (R3.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from secondsight.record.rules.knowing import KnowledgeIndex, Vantage
from secondsight.record.rules.vocabulary import Certainty


@dataclass(frozen=True, slots=True)
class Since:
    """Since when something was known or, less surely, believed."""

    at: datetime
    certainty: Certainty


def known_since(index: KnowledgeIndex, event_ids: Iterable[str], vantage: Vantage) -> Since | None:
    """Return since when any of the events was held known or believed at a vantage, None for never.

    The earliest holds, also a belief that was given up later; where one was known and another believed at
    the same instant, it was known.
    Source: R3.2.
    """
    holdings = index.holdings(vantage)
    firsts = [holdings[id][0] for id in event_ids if holdings.get(id)]
    if not firsts:
        return None
    at = min(first.since_at for first in firsts)
    is_known = any(first.since_at == at and first.certainty is Certainty.KNOWN for first in firsts)
    return Since(at, Certainty.KNOWN if is_known else Certainty.BELIEVED)
