"""What is typed around a talk of two."""

from django import forms

PERSON = {"list": "people", "autocomplete": "off"}


class InviteForm(forms.Form):
    """Somebody to ask for a talk."""

    person = forms.CharField(
        max_length=254,
        label="Whom to ask",
        help_text="A name or an e-mail address.",
        widget=forms.TextInput(attrs=PERSON),
    )
    interviewer = forms.CharField(
        max_length=254,
        required=False,
        label="Who holds the talk",
        help_text="You, unless somebody else suits better: nobody who decides about them, nobody who was "
        "central to it.",
        widget=forms.TextInput(attrs=PERSON),
    )
    note = forms.CharField(
        max_length=1000,
        required=False,
        label="A word of your own",
        help_text="Only the two who talk read it.",
        widget=forms.Textarea(attrs={"rows": 2, "data-coach": "account"}),
    )
    reason = forms.CharField(
        max_length=500,
        required=False,
        label="Why them, though they were central to it",
        help_text="Needed only then; it is shown to who is asked.",
    )


class LineForm(forms.Form):
    """A line that was noted, in other words."""

    words = forms.CharField(
        max_length=2000,
        label="What was noted",
        widget=forms.Textarea(attrs={"rows": 4, "data-coach": "account"}),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)


class ReleaseForm(forms.Form):
    """What the review may have of a thread."""

    words = forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"data-coach": "account"}))
    is_named = forms.BooleanField(required=False)
