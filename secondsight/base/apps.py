"""Tells Django that the ground has tables."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """The ground."""

    name = "secondsight.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"
