"""The change history of a page (R11.5)."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("_change_history.html")
def change_history(*topics: str) -> dict[str, str]:
    """Draw a fold that fetches the history of these topics when it is opened.

    Who may see it is asked when it is fetched. Without JavaScript it is a link.
    """
    query = urlencode([("topic", topic) for topic in topics])
    return {"url": f"{reverse('history')}?{query}"}
