"""What a person types about an event, who knew of it, and what witnesses say."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from secondsight.base.written import line, paper
from secondsight.organisation.models import Account
from secondsight.organisation.queries import accounts, services, teams
from secondsight.record.actions.knowledge import Knowing
from secondsight.record.forms.fields import InstantField, OnceField, keep
from secondsight.record.models import Event, Knowledge
from secondsight.record.rules.vocabulary import (
    Certainty,
    EventKind,
    Phase,
    Precision,
    Standing,
    TurnedOut,
    Way,
)

CORRECTABLE = ("known_at", "certainty", "way", "through", "until_at", "turned_out")
SETTLED = [(word.value, word.label) for word in (Standing.REPORTED, Standing.CORROBORATED)]


class PeopleForm(forms.Form):
    """A form that names somebody, or a team, of the organisation."""

    def __init__(self, *arguments: Any, viewer: Account, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.viewer = viewer
        self.accounts = {row.pk: row for row in accounts(viewer)}
        self.teams = {row.slug: row for row in teams(viewer)}
        for name, rows in (("account", self.accounts), ("team", self.teams)):
            if name in self.fields:
                chosen = [(key, row.name) for key, row in rows.items()]
                self.fields[name].choices = [("", ""), *chosen]  # type: ignore[attr-defined]


class EventForm(PeopleForm):
    """An event: when, what, which kind, who. With `event`, a correction of it."""

    what = forms.CharField(
        label="What happened",
        max_length=500,
        help_text="What could be seen. What it meant comes later.",
        widget=line("entry"),
    )
    occurred_at = InstantField(label="When", required=False)
    precision = forms.ChoiceField(
        label="How closely that is known", choices=Precision.choices(), initial=Precision.SECOND
    )
    kind = forms.ChoiceField(choices=EventKind.choices(), initial=EventKind.OBSERVATION)
    phase = forms.ChoiceField(required=False, choices=[("", "Not said"), *Phase.choices()])
    actor = forms.CharField(label="Who or what acted", required=False, max_length=200)
    account = forms.ChoiceField(label="Their account here", required=False)
    team = forms.ChoiceField(label="Team, for the lane in the picture", required=False)
    service = forms.ChoiceField(label="Service that it concerns", required=False)
    context = forms.CharField(
        required=False,
        max_length=20_000,
        help_text="What was seen at that moment, and what else was considered?",
        widget=paper(3, asks=True),
    )
    standing = forms.ChoiceField(label="How well established", choices=SETTLED, initial=Standing.REPORTED)
    is_interpretation = forms.BooleanField(
        label="This is an interpretation, not something that was seen", required=False
    )
    is_for_later = forms.BooleanField(
        label="Note it for later: I know that it lies beyond where the room is", required=False
    )
    once = OnceField()
    edition = forms.IntegerField(required=False, min_value=1, max_value=10**9, widget=forms.HiddenInput)

    def __init__(
        self, *arguments: Any, event: Event | None = None, is_walking: bool = False, **more: Any
    ) -> None:
        self.event = event
        initial = (_told(event) if event else {}) | more.pop("initial", {})
        super().__init__(*arguments, initial=initial, **more)
        self.services = {row.slug: row for row in services(self.viewer)}
        self.fields["service"].choices = [  # type: ignore[attr-defined]
            ("", ""),
            *((slug, row.name) for slug, row in self.services.items()),
        ]
        zone = timezone.get_current_timezone_name()
        self.fields["occurred_at"].label = f"When ({zone})"
        self.fields["occurred_at"].help_text = "Leave it empty when nobody knows."
        if event is not None or not is_walking:
            del self.fields["is_for_later"]
        if event is None:
            del self.fields["edition"], self.fields["is_interpretation"]
            return
        del self.fields["once"]
        if event.standing == Standing.DISPUTED:
            del self.fields["standing"]

    def facts(self) -> dict[str, Any]:
        """Return what was typed as `add_event` and `edit_event` take it."""
        facts = dict(self.cleaned_data)
        facts["account"] = self.accounts.get(facts["account"])
        facts["team"] = self.teams.get(facts["team"])
        facts["service"] = self.services.get(facts.get("service", ""))
        facts["occurred_at"] = keep(facts["occurred_at"], self.event.occurred_at if self.event else None)
        return facts


class AcceptanceForm(EventForm):
    """What may be put right while a candidate is accepted."""

    field_order = ("what", "occurred_at", "kind", "phase", "actor", "account", "team", "service", "context")

    def __init__(self, *arguments: Any, proposed_at: datetime, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.proposed_at = proposed_at
        for name in ("precision", "standing", "once"):
            del self.fields[name]

    def facts(self) -> dict[str, Any]:
        """Return what was typed; the evidence's fraction of a second is kept."""
        facts = super().facts()
        return {**facts, "occurred_at": keep(facts["occurred_at"], self.proposed_at)}


