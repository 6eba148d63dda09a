"""What a person sends to publication."""

from django import forms


class ImportForm(forms.Form):
    """An exported review."""

    file = forms.FileField(
        label="Exported review",
        help_text="A JSON file that another Secondsight exported. Nothing here is overwritten.",
        max_length=300,
        allow_empty_file=False,
    )
