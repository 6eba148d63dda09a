"""Tells Django about the room."""

from django.apps import AppConfig


class InquiryConfig(AppConfig):
    """The room `inquiry`."""

    name = "secondsight.inquiry"
    label = "inquiry"
    default_auto_field = "django.db.models.BigAutoField"
