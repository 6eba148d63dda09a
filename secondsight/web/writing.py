"""How fields are drawn that the coach listens to: a plain field inside an island of its own."""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

HEARD = "data-coach"
ASKS = "data-coach-asks"
TEXT_AREA = "django/forms/widgets/textarea.html"


class CoachedFields(DjangoTemplates):
    """Wraps text areas, and lines whose widget says `data-coach`; the others are as Django draws them.

    `data-coach` names what is written there: "paragraph" (Markdown; a text area is one unless it says "off"),
    "line", "item", "entry" (of a timeline), "action", "question", or "account" (in confidence: questions
    alone, and nothing kept). With `data-coach-asks`, what to ask next is offered too.
    """

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        """Return a form, a field or a widget as HTML."""
        drawn = SafeString(super().render(template_name, context, request))
        widget = context.get("widget") or {}
        attributes = widget.get("attrs", {})
        kind = attributes.get(HEARD, "paragraph" if template_name == TEXT_AREA else "off")
        if kind == "off" or widget.get("type") == "hidden":
            return drawn
        return format_html(
            '<wording-coach kind="{}" field="{}"{}>{}</wording-coach>',
            kind,
            widget["name"].rpartition("-")[2],
            SafeString(" asks") if ASKS in attributes else "",
            drawn,
        )
