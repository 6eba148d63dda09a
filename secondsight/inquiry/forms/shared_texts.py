"""What a person types into a shared text where nothing but a form is there."""

from django import forms

from secondsight.inquiry.actions.shared_texts import WORDS


class SharedTextForm(forms.Form):
    """A whole text as Markdown."""

    words = forms.CharField(
        label="The text as Markdown",
        max_length=WORDS,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "true"}),
        help_text="For a browser without scripts, or a network that lets no sockets through. What others "
        "write meanwhile is not overwritten: you are shown it beside your own words.",
    )
    number = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class PassageCommentForm(forms.Form):
    """What somebody says of a passage."""

    words = forms.CharField(label="Comment", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    quoted = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)
    begins = forms.CharField(max_length=600, required=False, widget=forms.HiddenInput)
    ends = forms.CharField(max_length=600, required=False, widget=forms.HiddenInput)
    once = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
