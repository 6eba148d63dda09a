"""What a person brings of their calendar, and what a calendar answered."""

from django import forms

MOST_BYTES = 5 * 1024 * 1024


class CalendarFileForm(forms.Form):
    """A calendar's file."""

    file = forms.FileField(
        label="A file of your calendar",
        max_length=500,
        help_text="Most calendars export one that ends in .ics. Only when you are busy is kept.",
    )


class CalendarAddressForm(forms.Form):
    """A calendar's address."""

    address = forms.CharField(
        label="Its address",
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="The private or free/busy address that your calendar gives out. It is kept locked and "
        "fetched every hour. Save it empty to end that.",
    )


class ReplyForm(forms.Form):
    """What somebody's calendar answered."""

    file = forms.FileField(
        label="An answer that came by mail",
        max_length=500,
        help_text="The mail (.eml), or the .ics file in it.",
    )
