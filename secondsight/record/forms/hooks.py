"""What a person types about a hook."""

from typing import Any

from django import forms

from secondsight.base.errors import InvalidInput
from secondsight.base.written import unheard
from secondsight.organisation.models import Account
from secondsight.organisation.queries import severities
from secondsight.record.forms.fields import OnceField
from secondsight.record.rules.hooks import Feeding, HookRule
from secondsight.record.tools import Sender


class HookForm(forms.Form):
    """A hook for one tool; `viewer` is who types. Fields that mean nothing to the tool are not there."""

    name = forms.CharField(label="Name", max_length=100, help_text="What it is for: Paging, Deploys.")
    signing_secret = forms.CharField(
        label="Signing secret",
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=False),
    )
    mapping = forms.CharField(
        label="Where its fields stand",
        max_length=4000,
        widget=unheard(5),
        help_text=(
            "One a line: text = event.summary. Fields are time, text, title, channel, author, kind, url, id, "
            "severity and status; kind = =alert says a word for all. Without a time, arrival counts."
        ),
    )
    zone = forms.CharField(
        label="Time zone", required=False, max_length=60, help_text="Of times that name none: Europe/Berlin."
    )
    opens = forms.BooleanField(
        label="Let a firing alert open an incident when none is open for it", required=False
    )
    severity = forms.ChoiceField(label="Severity of incidents that it opens", required=False)
    alert_severities = forms.CharField(
        label="Only alerts of these severities open one",
        required=False,
        max_length=1000,
        help_text="As the tool calls them, with commas between: critical, P1. Empty: all.",
    )
    services = forms.CharField(
        label="Only alerts of these services open one",
        required=False,
        max_length=4000,
        help_text="With commas between. Empty: all.",
    )
    feeds = forms.ChoiceField(label="What arrives goes to", choices=Feeding.choices())
    within_minutes = forms.IntegerField(
        label="Nothing follows from what happened more than so many minutes before it arrived",
        min_value=1,
        max_value=43_200,
        initial=60,
    )
    open_hours = forms.IntegerField(
        label="An incident that nobody resolved counts as open for so many hours",
        min_value=1,
        max_value=720,
        initial=72,
    )
    once = OnceField()

    def __init__(
        self, *given: Any, viewer: Account, sender: Sender, is_signed: bool = False, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        choices = [(row.slug, row.name) for row in severities(viewer)]
        self.fields["severity"].choices = [("", "Choose one"), *choices]
        if sender.is_signed is None:
            del self.fields["signing_secret"]
        else:
            kept = "One is set. Empty leaves it as it is. " if is_signed else ""
            self.fields["signing_secret"].help_text = (
                f"{kept}What {sender.tool.title} signs with: then nothing is taken that it did not sign. "
                "It is kept readable for the program alone and never shown again."
            )
        if not sender.tool.needs_mapping:
            del self.fields["mapping"], self.fields["zone"]

    def told(self) -> dict[str, Any]:
        """Return what was said, as the actions take it. Raises InvalidInput (field "mapping")."""
        said = self.cleaned_data
        told: dict[str, Any] = {
            "name": said["name"],
            "rule": {
                name: said[name]
                for name in (
                    "opens",
                    "severity",
                    "alert_severities",
                    "services",
                    "feeds",
                    "within_minutes",
                    "open_hours",
                )
            },
        }
        if said.get("signing_secret"):
            told["signing_secret"] = said["signing_secret"]
        if "mapping" in said:
            told |= {"mapping": _mapping(said["mapping"]), "zone": said["zone"].strip()}
        return told


def initial(name: str, mapping: dict[str, str], zone: str, rule: HookRule) -> dict[str, Any]:
    """Return what stands in the form of a hook that is there."""
    return {
        **rule.plain(),
        "name": name,
        "zone": zone,
        "mapping": "\n".join(f"{ours} = {theirs}" for ours, theirs in mapping.items()),
        "services": ", ".join(rule.services),
        "alert_severities": ", ".join(rule.alert_severities),
    }


def _mapping(said: str) -> dict[str, str]:
    mapping = {}
    for line in filter(str.strip, said.splitlines()):
        ours, sign, theirs = line.partition("=")
        if not sign or not theirs.strip():
            raise InvalidInput(
                f"“{line.strip()[:60]}” says no place; expected a line such as text = event.summary.",
                field="mapping",
            )
        mapping[ours.strip()] = theirs.strip()
    return mapping
