"""What a person types while an incident is gone through again."""

from typing import Any

from django import forms

from secondsight.organisation.queries import accounts
from secondsight.record.forms.fields import InstantField, OnceField


class BeginForm(forms.Form):
    """Where the room begins, the first event if nothing is said."""

    moment = InstantField(
        label="Begin at", required=False, help_text="Where the first event stands, if you say nothing."
    )
    once = OnceField()


class StepForm(forms.Form):
    """Where the room goes: on, back, to the next decision, or to a time."""

    towards = forms.CharField(required=False, max_length=10)
    moment = InstantField(label="To a time", required=False)
    once = forms.CharField(required=False, max_length=16)

    def clean(self) -> dict[str, Any]:
        """A button says more than a time that stands beside it."""
        said = self.cleaned_data
        return {**said, "moment": None if said.get("towards") else said.get("moment")}


class InvitationForm(forms.Form):
    """Whom the leader brings in; they may leave again."""

    people = forms.MultipleChoiceField(
        label="People", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose somebody."}
    )

    def __init__(self, *arguments: Any, viewer: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.accounts = {one.pk: one for one in accounts(viewer) if one.pk != viewer.pk}
        self.fields["people"].choices = [(pk, one.name) for pk, one in self.accounts.items()]  # type: ignore[attr-defined]

    def clean_people(self) -> list[Any]:
        """The accounts that were chosen."""
        return [self.accounts[pk] for pk in self.cleaned_data["people"]]
