"""Tells Django about the room."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """The room `followup`."""

    name = "secondsight.followup"
    label = "followup"
    default_auto_field = "django.db.models.BigAutoField"
