"""Tags that people put on messages while they read (R3.7a): the starting set, and which keys may set them."""

from dataclasses import dataclass

from secondsight.base.errors import InvalidInput

# What the reading desk itself is steered by; no tag may take these.
DESK_KEYS = "efghjknpqtx"


@dataclass(frozen=True)
class FirstTag:
    """A tag that every instance starts with."""

    name: str
    key: str
    meaning: str


FIRST_TAGS = (
    FirstTag("Narrative", "1", "Belongs in the story as it will be told."),
    FirstTag("Follow-up question", "2", "Worth asking somebody about."),
    FirstTag("Hypothesis raised", "3", "Somebody says what may be going on."),
    FirstTag("Hypothesis supported", "4", "Something was seen that fits it."),
    FirstTag("Hypothesis dropped", "5", "It was given up, whether said aloud or not."),
    FirstTag("Confusion", "6", "People talk of different things, or cannot make sense of what they see."),
    FirstTag("Hand-off", "7", "A task or a part passes from one person to another."),
    FirstTag("Decision", "8", "A choice between ways to go on."),
    FirstTag("Help asked", "9", "Somebody looks for a person, an access or a piece of knowledge."),
    FirstTag("Surprise", "0", "It was not what they expected."),
)


def check_key(key: str) -> str:
    """Return the key that sets a tag, small; empty for none.

    Raises InvalidInput (field "key") for anything but one letter or digit that the desk leaves free.
    """
    key = key.strip().lower()
    if not key:
        return ""
    if len(key) != 1 or not (key.isascii() and key.isalnum()):
        raise InvalidInput("A key is one letter a–z or one digit.", field="key")
    if key in DESK_KEYS:
        taken = " ".join(DESK_KEYS)
        raise InvalidInput(f"The reading desk itself uses {taken}. Choose another key.", field="key")
    return key
