"""Revealing what is masked: for those with the right, and never without a trace."""

from datetime import datetime
from pathlib import Path

from secondsight.base import journal
from secondsight.base.errors import Forbidden
from secondsight.base.files import path_of
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.record.models import EvidenceFile, EvidenceItem
from secondsight.record.queries.as_told import as_told
from secondsight.record.queries.secrets import may_reveal


def reveal(one: EvidenceItem, *, by: Account, at: datetime) -> str:
    """Return a record as the tool told it, with its secrets; the journal says who looked.

    Raises Forbidden for anybody but administrators and whoever brought the file.
    """
    if not may_reveal(by, one.file):
        raise Forbidden(
            "What is masked here is shown to administrators and to whoever brought the file. Ask one of them."
        )
    with write():
        journal.record(
            "secret_revealed", by=by, subject=one, at=at, topic=one.file.going.topic, what=one.place
        )
    return as_told(one)


def take_original(file: EvidenceFile, *, by: Account, at: datetime) -> Path:
    """Return where a file's original lies; one that holds secrets is given to few, and journalled.

    Raises Forbidden.
    """
    if file.masked:
        if not may_reveal(by, file):
            raise Forbidden(
                f"{file.masked:,} of this file's records hold secrets: administrators and whoever brought "
                "the file may have the original. Ask one of them."
            )
        with write():
            journal.record(
                "original_taken", by=by, subject=file, at=at, topic=file.going.topic, what=file.name
            )
    return path_of(file.stored)
