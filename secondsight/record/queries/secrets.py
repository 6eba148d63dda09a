"""What is shown of records that hold secrets, and to whom all of it (R2.4)."""

from secondsight.organisation.models import Account
from secondsight.record.models import EvidenceFile, EvidenceItem
from secondsight.record.rules.masking import find_secrets, mask


def shown_raw(one: EvidenceItem) -> str:
    """Return a record's own text with its secrets masked; it is stored as the tool told it."""
    return mask(one.raw, find_secrets(one.raw))


def holds_secrets(one: EvidenceItem) -> bool:
    """Return whether something of a record is masked."""
    return bool(find_secrets(one.raw))


def may_reveal(viewer: Account, file: EvidenceFile) -> bool:
    """Return whether the viewer may see what is masked: administrators, and whoever brought the file."""
    return viewer.is_administrator or (
        file.going.asked_by_id is not None and file.going.asked_by_id == viewer.pk
    )
