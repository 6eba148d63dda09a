"""What a person types about policy and queue."""

from typing import Any

from django import forms

from secondsight.organisation.queries import severities, tiers
from secondsight.programme.rules.agreeing import GRADED, LIMITS, LONGEST_WINDOW, Change
from secondsight.programme.rules.qualifying import Setting, Trigger

LABELS = {
    Trigger.BUDGET_BURNT: "From this share on, in percent",
    Trigger.SEVERAL_TEAMS: "Teams, or more",
    Trigger.PAGING_STORM: "Pages, or more",
    Trigger.PATTERN: "Incidents, or more",
}
SEVERITY_LABELS = {
    Trigger.SEVERITY: "This one and worse",
    Trigger.PATTERN: "Of this severity or milder",
}
# What each of a trigger's fields means in a change.
PARTS = ("is_on", "threshold", "window_days", "severity", "tier")


class TriggersForm(forms.Form):
    """What is agreed about each trigger; `viewer` is who types, `agreed` what stands now."""

    def __init__(self, *arguments: Any, viewer: Any, agreed: dict[Trigger, Setting], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._severities = [(row.slug, row.name) for row in severities(viewer)]
        self._tiers = [(row.slug, row.name) for row in tiers(viewer)]
        for trigger, setting in agreed.items():
            for part, field in self._fields_of(trigger, setting).items():
                self.fields[f"{trigger.value}-{part}"] = field

    def groups(self) -> list[dict[str, Any]]:
        """Return the fields by trigger: `trigger`, `switch` and its `fields`."""
        return [
            {
                "trigger": trigger,
                "switch": self[f"{trigger.value}-is_on"],
                "fields": [
                    self[name] for part in PARTS[1:] if (name := f"{trigger.value}-{part}") in self.fields
                ],
            }
            for trigger in Trigger
        ]

    def changes(self) -> dict[Trigger, Change]:
        """Return what was typed, as `set_triggers` takes it."""
        return {
            trigger: Change(**{part: self.cleaned_data.get(f"{trigger.value}-{part}") for part in PARTS})
            for trigger in Trigger
        }

    def _fields_of(self, trigger: Trigger, setting: Setting) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {
            "is_on": forms.BooleanField(label=trigger.label, required=False, initial=setting.is_on)
        }
        if trigger in LIMITS:
            _, least, most = LIMITS[trigger]
            fields["threshold"] = forms.IntegerField(
                label=LABELS[trigger], initial=setting.threshold, min_value=least, max_value=most
            )
        if trigger is Trigger.PATTERN:
            fields["window_days"] = forms.IntegerField(
                label="Within, in days", initial=setting.window_days, min_value=1, max_value=LONGEST_WINDOW
            )
        if trigger in GRADED:
            fields["severity"] = forms.ChoiceField(
                label=SEVERITY_LABELS[trigger], choices=self._severities, initial=setting.severity_slug
            )
        if trigger is not Trigger.SEVERITY:
            fields["tier"] = forms.ChoiceField(
                label="Asks for", choices=self._tiers, initial=setting.tier.slug if setting.tier else ""
            )
        return fields


class DeclineForm(forms.Form):
    """Why an incident, or a pattern, gets no review."""

    reason = forms.CharField(
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        help_text="For whoever asks in a year: what is known already, or why it would teach nothing now.",
    )
