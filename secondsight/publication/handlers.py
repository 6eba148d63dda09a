"""What publication sets off: what came in with an imported review can be found."""

from typing import Any

from secondsight.base.journal import on
from secondsight.programme.actions import reindex


@on("review_imported")
def let_it_be_found(entry: Any) -> None:
    """Index again: an import brings moments, findings and commitments that no other entry tells of."""
    reindex()