class KnowledgeForm(PeopleForm):
    """Who knew of an event since when, and how they came to know. With `knowledge`, a correction of that."""

    account = forms.ChoiceField(label="Somebody", required=False)
    team = forms.ChoiceField(label="Or a team", required=False)
    name = forms.CharField(label="Or a name", required=False, max_length=200)
    known_at = InstantField(label="Since")
    certainty = forms.ChoiceField(
        label="They", choices=((Certainty.KNOWN, "knew it"), (Certainty.BELIEVED, "believed it"))
    )
    way = forms.ChoiceField(label="How they knew", required=False, choices=[("", "Not said"), *Way.choices()])
    through = forms.CharField(
        label="In words",
        required=False,
        max_length=200,
        help_text="saw the alert, was told on the phone",
    )
    until_at = InstantField(
        label="Given up at", required=False, help_text="Of a belief that was given up before the end."
    )
    turned_out = forms.ChoiceField(
        label="What became of the belief", required=False, choices=[("", "Not known"), *TurnedOut.choices()]
    )

    def __init__(self, *arguments: Any, knowledge: Knowledge | None = None, **more: Any) -> None:
        self.knowledge = knowledge
        if knowledge is not None:
            more["initial"] = {name: getattr(knowledge, name) for name in CORRECTABLE}
        super().__init__(*arguments, **more)
        if knowledge is not None:
            for name in ("account", "team", "name"):
                del self.fields[name]
            self.fields["known_at"].required = knowledge.known_at is not None

    def clean(self) -> dict[str, Any]:
        """Ask for one knower at most; nobody named means everybody in the incident."""
        told = super().clean() or {}
        if sum(bool(told.get(name)) for name in ("account", "team", "name")) > 1:
            self.add_error(None, "Name somebody, a team or a name, one a line.")
        return told

    def knowing(self) -> Knowing:
        """Return what was typed as `add_knowledge` takes it."""
        told = self.cleaned_data
        return Knowing(
            told["known_at"],
            account=self.accounts.get(told["account"]),
            team=self.teams.get(told["team"]),
            name=told["name"],
            **{name: told[name] for name in ("through", "certainty", "way", "until_at", "turned_out")},
        )

    def told(self) -> dict[str, Any]:
        """Return what was typed as `edit_knowledge` takes it; fractions of a second are kept."""
        assert self.knowledge is not None
        told = {name: self.cleaned_data[name] for name in CORRECTABLE}
        for name in ("known_at", "until_at"):
            told[name] = keep(told[name], getattr(self.knowledge, name))
        return told


class VersionForm(PeopleForm):
    """What another witness says of an event."""

    account = forms.ChoiceField(label="Who says so", required=False)
    witness = forms.CharField(label="Or a name", required=False, max_length=200)
    what = forms.CharField(label="What they say happened", max_length=500, widget=line())
    occurred_at = InstantField(label="When they say it was", required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the witness."""
        told = super().clean() or {}
        if not told.get("account") and not told.get("witness"):
            self.add_error("account", "A version needs its witness: choose somebody, or write a name.")
        return told

    def facts(self) -> dict[str, Any]:
        """Return what was typed as `add_version` takes it."""
        facts = dict(self.cleaned_data)
        facts["account"] = self.accounts.get(facts["account"])
        return facts


class SettlementForm(forms.Form):
    """Which telling holds."""

    version = forms.ChoiceField(label="What holds", required=False, widget=forms.RadioSelect)
    standing = forms.ChoiceField(label="It is now", choices=SETTLED[::-1])
    reason = forms.CharField(label="What settled it", required=False, max_length=500, widget=line())

    def __init__(self, *arguments: Any, event: Event, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.versions = {row.pk: row for row in event.versions.all()}
        told = [(pk, f"{row.witness}: {row.what}") for pk, row in self.versions.items()]
        self.fields["version"].choices = [("", f"As it stands: {event.what}"), *told]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return what was chosen as `settle_dispute` takes it."""
        return {**self.cleaned_data, "version": self.versions.get(self.cleaned_data["version"])}


def _told(event: Event) -> dict[str, Any]:
    named = ("what", "occurred_at", "precision", "kind", "phase", "actor", "context", "standing")
    return {
        **{name: getattr(event, name) for name in (*named, "is_interpretation", "edition")},
        "account": event.account_id or "",
        "team": event.team.slug if event.team else "",
        "service": event.service.slug if event.service else "",
    }
