"""Tells Django about the room."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """The room `publication`."""

    name = "secondsight.publication"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"
