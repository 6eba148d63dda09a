"""What a person types about a review's packet, and about the organisation's checklist."""

from typing import Any

from django import forms

from secondsight.inquiry.models import PacketAnswer
from secondsight.inquiry.queries.packet import parts
from secondsight.inquiry.queries.reviews import tiers
from secondsight.record.models import Incident


class AskPartForm(forms.Form):
    """Somebody to ask for a part."""

    part = forms.ChoiceField()
    person = forms.CharField(
        max_length=254,
        help_text="A name or an e-mail address.",
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    note = forms.CharField(
        max_length=500, required=False, help_text="What exactly, or where it could be. They get it by mail."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [(one.pk, one.name) for one in parts(None)]


class PartAnswerForm(forms.Form):
    """What is said of a part, with the words for it."""

    verdict = forms.ChoiceField(choices=PacketAnswer.VERDICTS, label="It")
    reason = forms.CharField(max_length=500, label="Why, or where it is")


class PacketLinkForm(forms.Form):
    """An address for the packet of one of the review's incidents."""

    incident = forms.ChoiceField(required=False)
    url = forms.CharField(
        max_length=2000, label="Address", widget=forms.URLInput(attrs={"placeholder": "https://"})
    )
    title = forms.CharField(max_length=500, required=False, label="Called")

    def __init__(self, *args: Any, incidents: list[Incident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["incident"].choices = [(one.pk, one.title) for one in incidents]
        if len(incidents) == 1:
            self.fields["incident"].widget = forms.HiddenInput()
            self.initial["incident"] = incidents[0].pk


class PacketPartForm(forms.Form):
    """A part of the organisation's checklist."""

    name = forms.CharField(max_length=100)
    hint = forms.CharField(max_length=300, required=False, help_text="What to bring, in a sentence.")
    words = forms.CharField(
        max_length=1000,
        required=False,
        label="Recognised by words",
        help_text="In the name of a table, a document or a link, separated by commas: runbook, wiki.",
    )
    asked_of = forms.MultipleChoiceField(
        required=False, label="Asked for in", widget=forms.CheckboxSelectMultiple
    )
    is_customer_facing = forms.BooleanField(required=False, label="Only where customers felt it")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slugs = [tier.slug for tier in tiers()]
        self.fields["asked_of"].choices = [(tier.slug, tier.name) for tier in tiers()]
        self.initial.setdefault("asked_of", self.slugs)

    def said(self) -> dict[str, Any]:
        """Return what `actions.save_part` takes."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "hint": said["hint"],
            "words": [word.strip() for word in said["words"].split(",")],
            "not_for": [slug for slug in self.slugs if slug not in said["asked_of"]],
            "is_customer_facing": said["is_customer_facing"],
        }
