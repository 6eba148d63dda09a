"""The packet: what people want to have at hand and that tells of no moments (R2.4)."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from secondsight.base import journal
from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit
from secondsight.record.models import EvidenceFile, Import, Incident, PacketItem
from secondsight.record.rules.evidence import Document
from secondsight.record.rules.receipt import IMPORTED, MERGED, Receipt


def add_documents(going: Import, file: EvidenceFile, documents: Sequence[Document], receipt: Receipt) -> None:
    """Write down a file's documents in the open transaction; one that is there already counts as merged."""
    for document in documents:
        there = PacketItem.objects.filter(
            file__stored=file.stored_id, incident=going.incident_id, title=document.title, removed_at=None
        )
        if there.exists():
            receipt.count(MERGED, "")
            continue
        PacketItem.objects.create(
            incident_id=going.incident_id,
            file=file,
            title=document.title,
            media_type=document.media_type,
            text=document.text,
            added_by=going.asked_by,
            recorded_at=now(),
        )
        receipt.count(IMPORTED, "")


def give_documents(going: Import, incident: Incident) -> int:
    """Let the documents of an import belong to an incident, in the open transaction; return how many do."""
    free = PacketItem.objects.filter(file__going=going, incident=None, removed_at=None)
    return free.update(incident=incident)


def add_link(incident: Incident, *, url: str, title: str, by: Account, at: datetime) -> PacketItem:
    """Put a link into an incident's packet; the same address again is the link that is there.

    Raises InvalidInput for what is no address of a page.
    """
    url = fit(url, field="url", most=2000)
    try:
        there = urlsplit(url)
        is_page = there.scheme in ("http", "https") and bool(there.hostname)
    except ValueError:
        is_page = False
    if not is_page:
        raise InvalidInput("Expected the address of a page, such as https://dash.example/d/42.", field="url")
    title = fit(title, field="title", most=500) or url[:500]
    with write():
        found = PacketItem.objects.filter(incident=incident, url=url, removed_at=None).first()
        if found:
            return found
        added = PacketItem.objects.create(
            incident=incident, url=url, title=title, added_by=by, recorded_at=at
        )
        journal.record("link_added", by=by, subject=added, at=at, topic=incident.topic, what=title, url=url)
    return added


def remove_from_packet(packed: PacketItem, *, by: Account, at: datetime) -> None:
    """Take something out of an incident's packet; its original stays with the import that brought it."""
    with write():
        packed = (
            PacketItem.objects.select_for_update(of=("self",)).select_related("incident").get(pk=packed.pk)
        )
        if packed.removed_at is not None:
            return
        packed.removed_at = at
        packed.save(update_fields=["removed_at"])
        if packed.incident is not None:
            journal.record(
                "packet_item_removed",
                by=by,
                subject=packed,
                at=at,
                topic=packed.incident.topic,
                what=packed.title,
            )
