"""What a person types at the reading desk: events, questions, hypotheses; and the organisation's tags."""

from typing import Any

from django import forms
from django.utils import timezone

from secondsight.base.written import line, paper
from secondsight.organisation.models import Account
from secondsight.organisation.queries import teams
from secondsight.record.forms.fields import InstantField, OnceField, keep, lines
from secondsight.record.forms.timeline import EventForm
from secondsight.record.models import Hypothesis, Incident, IncidentItem
from secondsight.record.queries.people import people_named
from secondsight.record.rules.hypotheses import HypothesisState
from secondsight.record.rules.vocabulary import EventKind

KINDS = {
    "alert": EventKind.SIGNAL,
    "cluster_event": EventKind.SIGNAL,
    "page": EventKind.ESCALATION,
    "status_update": EventKind.STATUS_UPDATE,
    "speech": EventKind.COMMUNICATION,
    "mail": EventKind.COMMUNICATION,
    **dict.fromkeys(
        ("deployment", "deployment_status", "release", "push", "workflow_run", "change"), EventKind.CHANGE
    ),
}
MOVES = [(s.value, s.label) for s in HypothesisState if s is not HypothesisState.RAISED]


class QuickEventForm(EventForm):
    """An event made of messages: what they told is filled in, and Enter accepts it."""

    kept = ("what", "occurred_at", "kind", "phase", "actor", "account", "team", "is_for_later", "once")

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        for name in [name for name in self.fields if name not in self.kept]:
            del self.fields[name]
        self.fields["what"].help_text = ""
        self.fields["occurred_at"].help_text = ""
        self.fields["what"].widget.attrs["autofocus"] = True


def event_of(incident: Incident, rows: list[IncidentItem]) -> dict[str, Any]:
    """Return what an event form begins with when it is made of messages, the first of which tells it."""
    first = rows[0]
    item = first.item
    name = item.author_name or item.author_id
    person = people_named(incident, [name]).get(name) if name else None
    return {
        "what": " ".join((item.title or item.text).split())[:300],
        "occurred_at": first.occurred_at,
        "precision": item.precision,
        "kind": KINDS.get(item.kind, EventKind.SIGNAL if item.is_bot else EventKind.OBSERVATION),
        "actor": name,
        "account": person.account.pk if person and person.account else "",
        "team": person.team.slug if person and person.team else "",
    }


class QuestionForm(forms.Form):
    """A question to a person at a message."""

    of = forms.CharField(label="Of whom", max_length=200)
    words = forms.CharField(
        label="What do you want to know?",
        max_length=2000,
        help_text="“How did you know that it was the cache?” asks for what they saw.",
        widget=paper(2, "question"),
    )
    item = forms.CharField(max_length=20, widget=forms.HiddenInput)
    once = OnceField()


class AnswerForm(forms.Form):
    """What they said."""

    answer = forms.CharField(label="What they said", max_length=20_000, widget=paper(2, asks=True))


class StepForm(forms.Form):
    """What became of a hypothesis, at a message or by hand."""

    state = forms.ChoiceField(label="It was", choices=MOVES)
    occurred_at = InstantField(label="When", required=False)
    who = forms.CharField(label="By whom", required=False, max_length=200)
    words = forms.CharField(
        label="How it was tested, what was seen", required=False, max_length=2000, widget=lines(2)
    )
    team = forms.ChoiceField(
        label="By which team", required=False, help_text="The team that knew of it at once."
    )
    item = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    event = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    once = OnceField()

    def __init__(self, *arguments: Any, viewer: Account, said_at: Any = None, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.said_at = said_at
        self._teams = {row.slug: row for row in teams(viewer)}
        chosen = [(slug, row.name) for slug, row in self._teams.items()]
        self.fields["team"].choices = [("", "Not said"), *chosen]  # type: ignore[attr-defined]
        self.fields["occurred_at"].label = f"When ({timezone.get_current_timezone_name()})"

    def facts(self) -> dict[str, Any]:
        """Return what was typed without item and event; a message's fraction of a second is kept."""
        facts = {name: value for name, value in self.cleaned_data.items() if name not in ("item", "event")}
        facts["team"] = self._teams.get(facts["team"])
        return {**facts, "occurred_at": keep(facts["occurred_at"], self.said_at)}


class HypothesisForm(StepForm):
    """What people took to be going on."""

    field_order = ("what", "who", "team", "occurred_at", "words")

    what = forms.CharField(
        label="What they took to be going on",
        max_length=500,
        help_text="“The new release is slow.”",
        widget=line(),
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        del self.fields["state"]
        self.fields["words"].label = "On which signals"
        self.fields["who"].label = "Raised by"


class MoveForm(StepForm):
    """What a message made of one of the incident's hypotheses."""

    field_order = ("hypothesis", "state", "occurred_at", "who", "team", "words")

    hypothesis = forms.ChoiceField(label="Which hypothesis")

    def __init__(self, *arguments: Any, hypotheses: list[Hypothesis], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["hypothesis"].choices = [(row.pk, row.what) for row in hypotheses]  # type: ignore[attr-defined]


class TagForm(forms.Form):
    """A tag of the organisation's."""

    name = forms.CharField(max_length=40)
    key = forms.CharField(
        required=False, max_length=1, help_text="One letter or digit that sets it at the desk."
    )
    meaning = forms.CharField(required=False, max_length=200, help_text="When to set it.")
