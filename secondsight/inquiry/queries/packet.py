"""The packet of a review: what is there of each part, what is missing, who could bring it (R2.4)."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from secondsight.base.errors import NotFound
from secondsight.inquiry.models import PacketAnswer, PacketPart, PacketRequest, Review
from secondsight.inquiry.queries.needs import MOST, Need
from secondsight.inquiry.queries.reviews import incidents_of, is_id, reviews
from secondsight.inquiry.rules.packet import (
    Bringer,
    Brought,
    PartFact,
    Suggestion,
    is_part,
    sort_into,
    suggest,
)
from secondsight.organisation.models import Account, Membership
from secondsight.organisation.queries.prepared import Seen
from secondsight.record.models import EvidenceFile, EvidenceItem, Import, Incident, PacketItem, Participant
from secondsight.record.rules.vocabulary import Part

MOST_EARLIER = 500  # files of earlier incidents that are looked at for who brought such evidence before
PICTURE = "image/"


@dataclass(frozen=True)
class PartRow:
    """One part of the checklist, and where it stands."""

    part: PacketPart
    brought: list[Brought] = field(default_factory=list)
    answer: PacketAnswer | None = None
    requests: list[PacketRequest] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)

    @property
    def is_there(self) -> bool:
        """Whether such evidence came, or somebody said that it is at hand."""
        return bool(self.brought) or (self.answer is not None and self.answer.verdict == "at_hand")

    @property
    def is_missing(self) -> bool:
        """Whether it is not there and nobody said that it does not apply."""
        return not self.is_there and self.answer is None

    @property
    def standing(self) -> str:
        """Return there, not_applicable, asked or missing."""
        if self.is_there:
            return "there"
        if self.answer is not None:
            return "not_applicable"
        return "asked" if any(not one.arrived_at for one in self.requests) else "missing"


@dataclass(frozen=True)
class PacketRead:
    """The packet of a review: its parts in order, what is of none, and the pictures in it."""

    rows: list[PartRow]
    rest: list[Brought]
    incidents: list[Incident]
    pictures: list[PacketItem]
    links: dict[str, PacketItem]

    @property
    def missing(self) -> int:
        """How many parts are missing."""
        return sum(row.is_missing for row in self.rows)


def parts(viewer: Any, *, is_retired: bool | None = False) -> QuerySet[PacketPart]:
    """Return the parts of the organisation's checklist; None for all, retired ones too."""
    rows = PacketPart.objects.all()
    return rows if is_retired is None else rows.filter(retired_at__isnull=not is_retired)


def part(viewer: Any, part_id: str) -> PacketPart:
    """Return one part of the checklist by its id or slug. Raises NotFound."""
    rows = PacketPart.objects.all()
    found = rows.filter(pk=part_id).first() if is_id(part_id) else None
    found = found or rows.filter(slug=part_id.replace("\0", "")[:50]).first()
    if found is None:
        raise NotFound("There is no such part of the packet.")
    return found


def request_of(viewer: Any, request_id: str) -> PacketRequest:
    """Return a request in a review that the viewer may see. Raises NotFound."""
    rows = PacketRequest.objects.filter(review__in=reviews(viewer))
    rows = rows.select_related("review", "account", "part", "asked_by")
    found = rows.filter(pk=request_id).first() if is_id(request_id) else None
    if found is None:
        raise NotFound("Nobody is asked for such a thing here that you may know of.")
    return found


def packet_of(viewer: Any, review: Review) -> PacketRead:
    """Return the packet of a review that the viewer has found. Twelve statements at most."""
    incidents = incidents_of(viewer, review)
    asked = parts_asked(review, incidents)
    things, links = _there(incidents)
    there, rest = sort_into([fact(one) for one in asked], things)
    answers = {one.part_id: one for one in review.packet_answers.select_related("given_by")}
    requests: dict[str, list[PacketRequest]] = defaultdict(list)
    for one in review.packet_requests.filter(taken_back_at=None).select_related("account", "asked_by"):
        requests[one.part_id].append(one)
    open_ones = [one for one in asked if not there[one.pk] and one.pk not in answers]
    suggestions = _suggestions(viewer, incidents, open_ones)
    rows = [
        PartRow(
            one,
            there[one.pk],
            answers.get(one.pk),
            requests[one.pk],
            suggestions.get(one.pk, []),
        )
        for one in asked
    ]
    pictures = [one for one in links.values() if one.media_type.startswith(PICTURE)]
    return PacketRead(rows, rest, incidents, pictures, links)


def missing_of(viewer: Any, review: Review) -> list[str]:
    """Return the names of the parts that are missing, for the page that prepares a review."""
    incidents = incidents_of(viewer, review)
    asked = parts_asked(review, incidents)
    there, _ = sort_into([fact(one) for one in asked], _there(incidents)[0])
    answered = set(review.packet_answers.values_list("part", flat=True))
    return [one.name for one in asked if not there[one.pk] and one.pk not in answered]


def parts_asked(review: Review, incidents: list[Incident]) -> list[PacketPart]:
    """Return the parts that a review of this tier and of these incidents asks for."""
    is_felt = any(one.is_customer_facing for one in incidents)
    return [
        one
        for one in PacketPart.objects.filter(retired_at=None)
        if review.tier.slug not in one.not_for and (is_felt or not one.is_customer_facing)
    ]


