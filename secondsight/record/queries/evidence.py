"""What is read of evidence; the viewer comes first (C12)."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from secondsight.base.errors import NotFound
from secondsight.base.files import path_of
from secondsight.organisation.models import Account
from secondsight.record.models import (
    ITEM_WORDS,
    Candidate,
    EvidenceItem,
    Import,
    Incident,
    IncidentItem,
    MergedItem,
    PacketItem,
)
from secondsight.record.queries.incidents import is_name
from secondsight.record.rules.pictures import picture_type
from secondsight.record.rules.selection import Selection

ORDER = ("occurred_at", "id")
LINKED = ("occurred_at", "item_id")
NEIGHBOURS = 10


def items(viewer: Account) -> QuerySet[EvidenceItem]:
    """Return the evidence that the viewer brought in, or that belongs to an incident they may see.

    What the command line brought before anybody had an account is everybody's.
    """
    mine = _asked_by(viewer, "file__going__")
    merged = Exists(
        MergedItem.objects.filter(_asked_by(viewer, "file__going__"), item=OuterRef("pk"), is_alike=True)
    )
    seen = Incident.objects.visible_to(viewer).filter(pk=OuterRef("incident"))
    of_incident = Exists(IncidentItem.objects.filter(Exists(seen), item=OuterRef("pk")))
    return EvidenceItem.objects.filter(mine | merged | of_incident)


def items_of(going: Import) -> QuerySet[EvidenceItem]:
    """Return what the files of an import hold: what it brought, and what was there already."""
    merged = MergedItem.objects.filter(file__going=going, is_alike=True).values("item")
    return EvidenceItem.objects.filter(Q(file__going=going) | Q(pk__in=merged))


def selected(rows: QuerySet[EvidenceItem], selection: Selection) -> QuerySet[EvidenceItem]:
    """Return those of the items that lie in a window and its channels."""
    if selection.from_at is not None:
        rows = rows.filter(occurred_at__gte=selection.from_at)
    if selection.to_at is not None:
        rows = rows.filter(occurred_at__lt=selection.to_at)
    if selection.channels:
        rows = rows.filter(channel__in=selection.channels)
    return rows


def matching(rows: QuerySet[EvidenceItem], query: str) -> QuerySet[EvidenceItem]:
    """Return those of the items whose words or author a search finds. Raises InvalidInput (field "q")."""
    return ITEM_WORDS.matching(rows, query)


def item(viewer: Account, id: str) -> EvidenceItem:
    """Return one item with its file and import. Raises NotFound."""
    found = None
    if id.isascii() and id.isdigit() and len(id) < 19:
        found = items(viewer).select_related("file__going", "file__stored").filter(pk=int(id)).first()
    if found is None:
        raise NotFound("There is no evidence here that you may see.")
    return found


def neighbours(viewer: Account, one: EvidenceItem) -> list[EvidenceItem]:
    """Return the ten items before and after one in its channel, and itself, in order."""
    same = items(viewer).filter(channel=one.channel)
    before = same.filter(_beyond(one, "lt")).order_by("-occurred_at", "-id")[:NEIGHBOURS]
    after = same.filter(_beyond(one, "gt")).order_by(*ORDER)[:NEIGHBOURS]
    return [*reversed(before), one, *after]


def thread(viewer: Account, one: EvidenceItem) -> list[EvidenceItem]:
    """Return the message that opened an item's thread and its first replies, in order; [] without one."""
    opener = one.thread or one.key
    found = items(viewer).filter(Q(thread=opener) | Q(key=opener)).order_by(*ORDER)
    rows = list(found[: 5 * NEIGHBOURS])
    return rows if len(rows) > 1 else []


def channels(rows: QuerySet[EvidenceItem]) -> list[tuple[str, int]]:
    """Return the channels of some items with how many each has, the busiest first; at most 500."""
    counted = rows.order_by().values_list("channel").annotate(count=Count("pk")).order_by("-count", "channel")
    return [(name, count) for name, count in counted[:500]]


def packet_of(incident: Incident) -> list[PacketItem]:
    """Return the packet of an incident that the caller has found, in the order in which things came."""
    rows = PacketItem.objects.filter(incident=incident, removed_at=None)
    return list(rows.select_related("file__stored", "added_by").order_by("recorded_at", "id"))


def packet_item(viewer: Account, id: str) -> PacketItem:
    """Return one thing of the packet of an incident that the viewer may see. Raises NotFound."""
    found = None
    if is_name(id):
        visible = Incident.objects.visible_to(viewer).values("pk")
        rows = PacketItem.objects.select_related("incident", "file__stored", "added_by")
        found = rows.filter(pk=id, incident__in=visible, removed_at=None).first()
    if found is None:
        raise NotFound("There is nothing here that you may see.")
    return found


def picture_path(packed: PacketItem) -> Path:
    """Return where a picture of the packet lies that a browser may show.

    Raises NotFound for what is none: too large, another kind of file, or bytes that say otherwise.
    """
    if packed.is_shown:
        path = path_of(packed.file.stored)
        with path.open("rb") as file:
            if picture_type(file.read(16)) == packed.media_type:
                return path
    raise NotFound("This is no picture that can be shown; its original can be downloaded.")


def _asked_by(viewer: Account, path: str) -> Q:
    """Return the condition that the viewer asked for an import, or the command line before anybody could."""
    return Q(**{f"{path}asked_by": viewer}) | Q(**{f"{path}asked_by": None})


def proposed(incident: Incident, ids: Sequence[int]) -> dict[int, list[Candidate]]:
    """Return the candidates that rest on each of these items and that nobody has answered. One statement."""
    found: defaultdict[int, list[Candidate]] = defaultdict(list)
    links = Candidate.items.through.objects.filter(
        evidenceitem__in=ids, candidate__incident=incident, candidate__answer=None
    )
    for link in links.select_related("candidate").order_by("candidate__occurred_at", "candidate_id"):
        found[link.evidenceitem_id].append(link.candidate)
    return dict(found)


def _beyond(one: EvidenceItem, step: str) -> Any:
    same_moment = Q(occurred_at=one.occurred_at, **{f"pk__{step}": one.pk})
    return Q(**{f"occurred_at__{step}": one.occurred_at}) | same_moment
