"""A form and the action that it asks for."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.forms import Form
from django.http import HttpRequest, QueryDict

from secondsight.base.errors import InvalidInput
from secondsight.organisation.forms.fields import problems_on

Row = TypeVar("Row")


def attempt(form: Form, action: Callable[[dict[str, Any]], Row]) -> Row | None:
    """Run an action on what a valid form holds and return its row.

    None when the form or the action found something that cannot be used: it stands at its field then.
    What a rule refuses rises, and becomes a page.
    """
    if not form.is_valid():
        return None
    try:
        return action(form.cleaned_data)
    except InvalidInput as error:
        problems_on(form, error.field, error.message)
        return None


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with a form, None when the page is only looked at."""
    return request.POST if request.method == "POST" else None
