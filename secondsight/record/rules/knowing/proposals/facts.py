"""What is read to find out who knew of an event, and what is proposed."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from secondsight.organisation.rules.term import Term
from secondsight.record.rules.vocabulary import EventKind, Precision, Way

_NONE: Mapping[str, Sequence[str]] = {}


class KnowingSign(Term):
    """What in the evidence shows that somebody knew."""

    WROTE = "wrote", "Wrote or said it"
    ACKNOWLEDGED = "acknowledged", "Acknowledged the page"
    ANSWERED = "answered", "Answered in its thread"
    FOLLOWED = "followed", "Wrote in the channel soon after"
    REACTED = "reacted", "Reacted to it"
    SPOKE = "spoke", "Was in the call"
    SHARED = "shared", "Posted in a team's channel"


class Trace(NamedTuple):
    """One item of evidence, with its time put right; who wrote it is empty for a program.

    `about` names the page or alert that it belongs to, `of` the item that it reacts to, `reactions` who
    reacted with what as the item itself tells, without times.
    """

    key: str
    kind: str
    occurred_at: datetime
    channel: str = ""
    thread: str = ""
    author: str = ""  # as the tool names them, an id or a name
    name: str = ""
    state: str = ""
    about: str = ""
    of: str = ""
    reactions: Mapping[str, Sequence[str]] = _NONE


class EventTrace(NamedTuple):
    """An event on the timeline with the keys of the evidence that it rests on."""

    id: str
    occurred_at: datetime | None
    kind: EventKind
    precision: Precision = Precision.SECOND
    item_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """Whose a name in the evidence is: the holder ("person:06f…") by name or id, and what to call them."""

    holders: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # by holder


@dataclass(frozen=True, slots=True)
class ProposedKnowing:
    """That somebody knew of an event, with why that is thought and the evidence, the telling item first.

    An unknown `known_at` stays unknown. `is_sure` says that the evidence itself is theirs.
    """

    event_id: str
    holder: str
    known_at: datetime | None
    way: Way
    sign: KnowingSign
    why: str
    item_keys: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        """Return whether the very evidence of the event is theirs, so that it needs no thought."""
        return self.sign in (KnowingSign.WROTE, KnowingSign.ACKNOWLEDGED)


class Evidence:
    """All the traces of an incident, by what the signs ask for, and who is who in them."""

    def __init__(self, traces: Iterable[Trace], people: People) -> None:
        self._people = people
        ordered = sorted(traces, key=lambda trace: (trace.occurred_at, trace.key))
        self.by_key = {trace.key: trace for trace in ordered}
        self.by_channel = _grouped(ordered, lambda trace: trace.channel)
        self.by_thread = _grouped(ordered, lambda trace: trace.thread)
        self.by_page = _grouped(ordered, lambda trace: trace.about)
        self.reactions_to = _grouped(ordered, lambda trace: trace.of)
        self._said_as = {trace.author: trace.name for trace in ordered if trace.author and trace.name}
        self._times = {
            channel: [trace.occurred_at for trace in mine] for channel, mine in self.by_channel.items()
        }

    def holder(self, author: str, name: str = "") -> str:
        """Return who a name in the evidence is; one that nobody joined to an account stands for itself."""
        name = name or self._said_as.get(author, "")
        for said in (author, name):
            if said in self._people.holders:
                return self._people.holders[said]
        called = (name or author)[:200]
        return f"name:{called}" if called else ""

    def name(self, holder: str) -> str:
        """Return what to call a holder."""
        return self._people.names.get(holder) or holder.partition(":")[2]

    def writer(self, trace: Trace) -> str:
        """Return who wrote an item, empty for a program."""
        return self.holder(trace.author, trace.name) if trace.author or trace.name else ""

    def after(self, lead: Trace, within: timedelta) -> Sequence[Trace]:
        """Return what came in an item's channel after it, within a time."""
        times = self._times.get(lead.channel, [])
        first = bisect_right(times, lead.occurred_at)
        return self.by_channel.get(lead.channel, [])[first : bisect_right(times, lead.occurred_at + within)]

    def before(self, lead: Trace, within: timedelta) -> Sequence[Trace]:
        """Return what came in an item's channel before it, within a time."""
        times = self._times.get(lead.channel, [])
        last = bisect_left(times, lead.occurred_at)
        return self.by_channel.get(lead.channel, [])[bisect_left(times, lead.occurred_at - within) : last]


def _grouped(traces: Iterable[Trace], key: Callable[[Trace], str]) -> dict[str, list[Trace]]:
    found: dict[str, list[Trace]] = defaultdict(list)
    for trace in traces:
        if name := key(trace):
            found[name].append(trace)
    return dict(found)
