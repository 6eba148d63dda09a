"""Columns whose text is locked at rest."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model, TextField


class LockedField(TextField):  # type: ignore[type-arg]
    """Text as `base.locking.lock` returns it: no query, export or backup reads it by passing by.

    It converts nothing by itself: who reads it asks `unlock`. A new key finds the column by its type.
    """


def locked_columns() -> Iterator[tuple[type[Model], str]]:
    """Give every model that has locked text, with the name of the column."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, LockedField):
                yield model, field.attname
