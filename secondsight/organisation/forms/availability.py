"""When a person can meet."""

from django import forms

from secondsight.organisation.queries.calendar import holiday_countries

WEEKDAYS = tuple(zip("0123456", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))


class HoursForm(forms.Form):
    """The hours in which somebody can be asked to meet."""

    works_from = forms.TimeField(label="From", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    works_until = forms.TimeField(
        label="Until",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="Earlier than “from” means the next day.",
    )
    weekdays = forms.MultipleChoiceField(
        label="On", choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple, required=False
    )
    holiday_country = forms.ChoiceField(
        label="Public holidays of", required=False, help_text="Left open, the organisation's count."
    )
    holiday_region = forms.CharField(
        label="Region", max_length=10, required=False, help_text="Its code, where holidays differ: BY, CA."
    )

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.fields["holiday_country"].choices = [("", "As the organisation"), *holiday_countries()]  # type: ignore[attr-defined]
