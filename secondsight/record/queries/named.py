"""Whose rows at the reading desk: a person is every name that somebody said is theirs (R2.4b)."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q

from secondsight.record.models import EvidenceItem, Incident, KnownAs


def by_person(who: str) -> Q:
    """Return the condition that picks the rows (of `IncidentItem`) of somebody, by a name; one statement.

    The name as it stands in the evidence, or the person's in the directory; with it come all names that
    somebody said are the same person's, in whatever system.
    """
    said = KnownAs.objects.filter(is_same=True, ended_at=None)
    fits = Q(name=who) | Q(author=who) | Q(person__name=who)
    joined = said.filter(person__in=said.filter(fits).values("person"))
    theirs = Q(item__author_name=who) | Q(item__author_name="", item__author_id=who)
    for source, author in joined.values_list("source", "author").distinct():
        own = Q(item__author_id=author) | Q(item__author_id="", item__author_name=author)
        theirs |= Q(item__source=source) & own
    return theirs


@dataclass
class Choices:
    """What the desk can be narrowed by, each with how many rows it leaves; the most first."""

    people: list[tuple[str, int]] = field(default_factory=list)
    channels: list[tuple[str, int]] = field(default_factory=list)
    sources: list[tuple[str, int]] = field(default_factory=list)


def choices(incident: Incident, most: int = 500) -> Choices:
    """Return the people, channels and sources of an incident's evidence; two statements.

    Names that were joined to a person count as that person.
    """
    grouped = (
        EvidenceItem.objects.filter(incident_items__incident=incident)
        .order_by()
        .values_list("author_id", "author_name", "channel", "source")
        .annotate(count=Count("pk"))
    )
    said = KnownAs.objects.filter(is_same=True, ended_at=None)
    known = {(s, author): name for s, author, name in said.values_list("source", "author", "person__name")}
    people: defaultdict[str, int] = defaultdict(int)
    channels: defaultdict[str, int] = defaultdict(int)
    sources: defaultdict[str, int] = defaultdict(int)
    for author_id, author, channel, source, count in grouped:
        who = known.get((source, author_id or author), author)
        for counted, name in ((people, who), (channels, channel), (sources, source)):
            counted[name] += count
    return Choices(*(_busiest(counted, most) for counted in (people, channels, sources)))


def _busiest(counted: dict[str, int], most: int) -> list[tuple[str, int]]:
    named = [(name, count) for name, count in counted.items() if name]
    return sorted(named, key=lambda pair: (-pair[1], pair[0]))[:most]
