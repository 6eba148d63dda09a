"""What a person types in a live session."""

from typing import Any

from django import forms

from secondsight.inquiry.rules.captures import CaptureKind


class CaptureForm(forms.Form):
    """One line; `moment` is the one that was on its writer's screen, `session` the meeting it is for."""

    kind = forms.ChoiceField(choices=CaptureKind.choices(), label="What it is")
    words = forms.CharField(
        max_length=500,
        label="In one line",
        widget=forms.TextInput(attrs={"data-coach": "line", "autocomplete": "off"}),
    )
    said_by = forms.CharField(max_length=16, required=False, label="Who said it")
    moment = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    session = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    once = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)


class CaptureEditForm(forms.Form):
    """A line put right; `edition` is the one that was read."""

    words = CaptureForm.base_fields["words"]
    kind = CaptureForm.base_fields["kind"]
    said_by = forms.ChoiceField(required=False, label="Who said it")
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said_by"].choices = [("", "Nobody by name"), *people]  # type: ignore[attr-defined]
