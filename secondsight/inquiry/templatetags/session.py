"""A value by its key, for the live session's templates."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of(values: Mapping[str, str], key: str) -> str:
    """Return the value of a key, "" where there is none."""
    return values.get(key, "")
