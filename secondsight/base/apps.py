"""Tells Django that the ground has tables."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BaseConfig(AppConfig):
    """The ground."""

    name = "secondsight.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every `migrate` see to it that the full-text indexes are there."""
        import_module("secondsight.base.fulltext.documents")
        index = import_module("secondsight.base.fulltext.index")
        post_migrate.connect(index.ensure, sender=self, dispatch_uid="fulltext")
