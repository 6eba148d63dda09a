"""Channels that spoke of an incident and do not belong to it yet (R2.4)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min

from secondsight.organisation.models import Account
from secondsight.record.models import Incident, IncidentItem
from secondsight.record.queries.evidence import items, matching, selected
from secondsight.record.rules.selection import Selection

BEFORE, AFTER = timedelta(hours=1), timedelta(hours=4)
MOST_NAMES = 12
MOST_CHANNELS = 20
SHORTEST = 4


@dataclass
class Nearby:
    """A channel that named something of the incident in its time; `names` says what, and how often."""

    channel: str
    from_at: datetime
    to_at: datetime
    names: Counter[str] = field(default_factory=Counter)

    @property
    def named(self) -> list[tuple[str, int]]:
        """Return what was named and how often, the most often first."""
        return self.names.most_common()

    @property
    def count(self) -> int:
        """Return how often something of the incident was named."""
        return self.names.total()


def nearby_channels(viewer: Account, incident: Incident) -> list[Nearby]:
    """Return channels with evidence that the viewer may see, which named the incident's services or channels.

    The most telling first; from an hour before its evidence begins to four hours after it ends.
    """
    mine = IncidentItem.objects.filter(incident=incident)
    ends = mine.aggregate(first=Min("occurred_at"), last=Max("occurred_at"))
    if ends["first"] is None:
        return []
    channels = set(mine.values_list("item__channel", flat=True).distinct())
    around = Selection(ends["first"] - BEFORE, ends["last"] + AFTER)
    others = selected(items(viewer), around).exclude(channel__in=channels)
    found: dict[str, Nearby] = {}
    for name in _names(incident, channels):
        told = matching(others, f'"{name}"').order_by().values("channel")
        for row in told.annotate(count=Count("pk"), first=Min("occurred_at"), last=Max("occurred_at")):
            one = found.setdefault(row["channel"], Nearby(row["channel"], row["first"], row["last"]))
            one.names[name] += row["count"]
            one.from_at, one.to_at = min(one.from_at, row["first"]), max(one.to_at, row["last"])
    return sorted(found.values(), key=lambda one: (-one.count, one.channel))[:MOST_CHANNELS]


def _names(incident: Incident, channels: set[str]) -> list[str]:
    """What the incident is called by: its channels (without "#" and paths), its services."""
    services = [name for pair in incident.services.values_list("name", "slug") for name in pair]
    plain = [channel.rpartition("/")[2].lstrip("#").strip() for channel in sorted(channels)]
    told = [name for name in (*services, *plain) if len(name) >= SHORTEST and any(map(str.isalnum, name))]
    return list(dict.fromkeys(name.casefold().replace('"', " ") for name in told))[:MOST_NAMES]
