"""Actions without a state in which a stranger could say that they are done."""

from collections.abc import Iterator

from secondsight.language.en.action_reading import read_action
from secondsight.language.en.action_words import FORM_OF, IMPROVING, INQUIRY, SOFT, VERBS, VIRTUES
from secondsight.language.en.actions import better_shape
from secondsight.language.findings import Example, Mark, Rule
from secondsight.language.sentences import Sentence


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark for an action that a stranger could not check, unless it aims at people's behaviour."""
    action = read_action(sentence, is_told=sentence.is_listed_action)
    if action and action.fault not in ("", "behaviour"):
        yield Mark(action.first, action.last, action.sure, better_shape(action))


RULE = Rule(
    name="vague-action",
    label="vague_action",
    title="When is it done?",
    message="Nobody could say when this is done.",
    why="What cannot be seen to be done is carried from list to list. A state that a stranger could check "
    "lets it be finished, and lets one see whether it helped.",
    triggers=frozenset("taking take steps making require requires priority need needs must should".split())
    | INQUIRY
    | IMPROVING
    | SOFT
    | VIRTUES
    | VERBS
    | frozenset(verb for verb, base in FORM_OF.items() if base in INQUIRY | IMPROVING)
    | frozenset({"everything", "strive", "continuous", "committed", "*"}),
    look=look,
    is_once=True,
    flagged=(
        "Improve monitoring of the order queue.",
        "We should look into the retry settings.",
        "Better documentation of the failover.",
        "Consider a second region.",
        "Make the importer more robust.",
        "We need to reduce alert noise.",
        "We are making some changes to prevent this.",
        "We have to work out sensible limits for the queue.",
        "We need better alerting.",
        "We will be taking a closer look at the rotation of the logs.",
        "Increased monitoring after a release",
        "A better process for the hand-over",
        "The hand-over between the shifts needs to be clear.",
        "Capacity planning should be a top priority.",
        "Schema changes require more careful handling.",
        "The staging cluster needs to more closely mirror production.",
        "We will need to start reviewing the alerts.",
        "Spike ways to separate the two clusters.",
        Example("Load testing of the gateway", "item", "action items"),
    ),
    fine=(
        "Add an alert on the order queue when it is older than 5 minutes.",
        "Reduce the connection limit from 200 to 50.",
        "Investigate and fix the leak in the importer.",
        "Document the failover in the runbook.",
        "Increase in errors from 14:02 on.",
        "Better late than never was the mood of the day.",
        "Deploy a second pool with the same disks and more memory.",
        "Consider turning on a second factor for your account.",
        "2026-04-02: Improved logging in the importer, but nothing was found.",
        "Follow-up actions:",
        "How are we going to do better?",
        "Write a page on best practices for load tests.",
        "The new pool, which should reduce the load, is in place.",
        "Do not show the chart above 300 rows.",
        "Improve the migration to run in batches of 500 rows.",
        "Moving the queue to the second host fixed the delay.",
        "Enhance the nightly run with a check of the totals.",
    ),
)
