"""What a person types about an incident."""

from typing import Any

from django import forms
from django.utils import timezone

from secondsight.base.written import line, paper
from secondsight.organisation.models import Account
from secondsight.organisation.queries import accounts, services, severities, teams
from secondsight.record.forms.fields import InstantField, OnceField
from secondsight.record.models import Incident
from secondsight.record.rules.vocabulary import MilestoneKind, Part


class IncidentForm(forms.Form):
    """The facts of an incident; `viewer` is who types."""

    title = forms.CharField(
        max_length=300,
        help_text="What somebody who was there would call it. No cause, no blame.",
        widget=line(),
    )
    severity = forms.ChoiceField()
    started_at = InstantField(
        label="When did it start?",
        required=False,
        help_text="As far as you know now; milestones can be put right later.",
    )
    services = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    teams = forms.MultipleChoiceField(
        label="Teams that took part", required=False, widget=forms.CheckboxSelectMultiple
    )
    is_customer_facing = forms.BooleanField(label="Customers felt it", required=False)
    is_near_miss = forms.BooleanField(label="It was a near miss: it nearly happened", required=False)
    failure_mode = forms.CharField(
        label="How it failed",
        required=False,
        max_length=120,
        help_text="As it looked from outside, in two or three words: “certificate expired”, “disk full”. "
        "No cause; it finds others like it.",
        widget=line(),
    )
    budget_burnt_percent = forms.FloatField(
        label="Error budget burnt, in percent",
        required=False,
        min_value=0,
        max_value=10_000,
        help_text="The share of the service level's error budget that it used up, if somebody knows.",
        widget=forms.NumberInput({"step": "any"}),
    )
    time_zone = forms.CharField(
        label="Time zone of the incident", max_length=60, help_text="Europe/Berlin, for example, or UTC."
    )
    summary = forms.CharField(
        required=False,
        max_length=20_000,
        help_text="Two or three sentences will do.",
        widget=paper(4, asks=True),
    )
    once = OnceField()
    edition = forms.IntegerField(required=False, min_value=1, max_value=10**9, widget=forms.HiddenInput)

    def __init__(
        self, *arguments: Any, viewer: Account, incident: Incident | None = None, **more: Any
    ) -> None:
        initial = _told(incident) if incident else {"time_zone": timezone.get_current_timezone_name()}
        super().__init__(*arguments, initial=initial | more.pop("initial", {}), **more)
        self.fields["started_at"].label = f"When did it start? ({timezone.get_current_timezone_name()})"
        self._rows = {
            "severity": {row.slug: row for row in severities(viewer)},
            "services": {row.slug: row for row in services(viewer)},
            "teams": {row.slug: row for row in teams(viewer)},
        }
        for name, rows in self._rows.items():
            self.fields[name].choices = [(slug, row.name) for slug, row in rows.items()]  # type: ignore[attr-defined]
            if not rows:
                del self.fields[name]
        if incident:
            del self.fields["started_at"], self.fields["once"]
        else:
            del self.fields["edition"]

    def facts(self) -> dict[str, Any]:
        """Return what was typed as `open_incident` and `edit_incident` take it."""
        facts = dict(self.cleaned_data)
        facts["severity"] = self._rows["severity"][facts["severity"]]
        for name in ("services", "teams"):
            facts[name] = [self._rows[name][slug] for slug in facts.get(name, ())]
        return facts


