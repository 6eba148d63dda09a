"""How fields are drawn that the coach listens to: a plain field inside an island of its own."""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

HEARD = "data-coach"
ASKS = "data-coach-asks"


class CoachedFields(DjangoTemplates):
    """Wraps each field whose widget says `data-coach`; the others are drawn as Django draws them.

    `data-coach` names what is written there: "paragraph" (Markdown), "line", "item", "entry" (of a timeline),
    "action", "question", or "account" (in confidence: questions alone, and nothing kept). With
    `data-coach-asks`, what to ask next is offered too.
    """

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        """Return a form, a field or a widget as HTML."""
        drawn = SafeString(super().render(template_name, context, request))
        widget = context.get("widget") or {}
        attributes = widget.get("attrs", {})
        if HEARD not in attributes or widget.get("type") == "hidden":
            return drawn
        return format_html(
            '<wording-coach kind="{}" field="{}"{}>{}</wording-coach>',
            attributes[HEARD],
            widget["name"].rpartition("-")[2],
            SafeString(" asks") if ASKS in attributes else "",
            drawn,
        )
