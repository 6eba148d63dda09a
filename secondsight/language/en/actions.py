"""What an action says of itself: what leaves "done" open, who has it, until when."""

import re
from dataclasses import dataclass
from typing import Literal

from secondsight.language.en.action_words import MONITORING, PURPOSE, TESTING, VERBS, WRITING
from secondsight.language.en.words import ADVERBS, MONTHS
from secondsight.language.sentences import Sentence

Fault = Literal["", "direction", "inquiry", "behaviour", "quality", "generic"]


Change = Literal["system", "individual", "inquiry"]


@dataclass(frozen=True)
class Action:
    """One action as a sentence tells it; `first` to `last` are the words that leave "done" open, if any.

    `fault` names what leaves it open, "" for a verifiable one, whose `done` says when it is. `owner` and
    `due` are as they stand in the text, "" where they do not.
    """

    verb: str
    first: int
    last: int
    fault: Fault
    sure: float
    change: Change
    topic: str
    done: str = ""
    owner: str = ""
    due: str = ""

    @property
    def is_verifiable(self) -> bool:
        """Whether a stranger could say that it is done."""
        return not self.fault


def owner_of(text: str) -> str:
    """Return who has an action, as the text names them, "" where it does not."""
    found = _OWNER.search(text)
    name = next((group.strip() for group in found.groups() if group), "") if found else ""
    return "" if name.lower() in VERBS | _NO_NAMES else name  # "Consider to …"


def due_of(text: str) -> str:
    """Return until when an action is to be done, as the text says it, "" where it does not."""
    found = _DUE.search(text)
    return found[0].strip() if found else ""


def better_shape(action: Action) -> str:
    """Return a better shape for an action that leaves "done" open, in its own words where they help."""
    topic = action.topic.strip(" .:,")
    of = f" of “{topic}”" if topic else ""
    if action.fault == "behaviour":
        return "What in the system would make this the easy way, whoever is on call? Name that change, and how one sees it."
    if action.fault == "inquiry":
        about = f" on {topic}" if 0 < len(topic) < 90 else ""
        return f"Say what it ends with, and when: “A written decision{about}, by …”."
    words = set(topic.lower().split())
    if words & MONITORING:
        return f"Name the signal, its threshold and who is told: what{of} would page, at which value, after how long?"
    if words & TESTING:
        return f"Name the case and where it runs: which test{of} would fail if it happened again?"
    if words & WRITING:
        return f"Name the page and what its reader can do afterwards, instead{of or ' of this'}."
    return f"Name the thing, the number or the place at which a stranger could say “done”{of}."


def action(
    sentence: Sentence,
    verb: str,
    first: int,
    last: int,
    fault: Fault,
    sure: float,
    change: Change,
    end: int = 0,
) -> Action:
    """Return an action with what its sentence says of topic, end, owner and date."""
    last = min(last, len(sentence) - 1)
    end = end or object_end(sentence, min(last + 1, len(sentence)))
    begin = min(last + 1, len(sentence) - 1)
    topic = sentence.said(begin, end - 1) if end > begin else ""
    text = sentence.text[sentence.starts[0] : sentence.ends[-1]]
    done = "" if fault else _done(verb, sentence.said(first + 1, end - 1) if end > first + 1 else "")
    return Action(verb, first, last, fault, sure, change, topic, done, owner_of(text), due_of(text))


def _done(verb: str, thing: str) -> str:
    """Return in words when a verifiable action is done."""
    if not thing:
        return ""
    if verb in ("remove", "delete", "disable", "retire", "decommission", "drop"):
        return f"Done when {thing} is gone."
    if verb in ("document", "describe", "write", "publish"):
        return f"Done when it can be read: {thing}."
    if verb in ("fix", "prevent", "block"):
        return f"Done when a test shows that this does not come back: {thing}."
    return f"Done when it is in place: {thing}."


def object_end(sentence: Sentence, index: int) -> int:
    """Return where the object ends: before its purpose, a colon, a bracket or a subordinate clause."""
    words = sentence.words
    begin = index
    while index < len(words) and index - begin < 40:
        word = words[index]
        if word in PURPOSE and not (word in "-–" and _is_hyphen(sentence, index)):
            if not (word == "," and index - begin < 2):
                return index
        if (
            word == "to"
            and index > begin
            and words[index + 1 : index + 2] not in (["be"], ["something"], ["somewhere"], ["a"], ["the"])
        ):
            follower = sentence.at(index + 1)
            if follower in VERBS or follower in ADVERBS or not follower.endswith(("s", "ed")):
                return index
        if word in ("when", "if", "that", "until", "before", "after", "during", "how") and index > begin:
            return index
        index += 1
    return min(index, len(words))


def _is_hyphen(sentence: Sentence, index: int) -> bool:
    """Tell whether a dash joins the words around it."""
    return sentence.ends[index - 1] == sentence.starts[index] and index + 1 < len(sentence) and (
        sentence.ends[index] == sentence.starts[index + 1]
    )  # fmt: skip


# Words that a sentence may begin with before "to" or "will".
_NO_NAMES = frozenset("need needs we this that it they there try going plan have how".split())
_MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + ")"


_DUE = re.compile(
    r"\b(?:(?:by|before|until|due|due on|no later than)[: ]{1,2})?(?:"
    r"\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?:,? \d{{4}})?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
    rf"|Q[1-4](?:[ /-]\d{{2,4}})?\b|{_MONTH} \d{{4}}\b)"
    r"|\b(?:by|before|until|due)[: ](?:the )?(?:end of (?:the |this |next )?(?:week|month|quarter|year|sprint|day)|"
    r"(?:next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:next|this) (?:week|month|quarter|sprint)|tomorrow)"
    r"|\bwithin (?:the next )?(?:\d{1,3}|one|two|three|four|six|a) (?:hour|day|week|month|quarter|sprint)s?\b",
    re.IGNORECASE,
)


_OWNER = re.compile(
    r"(?:^|[\s(\[])@([A-Za-z][\w.-]{1,38})"
    r"|\b[Oo]wne(?:r|d by)\b[: ]{1,2}([A-Z@][\w .'-]{1,40}?)(?=[,;.)\]]|$|\n)"
    r"|\b[Aa]ssigne(?:e|d to)\b[: ]{1,2}([A-Z@][\w .'-]{1,40}?)(?=[,;.)\]]|$|\n)"
    r"|\(([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?: (?:to|will|calls?|owns|takes)\b[^()]{0,60})?\)\s*\.?\s*$"
    r"|^\W{0,6}([A-Z][\w'-]{1,30}(?: [A-Z][\w'-]{1,30})?)(?: team)? (?:to|will) (?=[a-z])"
)
