"""What an author types: free text, and the moments in it as they correct them."""

from datetime import datetime, tzinfo
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from secondsight.base.written import paper
from secondsight.confidence.rules.recognising import MOST, Moment, place_in_time, recognise
from secondsight.inquiry.rules.accounts import Belief
from secondsight.record.forms.fields import InstantField, keep
from secondsight.record.rules.vocabulary import Precision

NEAREST = 8


class AccountForm(forms.Form):
    """The text of an account."""

    text = forms.CharField(
        required=False,
        strip=False,
        max_length=50_000,
        label="What you saw, in your words",
        widget=paper(18, "account", autocapitalize="sentences"),
        help_text="What did you see, what did you take it for, what did you try? A line that begins with a "
        "time (14:05, about 14:10) becomes a moment beside the text.",
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)


class MomentForm(forms.Form):
    """One moment of an account."""

    occurred_at = InstantField(label="When", required=False)
    precision = forms.ChoiceField(
        label="How closely you remember it", choices=Precision.choices(), initial=Precision.MINUTE
    )
    what = forms.CharField(label="What", max_length=500, required=False)
    actor = forms.CharField(
        label="Who acted", max_length=200, required=False, help_text="A name, a team, a tool, or “me”."
    )
    belief = forms.ChoiceField(
        label="At that moment you", required=False, choices=[("", "Not said"), *Belief.choices()]
    )
    event = forms.ChoiceField(label="On the timeline it is", required=False)
    line = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    is_no_moment = forms.BooleanField(label="This is no moment", required=False)

    def __init__(
        self, *arguments: Any, events: list[tuple[Any, str, str]] | None = None, **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        near = self._near(events or [])
        self.fields["event"].choices = [("", "Not said"), *near]  # type: ignore[attr-defined]

    @property
    def heading(self) -> str:
        """Return what the moment is called beside the text."""
        return str(self["what"].value() or "")

    def _near(self, events: list[tuple[Any, str, str]]) -> list[tuple[str, str]]:
        """The events that lie closest to the moment, in their order, and the one that is chosen."""
        said = self["occurred_at"].value()
        try:
            at = self.fields["occurred_at"].clean(said)
        except forms.ValidationError:
            at = None
        chosen = self["event"].value()
        timed = [one for one in events if one[0] is not None]
        closest = sorted(timed, key=lambda one: abs(one[0] - at))[:NEAREST] if at else []
        wanted = {key for _, key, _ in closest} | {chosen}
        return [(key, words) for _, key, words in events if key in wanted]

    def moment(self, began_at: datetime, zone: tzinfo) -> Moment | None:
        """Return the moment as typed, None for an empty row; its line's own words are not its author's."""
        said = self.cleaned_data
        if not said or (not said["what"] and not said["line"]):  # Django leaves an untouched row empty
            return None
        told = next(iter(place_in_time(recognise(said["line"]), began_at, zone)), None)
        at = keep(said["occurred_at"], told.occurred_at if told else None)
        mine = Moment(
            what=said["what"] or (told.what if told else said["line"][:500]),
            occurred_at=at,
            precision=Precision(said["precision"]),
            actor=said["actor"],
            belief=said["belief"],
            event=said["event"],
            line=said["line"],
            is_no_moment=said["is_no_moment"] or not said["what"],
        )
        is_mine = told is None or mine != told
        return Moment(**{name: getattr(mine, name) for name in _FIELDS}, is_mine=is_mine)


_FIELDS = ("what", "occurred_at", "precision", "actor", "belief", "event", "line", "is_no_moment")
MomentFormSet: type[BaseFormSet] = formset_factory(
    MomentForm, extra=1, max_num=3 * MOST, absolute_max=3 * MOST, validate_max=True
)


def initial_of(moment: Moment) -> dict[str, Any]:
    """Return a moment as the fields of its row show it."""
    return {name: getattr(moment, name) for name in _FIELDS}
