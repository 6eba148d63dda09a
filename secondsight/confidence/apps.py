"""Tells Django about the room."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class ConfidenceConfig(AppConfig):
    """The room `confidence`."""

    name = "secondsight.confidence"
    label = "confidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the room listen to the journal."""
        if find_spec(f"{self.name}.handlers"):
            import_module(f"{self.name}.handlers")
