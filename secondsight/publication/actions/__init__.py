"""What changes about publication."""

from secondsight.publication.actions.editions import publish_review, withdraw_edition
from secondsight.publication.actions.importing import Imported, import_review

__all__ = ["Imported", "import_review", "publish_review", "withdraw_edition"]
