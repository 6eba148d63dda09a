"""What a person types beside the events: milestones, readings of impact, who had heard of a step."""

from typing import Any

from django import forms
from django.utils import timezone

from secondsight.base.written import line
from secondsight.record.forms.fields import InstantField, OnceField, keep
from secondsight.record.forms.timeline import PeopleForm
from secondsight.record.models import Event, ImpactReading
from secondsight.record.queries.beside import MilestoneBeside
from secondsight.record.queries.timeline_rows import said_time
from secondsight.record.rules.impact import Extent, Measure, Side
from secondsight.record.rules.vocabulary import Precision, Way


class MilestoneForm(forms.Form):
    """When a milestone was reached, how closely that is known, and what it rests on."""

    at = InstantField(label="When", required=False)
    precision = forms.ChoiceField(label="How closely that is known", choices=Precision.choices())
    events = forms.MultipleChoiceField(
        label="Events it rests on", required=False, widget=forms.CheckboxSelectMultiple
    )
    items = forms.MultipleChoiceField(
        label="Evidence it rests on", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, beside: MilestoneBeside, nearby: list[Event], **more: Any) -> None:
        self.beside = beside
        resting = {one.id: one.what for one in beside.events}
        zone = timezone.get_current_timezone()
        chosen = {
            event.pk: f"{said_time(event.occurred_at, event.precision, zone)} {event.what}"
            for event in sorted(nearby, key=lambda event: (event.occurred_at, event.pk))
        }
        initial = {
            "at": beside.at,
            "precision": beside.precision,
            "events": list(resting),
            "items": [one.id for one in beside.items],
        }
        super().__init__(*arguments, initial=initial, **more)
        self.fields["at"].label = f"When ({timezone.get_current_timezone_name()})"
        self.fields[
            "at"
        ].help_text = "Empty when nobody knows; then the earliest event chosen gives its time."
        self._choose("events", {**{id: what for id, what in resting.items() if id not in chosen}, **chosen})
        self._choose("items", {one.id: one.what for one in beside.items})

    def _choose(self, name: str, choices: dict[str, str]) -> None:
        if choices:
            self.fields[name].choices = list(choices.items())  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def facts(self) -> dict[str, Any]:
        """Return what was typed: at, precision, and the ids of events and items."""
        told = self.cleaned_data
        return {
            "at": keep(told["at"], self.beside.at),
            "precision": told["precision"],
            "events": told.get("events", []),
            "items": told.get("items", []),
        }


class ImpactForm(forms.Form):
    """A reading of impact. With `reading`, a correction of it."""

    side = forms.ChoiceField(label="Who felt it", choices=Side.choices())
    measure = forms.ChoiceField(label="What was measured", choices=Measure.choices())
    what = forms.CharField(
        label="In own words",
        required=False,
        max_length=200,
        help_text="Orders delayed, money, hours of work.",
        widget=line(),
    )
    value = forms.FloatField(
        label="How much", required=False, help_text="Leave it empty when nobody counted."
    )
    unit = forms.CharField(required=False, max_length=30, help_text="% goes without saying for requests.")
    extent = forms.ChoiceField(label="It held", choices=Extent.choices(), initial=Extent.STRETCH)
    from_at = InstantField(label="At, or from")
    until_at = InstantField(
        label="Until", required=False, help_text="Leave it empty when nobody knows when it ended."
    )
    source = forms.CharField(
        label="Where it was read",
        required=False,
        max_length=300,
        help_text="The checkout board, Support's queue.",
    )
    once = OnceField()
    edition = forms.IntegerField(required=False, min_value=1, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, reading: ImpactReading | None = None, **more: Any) -> None:
        self.reading = reading
        names = [name for name in self.base_fields if name != "once"]
        told = {name: getattr(reading, name) for name in names} if reading else {}
        super().__init__(*arguments, initial={**told, **more.pop("initial", {})}, **more)
        zone = timezone.get_current_timezone_name()
        for name, label in (("from_at", "At, or from"), ("until_at", "Until")):
            self.fields[name].label = f"{label} ({zone})"
        del self.fields["once" if reading else "edition"]

    def facts(self) -> dict[str, Any]:
        """Return what was typed as `note_impact` and `edit_impact` take it."""
        facts = dict(self.cleaned_data)
        for name in ("from_at", "until_at"):
            facts[name] = keep(facts[name], getattr(self.reading, name, None))
        return facts


class HearingForm(PeopleForm):
    """Who had heard of a step of a hypothesis, and since when."""

    account = forms.ChoiceField(label="Somebody", required=False)
    team = forms.ChoiceField(label="Or a team", required=False)
    name = forms.CharField(label="Or a name", required=False, max_length=200)
    known_at = InstantField(label="Since")
    way = forms.ChoiceField(
        label="How they heard", required=False, choices=[("", "Not said"), *Way.choices()]
    )
    through = forms.CharField(label="In words", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Ask for one hearer at most; nobody named means everybody in the incident."""
        told = super().clean() or {}
        if sum(bool(told.get(name)) for name in ("account", "team", "name")) > 1:
            self.add_error(None, "Name somebody, a team or a name, one a line.")
        return told

    def facts(self) -> dict[str, Any]:
        """Return what was typed as `hear_of_step` takes it."""
        told = self.cleaned_data
        return {
            **told,
            "account": self.accounts.get(told["account"]),
            "team": self.teams.get(told["team"]),
        }
