"""What a person types around independent accounts and about questions for the meeting."""

from django import forms

from secondsight.base.written import line, paper
from secondsight.inquiry.forms.reviews import OnceForm


class AskForm(forms.Form):
    """Somebody to ask for an account."""

    person = forms.CharField(
        max_length=254,
        help_text="A name or an e-mail address.",
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    note = forms.CharField(
        max_length=500,
        required=False,
        label="What you would like them to tell of",
        help_text="Leave it empty for everything they saw. It is shown to those who see the review.",
        widget=line(),
    )


class AdditionForm(forms.Form):
    """What an author adds to an account that is opened."""

    text = forms.CharField(
        max_length=20_000,
        label="Add to your account",
        widget=paper(3, asks=True),
    )


class MeetingQuestionForm(OnceForm):
    """A question for the meeting."""

    words = forms.CharField(
        max_length=500,
        label="The question",
        help_text="Ask how it looked and what was at hand, so that people can describe it.",
        widget=paper(2, "question"),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)
