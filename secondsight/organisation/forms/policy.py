"""What the organisation agrees on, as a form made of the list of policies."""

from typing import Any

from django import forms

from secondsight.base.written import unheard
from secondsight.organisation.rules.policy import POLICIES, ListPolicy, Policy


class PolicyForm(forms.Form):
    """One field a policy. Only what a person changed is set, so that two people do not undo each other."""

    def __init__(self, *args: Any, agreed: dict[str, Any], **given: Any) -> None:
        super().__init__(*args, **given)
        for policy in POLICIES:
            self.fields[policy.key] = _field(policy, agreed[policy.key])

    def groups(self) -> list[dict[str, Any]]:
        """Return the fields under their headings: rows of `name` and `fields`."""
        names = list(dict.fromkeys(policy.group for policy in POLICIES))
        return [
            {"name": name, "fields": [self[policy.key] for policy in POLICIES if policy.group == name]}
            for name in names
        ]

    def changed(self) -> dict[str, Any]:
        """Return what the person changed, by key."""
        return {key: self.cleaned_data[key] for key in self.changed_data}


class LinesField(forms.CharField):
    """A list of words, one a line."""

    def prepare_value(self, value: Any) -> Any:
        """Return the list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Return the lines that hold something."""
        return _lines(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the lines differ, not how they are separated."""
        return _lines(initial) != _lines(data)


def _lines(value: Any) -> list[str]:
    if isinstance(value, list):
        return value
    return [line.strip() for line in str(value or "").splitlines() if line.strip()]


def _field(policy: Policy, value: Any) -> forms.Field:
    if isinstance(policy, ListPolicy):
        return LinesField(
            label=policy.label,
            help_text=policy.hint,
            required=False,
            initial=value,
            max_length=policy.most_words * (policy.most_characters + 2),
            widget=unheard(4),
            show_hidden_initial=True,
        )
    return forms.IntegerField(
        label=f"{policy.label}, in {policy.unit}",
        help_text=policy.hint,
        initial=value,
        min_value=policy.least,
        max_value=policy.most,
        show_hidden_initial=True,
    )
