"""A closed list of words that the product uses for one thing (C16), each with its form for people."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word that is stored as its value and shown as its label.

    A member is written `NAME = "value"`, or with a label and a hint of when to choose it:
    `NAME = "value", "Label", "hint"`. Without a label, the value is shown with a capital and spaces.
    """

    label: str
    hint: str

    def __new__(cls, value: str, label: str = "", hint: str = "") -> Self:
        """Return the member; `_value_` alone is stored."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value.replace("_", " ").capitalize()
        member.hint = hint
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (value, label) pairs in the order of the list, as forms and columns take them."""
        return [(member.value, member.label) for member in cls]
