"""Tells Django about the room."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The room `record`."""

    name = "secondsight.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
