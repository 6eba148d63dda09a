"""Tells Django about the room."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """The room `programme`."""

    name = "secondsight.programme"
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"
