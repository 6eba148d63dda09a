"""Tells Django about the front door."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The front door."""

    name = "secondsight.web"
    label = "web"
