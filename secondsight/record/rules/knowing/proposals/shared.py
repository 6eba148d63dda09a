"""What was posted in a team's channel was shared with the team."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from secondsight.record.rules.knowing.proposals.facts import (
    EventTrace,
    Evidence,
    KnowingSign,
    ProposedKnowing,
    Trace,
)
from secondsight.record.rules.vocabulary import Way

MOST = 2 / 3  # of those who write in a channel, for it to be their team's
FEWEST = 3  # writers of one team: two of a team meet in any channel
# What a team's channel may be called beside the team's name.
_BESIDE = frozenset(
    {"team", "squad", "crew", "eng", "dev", "ops", "oncall", "on", "call", "chat", "channel", "internal"}
    | {"private", "public", "general", "support", "the"}
)


class TeamFact(NamedTuple):
    """A team with its members, each as a holder."""

    holder: str  # "team:database"
    name: str
    members: frozenset[str]


class Teams:
    """Which channel is whose, found out once."""

    def __init__(self, teams: Collection[TeamFact], evidence: Evidence) -> None:
        self._found: dict[str, tuple[str, str]] = {}
        for channel, traces in evidence.by_channel.items():
            said = [trace for trace in traces if trace.kind == "message"]
            if not said:
                continue
            writers = {who for trace in said if (who := evidence.writer(trace))}
            owner = _by_name(channel, teams) or _by_writers(writers, teams)
            if owner:
                self._found[channel] = owner

    def owner(self, channel: str) -> tuple[str, str] | None:
        """Return the team whose channel it is, as a holder, and the reason; None for nobody's."""
        return self._found.get(channel)


def shared(event: EventTrace, lead: Trace, teams: Teams) -> Iterator[ProposedKnowing]:
    """Yield that a team knew of what was posted in its channel."""
    owner = teams.owner(lead.channel) if lead.kind == "message" and not lead.of else None
    if owner:
        holder, reason = owner
        why = f"It was posted in {lead.channel}, {reason}."
        yield ProposedKnowing(
            event.id, holder, lead.occurred_at, Way.READ, KnowingSign.SHARED, why, (lead.key,)
        )


def _by_name(channel: str, teams: Collection[TeamFact]) -> tuple[str, str] | None:
    words = _words(channel)
    fits = []
    for team in teams:
        for called in (_words(team.holder.partition(":")[2]), _words(team.name)):
            if called and called <= words and words - called <= _BESIDE:
                fits.append((len(called), team))
                break
    if not fits:
        return None
    _, team = max(fits, key=lambda fit: (fit[0], fit[1].holder))
    return team.holder, f"which by its name is the channel of {team.name}"


def _by_writers(writers: Collection[str], teams: Collection[TeamFact]) -> tuple[str, str] | None:
    for team in sorted(teams):
        count = len(team.members & set(writers))
        if count >= FEWEST and count >= MOST * len(writers):
            return team.holder, f"where {count} of the {len(writers)} who write are of {team.name}"
    return None


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", name.casefold()))
