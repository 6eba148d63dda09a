"""What a person types about a review and what it found."""

from typing import Any

from django import forms

from secondsight.base.ids import new_id
from secondsight.base.written import line, paper
from secondsight.inquiry.queries.categories import categories
from secondsight.inquiry.queries.reviews import tiers
from secondsight.inquiry.rules.findings import FindingKind
from secondsight.inquiry.rules.vocabulary import LearningSubject, MeetingMode, Role
from secondsight.organisation.models import Account, Team

LONG = forms.Textarea(attrs={"rows": 3})


class OnceForm(forms.Form):
    """A form that makes one row however often it is sent: it carries the id of the row to come."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", new_id())


class AudienceForm(forms.Form):
    """Who may know of something restricted."""

    accounts = forms.ModelMultipleChoiceField(
        Account.objects.none(), required=False, label="People", widget=forms.SelectMultiple(attrs={"size": 8})
    )
    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accounts"].queryset = Account.objects.filter(is_active=True)
        self.fields["teams"].queryset = Team.objects.all()


class OpenReviewForm(OnceForm, AudienceForm):
    """A review to be opened; its incidents are chosen beside it."""

    title = forms.CharField(
        max_length=300,
        help_text="What readers will know it by. Name what happened, not who was there.",
        widget=line(),
    )
    tier = forms.ChoiceField(
        required=False,
        help_text="Left open, the worst incident decides: the more people felt it, the more time it gets.",
    )
    is_restricted = forms.BooleanField(
        required=False,
        label="Restricted",
        help_text="Only the people and teams chosen below know of this review. Its incidents and their "
        "timelines become restricted to the same people.",
    )
    field_order = ["title", "tier", "is_restricted", "accounts", "teams"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].choices = [("", "As the worst incident asks"), *tier_choices()]


class ReviewForm(forms.Form):
    """A review's title and tier."""

    title = forms.CharField(max_length=300, widget=line())
    tier = forms.ChoiceField()
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].choices = tier_choices()


class NarrativeForm(forms.Form):
    """The story of a review, in Markdown."""

    narrative = forms.CharField(
        required=False,
        max_length=100_000,
        label="The story",
        strip=False,
        help_text="For the reader who was not there: what people saw, what they took it for, what they "
        "tried. Markdown: # heading, **bold**, - list, > quote.",
        widget=paper(18, asks=True),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class RoleForm(forms.Form):
    """Somebody for a role."""

    role = forms.ChoiceField(choices=Role.choices())
    person = forms.CharField(
        max_length=254,
        help_text="A name or an e-mail address.",
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    section = forms.CharField(
        max_length=100, required=False, help_text="For a guest: the section that they join for."
    )
    reason = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed where a rule is broken: why this is the best choice here. The review shows it.",
    )


class MeetingForm(forms.Form):
    """When a review was held."""

    met_at = forms.DateTimeField(
        label="It ended",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="From then on its ideas soak. In your time zone.",
    )
    mode = forms.ChoiceField(label="How", choices=MeetingMode.choices(), widget=forms.RadioSelect)


class FindingForm(OnceForm):
    """Words for something that a review found; the kinds add what is theirs."""

    what = forms.CharField(max_length=500, widget=line())
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)
    moment = forms.ChoiceField(required=False, label="The moment where it showed")

    def __init__(self, *args: Any, moments: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if moments is None:
            del self.fields["moment"]
        else:
            self.fields["moment"].choices = [("", "No moment in particular"), *moments]

    def said(self) -> dict[str, str]:
        """Return the words by the names of their columns."""
        return {k: v for k, v in self.cleaned_data.items() if k not in ("once", "edition", "moment")}


class FactorForm(FindingForm):
    """Something that contributed."""

    category = forms.ChoiceField()
    context = forms.CharField(
        max_length=20_000,
        required=False,
        label="How it mattered",
        help_text="What it did to what people could see, know or do.",
        widget=paper(3, asks=True),
    )
    field_order = ["what", "category", "moment", "context"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].label = "What contributed?"
        self.fields["category"].choices = categories()


class StrengthForm(FindingForm):
    """What worked."""

    why_it_could = forms.CharField(
        max_length=20_000, required=False, label="Why it could", widget=paper(3, asks=True)
    )
    field_order = ["what", "why_it_could", "moment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].label = "What worked?"


class LearningPointForm(FindingForm):
    """What is understood now."""

    subject = forms.ChoiceField(label="About", choices=LearningSubject.choices())
    context = forms.CharField(max_length=20_000, required=False, label="More", widget=paper(3, asks=True))
    field_order = ["what", "subject", "moment", "context"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].label = "What do we understand now?"


class IdeaForm(FindingForm):
    """What could be done."""

    context = forms.CharField(max_length=20_000, required=False, label="More", widget=LONG)
    field_order = ["what", "moment", "context"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].label = "What could be done?"
        if "moment" in self.fields:
            self.fields["moment"].label = "The moment that raised it"


FINDING_FORMS: dict[FindingKind, type[FindingForm]] = {
    FindingKind.FACTOR: FactorForm,
    FindingKind.STRENGTH: StrengthForm,
    FindingKind.LEARNING_POINT: LearningPointForm,
    FindingKind.IDEA: IdeaForm,
}


class CommentForm(OnceForm):
    """What somebody adds to an idea."""

    text = forms.CharField(max_length=20_000, label="Comment", widget=forms.Textarea(attrs={"rows": 2}))


def tier_choices() -> list[tuple[str, str]]:
    """Return the tiers as a form offers them."""
    return [(tier.slug, f"{tier.name}: {tier.summary}") for tier in tiers()]
