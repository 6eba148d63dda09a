"""What a person types about the organisation's own words."""

from typing import Any

from django import forms

from secondsight.language.registry import rules
from secondsight.organisation.rules.wording import MOST


class OwnWordForm(forms.Form):
    """Words that a rule is to leave alone."""

    words = forms.CharField(
        label="Words",
        max_length=MOST,
        help_text="As they would be underlined. Capitals do not matter.",
    )
    rule = forms.ChoiceField(label="Left alone by")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["rule"].choices = sorted(rule_titles().items(), key=lambda choice: choice[1])


def rule_titles() -> dict[str, str]:
    """Return the rules' titles by name."""
    return {rule.name: rule.title for rule in rules()}
