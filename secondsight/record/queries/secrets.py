"""What is shown of records that hold secrets, and to whom all of it (R2.4)."""

from secondsight.organisation.models import Account
from secondsight.record.models import EvidenceFile, EvidenceItem
from secondsight.record.queries.as_told import as_told
from secondsight.record.rules.masking import find_secrets, mask


def shown_raw(one: EvidenceItem) -> str:
    """Return a record's own text with its secrets masked, "" where its original is not here."""
    told = as_told(one)
    return mask(told, find_secrets(told))


def holds_secrets(one: EvidenceItem) -> bool:
    """Return whether something of a record is masked."""
    return bool(find_secrets(as_told(one)))


def may_reveal(viewer: Account, file: EvidenceFile) -> bool:
    """Return whether the viewer may see what is masked: administrators, and whoever brought the file."""
    return viewer.is_administrator or (
        file.going.asked_by_id is not None and file.going.asked_by_id == viewer.pk
    )
