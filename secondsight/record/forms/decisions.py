"""What a person types about a decision: what they faced, which ways were in view, what they say of it."""

from typing import Any

from django import forms

from secondsight.base.written import line, paper
from secondsight.record.actions.decision_notes import MOST
from secondsight.record.forms.fields import OnceField
from secondsight.record.forms.timeline import PeopleForm
from secondsight.record.models import DecisionNote, DecisionOption, DecisionPoint
from secondsight.record.rules.decisions.vocabulary import OF_EVENTS, ConstraintKind, Probe, Sweep

WEIGHED = [(probe.value, probe.label) for probe in (Probe.SPOKE_FOR, Probe.SPOKE_AGAINST)]


class DecisionForm(PeopleForm):
    """The question that they faced, which way they went, who decided."""

    question = forms.CharField(
        label="Which question did they face?",
        required=False,
        max_length=500,
        help_text="As it stood at that moment: “Go back to the version before, or look further?”",
        widget=line(),
    )
    choice = forms.CharField(label="Which way did they go?", required=False, max_length=500, widget=line())
    account = forms.ChoiceField(label="Who decided", required=False)
    team = forms.ChoiceField(label="Or a team", required=False)
    name = forms.CharField(label="Or a name", required=False, max_length=200)
    edition = forms.IntegerField(required=False, min_value=1, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, decision: DecisionPoint, **more: Any) -> None:
        named = ("question", "choice", "name", "edition")
        told = {name: getattr(decision, name) for name in named}
        told |= {
            "account": decision.account_id or "",
            "team": decision.team.slug if decision.team else "",
        }
        super().__init__(*arguments, initial=told, **more)

    def clean(self) -> dict[str, Any]:
        """Ask for one decider at most."""
        told = super().clean() or {}
        if sum(bool(told.get(name)) for name in ("account", "team", "name")) > 1:
            self.add_error("account", "Name somebody, a team or a name, one of them.")
        return told

    def facts(self) -> dict[str, Any]:
        """Return what was typed as `edit_decision` takes it."""
        facts = dict(self.cleaned_data)
        return {
            **facts,
            "account": self.accounts.get(facts["account"]),
            "team": self.teams.get(facts["team"]),
        }


class OptionForm(forms.Form):
    """A way to go on that was in view."""

    what = forms.CharField(
        label="Another way that was in view then",
        max_length=300,
        help_text="“More pods for the API.”",
        widget=line(),
    )
    is_taken = forms.BooleanField(label="This is the way they went", required=False)
    once = OnceField()


class OptionEditForm(OptionForm):
    """An option, corrected."""

    edition = forms.IntegerField(required=False, min_value=1, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, option: DecisionOption, **more: Any) -> None:
        told = {"what": option.what, "is_taken": option.is_taken, "edition": option.edition}
        super().__init__(*arguments, initial=told, **more)
        self.fields["what"].label = "The way to go on"
        del self.fields["once"]


class NoteForm(forms.Form):
    """What one says to a probe, in a sweep; `events` are offered where it is a signal."""

    words = forms.CharField(required=False, max_length=MOST, widget=paper(2, asks=True))
    event = forms.ChoiceField(label="The moment it is about", required=False)
    constraint_kind = forms.ChoiceField(
        label="What sort of thing", required=False, choices=[("", "Not said"), *ConstraintKind.choices()]
    )
    probe = forms.CharField(max_length=20, widget=forms.HiddenInput)
    sweep = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    once = OnceField()

    def __init__(
        self, *arguments: Any, probe: Probe, sweep: Sweep, events: list[tuple[str, str]], **more: Any
    ) -> None:
        told = {"probe": probe.value, "sweep": sweep.value}
        super().__init__(*arguments, initial=told, auto_id=f"{probe}-{sweep}-%s", **more)
        self.fields["words"].label = probe.hint
        self.fields["event"].choices = [("", "None of them"), *events]  # type: ignore[attr-defined]
        if probe not in OF_EVENTS:
            del self.fields["event"]
        if probe is not Probe.CONSTRAINT:
            del self.fields["constraint_kind"]


class WeighForm(forms.Form):
    """What spoke for or against one option then."""

    probe = forms.ChoiceField(label="It", choices=WEIGHED)
    words = forms.CharField(
        label="What spoke for it or against it at that moment?", max_length=MOST, widget=line()
    )
    option = forms.CharField(max_length=16, widget=forms.HiddenInput)
    once = OnceField()

    def __init__(self, *arguments: Any, option: DecisionOption, **more: Any) -> None:
        super().__init__(*arguments, initial={"option": option.pk}, auto_id=f"{option.pk}-%s", **more)


class NoteEditForm(forms.Form):
    """One's own words, put differently."""

    words = forms.CharField(label="Your words", required=False, max_length=MOST, widget=paper(4, asks=True))

    def __init__(self, *arguments: Any, note: DecisionNote, **more: Any) -> None:
        super().__init__(*arguments, initial={"words": note.words}, **more)
        self.fields["words"].help_text = Probe(note.probe).hint
