"""What is read of publication; the viewer comes first (C12)."""

from secondsight.publication.queries.editions import (
    ORDER,
    edition,
    edition_of,
    editions,
    is_publisher,
    newest_editions,
    past_editions,
    rail_facts,
    standing_edition,
)
from secondsight.publication.queries.sharing import Sharing, sharing
from secondsight.publication.queries.telling import telling

__all__ = [
    "ORDER",
    "Sharing",
    "edition",
    "edition_of",
    "editions",
    "is_publisher",
    "newest_editions",
    "past_editions",
    "rail_facts",
    "sharing",
    "standing_edition",
    "telling",
]
