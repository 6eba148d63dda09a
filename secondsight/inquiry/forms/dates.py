"""When a review could come together."""

from django import forms

from secondsight.inquiry.rules.slots import HARD

ASKED = tuple((burden.value, burden.label.capitalize()) for burden in HARD)


class LookForm(forms.Form):
    """Where to look for times."""

    minutes = forms.IntegerField(label="Minutes", min_value=5, max_value=480)
    until = forms.DateField(label="Until", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    allowed = forms.MultipleChoiceField(
        label="People may be asked to come",
        choices=ASKED,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Nobody is, unless you say so; each time then names whom it asks that of.",
    )


class DateForm(forms.Form):
    """A time to agree on."""

    starts_at = forms.DateTimeField(
        label="Begins",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="In your own time zone.",
    )
    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=480)
    place = forms.CharField(
        label="Where", max_length=500, required=False, help_text="A room, or the address of a call."
    )


class AnswerForm(forms.Form):
    """An answer to an invitation."""

    answer = forms.CharField(max_length=10)
    note = forms.CharField(max_length=500, required=False)
