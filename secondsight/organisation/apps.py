"""Tells Django about the room."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """The room `organisation`."""

    name = "secondsight.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"
