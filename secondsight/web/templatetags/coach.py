"""Where the texts of a page belong, for the coach that listens to them."""

from typing import Any

from django import template

register = template.Library()

# What pages call the thing that they are about, and which row of it has the topic.
_ABOUT = ("review", "incident", "event", "candidate", "hypothesis", "question", "commitment", "risk", "going")


@register.simple_tag(takes_context=True)
def writing_place(context: dict[str, Any]) -> str:
    """Return the topic that a page's texts belong to ("review:ID"), "" where it has none.

    Nothing is read for it: a row that was not fetched with its incident or review is asked for its id.
    """
    for name in _ABOUT:
        about = context.get(name)
        about = getattr(about, "row", None) or about
        for kind in ("review", "incident"):
            if name == kind and getattr(about, "pk", None):
                return f"{kind}:{about.pk}"
            if id := getattr(about, f"{kind}_id", None):
                return f"{kind}:{id}"
    return ""
