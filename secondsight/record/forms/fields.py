"""Fields that the record's forms share: instants as people type them, and ids given out before a row."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from secondsight.base.errors import InvalidInput
from secondsight.base.ids import new_id


class InstantField(forms.Field):
    """A date and time in the reader's zone, to the second; gives an aware instant.

    When clocks are put back an hour is there twice: the first is meant. A time that carries its own
    offset is taken as it is.
    """

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S")
    default_error_messages = {"invalid": "Not a date and time: 2026-03-11 14:02:30 is one."}

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the field: the instant in the reader's zone, without its fraction."""
        if isinstance(value, datetime) and value.tzinfo is not None:
            return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M:%S")
        return value

    def to_python(self, value: Any) -> datetime | None:
        """Return the instant. Raises ValidationError."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value
        try:
            read = datetime.fromisoformat(str(value).strip())
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not 1900 < read.year < 2200:
            raise forms.ValidationError(f"The year {read.year} cannot be meant.", code="invalid")
        return read if read.tzinfo else read.replace(tzinfo=timezone.get_current_timezone())


class OnceField(forms.CharField):
    """The id of the row that a form will make, given out with it: sent twice, it makes one row."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=16, widget=forms.HiddenInput, initial=new_id)


def lines(rows: int = 4) -> forms.Textarea:
    """Return a text area of some lines."""
    return forms.Textarea(attrs={"rows": rows})


def keep(new: datetime | None, stored: datetime | None) -> datetime | None:
    """Return the stored instant where the new one is the same to the second: its fraction is kept."""
    if new is not None and stored is not None and new == stored.replace(microsecond=0):
        return stored
    return new


def tell(form: forms.Form, error: Exception) -> None:
    """Show a rule's error at its field, or above the form."""
    field = error.field if isinstance(error, InvalidInput) and error.field in form.fields else None
    form.add_error(field, getattr(error, "message", str(error)))
