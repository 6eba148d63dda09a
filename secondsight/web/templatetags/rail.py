"""The rail at the left of a review's pages."""

from typing import Any

from django import template

from secondsight.web.rail import rail

register = template.Library()


@register.inclusion_tag("_review_rail.html", takes_context=True)
def review_rail(context: dict[str, Any]) -> dict[str, Any]:
    """Draw the rail on pages that give `review` and `stage` (or a `rail` of their own); elsewhere nothing."""
    if "rail" in context:
        return {"rail": context["rail"]}
    review, stage, viewer = context.get("review"), context.get("stage"), context.get("viewer")
    if review is None or not stage or viewer is None:
        return {"rail": None}
    return {"rail": rail(viewer, review, stage)}
