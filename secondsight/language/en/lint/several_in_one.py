"""Several actions in one line."""

from collections.abc import Iterator

from secondsight.language.en.action_words import CONCRETE
from secondsight.language.findings import Example, Mark, Rule
from secondsight.language.sentences import Sentence

_ACTS = CONCRETE - frozenset("do have use get give come find make show run put back page set work verify confirm ensure validate focus test check log "
                             "alert review plan design monitor record report cover support label link update fix".split())  # fmt: skip


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark where an item of a list of actions joins several that could be done one by one."""
    words = sentence.words
    if not sentence.is_listed_action:
        return
    begin = next((n for n, word in enumerate(words) if word[0].isalpha()), -1)
    if begin < 0 or words[begin] not in CONCRETE:
        return
    joined = [
        n for n in range(begin + 3, len(words) - 1)
        if words[n] in _ACTS and words[n - 1] in ("and", "then", ";", ",") and words[n + 1] not in ("and", ",", ".")
    ]  # fmt: skip
    if joined and not (len(joined) == 1 and joined[0] - begin < 4):
        parts = [words[begin], *(words[n] for n in joined)]
        ask = f"One line each: {', '.join(parts[:-1])} … and {parts[-1]} … can be done, owned and dropped apart."
        yield Mark(joined[0], joined[0], 0.7, ask)


RULE = Rule(
    name="several-in-one",
    label="several_in_one",
    title="Several in one",
    message="Several actions stand in one line.",
    why="A line that is half done is not done. Apart, each can have its owner, its date and its end.",
    triggers=frozenset({"and", "then"}),
    look=look,
    is_once=True,
    flagged=(
        Example(
            "Add an alert on the queue and migrate the importer to the new cluster", "item", "action items"
        ),
        Example("Create the dashboard, then remove the old cron job", "item", "next steps"),
    ),
    fine=(
        Example("Add an alert and a dashboard for the queue", "item", "action items"),
        "Add an alert on the queue and migrate the importer to the new cluster",
    ),
)