def fact(row: PacketPart) -> PartFact:
    """Return how a part is recognised, as the rules read it."""
    return PartFact(row.pk, tuple(row.formats), tuple(row.kinds), row.media, tuple(row.words))


def arrived(incident_id: str) -> list[PacketRequest]:
    """Return the open requests of an incident's reviews for what is there now."""
    waiting = PacketRequest.objects.filter(
        review__review_incidents__incident=incident_id, taken_back_at=None, arrived_at=None
    ).select_related("review__tier", "part", "account")
    found = []
    for one in waiting:
        incidents = list(Incident.objects.filter(review_incidents__review=one.review_id))
        things, _ = _there(incidents)
        if any(is_part(fact(one.part), thing) for thing in things):
            found.append(one)
    return found


def _there(incidents: list[Incident]) -> tuple[list[Brought], dict[str, PacketItem]]:
    ids = [one.pk for one in incidents]
    records = (
        EvidenceItem.objects.filter(incident_items__incident__in=ids)
        .order_by()
        .values_list("file__format", "kind", "source")
        .annotate(count=Count("pk", distinct=True))
    )
    things = [
        Brought(format=form, kind=kind, name=source, count=count)
        for form, kind, source, count in sorted(records)
    ]
    packed = PacketItem.objects.filter(incident__in=ids, removed_at=None).select_related(
        "added_by", "file__stored"
    )
    rows = {one.pk: one for one in packed.order_by("recorded_at", "id")}
    things += [
        Brought(
            format="document",
            media=one.media_type,
            name=f"{one.title} {one.url}".strip(),
            id=one.pk,
            by=one.added_by_id or "",
        )
        for one in rows.values()
    ]
    return things, rows


def _suggestions(
    viewer: Any, incidents: list[Incident], missing: list[PacketPart]
) -> dict[str, list[Suggestion]]:
    if not missing:
        return {}
    names: dict[str, str] = {}
    played: dict[str, str] = {}
    rows = Participant.objects.filter(incident__in=incidents, account__is_active=True)
    for row in rows.select_related("account"):
        names[row.account_id] = row.account.name
        played.setdefault(row.account_id, Part(row.part).label)
    owns: dict[str, list[str]] = defaultdict(list)
    members = Membership.objects.filter(
        team__services__incidents__in=incidents, account__is_active=True
    ).order_by("team__services__name")
    for account, name, service in members.values_list(
        "account", "account__name", "team__services__name"
    ).distinct():
        names[account] = name
        if len(owns[account]) < 2:
            owns[account].append(service)
    earlier = _earlier(viewer, incidents)
    found = {}
    for one in missing:
        before: Counter[str] = Counter()
        for (account, name, incident), things in earlier.items():
            if incident and any(is_part(fact(one), thing) for thing in things):
                before[account] += 1
                names[account] = name
        found[one.pk] = suggest(
            Bringer(id, name, played.get(id, ""), tuple(owns.get(id, ())), before[id])
            for id, name in names.items()
        )
    return found


def _earlier(viewer: Any, incidents: list[Incident]) -> dict[tuple[str, str, str], list[Brought]]:
    """What people brought for other incidents that the viewer may see, by who and for which."""
    seen = Incident.objects.visible_to(viewer).exclude(pk__in=[one.pk for one in incidents])
    files = EvidenceFile.objects.filter(going__incident__in=seen, going__asked_by__is_active=True).exclude(
        format=""
    )
    rows = files.order_by("-recorded_at").values_list(
        "going__asked_by", "going__asked_by__name", "going__incident", "format", "name"
    )
    found: dict[tuple[str, str, str], list[Brought]] = defaultdict(list)
    for account, name, incident, form, file in rows[:MOST_EARLIER]:
        found[account, name, incident].append(Brought(format=form, name=file))
    added = PacketItem.objects.filter(incident__in=seen, removed_at=None, added_by__is_active=True).order_by(
        "-recorded_at"
    )
    links = added.values_list("added_by", "added_by__name", "incident", "media_type", "title", "url")
    for account, name, incident, media, title, url in links[:MOST_EARLIER]:
        found[account, name, incident].append(Brought("document", media=media, name=f"{title} {url}"))
    return found


def incident_of_import(import_id: str) -> str:
    """Return the id of the incident that an import was for, "" where it was for none."""
    found = Import.objects.filter(pk=import_id).values_list("incident", flat=True).first()
    return found or ""


def asked_for(viewer: Any) -> list[Need]:
    """Return what the viewer is asked to bring, as the home page shows it, oldest first. One statement."""
    return [
        Need(
            f"Bring {row.part.name}: “{row.review.title}”",
            f"{reverse('review_packet', args=[row.review_id])}#{row.part.slug}",
            None,
            f"{row.asked_by.name} asks you for it." if row.asked_by else "You are asked for it.",
        )
        for row in _waiting.rows(viewer)
    ]


def _asked_of(viewer: Account) -> QuerySet[PacketRequest]:
    rows = PacketRequest.objects.filter(account=viewer, taken_back_at=None, arrived_at=None)
    rows = rows.filter(review__in=reviews(viewer).filter(met_at=None))
    return rows.select_related("review", "part", "asked_by").order_by("recorded_at", "id")[:MOST]


_waiting = Seen(_asked_of)