class NearMissForm(forms.Form):
    """A near miss, as somebody tells it in a minute."""

    happened = forms.CharField(
        label="What happened?",
        max_length=5_000,
        help_text="A sentence will do. As it looked to you; nobody has to be named.",
        widget=paper(3, asks=True),
    )
    held = forms.CharField(
        label="What kept it from becoming an incident?",
        required=False,
        max_length=5_000,
        help_text="Luck counts.",
        widget=paper(2, asks=True),
    )
    service = forms.ChoiceField(required=False)
    is_restricted = forms.BooleanField(label="Only the programme owners and I may know of it", required=False)
    once = OnceField()

    def __init__(self, *arguments: Any, viewer: Account, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._services = {row.slug: row for row in services(viewer)}
        self.fields["service"].choices = [  # type: ignore[attr-defined]
            ("", "I cannot say"),
            *((slug, row.name) for slug, row in self._services.items()),
        ]

    def facts(self) -> dict[str, Any]:
        """Return what was typed as `report_near_miss` takes it."""
        facts = dict(self.cleaned_data)
        facts["service"] = self._services.get(facts["service"])
        return facts


class MilestonesForm(forms.Form):
    """When an incident reached each point; an empty field says that nobody knows."""

    def __init__(self, *arguments: Any, incident: Incident, **more: Any) -> None:
        self.stored = {row.kind: row.at for row in incident.milestones.all()}
        super().__init__(*arguments, initial=dict(self.stored), **more)
        for kind in MilestoneKind:
            self.fields[kind.value] = InstantField(label=kind.label, required=False)


class ParticipantForm(forms.Form):
    """Somebody who was in the incident: from the organisation, or by name."""

    account = forms.ChoiceField(label="Who", required=False)
    name = forms.CharField(
        label="Or a name", required=False, max_length=200, help_text="For somebody without an account here."
    )
    part = forms.ChoiceField(label="Part they played", choices=Part.choices(), initial=Part.RESPONDER)
    team = forms.ChoiceField(required=False)

    def __init__(self, *arguments: Any, viewer: Account, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._accounts = {row.pk: row for row in accounts(viewer)}
        self._teams = {row.slug: row for row in teams(viewer)}
        self.fields["account"].choices = [("", "")] + [  # type: ignore[attr-defined]
            (pk, row.name) for pk, row in self._accounts.items()
        ]
        self.fields["team"].choices = [("", "")] + [  # type: ignore[attr-defined]
            (slug, row.name) for slug, row in self._teams.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for one way to say who it was."""
        told = super().clean() or {}
        if not told.get("account") and not told.get("name"):
            self.add_error("account", "Choose somebody, or write a name.")
        return told

    def facts(self) -> dict[str, Any]:
        """Return what was typed as `add_participant` takes it."""
        told = self.cleaned_data
        return {
            "account": self._accounts.get(told["account"]),
            "name": "" if told["account"] else told["name"],
            "part": told["part"],
            "team": self._teams.get(told["team"]),
        }


class AudienceForm(forms.Form):
    """Who may know of a restricted incident."""

    accounts = forms.MultipleChoiceField(label="People", required=False, widget=forms.CheckboxSelectMultiple)
    teams = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *arguments: Any, viewer: Account, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._accounts = {row.pk: row for row in accounts(viewer)}
        self._teams = {row.slug: row for row in teams(viewer)}
        self.fields["accounts"].choices = [(pk, row.name) for pk, row in self._accounts.items()]  # type: ignore[attr-defined]
        self.fields["teams"].choices = [(slug, row.name) for slug, row in self._teams.items()]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return what was chosen as `restrict_incident` takes it."""
        return {
            "accounts": [self._accounts[pk] for pk in self.cleaned_data["accounts"]],
            "teams": [self._teams[slug] for slug in self.cleaned_data["teams"]],
        }


def _told(incident: Incident) -> dict[str, Any]:
    return {
        "title": incident.title,
        "summary": incident.summary,
        "severity": incident.severity.slug,
        "services": [row.slug for row in incident.services.all()],
        "teams": [row.slug for row in incident.teams.all()],
        "is_customer_facing": incident.is_customer_facing,
        "is_near_miss": incident.is_near_miss,
        "failure_mode": incident.failure_mode,
        "budget_burnt_percent": incident.budget_burnt_percent,
        "time_zone": incident.time_zone,
        "edition": incident.edition,
    }
