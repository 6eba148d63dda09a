"""What a person gives and says of an archive of old post-mortems."""

from typing import Any

from django import forms

from secondsight.inquiry.rules.archive import ReadAs
from secondsight.organisation.rules.zones import zone_names
from secondsight.record.forms.evidence import FilesField

ORDERS = (("", "As the document tells"), ("day", "Day first: 3 April"), ("month", "Month first: March 4"))


class ArchiveForm(forms.Form):
    """Documents to bring in, and how to read what they do not say."""

    files = FilesField(
        label="Documents",
        max_length=500,
        help_text="Markdown files, or a ZIP archive of a folder of them.",
    )
    severity = forms.ChoiceField(label="Severity of those that name none")
    zone = forms.ChoiceField(label="Time zone of those that name none", required=False)
    order = forms.ChoiceField(label="How 03/04/2021 is read", choices=ORDERS, required=False)
    is_restricted = forms.BooleanField(label="Only I may see them at first", required=False)

    def __init__(self, *given: Any, severities: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["severity"].choices = severities
        self.fields["zone"].choices = [
            ("", "UTC, and say that it was assumed"),
            *((n, n) for n in zone_names()),
        ]

    def read_as(self) -> ReadAs:
        """Return how documents are read that do not say it themselves."""
        said = self.cleaned_data
        return ReadAs(zone=said["zone"], day_first={"day": True, "month": False}.get(said["order"]))
