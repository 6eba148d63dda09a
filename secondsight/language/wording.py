"""What the wording of one action says of itself: is it verifiable, who has it, until when (R6.5)."""

from dataclasses import dataclass
from importlib import import_module

from secondsight.language.markdown import mask
from secondsight.language.sentences import sentence


@dataclass(frozen=True)
class Wording:
    """An action as it is told. `done` says in words when it is done, "" where nobody could say.

    `owner` and `due` are as they stand in the text, "" where they do not; `change` is what it changes:
    "system", "individual" or "inquiry".
    """

    is_verifiable: bool
    change: str
    done: str
    owner: str
    due: str


def wording_of(text: str, *, is_told: bool = False, language: str = "en") -> Wording | None:
    """Return what an action says, None where the text asks for nothing.

    `is_told` says that the text stands where actions stand.
    """
    reading = import_module(f"secondsight.language.{language}.action_reading")
    fields = import_module(f"secondsight.language.{language}.actions")
    kind = "action" if is_told else "line"
    action = reading.read_action(sentence(mask(text), kind, language=language), is_told=is_told)
    if action is None:
        return None
    owner, due = fields.owner_of(text), fields.due_of(text)
    return Wording(action.is_verifiable, action.change, action.done, owner, due)
