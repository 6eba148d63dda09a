"""What people said put together as it was said: one person's few messages in a row are one turn.

A cue of a transcript breaks off where the subtitle ended, so the cues of a turn are read as one text; a
mail stands by itself.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby

from secondsight.record.rules.candidates.facts import EvidenceFact

LONGEST_PAUSE = timedelta(seconds=45)
MOST_MESSAGES = 3
LONGEST_SPEECH = timedelta(seconds=40)
SAID = frozenset({"message", "speech", "mail"})
LONGEST_READ = 4_000  # characters of one message: beyond them are logs and the mails that were answered

_SKIPPED = frozenset(
    {
        "bot_add",
        "bot_remove",
        "channel_archive",
        "channel_join",
        "channel_leave",
        "channel_name",
        "channel_purpose",
        "channel_topic",
        "channel_unarchive",
        "file_comment",
        "group_join",
        "group_leave",
        "message_changed",
        "message_deleted",
        "pinned_item",
        "reaction_added",
        "reaction_removed",
        "reminder_add",
        "system_event",
        "tombstone",
    }
)
_CODE = re.compile(r"```.*?(?:```|$)", re.DOTALL)
_LINK = re.compile(r"<?https?://\S+>?")
_EMOJI = re.compile(r"(?<!\w):[a-z0-9_+'-]+:")
_QUOTE = re.compile(r"^\s*(?:>|&gt;).*$", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person said in one go, oldest message first; at least one."""

    facts: tuple[EvidenceFact, ...]

    @property
    def messages(self) -> tuple[EvidenceFact, ...]:
        """Return what is read at a time: each message by itself, the cues of a transcript as one."""
        first = self.facts[0]
        if first.kind != "speech" or len(self.facts) == 1:
            return self.facts
        return (replace(first, text=" ".join(fact.text for fact in self.facts)),)

    @property
    def text(self) -> str:
        """Return all that was said."""
        return "\n".join(fact.text for fact in self.facts)


def take_turns(facts: Iterable[EvidenceFact]) -> list[Turn]:
    """Return what people said as turns, in the order of their first messages.

    What the chat tool noted by itself (joins, topics, edits) and what programs posted is left out.
    """
    said = sorted((fact for fact in facts if is_said(fact)), key=lambda fact: (fact.occurred_at, fact.key))
    by_place = sorted(said, key=_place)
    turns = [Turn(tuple(run)) for _, messages in groupby(by_place, _place) for run in _runs(messages)]
    return sorted(turns, key=lambda turn: (turn.facts[0].occurred_at, turn.facts[0].key))


def is_said(fact: EvidenceFact) -> bool:
    """Return whether a person said it, and it is no note of the chat tool or an empty one."""
    if fact.kind not in SAID or fact.is_bot or fact.details.get("subtype") in _SKIPPED:
        return False
    return bool(fact.text.strip())


def sentences(text: str) -> list[str]:
    """Return what people said in sentences, without code, links, quotes and emoji names."""
    plain = _QUOTE.sub("", _EMOJI.sub("", _LINK.sub("", _CODE.sub("\n", text[:LONGEST_READ]))))
    return [sentence.strip() for sentence in _SENTENCE.split(plain.replace("*", "")) if sentence.strip()]


def code_blocks(text: str) -> list[str]:
    """Return the blocks of code or output that were pasted."""
    return [block.strip("`").strip() for block in _CODE.findall(text)]


def _place(fact: EvidenceFact) -> tuple[str, str]:
    return fact.channel, fact.thread


def _runs(messages: Iterable[EvidenceFact]) -> Iterator[list[EvidenceFact]]:
    run: list[EvidenceFact] = []
    for message in messages:
        if run and not _continues(run, message):
            yield run
            run = []
        run.append(message)
    if run:
        yield run


def _continues(run: list[EvidenceFact], message: EvidenceFact) -> bool:
    last = run[-1]
    if message.kind == "mail":
        return False
    if message.kind == "speech":
        return _goes_on_speaking(run, message)
    return (
        _speaker(message) == _speaker(last)
        and message.occurred_at - last.occurred_at <= LONGEST_PAUSE
        and len(run) < MOST_MESSAGES
    )


def _goes_on_speaking(run: list[EvidenceFact], cue: EvidenceFact) -> bool:
    return _speaker(cue) == _speaker(run[0]) and cue.occurred_at - run[0].occurred_at <= LONGEST_SPEECH


def _speaker(fact: EvidenceFact) -> str:
    return fact.author_id or fact.author_name
