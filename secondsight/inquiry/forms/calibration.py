"""What a person types about the draft of a review."""

from typing import Any

from django import forms

from secondsight.base.written import line, paper
from secondsight.inquiry.forms.reviews import OnceForm
from secondsight.inquiry.queries.calibration import ThemeRow
from secondsight.inquiry.rules.calibration import PassageOutcome, PassageVerdict
from secondsight.organisation.models import Account

WORDS = 2000


class SendDraftForm(forms.Form):
    """Who is to see the draft."""

    people = forms.MultipleChoiceField(
        required=False, label="Who was there", widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        max_length=2000,
        required=False,
        label="And others",
        help_text="Names or e-mail addresses, separated by commas.",
    )
    note = forms.CharField(
        max_length=WORDS,
        required=False,
        label="A word to go along",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, people: list[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(one.pk, one.name) for one in people]
        self.initial.setdefault("people", [one.pk for one in people])

    def named(self) -> list[str]:
        """Return the ids, names and addresses that were chosen or typed."""
        said = self.cleaned_data
        return [*said["people"], *(word.strip() for word in said["others"].split(",") if word.strip())]


class PassageForm(forms.Form):
    """What somebody says of a passage."""

    verdict = forms.ChoiceField(choices=PassageVerdict.choices())
    words = forms.CharField(max_length=WORDS, required=False, widget=paper())


class AdditionToDraftForm(OnceForm):
    """What the draft lacks altogether."""

    words = forms.CharField(
        max_length=WORDS, label="What is missing", widget=forms.Textarea(attrs={"rows": 2})
    )


class SettleForm(forms.Form):
    """What became of a correction."""

    outcome = forms.ChoiceField(choices=PassageOutcome.choices())


class ThemeForm(OnceForm):
    """A theme for the meeting."""

    title = forms.CharField(max_length=200, label="Theme", widget=line())
    why = forms.CharField(
        max_length=WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What makes it worth the room's time.",
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)


class VotesForm(forms.Form):
    """The themes that somebody votes for."""

    themes = forms.MultipleChoiceField(required=False, label="Themes", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, rows: list[ThemeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = [(row.theme.pk, row.theme.title) for row in rows]
        self.initial.setdefault("themes", [row.theme.pk for row in rows if row.is_mine])
