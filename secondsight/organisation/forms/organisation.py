"""What an administrator types about people, teams, services, severities, tiers and the calendar."""

from typing import Any

from django import forms

from secondsight.organisation.actions.calendar import FIRST_YEAR, LAST_YEAR
from secondsight.organisation.actions.tiers import LONGEST_MEETING, MOST_COMMITMENTS
from secondsight.organisation.forms.fields import ZoneField
from secondsight.organisation.queries.calendar import holiday_countries

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class PersonForm(forms.Form):
    """Somebody who is added."""

    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(label="E-mail", max_length=254)
    title = forms.CharField(label="What they do", max_length=200, required=False)
    time_zone = ZoneField()
    team = forms.ChoiceField(label="Team", required=False)
    is_invited = forms.BooleanField(
        label="Send an invitation",
        required=False,
        initial=True,
        help_text="A mail with a link on which they choose their password.",
    )

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["team"].choices = [("", "None"), *teams]


class TeamForm(forms.Form):
    """A team's name."""

    name = forms.CharField(label="Team", max_length=100)


class ServiceForm(forms.Form):
    """A service and the team that has authority over it."""

    name = forms.CharField(label="Service", max_length=100)
    team = forms.ChoiceField(label="Team with authority over it", required=False)

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["team"].choices = [("", "None"), *teams]


class TierForm(forms.Form):
    """A kind of review."""

    name = forms.CharField(label="Name", max_length=100)
    summary = forms.CharField(label="In a sentence", max_length=300, required=False)
    minutes_from = forms.IntegerField(
        label="Minutes, at least",
        min_value=0,
        max_value=LONGEST_MEETING,
        help_text="0: can be held without a meeting.",
    )
    minutes_to = forms.IntegerField(label="Minutes, at most", min_value=0, max_value=LONGEST_MEETING)
    most_commitments = forms.IntegerField(
        label="Most commitments without a reason", min_value=0, max_value=MOST_COMMITMENTS
    )


class SeverityForm(forms.Form):
    """A severity and the review that it asks for."""

    name = forms.CharField(label="Name", max_length=40)
    summary = forms.CharField(label="How bad that is, in a sentence", max_length=300, required=False)
    tier = forms.ChoiceField(label="Review that it asks for")

    def __init__(self, *args: Any, tiers: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["tier"].choices = tiers


class CalendarForm(forms.Form):
    """When the organisation works."""

    name = forms.CharField(label="Organisation", max_length=200)
    time_zone = ZoneField(help_text="Days begin and end in it.")
    holiday_country = forms.ChoiceField(label="Country of the public holidays", required=False)
    holiday_region = forms.CharField(
        label="Region",
        required=False,
        max_length=10,
        help_text="Only where holidays differ inside the country: its code, such as BY or CA.",
    )
    working_weekdays = forms.MultipleChoiceField(
        label="Working days",
        widget=forms.CheckboxSelectMultiple,
        choices=[(str(number), name) for number, name in enumerate(WEEKDAYS)],
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["holiday_country"].choices = [
            ("", "None"),
            *holiday_countries(),
        ]


class ClosedDayForm(forms.Form):
    """A day on which the organisation does not work."""

    on = forms.DateField(
        label="Day",
        widget=forms.DateInput({"type": "date", "min": f"{FIRST_YEAR}-01-01", "max": f"{LAST_YEAR}-12-31"}),
    )
    name = forms.CharField(label="Why", max_length=100)
