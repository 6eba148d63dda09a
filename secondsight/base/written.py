"""Fields that the coach listens to, as forms of every room declare them."""

from typing import Any

from django import forms


def line(kind: str = "line", *, asks: bool = False, **attributes: Any) -> forms.TextInput:
    """Return a one-line input that is listened to: "line", "entry" of a timeline, "action" or "question"."""
    return forms.TextInput(attrs=_heard(kind, asks) | attributes)


def paper(rows: int = 2, kind: str = "paragraph", *, asks: bool = False, **attributes: Any) -> forms.Textarea:
    """Return a text area of some rows that is listened to; with `asks`, what to ask next is offered too."""
    return forms.Textarea(attrs=_heard(kind, asks) | {"rows": rows} | attributes)


def unheard(rows: int = 2, **attributes: Any) -> forms.Textarea:
    """Return a text area for what is not told to people: settings, lists, patterns."""
    return forms.Textarea(attrs={"data-coach": "off", "rows": rows} | attributes)


def _heard(kind: str, asks: bool) -> dict[str, str]:
    return {"data-coach": kind} | ({"data-coach-asks": ""} if asks else {})
