"""What a person types about decisions, commitments and risks."""

from typing import Any

from django import forms

from secondsight.base.written import line
from secondsight.followup.rules.vocabulary import IntendedOutcome
from secondsight.inquiry.forms import OnceForm
from secondsight.inquiry.models import Factor, Review
from secondsight.organisation.models import Account

SCALE = [("", "Open"), ("1", "Low"), ("2", "Middling"), ("3", "High")]
TODAY_ON = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _few_lines(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _person(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        max_length=254,
        label=label,
        help_text=help_text,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )


class DeciderForm(forms.Form):
    """One more who decides."""

    person = _person("Who decides with you", "A name or an e-mail address: somebody who was close to it.")


class WeighForm(forms.Form):
    """Where an idea stands, and what it might cost and break."""

    impact = forms.TypedChoiceField(choices=SCALE, coerce=int, empty_value=None, required=False)
    effort = forms.TypedChoiceField(choices=SCALE, coerce=int, empty_value=None, required=False)
    cost = forms.CharField(
        max_length=20_000, required=False, label="What would it cost?", widget=_few_lines()
    )
    new_ways_to_fail = forms.CharField(
        max_length=20_000,
        required=False,
        label="Could it complicate things, or create a new way to fail?",
        widget=_few_lines(),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class CommitmentForm(OnceForm):
    """A change that somebody is asked to own."""

    what = forms.CharField(
        max_length=500,
        label="What will be done",
        widget=line("action"),
    )
    owner = _person("Who is asked to own it", "They accept or decline themselves; nobody else can for them.")
    due_on = forms.DateField(
        label="By",
        widget=TODAY_ON,
        help_text="A date of its own, one that its owner would give by themselves.",
    )
    done_means = forms.CharField(
        max_length=20_000,
        label="Done means",
        widget=_few_lines(),
        help_text="What would somebody else look at, and see?",
    )
    intended_outcome = forms.ChoiceField(label="So that we", choices=IntendedOutcome.choices())
    factors = forms.ModelMultipleChoiceField(
        Factor.objects.none(),
        required=False,
        label="Factors that it addresses",
        widget=forms.CheckboxSelectMultiple,
    )
    tracker_url = forms.URLField(
        max_length=1000,
        required=False,
        label="Where it is worked on",
        assume_scheme="https",
        help_text="A link to the issue in your tracker.",
    )
    beyond_reason = forms.CharField(
        max_length=20_000,
        required=False,
        label="Why one more",
        widget=_few_lines(),
        help_text="Needed beyond the usual number of commitments.",
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        factors = Factor.objects.filter(review=review, removed_at=None)
        self.fields["factors"].queryset = factors
        if not factors:
            del self.fields["factors"]


class RiskForm(OnceForm):
    """What is lived with, until when."""

    what = forms.CharField(max_length=500, label="What is lived with", widget=line())
    reason = forms.CharField(max_length=20_000, label="Why it is accepted", widget=_few_lines())
    look_again_on = forms.DateField(label="Look again on", widget=TODAY_ON)


class ReasonForm(forms.Form):
    """A reason, in a sentence."""

    reason = forms.CharField(max_length=20_000, widget=_few_lines(), label="Why")


class NothingForm(forms.Form):
    """That there is nothing to commit."""

    words = forms.CharField(
        max_length=20_000,
        required=False,
        label="What we learnt instead",
        widget=_few_lines(),
        help_text="A review that taught something is a good one.",
    )


class PutRightForm(OnceForm):
    """What had been put right already."""

    what = forms.CharField(max_length=500, label="What was put right", widget=line())
    done_on = forms.DateField(required=False, label="On", widget=TODAY_ON)
    url = forms.URLField(max_length=1000, required=False, label="Where it shows", assume_scheme="https")
    note = forms.CharField(max_length=20_000, required=False, label="More", widget=_few_lines())


class NoteForm(forms.Form):
    """A few words, if somebody has them."""

    note = forms.CharField(max_length=20_000, required=False, label="A word to them", widget=_few_lines())


class DoneForm(forms.Form):
    """That it is done, and what shows it."""

    note = forms.CharField(max_length=20_000, required=False, label="What shows it", widget=_few_lines())
    url = forms.URLField(max_length=1000, required=False, label="Link", assume_scheme="https")


class VerifyForm(forms.Form):
    """That somebody else saw it done."""

    evidence = forms.CharField(max_length=20_000, label="What you saw", widget=_few_lines())
    url = forms.URLField(max_length=1000, required=False, label="Link", assume_scheme="https")


class MoveForm(forms.Form):
    """Another date."""

    due_on = forms.DateField(label="New date", widget=TODAY_ON)
    reason = forms.CharField(
        max_length=20_000,
        label="Why",
        widget=_few_lines(),
        help_text="Something else came first? Then that is the reason.",
    )


class OfferAgainForm(forms.Form):
    """The same change, asked of somebody again."""

    owner = _person("Who is asked to own it", "They accept or decline themselves.")
    due_on = forms.DateField(label="By", widget=TODAY_ON)
    what = forms.CharField(max_length=500, label="What will be done", widget=line("action"))
    done_means = forms.CharField(max_length=20_000, label="Done means", widget=_few_lines())
    note = forms.CharField(max_length=20_000, required=False, label="A word to them", widget=_few_lines())


class TakeAsRiskForm(forms.Form):
    """That it is lived with instead."""

    reason = forms.CharField(max_length=20_000, label="Why it is accepted", widget=_few_lines())
    look_again_on = forms.DateField(label="Look again on", widget=TODAY_ON)


class LookForm(forms.Form):
    """That a risk was looked at again and stays."""

    look_again_on = forms.DateField(label="Look again on", widget=TODAY_ON)
    note = forms.CharField(max_length=20_000, required=False, label="What you saw", widget=_few_lines())


class CloseForm(forms.Form):
    """That a risk is none any more."""

    note = forms.CharField(max_length=20_000, label="Why it is no risk any more", widget=_few_lines())


def people_for(review: Review) -> list[Account]:
    """Return those who may be suggested: everybody, or of a restricted review its audience."""
    everybody = Account.objects.filter(is_active=True).only("id", "name", "email")
    if not review.is_restricted:
        return list(everybody[:1000])
    seats = review.audience.values_list("account", "team")
    accounts = [account for account, _ in seats if account]
    teams = [team for _, team in seats if team]
    return list((everybody.filter(pk__in=accounts) | everybody.filter(membership__team__in=teams)).distinct())
