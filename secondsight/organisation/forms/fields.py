"""Fields that several forms of the room share."""

from typing import Any

from django import forms

from secondsight.organisation.rules.zones import zone_names

ZONE_LIST = "time-zones"


class ZoneField(forms.CharField):
    """A time zone by its IANA name, found by typing; the page includes `_zones.html` for the list."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("label", "Time zone")
        given.setdefault("help_text", "Type a city: Berlin, Kolkata, Vancouver. Times are shown in it.")
        super().__init__(
            max_length=60,
            widget=forms.TextInput(attrs={"list": ZONE_LIST, "autocomplete": "off", "spellcheck": "false"}),
            **given,
        )

    def clean(self, value: Any) -> str:
        """Return the zone's full name; a city alone is enough where only one zone has it."""
        typed = str(super().clean(value)).strip()
        wanted = typed.lower().replace(" ", "_")
        for name in zone_names():
            if name.lower() == wanted:
                return name
        cities = [name for name in zone_names() if name.lower().rpartition("/")[2] == wanted]
        if len(cities) == 1:
            return cities[0]
        raise forms.ValidationError(f"“{typed}” is not a time zone that we know; choose one from the list.")


class PasswordField(forms.CharField):
    """A password, as it is typed."""

    def __init__(self, *, autocomplete: str, **given: Any) -> None:
        super().__init__(
            strip=False,
            max_length=1000,
            widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
            **given,
        )


def problems_on(form: forms.Form, field: str, message: str) -> None:
    """Put a rule's error beside its field, or above the form if the form has no such field."""
    form.add_error(field if field in form.fields else None, message)
