"""The letter that asks somebody for a part of a packet (R2.4)."""

from dataclasses import dataclass

from secondsight.inquiry.models import PacketRequest
from secondsight.inquiry.queries.reviews import can_see
from secondsight.organisation.models import Account


@dataclass(frozen=True)
class PacketLetter:
    """A letter to one person, to which the address of the packet belongs."""

    to: Account
    subject: str
    body: str
    review: str


def packet_letter(request_id: str) -> PacketLetter | None:
    """Return the letter of a request; None where it waits no more or its reader may not see the review."""
    rows = PacketRequest.objects.select_related("review", "part", "account", "asked_by")
    row = rows.filter(pk=request_id, taken_back_at=None, arrived_at=None).first()
    if row is None or not row.account.is_active or not can_see(row.account, row.review_id):
        return None
    note = f"They write: {row.note}\n\n" if row.note else ""
    asked_by = row.asked_by.name if row.asked_by else "Somebody"
    body = (
        f"Hello {row.account.name},\n\n"
        f"{asked_by} prepares “{row.review.title}” and lacks one thing that you may have:\n\n"
        f"  {row.part.name}. {row.part.hint}\n\n"
        f"{note}A file, a picture or a link will do. If you cannot bring it, say so there; that helps too:\n"
    )
    return PacketLetter(row.account, f"Can you bring this? {row.part.name}"[:200], body, row.review_id)
